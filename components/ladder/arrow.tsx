import type { Entry } from '@/lib/session/entry';
import { clientOf } from '../ui/client-of';
import { FaultGlyph, StoppedGlyph } from './fault-glyph';
import { headTo } from './head-to';
import { type Lanes, laneOf, nodeLane } from './lanes';
import { ROW_HEIGHT } from './layout';
import { ToldGlyph } from './told-glyph';

const MIDDLE = ROW_HEIGHT / 2;

export interface ArrowProps {
  readonly entry: Entry;
  readonly lanes: Lanes;
  /** The client's end is at its second rail: the connection that is being tried. */
  readonly second: boolean;
  /** It answers what was held only to let go of it. */
  readonly letsGo: boolean;
  /** The wire did not bring it, or brought it late. */
  readonly stop: 'lost' | 'kept' | 'late' | undefined;
  /** Which of the server's lanes, from 1, where it has several. */
  readonly lane: number | undefined;
}

/** What goes between the lanes in one row. Only what was on the wire has a head. */
export function Arrow({ entry, lanes, second, letsGo, stop, lane }: ArrowProps) {
  const client = laneOf(lanes, clientOf(entry));
  const near = client + (second ? 13 : 8);
  const server = nodeLane(lanes, lane);
  const far = server - 7;
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute bottom-0 left-0 overflow-visible fill-none"
      width={lanes.width}
      height={ROW_HEIGHT}
      strokeWidth={1.6}
    >
      {strokes(entry, { client, near, far, server, lanes, letsGo, stop })}
    </svg>
  );
}

interface Ends {
  readonly client: number;
  readonly near: number;
  readonly far: number;
  readonly server: number;
  readonly lanes: Lanes;
  readonly letsGo: boolean;
  readonly stop: ArrowProps['stop'];
}

function strokes(entry: Entry, { client, near, far, server, lanes, letsGo, stop }: Ends) {
  switch (entry.kind) {
    case 'unit':
      if (entry.from !== 'server')
        return <path className="stroke-up" d={`M${near} ${MIDDLE}H${far}${headTo('right')}`} />;
      if (stop) return <StoppedGlyph stop={stop} near={near} far={far} lanes={lanes} />;
      if (letsGo) {
        // It leaves where the bar of the held request ends and comes down to its own row.
        const edge = lanes.labelRight;
        return (
          <>
            <path
              className="stroke-down"
              strokeDasharray="4 3"
              d={`M${far} ${MIDDLE - 9}L${edge} ${MIDDLE}H${near + 3}`}
            />
            <path className="stroke-down" d={`M${near + 2} ${MIDDLE}${headTo('left')}`} />
          </>
        );
      }
      return <path className="stroke-down" d={`M${far} ${MIDDLE}H${near + 2}${headTo('left')}`} />;
    case 'open':
      return (
        <g className="stroke-tcp">
          <path strokeDasharray="2 4" d={`M${near} ${MIDDLE}H${far}`} />
          <circle cx={client} cy={MIDDLE} r={3} className="fill-bg" />
          <circle cx={server} cy={MIDDLE} r={3} className="fill-bg" />
        </g>
      );
    case 'close': {
      const cut =
        entry.by === 'server' ? server : entry.by === 'client' ? client : (lanes.labelRight + server) / 2;
      return (
        <g className={entry.how === 'rst' || entry.by === 'fault' ? 'stroke-error' : 'stroke-tcp'}>
          <path strokeDasharray="2 4" d={`M${near} ${MIDDLE}H${far}`} />
          <path d={`M${cut - 4} ${MIDDLE - 4}l8 8m0 -8l-8 8`} />
        </g>
      );
    }
    case 'trace':
      return (
        <ToldGlyph event={entry.record.event} side={entry.record.side} ends={{ client, server, lanes }} />
      );
    case 'fault':
      return <FaultGlyph record={entry.record} ends={{ client, near, far, lanes }} />;
    case 'gap':
      return <path className="stroke-error" strokeDasharray="1 5" d={`M${near} ${MIDDLE}H${far}`} />;
  }
}
