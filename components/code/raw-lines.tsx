'use client';

import { memo, useLayoutEffect, useRef } from 'react';
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
  useLayoutEffect(() => {
    if (lines.length > 0) end.current?.scrollIntoView({ block: 'nearest' });
  }, [lines.length]);

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
