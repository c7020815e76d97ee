'use client';

import { useEffect, useState } from 'react';
import { Kbd } from '@/components/ui/kbd';
import { Modal } from '@/components/ui/modal';
import { isTyping } from './typing';

const SHEET: readonly { readonly of: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    of: 'Everywhere',
    keys: [
      ['?', 'this sheet'],
      ['Ctrl Enter', 'run the program (⌘ Enter on a Mac)'],
      ['Tab', 'the next control; the splits move with the arrow keys'],
    ],
  },
  {
    of: 'Ladder',
    keys: [
      ['j  k', 'next and previous entry'],
      ['Home  End', 'the first entry, the newest'],
      ['Esc', 'select nothing'],
    ],
  },
  {
    of: 'Inspector',
    keys: [
      ['↑  ↓', 'the fields'],
      ['←  →', 'the bytes'],
    ],
  },
];

export function KeyboardSheet() {
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-label="Keyboard shortcuts"
        onClick={() => setOpen(true)}
        className="max-sm:hidden"
      >
        <Kbd>?</Kbd>
      </button>
      <Modal open={open} onOpenChange={setOpen} title="Keyboard">
        {SHEET.map(({ of, keys }) => (
          <section key={of} className="mb-4 last:mb-0">
            <h3 className="mb-2 text-[12px] text-dim">{of}</h3>
            <dl className="grid grid-cols-[8rem_1fr] items-baseline gap-y-2">
              {keys.map(([key, does]) => (
                <div key={key} className="contents">
                  <dt>
                    <Kbd>{key}</Kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </Modal>
    </>
  );
}
