import type { Link } from '@/lib/session/entry';
import { type Curve, curveKey, isForSelection, MAX_TRACKS } from './curves';
import type { Lanes } from './lanes';
import { type Words, wordsText } from './words';

export interface GutterProps {
  readonly lanes: Lanes;
  readonly curves: readonly Curve[];
  readonly words: readonly Words[];
  /** Left edge of the words: right of the outermost track that is used. */
  readonly wordsLeft: number;
  readonly top: number;
  readonly bottom: number;
}

/** Right of the server's lane: which entries belong together, and how long it took. */
export function Gutter({ lanes, curves, words, wordsLeft, top, bottom }: GutterProps) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0">
      {curves
        .filter((curve) => curve.bottom > top && curve.top < bottom)
        .map((curve) => (
          <svg
            aria-hidden="true"
            key={curveKey(curve.link)}
            data-slot="curve"
            data-kind={curve.link.kind}
            data-a={curve.link.a}
            data-b={curve.link.b}
            className={`absolute overflow-visible fill-none ${STROKE[curve.link.kind]}`}
            style={{ left: lanes.server + 4, top: curve.top }}
            width={reachOf(curve.track)}
            height={curve.bottom - curve.top}
            strokeWidth={1.5}
            strokeDasharray={isForSelection(curve.link.kind) ? '3 3' : undefined}
          >
            <path d={bracket(reachOf(curve.track), curve.bottom - curve.top)} />
            <path strokeDasharray="none" d={`M1 ${curve.bottom - curve.top}l6 -3.5m-6 3.5l6 3.5`} />
          </svg>
        ))}
      {words
        .filter((line) => line.y > top && line.y < bottom)
        .map((line) => (
          <span
            key={line.key}
            data-slot="gutter-words"
            title={isCut(line, lanes.width - wordsLeft - 4) ? wordsText(line) : undefined}
            // Rows lie above it, and would take the pointer.
            className={`absolute flex font-mono text-[11px] leading-[14px] whitespace-pre [&[title]]:pointer-events-auto [&[title]]:z-[1] ${WORDS[line.about]}`}
            style={{ left: wordsLeft, top: line.y - 7, maxWidth: Math.max(lanes.width - wordsLeft - 4, 0) }}
          >
            <span className="truncate">{line.text}</span>
            {line.time !== undefined && <span className="shrink-0">{` · ${line.time}`}</span>}
          </span>
        ))}
    </div>
  );
}

/** The width of a letter of that size, in pixels. */
const LETTER = 6.6;

function isCut(line: Words, room: number): boolean {
  return wordsText(line).length * LETTER > room;
}

const STROKE: { readonly [K in Link['kind']]: string } = {
  ack: 'stroke-sio',
  connect: 'stroke-sio',
  attachment: 'stroke-sio/70',
  fanout: 'stroke-sio/70',
  because: 'stroke-note',
  buffered: 'stroke-faint',
  pong: 'stroke-eio',
  probe: 'stroke-eio',
  response: 'stroke-http',
};

const WORDS: { readonly [K in Words['about']]: string } = {
  ack: 'text-sio',
  connect: 'text-sio',
  attachment: 'text-sio',
  fanout: 'text-sio',
  because: 'text-note',
  buffered: 'text-dim',
  pong: 'text-eio',
  probe: 'text-eio',
  response: 'text-http',
  held: 'text-dim',
};

export function reachOf(track: number): number {
  return track >= MAX_TRACKS ? 6 : 13 + track * 9;
}

/** Out, down and back, with the corners as round as there is room for. */
function bracket(reach: number, height: number): string {
  const r = Math.min(reach - 2, height / 2, 12);
  return `M2 0H${reach - r}a${r} ${r} 0 0 1 ${r} ${r}V${height - r}a${r} ${r} 0 0 1 ${-r} ${r}H1`;
}
