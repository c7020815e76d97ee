/** One direction of a connection: what goes in comes out in order, when the plan lets it. */
export interface Lane {
  /** False where the sender must wait for `onRoom`. */
  send(item: LaneItem): boolean;
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
  /** Hands an item to the receiver; false where it can take no more bytes for now. */
  readonly deliver: (item: LaneItem) => boolean;
  readonly onRoom: () => void;
}

/** What may be on its way before the sender is held back, as a TCP window would. */
const WINDOW_BYTES = 256 * 1024;

export function openLane({ plan, deliver, onRoom }: LaneEnds): Lane {
  const queue: { readonly item: LaneItem; readonly due: number }[] = [];
  let queuedBytes = 0;
  let lastDue = 0;
  let full = false;
  let senderWaits = false;
  let timer: NodeJS.Timeout | undefined;

  function pump(): void {
    clearTimeout(timer);
    timer = undefined;
    for (let next = queue[0]; next && !full && !plan().frozen; next = queue[0]) {
      const wait = next.due - performance.now();
      if (wait > 0) {
        timer = setTimeout(pump, Math.ceil(wait));
        break;
      }
      queue.shift();
      queuedBytes -= sizeOf(next.item);
      full = !deliver(next.item);
    }
    if (senderWaits && hasRoom()) {
      senderWaits = false;
      onRoom();
    }
  }

  const hasRoom = () => !full && queuedBytes < WINDOW_BYTES;

  return {
    send(item) {
      const { delayMs } = plan();
      // Never before what went first: a shorter delay does not overtake.
      lastDue = delayMs > 0 ? Math.max(lastDue, performance.now() + delayMs) : lastDue;
      queue.push({ item, due: lastDue });
      queuedBytes += sizeOf(item);
      pump();
      senderWaits = !hasRoom();
      return !senderWaits;
    },
    resume() {
      full = false;
      pump();
    },
    replan: pump,
    clear() {
      clearTimeout(timer);
      queue.length = 0;
      queuedBytes = 0;
    },
  };
}

function sizeOf(item: LaneItem): number {
  return typeof item === 'string' ? 0 : item.length;
}
