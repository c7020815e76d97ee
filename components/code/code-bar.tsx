'use client';

import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { TabList } from '@/components/ui/tabs';

interface CodeBarProps {
  readonly files: readonly string[];
  readonly open: string;
  readonly dirty: readonly string[];
  readonly run: ReactNode;
  /** What the last change that was not typed is called, while it can be undone. */
  readonly undoable: string | undefined;
  onOpen(file: string): void;
  onReset(): void;
  onUndo(): void;
}

export function CodeBar(props: CodeBarProps) {
  const { files, open, dirty, run, undoable, onOpen, onReset, onUndo } = props;
  return (
    <div className="flex h-[38px] shrink-0 items-center gap-1.5 border-b border-line bg-bg px-2.5">
      <div className="min-w-0 flex-1 overflow-x-auto">
        <TabList
          id="files"
          label="Files"
          value={open}
          onChange={onOpen}
          tabs={files.map((file) => ({
            value: file,
            label: <FileName file={file} dirty={dirty.includes(file)} />,
          }))}
        />
      </div>
      {undoable !== undefined && (
        <Button look="quiet" onClick={onUndo} aria-label={`Undo: ${undoable}`} title={`Undo: ${undoable}`}>
          <Undo2 size={14} aria-hidden="true" />
        </Button>
      )}
      <Button onClick={onReset} disabled={dirty.length === 0}>
        Reset
      </Button>
      {run}
    </div>
  );
}

function FileName({ file, dirty }: { readonly file: string; readonly dirty: boolean }) {
  return (
    <>
      {file}
      {dirty && (
        <span title="Changed" className="ml-1.5 inline-block size-1.5 rounded-full bg-warn align-middle">
          <span className="sr-only">, changed</span>
        </span>
      )}
    </>
  );
}
