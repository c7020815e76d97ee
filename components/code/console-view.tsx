'use client';

import { memo, useLayoutEffect, useRef } from 'react';
import type { ConsoleLine } from '@/lib/state/console-lines';

type Place = NonNullable<ConsoleLine['place']>;

interface ConsoleViewProps {
  readonly label: string;
  /** Grows in place; `count` tells when. */
  readonly lines: readonly ConsoleLine[];
  readonly count: number;
  readonly selected: number | undefined;
  /** Shown while nothing was said. */
  readonly empty: string;
  onSelect(n: number): void;
  onPlace(place: Place): void;
}

/** The older lines are entries of the ladder all the same. */
const NEWEST = 300;

export function ConsoleView({ label, lines, count, selected, empty, onSelect, onPlace }: ConsoleViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const follows = useRef(true);

  // New lines pull the reader along only who was at the end already.
  useLayoutEffect(() => {
    if (scroller.current && follows.current && count > 0) {
      scroller.current.scrollTop = scroller.current.scrollHeight;
    }
  }, [count]);

  if (count === 0) return <p className="px-4 py-3 text-[13px] text-dim">{empty}</p>;
  const earlier = Math.max(0, count - NEWEST);

  return (
    <div
      ref={scroller}
      role="log"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by the keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        follows.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
      className="@container h-full overflow-auto py-2 font-mono text-[12.5px] leading-5 focus-visible:-outline-offset-2"
    >
      {earlier > 0 && <p className="pb-1 pl-[38px] text-dim">{earlier} earlier lines</p>}
      <ol>
        {lines.slice(-NEWEST).map((line) => (
          <Line
            key={line.n}
            line={line}
            selected={line.n === selected}
            onSelect={onSelect}
            onPlace={onPlace}
          />
        ))}
      </ol>
    </div>
  );
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

interface LineProps {
  readonly line: ConsoleLine;
  readonly selected: boolean;
  onSelect(n: number): void;
  onPlace(place: Place): void;
}

const Line = memo(function Line({ line, selected, onSelect, onPlace }: LineProps) {
  const { n, tone, text, place } = line;
  return (
    <li
      data-tone={tone}
      data-selected={selected ? '' : undefined}
      className={`group/line grid min-h-6 grid-cols-[34px_1fr_auto] gap-x-1 pr-1.5 @max-[260px]:grid-cols-[22px_1fr_auto] data-selected:bg-sel ${TONE[tone]}`}
    >
      <span aria-hidden="true" className="py-0.5 pr-3 text-right text-faint @max-[260px]:pr-1">
        {SIGN[tone]}
      </span>
      <span className="min-w-0 whitespace-pre-wrap py-0.5 break-words">{text}</span>
      <span className="flex items-start gap-1 text-[11px] leading-6 text-faint group-data-selected/line:text-dim">
        {place && (
          <button
            type="button"
            aria-label={`Show line ${place.line} of ${place.file}`}
            className="hover:text-ink hover:underline @max-[260px]:hidden"
            onClick={() => onPlace(place)}
          >
            {place.file}:{place.line}
          </button>
        )}
        <button
          type="button"
          aria-label={`Select entry ${n}`}
          className="min-w-7 text-right hover:text-ink"
          onClick={() => onSelect(n)}
        >
          #{n}
        </button>
      </span>
    </li>
  );
});
