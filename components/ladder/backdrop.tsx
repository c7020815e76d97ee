import type { ConnId } from '@/lib/capture/record';
import { type Lanes, laneOf, nodeLane } from './lanes';
import type { Hold, Rail, RailLook } from './rails';

export interface BackdropProps {
  readonly lanes: Lanes;
  readonly rails: readonly Rail[];
  readonly holds: readonly Hold[];
  /** To which node of the server a connection leads. */
  readonly nodeOf: (conn: ConnId) => number | undefined;
  /** The part that is drawn. */
  readonly top: number;
  readonly bottom: number;
}

/** What lies behind the arrows: the lanes, the transport beside each client, the requests held by the server. */
export function Backdrop({ lanes, rails, holds, nodeOf, top, bottom }: BackdropProps) {
  const inSight = (stretch: { top: number; bottom: number }) => stretch.bottom > top && stretch.top < bottom;
  const part = (stretch: { top: number; bottom: number }) => {
    const from = Math.max(stretch.top, top);
    return { top: from, height: Math.min(stretch.bottom, bottom) - from };
  };
  const slim = lanes.form === 'compact';
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0">
      {[...lanes.clients.values(), ...lanes.nodes].map((x) => (
        <span key={x} className="absolute -inset-y-3 w-px bg-line" style={{ left: x }} />
      ))}
      {rails.filter(inSight).map((rail) => (
        <span
          key={rail.key}
          data-slot="rail"
          data-client={rail.client}
          data-look={rail.look}
          className={`absolute ${RAIL[rail.look]}`}
          style={{ ...part(rail), ...railPlace(rail.look, laneOf(lanes, rail.client), slim) }}
        />
      ))}
      {holds.filter(inSight).map((hold) => (
        <span
          key={hold.key}
          data-slot="hold"
          data-client={hold.client}
          className="absolute rounded-full border border-http/30 bg-http/20"
          style={{
            ...part(hold),
            ...holdPlace(
              hold.track,
              nodeLane(lanes, hold.conn === undefined ? undefined : nodeOf(hold.conn)),
              slim,
            ),
          }}
        />
      ))}
    </div>
  );
}

/**
 * Polling is hollow, a WebSocket is solid, no session is a dashed line, a wait before a new try is dotted, and so is
 * what stands in the buffer, at the lane's other side: told apart without colour.
 */
const RAIL: { readonly [L in RailLook]: string } = {
  polling: 'rounded-full border border-http/45 bg-http/25',
  websocket: 'rounded-full bg-ws/75',
  probing: 'rounded-full bg-ws/75',
  disconnected: 'border-l-2 border-dashed border-error/70',
  waiting: 'border-l-[3px] border-dotted border-warn',
  buffering: 'rounded-full bg-[repeating-linear-gradient(180deg,var(--faint)_0_3px,transparent_3px_6px)]',
};

export function railPlace(look: RailLook, lane: number, slim: boolean): { left: number; width: number } {
  if (look === 'probing') return { left: lane + (slim ? 4 : 6), width: slim ? 2 : 4 };
  if (look === 'disconnected') return { left: lane - 0.5, width: 2 };
  if (look === 'waiting') return { left: lane + (slim ? 3 : 5), width: 3 };
  if (look === 'buffering') return { left: lane - (slim ? 5 : 9), width: slim ? 2 : 4 };
  return slim ? { left: lane - 2, width: 5 } : { left: lane - 4.5, width: 10 };
}

/** More than these would lie over the labels. */
const MOST_BESIDE = 3;

export function holdPlace(track: number, server: number, slim: boolean): { left: number; width: number } {
  if (slim) return { left: server - 5 - Math.min(track, MOST_BESIDE) * 4, width: 5 };
  // The first keeps to the lane at full width, those held beside it are thinner.
  return track === 0
    ? { left: server - 13, width: 13 }
    : { left: server - 14 - Math.min(track, MOST_BESIDE) * 7, width: 6 };
}
