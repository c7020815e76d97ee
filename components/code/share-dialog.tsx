'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Modal } from '@/components/ui/modal';
import { grouped } from '@/lib/base/grouped';

interface ShareDialogProps {
  /** The whole address; `undefined` for a program that is too long for one. */
  readonly link: string | undefined;
  /** Letters of the address, or of what it would have been. */
  readonly length: number;
  readonly most: number;
  readonly files: readonly string[];
  readonly cast: readonly string[];
  onClose(): void;
}

type Copied = 'no' | 'yes' | 'refused';

const SAID_FOR_MS = 2500;

/** A link that holds the whole program. */
export function ShareDialog({ link, length, most, files, cast, onClose }: ShareDialogProps) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<Copied>('no');

  useEffect(() => {
    if (copied === 'no') return;
    const timer = setTimeout(() => setCopied('no'), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  // A browser may refuse the clipboard, e.g. without permission: then the link is selected, to be copied by hand.
  async function copy(text: string): Promise<void> {
    const worked = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    if (!worked) field.current?.select();
    setCopied(worked ? 'yes' : 'refused');
  }

  return (
    <Modal open title="Share this program" onOpenChange={(open) => !open && onClose()}>
      {link === undefined ? (
        <p role="alert" className="text-[13.5px] text-error">
          This program is too long for a link: {grouped(length)} letters, where mail and chat pass on{' '}
          {grouped(most)}. Make it shorter, or take a file away.
        </p>
      ) : (
        <div className="grid gap-3">
          <p className="text-[13.5px] text-dim">
            The link holds the program itself: {files.join(', ')}, and {cast.join(', ')}. It is kept nowhere
            else, and whoever opens it sees the code before anything runs.
          </p>
          <div className="flex gap-2">
            <input
              ref={field}
              readOnly
              aria-label="Link"
              value={link}
              onFocus={(event) => event.currentTarget.select()}
              className="min-w-0 flex-1 rounded-md border border-line bg-bg px-2.5 py-1.5 font-mono text-[12.5px] outline-none focus:border-note"
            />
            <Button onClick={() => void copy(link)}>
              {copied === 'yes' ? (
                <Check size={14} aria-hidden="true" className="text-ok" />
              ) : (
                <Copy size={14} aria-hidden="true" />
              )}
              {copied === 'yes' ? 'Copied' : 'Copy'}
            </Button>
          </div>
          <p role="status" className="min-h-5 text-[12.5px] text-dim">
            {copied === 'yes' && 'The link is in your clipboard.'}
            {copied === 'refused' &&
              'The browser did not let us copy. The link is selected: copy it with Ctrl or ⌘ and C.'}
            {copied === 'no' && `${grouped(length)} letters.`}
          </p>
        </div>
      )}
    </Modal>
  );
}
