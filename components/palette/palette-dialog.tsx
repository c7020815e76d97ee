'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type Action, actionStore, noteUsed, showPalette } from '@/lib/state/actions';
import { keysOf } from '@/lib/state/key-sheet';
import { Kbd } from '../ui/kbd';
import { type Found, type FoundGroup, findActions } from './found';
import { siteActions } from './site-actions';

export function PaletteDialog() {
  const isOpen = useStore(actionStore, (state) => state.isOpen);
  const chosen = useRef<Action>(undefined);
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(next) => showPalette(next)}
      onOpenChangeComplete={(next) => {
        // It may move the focus, which closing has just given back to where it was.
        const action = chosen.current;
        chosen.current = undefined;
        if (!next) action?.run();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Popup
          aria-label="Everything there is to do"
          data-slot="palette"
          className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[36rem] max-w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-panel text-ink shadow-2xl shadow-black/40"
        >
          <Finder
            onChoose={(action) => {
              noteUsed(action);
              chosen.current = action;
              showPalette(false);
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ onChoose }: { readonly onChoose: (action: Action) => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState('');
  // What was used is read once: the order must not change under the reader.
  const [used] = useState(actionStore.getState().used);
  const offers = useStore(actionStore, (state) => state.offers);
  const groups = useMemo(() => {
    const actions = [...offers, siteActions(router.push)].flatMap((offered) => offered(typed));
    return findActions(actions, typed, used);
  }, [offers, router, typed, used]);

  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={groups}
      value={typed}
      onValueChange={(next, { reason }) => reason !== 'item-press' && setTyped(next)}
      autoHighlight="always"
      keepHighlight
    >
      <div className="flex items-center gap-2 border-b border-line px-3.5">
        <Search size={15} aria-hidden="true" className="shrink-0 text-dim" />
        <Autocomplete.Input
          aria-label="What to do"
          placeholder="Run, go to a lesson, a fault, a number of an entry …"
          className="h-11 min-w-0 flex-1 bg-transparent text-[15px] outline-none! placeholder:text-faint"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Autocomplete.Empty>
        <p className="px-4 py-6 text-center text-dim empty:hidden">Nothing is called that.</p>
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 flex-1 overflow-auto overscroll-contain py-1 empty:hidden">
        {(group: FoundGroup) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className="px-3.5 pt-2 pb-1 text-[12px] text-dim">
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(found: Found) => (
                <Autocomplete.Item
                  key={found.action.id}
                  value={found}
                  onClick={() => onChoose(found.action)}
                  className="mx-1 flex min-h-8 cursor-default items-center gap-3 rounded px-2.5 py-1 data-highlighted:bg-sel"
                >
                  <span className="min-w-0 flex-1 truncate">
                    <Title found={found} />
                  </span>
                  {group.value !== found.action.group && (
                    <span className="shrink-0 text-[12px] text-dim">{found.action.group}</span>
                  )}
                  <Keys action={found.action} />
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

function Title({ found: { action, places } }: { readonly found: Found }) {
  if (places.length === 0) return action.title;
  return [...action.title].map((letter, place) => {
    const key = `${letter} ${place}`;
    if (!places.includes(place)) return letter;
    return (
      <b key={key} className="font-semibold text-note">
        {letter}
      </b>
    );
  });
}

function Keys({ action }: { readonly action: Action }) {
  const keys = keysOf(action.id);
  return (
    keys !== undefined && (
      <span className="flex shrink-0 gap-1 max-sm:hidden">
        {keys.split(' ').map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </span>
    )
  );
}
