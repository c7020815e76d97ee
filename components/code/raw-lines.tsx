'use client';

import { memo, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { scrollToShow } from '@/components/ui/scroll-to-show';
import { type RawLine, SEPARATOR } from '@/lib/state/clients';
import { dissectTyped } from '@/lib/state/raw-packet';
import { PacketText } from './packet-text';

const SAYS = {
  opening: 'opening',
  opened: 'open',
  sent: 'you sent',
  came: 'the server sent',
  closed: 'closed',
  failed: 'failed',
} as const satisfies { [K in RawLine['kind']]: string };

const SIGN = { opening: '·', opened: '·', sent: '→', came: '←', closed: '·', failed: '✕' } as const;
const TONE = {
  opening: 'text-dim',
  opened: 'text-dim',
  sent: 'text-up',
  came: 'text-down',
  closed: 'text-dim',
  failed: 'text-error',
} as const;

/** What went and what came on a connection that is used by hand, oldest first. */
export function RawLines({ lines }: { readonly lines: readonly RawLine[] }) {
  const end = useRef<HTMLLIElement>(null);
  useNewest(end, lines.length);

  return (
    <ol aria-label="What was said by hand" className="grid gap-0.5 font-mono text-[12.5px] leading-[1.6]">
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows, and a line is only its place in it
        <Line key={place} line={line} />
      ))}
      <li ref={end} aria-hidden="true" />
    </ol>
  );
}

/** So near to its edge counts as in sight, in pixels. */
const IN_SIGHT = 24;

/** Keeps the newest line in sight of who has not gone back to older ones, whatever takes room from the pane. */
function useNewest(end: RefObject<HTMLElement | null>, count: number): void {
  const follows = useRef(true);

  useLayoutEffect(() => {
    const pane = paneOf(end.current);
    if (pane && end.current && follows.current && count > 0) scrollToShow(pane, end.current);
  }, [end, count]);

  useEffect(() => {
    const pane = paneOf(end.current);
    const newest = end.current;
    if (!pane || !newest) return;
    let room = pane.clientHeight;
    const note = () => {
      // Of another size: it is not the reader who moved.
      if (pane.clientHeight !== room) return;
      const below = newest.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
      follows.current = below < IN_SIGHT;
    };
    const size = new ResizeObserver(() => {
      room = pane.clientHeight;
      if (follows.current) scrollToShow(pane, newest);
    });
    size.observe(pane);
    pane.addEventListener('scroll', note, { passive: true });
    return () => {
      size.disconnect();
      pane.removeEventListener('scroll', note);
    };
  }, [end]);
}

function paneOf(line: HTMLElement | null): Element | null | undefined {
  return line?.closest('[data-slot="raw-pane"]');
}

const Line = memo(function Line({ line }: { readonly line: RawLine }) {
  const isPacket = line.kind === 'sent' || line.kind === 'came';
  return (
    <li data-slot="raw-line" data-kind={line.kind} className="grid grid-cols-[18px_1fr]">
      <span className={TONE[line.kind]}>
        <span aria-hidden="true">{SIGN[line.kind]}</span>
        <span className="sr-only">{SAYS[line.kind]} </span>
      </span>
      {isPacket ? (
        <span className="min-w-0 break-all">
          {line.text.split(SEPARATOR).map((text, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: packets of a payload that does not change
            <span key={place} className="block">
              <PacketText packet={dissectTyped(text, line.kind === 'sent' ? 'client' : 'server')} />
            </span>
          ))}
        </span>
      ) : (
        <span className={`min-w-0 break-words ${TONE[line.kind]}`}>
          {SAYS[line.kind]}
          {line.text && `: ${line.text}`}
        </span>
      )}
    </li>
  );
});
