import { CLEAR } from './faults';
import type { Gate } from './gate';
import { bookLink, type Link, pieceBytes } from './link';

/**
 * One direction of a connection: what goes in comes out in order, when the plan lets it.
 *
 *     send ──► queue: latency, jitter, freeze ──► link: so many bytes a second ──► gate: packets ──► deliver
 */
export interface Lane {
  /** A packet is held in it. */
  readonly isHeld: boolean;
  /** False where the sender must wait for `onRoom`. */
  send(item: LaneItem): boolean;
  /**
   * Sends the end of a connection that the client has left. A packet that the gate holds is lost with it, as what a
   * proxy has buffered; else nobody would hear of the end. What latency or a freeze keeps back comes in its time.
   */
  abandon(item: 'fin' | 'rst'): void;
  /** The receiver takes bytes again after `deliver` answered false. */
  resume(): void;
  /** The plan has changed. */
  replan(): void;
  /** Drops what is still on its way. */
  clear(): void;
}

export type LaneItem = Uint8Array | 'fin' | 'rst';

/** What the faults in force do to a lane. */
export interface LanePlan {
  readonly delayMs: number;
  /** Up to this much more, at random. */
  readonly jitterMs: number;
  readonly frozen: boolean;
  /** `Infinity` where nothing is narrow. */
  readonly bytesPerSecond: number;
}

interface LaneEnds {
  readonly plan: () => LanePlan;
  readonly link: Link;
  readonly gate: Gate;
  /** Hands an item to the receiver; false where it can take no more bytes for now. */
  readonly deliver: (item: LaneItem) => boolean;
  readonly onRoom: () => void;
}

/** What may be on its way before the sender is held back, as a TCP window would. */
const WINDOW_BYTES = 256 * 1024;
/** Of a wait for the link: shorter ones are not worth a timer. */
const SHORTEST_WAIT_MS = 1;

interface Queued {
  readonly item: LaneItem;
  readonly due: number;
  /** When the first piece of it has passed the link. */
  booked?: number;
}

export function openLane({ plan, link, gate, deliver, onRoom }: LaneEnds): Lane {
  const queue: Queued[] = [];
  let queuedBytes = 0;
  let lastDue = 0;
  let full = false;
  let senderWaits = false;
  let timer: NodeJS.Timeout | undefined;

  function pump(): void {
    clearTimeout(timer);
    timer = undefined;
    for (let next = queue[0]; next && !full && !gate.isShut; next = queue[0]) {
      const { frozen, bytesPerSecond } = plan();
      if (frozen) break;
      const now = performance.now();
      const wait = next.due - now;
      if (wait > 0) {
        timer = setTimeout(pump, Math.ceil(wait));
        break;
      }
      const piece = firstOf(next.item, bytesPerSecond);
      if (bytesPerSecond !== Number.POSITIVE_INFINITY) {
        next.booked ??= bookLink(link, sizeOf(piece), bytesPerSecond, now);
        if (next.booked - now >= SHORTEST_WAIT_MS) {
          timer = setTimeout(pump, Math.ceil(next.booked - now));
          break;
        }
      }
      if (typeof next.item !== 'string' && sizeOf(piece) < next.item.length) {
        queue[0] = { item: next.item.subarray(sizeOf(piece)), due: next.due };
      } else {
        queue.shift();
      }
      queuedBytes -= sizeOf(piece);
      hand(typeof piece === 'string' ? [...gate.flush(), piece] : gate.pass(piece));
    }
    if (senderWaits && hasRoom()) {
      senderWaits = false;
      onRoom();
    }
  }

  function hand(items: readonly LaneItem[]): void {
    for (const item of items) if (!deliver(item)) full = true;
  }

  const hasRoom = () => !full && queuedBytes < WINDOW_BYTES;

  function clear(): void {
    clearTimeout(timer);
    queue.length = 0;
    queuedBytes = 0;
    gate.clear();
  }

  const lane: Lane = {
    get isHeld() {
      return gate.isShut;
    },
    send(item) {
      const now = plan();
      if (now === CLEAR && queue.length === 0 && !full && !gate.isShut) {
        // Nothing is done to it, and nothing is in front of it.
        hand(typeof item === 'string' ? [...gate.flush(), item] : gate.pass(item));
        senderWaits = full;
        return !full;
      }
      const { delayMs, jitterMs } = now;
      const delay = delayMs + Math.random() * jitterMs;
      // Never before what went first: a shorter delay does not overtake.
      lastDue = delay > 0 ? Math.max(lastDue, performance.now() + delay) : lastDue;
      queue.push({ item, due: lastDue });
      queuedBytes += sizeOf(item);
      pump();
      senderWaits = !hasRoom();
      return !senderWaits;
    },
    abandon(item) {
      if (gate.isShut) clear();
      lane.send(item);
    },
    resume() {
      full = false;
      pump();
    },
    replan() {
      // Another link, or none: what waited for the old one does not.
      if (queue[0]) delete queue[0].booked;
      hand(gate.reconsider());
      pump();
    },
    clear,
  };
  return lane;
}

function sizeOf(item: LaneItem): number {
  return typeof item === 'string' ? 0 : item.length;
}

function firstOf(item: LaneItem, bytesPerSecond: number): LaneItem {
  return typeof item === 'string' ? item : item.subarray(0, pieceBytes(bytesPerSecond));
}
