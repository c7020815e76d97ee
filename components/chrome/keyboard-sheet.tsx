'use client';

import { Search } from 'lucide-react';
import { useEffect, useId } from 'react';
import { useStore } from 'zustand';
import { Kbd } from '@/components/ui/kbd';
import { Modal } from '@/components/ui/modal';
import { isTyping } from '@/components/ui/typing';
import { showPalette } from '@/lib/state/actions';
import { KEY_SHEET } from '@/lib/state/key-sheet';
import { allowLetters, readShortcuts, shortcutStore, showKeySheet } from '@/lib/state/shortcuts';

export function KeyboardSheet() {
  const open = useStore(shortcutStore, (state) => state.sheet);
  useEffect(readShortcuts, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      if (!shortcutStore.getState().letters) return;
      event.preventDefault();
      showKeySheet(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-label="Everything there is to do"
        aria-keyshortcuts="Control+K Meta+K"
        title="Everything there is to do, by name (Ctrl or ⌘ K)"
        onClick={() => showPalette(true)}
        className="rounded-md p-1.5 text-dim hover:bg-raised hover:text-ink"
      >
        <Search size={15} aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-label="Keyboard"
        onClick={() => showKeySheet(true)}
        className="max-sm:hidden"
      >
        <Kbd>?</Kbd>
      </button>
      <Modal open={open} onOpenChange={showKeySheet} title="Keyboard">
        {KEY_SHEET.map(({ of, lines }) => (
          <section key={of} className="mb-4">
            <h3 className="mb-2 text-[12px] text-dim">{of}</h3>
            <dl className="grid grid-cols-[8rem_1fr] items-baseline gap-y-2">
              {lines.map(({ keys: combo, does }) => (
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
        className="size-4"
      />
      Single letters work from anywhere on the page
    </label>
  );
}
