import type { Received, SourcePlace } from '@/lib/capture/record';
import { sessionOf } from './engine';
import type { Library, Listener, Packet, Socket } from './library-parts';
import type { LinesNow } from './lines';
import type { Outgoing } from './outgoing';
import type { Tell } from './post';

interface IncomingParts {
  readonly lines: LinesNow;
  readonly outgoing: Pick<Outgoing, 'takeAsk'>;
  readonly tell: Tell;
}

interface Registered {
  readonly listener: Listener;
  readonly place: SourcePlace | undefined;
}

/** An event whose listeners are about to be called. */
interface Due {
  readonly socket: Socket;
  readonly received: Received;
}

/** Follows each packet from the engine to the functions of the program that it reaches. */
export function watchIncoming(library: Library, { lines, outgoing, tell }: IncomingParts): void {
  const managers = library.Manager.prototype;
  const sockets = library.Socket.prototype;
  const packets = new WeakMap<Packet, Received>();
  /** By the arguments of an event: they wait in a buffer while the socket is not connected. */
  const events = new WeakMap<object, Received>();
  const registered = new WeakMap<Socket, Map<string, Registered[]>>();
  let due: Due | undefined;

  const { ondecoded } = managers;
  managers.ondecoded = function (packet) {
    const received = sessionOf(this.engine)?.takeReceived();
    if (received) packets.set(packet, received);
    return ondecoded.call(this, packet);
  };

  const { onevent } = sockets;
  sockets.onevent = function (packet) {
    const received = packets.get(packet);
    if (received && Array.isArray(packet.data)) events.set(packet.data, received);
    return onevent.call(this, packet);
  };

  const { emitEvent } = sockets;
  sockets.emitEvent = function (args) {
    const received = events.get(args);
    if (!received) return emitEvent.call(this, args);
    const event = String(args[0]);
    if (this.listeners(event).length === 0 && this.listenersAny().length === 0) {
      tell({ kind: 'unheard', event, nsp: this.nsp, packet: received });
    }
    const outer = due;
    due = { socket: this, received };
    try {
      return lines.run(received, () => emitEvent.call(this, args));
    } finally {
      due = outer;
    }
  };

  // The library calls its listeners through the class that it extends: there each call is seen before it is made.
  const emitters: Pick<Socket, 'emit'> = Object.getPrototypeOf(sockets);
  const { emit } = emitters;
  emitters.emit = function (this: Socket, event, ...args) {
    if (due?.socket !== this) return emit.call(this, event, ...args);
    const { received } = due;
    due = undefined;
    const listeners = [...this.listeners(event)];
    const places = placesOf(this, event, listeners);
    for (const [i, listener] of listeners.entries()) {
      const place = places[i];
      tell({
        kind: 'handler',
        of: 'event',
        event: String(event),
        nsp: this.nsp,
        packet: received,
        ...(place && { place }),
      });
      lines.run(received, () => listener.apply(this, args));
    }
    return this;
  };

  const { onack } = sockets;
  sockets.onack = function (packet) {
    const received = packets.get(packet);
    if (!received || packet.id === undefined || !(packet.id in this.acks)) return onack.call(this, packet);
    const ask = outgoing.takeAsk(this, packet.id);
    // Without one, the library asked for itself: it tries again until it is answered.
    if (ask) {
      const { event, cause } = ask;
      tell({
        kind: 'handler',
        of: 'ack',
        event,
        nsp: this.nsp,
        packet: received,
        ...(cause.place && { place: cause.place }),
      });
    }
    return lines.run(received, () => onack.call(this, packet));
  };

  const { on } = sockets;
  function register(this: Socket, event: string, listener: Listener): unknown {
    const byEvent = registered.get(this) ?? new Map<string, Registered[]>();
    registered.set(this, byEvent);
    const list = byEvent.get(event) ?? [];
    const current = this.listeners(event);
    // What was taken off is forgotten when there is more of it than of the rest.
    const kept =
      list.length > 2 * current.length + 8 ? list.filter((one) => current.includes(one.listener)) : list;
    byEvent.set(event, [...kept, { listener, place: lines.now().place }]);
    return on.call(this, event, listener);
  }
  sockets.on = register;
  sockets.addEventListener = register;

  /** Where listeners were registered. Of one that was twice, it is the first that `off` takes away. */
  function placesOf(
    socket: Socket,
    event: string,
    listeners: readonly Listener[],
  ): (SourcePlace | undefined)[] {
    const left = [...(registered.get(socket)?.get(event) ?? [])];
    return listeners
      .toReversed()
      .map((listener) => {
        const at = left.findLastIndex((one) => one.listener === listener);
        return at === -1 ? undefined : left.splice(at, 1)[0]?.place;
      })
      .reverse();
  }
}
