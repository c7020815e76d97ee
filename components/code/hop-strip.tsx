'use client';

import type { SourcePlace } from '@/lib/capture/record';
import type { Hop, SideLine } from '@/lib/state/hop';

interface HopStripProps {
  readonly hop: Hop;
  onPlace(place: SourcePlace): void;
}

/** From the line that sent the selected packet to the lines that heard it; a press opens the file there. */
export function HopStrip({ hop: { from, n, to, unheard }, onPlace }: HopStripProps) {
  return (
    <nav
      aria-label="From line to line"
      data-slot="hop"
      className="flex shrink-0 flex-wrap items-center gap-x-1 border-t border-line bg-bg px-2.5 py-1 font-mono text-[12px]"
    >
      {from.map((line) => (
        <Line key={keyOf(line)} line={line} says="sent" onPlace={onPlace} />
      ))}
      {from.length > 0 && <Arrow />}
      <span className="px-1 text-sio">#{n}</span>
      {(to.length > 0 || unheard !== undefined) && <Arrow />}
      {to.map((line) => (
        <Line key={keyOf(line)} line={line} says="heard" onPlace={onPlace} />
      ))}
      {unheard !== undefined && <span className="px-1 text-warn">{unheard}: nobody listens</span>}
    </nav>
  );
}

function Arrow() {
  return (
    <span aria-hidden="true" className="text-faint">
      →
    </span>
  );
}

interface LineProps {
  readonly line: SideLine;
  readonly says: 'sent' | 'heard';
  onPlace(place: SourcePlace): void;
}

function Line({ line: { side, place }, says, onPlace }: LineProps) {
  return (
    <button
      type="button"
      title={`${side} ${says} it in line ${place.line} of ${place.file}: show the line`}
      onClick={() => onPlace(place)}
      className="rounded px-1 text-ink hover:bg-raised hover:underline"
    >
      <span className="text-dim">{side} </span>
      {place.file}:{place.line}
    </button>
  );
}

function keyOf({ side, place }: SideLine): string {
  return `${side} ${place.file}:${place.line}`;
}
