'use client';

import { Menu } from '@base-ui/react/menu';
import { Check, Copy, Ellipsis } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Copy as EntryCopy } from './copy';

export interface CopyButtonsProps {
  /** The first three have a button each, the others are in a menu. */
  readonly copies: readonly EntryCopy[];
}

const BUTTON = 'min-h-6 min-w-6 rounded px-1 font-mono text-xs text-dim hover:bg-raised hover:text-ink';

/** How long a button says that it has copied. */
const SAID_FOR_MS = 1500;

export function CopyButtons({ copies }: CopyButtonsProps) {
  const [done, setDone] = useState<{ readonly form: string; readonly worked: boolean } | undefined>();

  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(undefined), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [done]);

  // A browser may refuse the clipboard, e.g. without permission: then the button says so.
  async function copy({ form, text }: EntryCopy): Promise<void> {
    const worked = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    );
    setDone({ form, worked });
  }

  return (
    <fieldset aria-label="Copy" className="ml-1.5 flex shrink-0 items-center gap-0.5 border-0 p-0 text-faint">
      {done?.worked ? (
        <Check aria-hidden="true" size={13} className="text-ok" />
      ) : (
        <Copy aria-hidden="true" size={13} />
      )}
      {copies.slice(0, 3).map((one) => (
        <button
          key={one.form}
          type="button"
          title={`Copy as ${one.form}`}
          aria-label={`Copy as ${one.form}`}
          onClick={() => copy(one)}
          className={BUTTON}
        >
          {one.form}
        </button>
      ))}
      <Menu.Root>
        <Menu.Trigger
          aria-label="Copy in another form"
          title="Copy in another form"
          className={`${BUTTON} grid place-items-center`}
        >
          <Ellipsis aria-hidden="true" size={13} />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner sideOffset={4} align="end" collisionPadding={8} className="z-50">
            <Menu.Popup className="min-w-32 rounded-md border border-line bg-raised p-1 text-[13px] text-ink shadow-lg shadow-black/30 outline-none!">
              {copies.slice(3).map((one) => (
                <Menu.Item
                  key={one.form}
                  onClick={() => copy(one)}
                  className="block cursor-default rounded px-2.5 py-1.5 outline-none! data-highlighted:bg-sel"
                >
                  Copy as {one.form}
                </Menu.Item>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <span role="status" className="sr-only">
        {done && (done.worked ? `Copied as ${done.form}` : 'The browser did not allow copying')}
      </span>
    </fieldset>
  );
}
