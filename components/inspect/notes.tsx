'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { grouped } from '@/lib/base/grouped';
import { sizeText } from '@/lib/explain/words';

const BAR = 'flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 text-[13px]';

interface ReadingNoteProps {
  readonly name: string;
  /** Bytes of the file: read, and all. */
  readonly read: number;
  readonly size: number;
  readonly entries: number;
  onCancel(): void;
}

export function ReadingNote({ name, read, size, entries, onCancel }: ReadingNoteProps) {
  const percent = size === 0 ? 0 : Math.floor((100 * read) / size);
  return (
    <div className={BAR}>
      <p className="min-w-0 truncate">
        Reading <b className="font-medium">{name}</b>: {percent} % of {sizeText(size)}, {grouped(entries)}{' '}
        entries
      </p>
      <progress aria-label={`Reading ${name}`} value={read} max={size} className="h-1.5 min-w-24 flex-1" />
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}

interface RefusedNoteProps {
  readonly name: string;
  readonly message: string;
  onDismiss(): void;
}

export function RefusedNote({ name, message, onDismiss }: RefusedNoteProps) {
  return (
    <div role="alert" className={`${BAR} bg-error/10`}>
      <p className="min-w-0 flex-1 text-error">
        <b className="font-medium">{name}</b> was not opened. {message}
      </p>
      <Button look="quiet" onClick={onDismiss}>
        <X size={14} aria-hidden="true" />
        <span className="sr-only">Dismiss</span>
      </Button>
    </div>
  );
}

interface ReplacedNoteProps {
  readonly name: string;
  readonly before: string;
  onUndo(): void;
  onKeep(): void;
}

export function ReplacedNote({ name, before, onUndo, onKeep }: ReplacedNoteProps) {
  return (
    <div role="status" className={`${BAR} bg-note/10`}>
      <p className="min-w-0 flex-1">
        <b className="font-medium">{name}</b> has replaced <b className="font-medium">{before}</b>.
      </p>
      <Button onClick={onUndo}>Undo</Button>
      <Button look="quiet" onClick={onKeep}>
        <X size={14} aria-hidden="true" />
        <span className="sr-only">Keep it so</span>
      </Button>
    </div>
  );
}

/** Something about the file that its reader should know. */
export function FileNote({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status" className={`${BAR} bg-warn/10 text-warn`}>
      <p>{children}</p>
    </div>
  );
}

export function DropVeil() {
  return (
    <div
      data-slot="drop-veil"
      className="pointer-events-none fixed inset-2 z-50 grid place-items-center rounded-lg border-2 border-dashed border-note bg-bg/85 text-[17px] font-medium"
    >
      Drop it to open it
    </div>
  );
}
