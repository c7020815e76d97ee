'use client';

import { useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import { Kbd } from '@/components/ui/kbd';
import { Modal } from '@/components/ui/modal';
import { isTyping } from '@/components/ui/typing';
import { allowLetters, readShortcuts, shortcutStore } from '@/lib/state/shortcuts';

const SHEET: readonly { readonly of: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    of: 'Everywhere',
    keys: [
      ['Ctrl Enter', 'run the program (⌘ Enter on a Mac)'],
      ['Esc', 'let go of the selected entry'],
      ['?', 'this sheet'],
    ],
  },
  {
    of: 'Ladder',
    keys: [
      ['j k', 'next, previous entry'],
      ['h l', 'the entry it answers, the entry that answers it'],
      [', .', 'previous, next entry on the same connection'],
      ['Home End', 'the first entry, the newest'],
      ['Space', 'hold the view still; the capture goes on'],
      ['/', 'the filter; there ↑ brings back those used before, Tab completes, Esc clears'],
    ],
  },
  {
    of: 'Bytes',
    keys: [
      ['↑ ↓', 'the fields; in the bytes, the rows'],
      ['← →', 'unfold a field; in the bytes, one byte on'],
    ],
  },
  {
    of: 'Code',
    keys: [
      ['Alt Enter', 'select what this line has sent, the next one each time'],
      ['Ctrl Z', 'undo, also what a button has changed'],
      ['Esc Tab', 'leave the editor'],
    ],
  },
];

export function KeyboardSheet() {
  const [open, setOpen] = useState(false);
  useEffect(readShortcuts, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      if (!shortcutStore.getState().letters) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <button type="button" aria-label="Keyboard" onClick={() => setOpen(true)} className="max-sm:hidden">
        <Kbd>?</Kbd>
      </button>
      <Modal open={open} onOpenChange={setOpen} title="Keyboard">
        {SHEET.map(({ of, keys }) => (
          <section key={of} className="mb-4">
            <h3 className="mb-2 text-[12px] text-dim">{of}</h3>
            <dl className="grid grid-cols-[8rem_1fr] items-baseline gap-y-2">
              {keys.map(([combo, does]) => (
                <div key={combo} className="contents">
                  <dt className="flex gap-1">
                    {combo.split(' ').map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <LettersSwitch />
      </Modal>
    </>
  );
}

function LettersSwitch() {
  const id = useId();
  const letters = useStore(shortcutStore, (state) => state.letters);
  return (
    <label htmlFor={id} className="flex cursor-pointer items-center gap-2.5 border-t border-line pt-4">
      <input
        id={id}
        type="checkbox"
        checked={letters}
        onChange={(event) => allowLetters(event.target.checked)}
        className="size-4 accent-(--note)"
      />
      Single letters work from anywhere on the page
    </label>
  );
}
