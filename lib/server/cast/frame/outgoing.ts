import { sessionOf } from './engine';
import { CONNECT, EVENT, type Packet, type Socket } from './library-parts';
import type { Cause, LinesNow } from './lines';
import type { Tell } from './post';

/** An emit that asked for an answer. */
export interface Ask {
  readonly event: string;
  readonly cause: Cause;
}

export interface Outgoing {
  watch(sockets: Socket): void;
  /** The cause of the message packet that an engine is being given. */
  causeOfPacket(): Cause;
  /** The emit that an answer is for; forgotten once it was asked for. */
  takeAsk(socket: Socket, id: number): Ask | undefined;
}

/** An emit that is going on, or waits for its turn. */
interface Emit {
  readonly socket: Socket;
  readonly cause: Cause;
  /** The program gave a function for the answer. */
  readonly isAsking: boolean;
  packets: number;
  /** Taken up by the queue that the option `retries` makes. */
  isTaken: boolean;
}

/** Emits that wait for the answer to the one before them. */
interface Queue {
  readonly waiting: Emit[];
  /** By the function that the library makes for the answer: the same for every try. */
  readonly tried: WeakMap<object, Emit>;
}

/** Answers that may be waited for before the old ones are looked through. */
const MANY_ASKS = 500;

/** Follows each packet from the line that caused it to the engine: by the packet itself, never by time. */
export function openOutgoing({ now }: Pick<LinesNow, 'now'>, tell: Tell): Outgoing {
  /** Of packets in a socket's buffer. */
  const buffered = new WeakMap<Packet, Emit>();
  const connects = new WeakMap<Socket, Cause>();
  const asks = new WeakMap<Socket, Map<number, Ask>>();
  const queues = new WeakMap<Socket, Queue>();
  let emitting: Emit | undefined;
  let sending: { readonly cause: Cause; packets: number } | undefined;

  return {
    watch(sockets) {
      watchEmit(sockets);
      watchPacket(sockets);
      watchConnect(sockets);
    },
    causeOfPacket() {
      if (!sending) return now();
      sending.packets += 1;
      return sending.cause;
    },
    takeAsk(socket, id) {
      const ask = asks.get(socket)?.get(id);
      asks.get(socket)?.delete(id);
      return ask;
    },
  };

  function watchEmit(sockets: Socket): void {
    const { emit } = sockets;
    sockets.emit = function (event, ...args) {
      const { volatile = false, fromQueue = false } = this.flags;
      const one = emitOf(this, args.at(-1), fromQueue);
      const waiting = this.sendBuffer.length;
      const outer = emitting;
      emitting = one;
      let result: unknown;
      try {
        result = emit.call(this, event, ...args);
      } finally {
        emitting = outer;
      }
      const last = this.sendBuffer.at(-1);
      if (last && this.sendBuffer.length > waiting) {
        buffered.set(last, one);
        noteAsk(one, last);
        unsent('buffered', one, event, volatile);
      } else if (one.packets === 0 && volatile) {
        unsent('dropped', one, event, volatile);
      } else if (one.packets === 0 && !fromQueue && !one.isTaken) {
        queueOf(this).waiting.push(one);
        unsent('buffered', one, event, volatile);
      }
      return result;
    };
  }

  function watchPacket(sockets: Socket): void {
    const { packet: send } = sockets;
    sockets.packet = function (packet) {
      const outer = sending;
      const emit = buffered.get(packet) ?? (emitting?.socket === this ? emitting : undefined);
      const isEvent = packet.type === EVENT && emit !== undefined;
      if (isEvent) {
        emit.packets += 1;
        noteAsk(emit, packet);
      }
      const one = { cause: isEvent ? emit.cause : causeOf(this, packet), packets: 0 };
      sending = one;
      try {
        return send.call(this, packet);
      } finally {
        sending = outer;
        // An engine that is closing takes nothing any more, and says nothing.
        if (isEvent && one.packets === 0) unsent('dropped', emit, nameOf(packet), false);
      }
    };
  }

  function watchConnect(sockets: Socket): void {
    const { connect } = sockets;
    sockets.connect = function () {
      // The packet may have to wait for the engine; that of a later connection is the library's own doing.
      if (!this.connected) connects.set(this, now());
      return connect.call(this);
    };
  }

  function causeOf(socket: Socket, { type }: Packet): Cause {
    if (type !== CONNECT) return now();
    const cause = connects.get(socket) ?? {};
    connects.delete(socket);
    return cause;
  }

  function emitOf(socket: Socket, last: unknown, fromQueue: boolean): Emit {
    if (!fromQueue || typeof last !== 'function') {
      return { socket, cause: now(), isAsking: typeof last === 'function', packets: 0, isTaken: false };
    }
    const queue = queueOf(socket);
    const known = queue.tried.get(last) ?? queue.waiting.shift() ?? emitting;
    if (!known) return { socket, cause: now(), isAsking: false, packets: 0, isTaken: true };
    known.isTaken = true;
    queue.tried.set(last, known);
    return { ...known, packets: 0 };
  }

  function queueOf(socket: Socket): Queue {
    const queue = queues.get(socket) ?? { waiting: [], tried: new WeakMap() };
    queues.set(socket, queue);
    return queue;
  }

  function noteAsk({ socket, cause, isAsking }: Emit, packet: Packet): void {
    if (packet.id === undefined || !isAsking) return;
    const known = asks.get(socket) ?? new Map<number, Ask>();
    asks.set(socket, known);
    // Those that were given up are not waited for.
    if (known.size > MANY_ASKS) for (const id of known.keys()) if (!(id in socket.acks)) known.delete(id);
    known.set(packet.id, { event: nameOf(packet), cause });
  }

  function unsent(
    fate: 'buffered' | 'dropped',
    { socket, cause: { place } }: Emit,
    event: string,
    volatile: boolean,
  ): void {
    const sid = sessionOf(socket.io.engine)?.sid;
    tell({
      kind: 'unsent',
      fate,
      event: String(event),
      nsp: socket.nsp,
      ...(sid !== undefined && { sid }),
      ...(volatile && { volatile }),
      ...(place && { place }),
    });
  }
}

function nameOf({ data }: Packet): string {
  return Array.isArray(data) ? String(data[0]) : '';
}
