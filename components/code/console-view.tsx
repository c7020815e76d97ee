'use client';

import { useLayoutEffect, useRef } from 'react';
import type { ConsoleLine } from '@/lib/state/console-lines';

interface ConsoleViewProps {
  readonly label: string;
  readonly lines: readonly ConsoleLine[];
  readonly selected: number | undefined;
  /** Shown while nothing was said. */
  readonly empty: string;
  onSelect(n: number): void;
  onPlace(place: NonNullable<ConsoleLine['place']>): void;
}

const TONE = {
  log: 'text-ink',
  warn: 'text-warn',
  error: 'text-error',
  thrown: 'text-error',
  debug: 'text-dim',
  event: 'text-dim',
} as const satisfies { [T in ConsoleLine['tone']]: string };

const SIGN = { log: '›', warn: '!', error: '✕', thrown: '✕', debug: '·', event: '·' } as const;

export function ConsoleView({ label, lines, selected, empty, onSelect, onPlace }: ConsoleViewProps) {
  const list = useRef<HTMLDivElement>(null);
  const follows = useRef(true);

  // New lines pull the reader along only who was at the end already.
  useLayoutEffect(() => {
    if (list.current && follows.current && lines.length > 0)
      list.current.scrollTop = list.current.scrollHeight;
  }, [lines]);

  if (lines.length === 0) return <p className="px-4 py-3 text-[13px] text-dim">{empty}</p>;

  return (
    <div
      ref={list}
      role="log"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by the keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
      className="h-full overflow-auto py-2 font-mono text-[12.5px] leading-[1.65] focus-visible:-outline-offset-2"
    >
      <ol>
        {lines.map((line) => (
          <li
            key={line.n}
            data-tone={line.tone}
            data-selected={line.n === selected ? '' : undefined}
            className={`grid grid-cols-[34px_1fr_auto] gap-x-1 pr-2.5 data-selected:bg-sel ${TONE[line.tone]}`}
          >
            <span aria-hidden="true" className="pr-3 text-right text-faint">
              {SIGN[line.tone]}
            </span>
            <span className="min-w-0 whitespace-pre-wrap break-words">{line.text}</span>
            <span className="flex gap-2 text-[11px] text-faint">
              {line.place && <PlaceButton place={line.place} onPlace={onPlace} />}
              <button
                type="button"
                aria-label={`Select entry ${line.n}`}
                className="hover:text-ink"
                onClick={() => onSelect(line.n)}
              >
                #{line.n}
              </button>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

type Place = NonNullable<ConsoleLine['place']>;

function PlaceButton({ place, onPlace }: { readonly place: Place; onPlace(place: Place): void }) {
  return (
    <button
      type="button"
      aria-label={`Show line ${place.line} of ${place.file}`}
      className="hover:text-ink hover:underline"
      onClick={() => onPlace(place)}
    >
      {place.file}:{place.line}
    </button>
  );
}
