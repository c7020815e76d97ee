'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Unit } from '@/lib/dissect/layer';
import { COPIES } from './copy';
import type { Dissected } from './dissected';

export interface CopyButtonsProps {
  readonly unit: Unit;
  readonly dissected: Dissected;
}

/** How long a button says that it has copied. */
const SAID_FOR_MS = 1500;

export function CopyButtons({ unit, dissected }: CopyButtonsProps) {
  const [done, setDone] = useState<{ readonly form: string; readonly worked: boolean } | undefined>();

  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(undefined), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [done]);

  // A browser may refuse the clipboard, e.g. without permission: then the button says so.
  async function copy(form: string, text: string): Promise<void> {
    const worked = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setDone({ form, worked });
  }

  return (
    <fieldset aria-label="Copy" className="flex shrink-0 items-center gap-0.5 border-0 p-0 text-faint">
      {done?.worked ? (
        <Check aria-hidden="true" size={13} className="text-ok" />
      ) : (
        <Copy aria-hidden="true" size={13} />
      )}
      {Object.entries(COPIES).map(([form, textOf]) => (
        <button
          key={form}
          type="button"
          title={`Copy as ${form}`}
          aria-label={`Copy as ${form}`}
          onClick={() => copy(form, textOf(unit, dissected.buffers))}
          className="rounded px-1 py-0.5 font-mono text-xs text-dim hover:bg-raised hover:text-ink"
        >
          {form}
        </button>
      ))}
      <span role="status" className="sr-only">
        {done && (done.worked ? `Copied as ${done.form}` : 'The browser did not allow copying')}
      </span>
    </fieldset>
  );
}
