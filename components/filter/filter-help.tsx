'use client';

import { Popover } from '@base-ui/react/popover';
import { CircleHelp, X } from 'lucide-react';
import { Kbd } from '../ui/kbd';

const EXAMPLES: readonly (readonly [filter: string, says: string])[] = [
  ['sio', 'all that carries a Socket.IO packet'],
  ['sio.event == chat', 'events of that name'],
  ['sio.event ~ "^chat"', 'names that begin with chat: a regular expression'],
  ['client == alice && !http', 'Alice’s, without requests and responses'],
  ['sio.ack.rtt > 20ms', 'events whose ack took longer, and the acks'],
  ['bytes > 1kB || issue', 'long ones, and those with a fault in the bytes'],
  ['sent == server.js:7', 'packets that this line sent'],
  ['because == 19', 'what was sent in the handling of entry 19'],
  ['unheard || unsent', 'events nobody listened to, or that never left'],
  ['!(eio.type == ping || eio.type == pong)', 'without the heartbeat'],
];

interface FilterHelpProps {
  readonly onPick: (filter: string) => void;
}

/** The language in ten examples, each of which can be taken. */
export function FilterHelp({ onPick }: FilterHelpProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label="How to filter"
        data-slot="filter-help"
        className="grid size-7 shrink-0 place-items-center rounded-md text-dim hover:bg-raised hover:text-ink"
      >
        <CircleHelp aria-hidden="true" size={15} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="end" collisionPadding={8} className="z-40">
          <Popover.Popup className="max-h-(--available-height) w-[30rem] max-w-(--available-width) overflow-auto rounded-lg border border-line bg-panel px-4 py-3 text-[13px] text-ink shadow-2xl shadow-black/40 outline-none!">
            <div className="mb-2 flex items-center">
              <Popover.Title className="text-[13.5px] font-semibold">How to filter</Popover.Title>
              <Popover.Close
                aria-label="Close"
                className="ml-auto grid size-6 place-items-center rounded-md text-dim hover:bg-raised hover:text-ink"
              >
                <X size={15} aria-hidden="true" />
              </Popover.Close>
            </div>
            <p className="mb-2 text-dim">
              A key keeps the entries that have it; a key, an operator and a value keep those that meet it.
              The status line shows the key of the field under the cursor.
            </p>
            <ul className="m-0 mb-2 list-none p-0">
              {EXAMPLES.map(([filter, says]) => (
                <li key={filter}>
                  <Popover.Close
                    onClick={() => onPick(filter)}
                    className="-mx-1.5 w-[calc(100%+12px)] rounded px-1.5 py-1 text-left hover:bg-raised"
                  >
                    <code className="font-mono text-[12.5px] text-note">{filter}</code>
                    <span className="block text-dim sm:ml-2 sm:inline">{says}</span>
                  </Popover.Close>
                </li>
              ))}
            </ul>
            <p className="text-dim">
              Operators: <code className="font-mono text-ink">== != {'< <= > >='} ~ !~</code>, joined by{' '}
              <code className="font-mono text-ink">&& || !</code> and parentheses. Times need a unit (µs, ms,
              s).
            </p>
            <p className="mt-2 text-dim">
              <Kbd>/</Kbd> comes here · <Kbd>↑</Kbd> filters used before · <Kbd>Tab</Kbd> completes ·{' '}
              <Kbd>Esc</Kbd> clears
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
