import { CELL, wordHandler } from '../border';
import { crossingText } from './bytes';
import { cause, cells } from './cells';
import { host } from './host';
import { onCall } from './reflect';
import { toAwait } from './turn';

/** Tells which functions of the program a packet that came in is given to, and where each was registered. */

type Listener = (...args: unknown[]) => unknown;

interface Emitter {
  on(event: unknown, listener: Listener): unknown;
  addListener(event: unknown, listener: Listener): unknown;
  prependListener(event: unknown, listener: Listener): unknown;
  listeners(event: unknown): Listener[];
  emitReserved(event: unknown, ...args: unknown[]): unknown;
  emitUntyped(event: unknown, ...args: unknown[]): unknown;
  readonly _events: { readonly [event: string]: unknown };
}
interface NamespaceLike extends Emitter {
  readonly name: string;
  _createSocket(client: unknown, auth: unknown): unknown;
}
interface SocketLike extends Emitter {
  readonly nsp: NamespaceLike;
  readonly _anyListeners?: readonly Listener[];
  onAny(listener: Listener): unknown;
  prependAny(listener: Listener): unknown;
  onevent(packet: { readonly data?: readonly unknown[] }): void;
  ondisconnect(): void;
}
interface Class<T extends object> {
  readonly prototype: T;
  [Symbol.hasInstance](value: unknown): value is T;
}
interface SocketIo {
  readonly Namespace: Class<NamespaceLike>;
  readonly Socket: Class<SocketLike>;
}

/** Where a function was registered, for each event that it was registered for. */
interface Registration {
  readonly event: unknown;
  readonly mark: number;
  readonly next: Registration | undefined;
  /** By which the outside knows it, for the namespace that it was told of; 0 where it does not. */
  number: number;
  nsp: string;
}

const registrations = new WeakMap<Listener, Registration>();
/** Stands for the event of a function that listens to all of them. */
const ANY = Symbol('any');
/** What the library registers on each socket by itself: the first function that any of them is given. */
let ofLibrary: Listener | undefined;
/** The emitter that is telling its listeners of a packet. These are not one object: each packet would make one. */
let emitter: object | undefined;
let eventTold = '';
let nspTold = '';
/** The socket whose DISCONNECT came in. */
let leaving: object | undefined;

/** The package stays as it is: these methods are called at the moments that matter, and do what they did. */
export function observeListeners({ Namespace, Socket }: SocketIo): void {
  const base: Emitter = Object.getPrototypeOf(Socket.prototype);
  for (const name of ['on', 'addListener', 'prependListener'] as const) {
    const register = base[name];
    base[name] = function (event, listener) {
      remember(listener, event, this instanceof Socket);
      return register.call(this, event, listener);
    };
  }

  const { onevent, ondisconnect } = Socket.prototype;
  for (const name of ['onAny', 'prependAny'] as const) {
    const register = Socket.prototype[name];
    Socket.prototype[name] = function (listener) {
      remember(listener, ANY, false);
      Object.defineProperty(this, 'onevent', { value: tellAny, configurable: true });
      return register.call(this, listener);
    };
  }
  function tellAny(this: SocketLike, packet: Parameters<typeof onevent>[0]): void {
    const event = String(packet.data?.[0]);
    for (const listener of this._anyListeners ?? []) tell(listener, ANY, event, this.nsp.name);
    onevent.call(this, packet);
  }
  Socket.prototype.ondisconnect = function () {
    leaving = this;
    ondisconnect.call(this);
    leaving = undefined;
  };

  const { emitUntyped, emitReserved } = base;
  base.emitUntyped = function (...args) {
    if (this instanceof Socket) {
      const event = String(args[0]);
      const listeners = this._events[event];
      if ((listeners === undefined || listeners === ofLibrary) && !this._anyListeners?.length)
        host.unheard(JSON.stringify([this.nsp.name, event]));
      else return tellingOf(this, event, this.nsp.name, emitUntyped, args);
    }
    return emitUntyped.apply(this, args);
  };
  base.emitReserved = function (...args) {
    if (this instanceof Namespace) return tellingOf(this, String(args[0]), this.name, emitReserved, args);
    if (this instanceof Socket && this === leaving)
      return tellingOf(this, String(args[0]), this.nsp.name, emitReserved, args);
    // A listener that disconnects its socket is told of that, but not by the packet.
    return tellingOf(undefined, '', '', () => emitReserved.apply(this, args), []);
  };

  // The library awaits this before it runs the middleware: what goes on then goes on with the CONNECT.
  const { _createSocket } = Namespace.prototype;
  Namespace.prototype._createSocket = function (client, auth) {
    return toAwait(_createSocket.call(this, client, auth));
  };
}

onCall((listener, self) => {
  if (emitter === undefined || self !== emitter) return;
  tell(listener, eventTold, eventTold, nspTold);
});

type Emit = (...args: never[]) => unknown;

function tellingOf(
  self: Emitter | undefined,
  event: string,
  nsp: string,
  emit: Emit,
  args: readonly unknown[],
): unknown {
  // No arrays here: each packet comes by several times, and to take one apart runs an iterator.
  const outerEmitter = emitter;
  const outerEvent = eventTold;
  const outerNsp = nspTold;
  emitter = self;
  eventTold = event;
  nspTold = nsp;
  try {
    return Reflect.apply(emit, self, args);
  } finally {
    emitter = outerEmitter;
    eventTold = outerEvent;
    nspTold = outerNsp;
  }
}

function remember(listener: unknown, event: unknown, ofSocket: boolean): void {
  if (typeof listener !== 'function') return;
  const known = listener as Listener;
  if (ofSocket) ofLibrary ??= known;
  const mark = cells[CELL.line] ?? 0;
  // A child of a dynamic namespace is given the functions of its parent: they stay where they were registered.
  if (mark === 0 || known === ofLibrary || find(known, event)) return;
  registrations.set(known, { event, mark, next: registrations.get(known), number: 0, nsp: '' });
}

function find(listener: Listener, event: unknown): Registration | undefined {
  let registration = registrations.get(listener);
  while (registration && registration.event !== event) registration = registration.next;
  return registration;
}

function tell(listener: Listener, registered: unknown, event: string, nsp: string): void {
  if (cause[0] === 0 || listener === ofLibrary) return;
  const registration = find(listener, registered);
  if (registration && registration.number > 0 && registration.nsp === nsp) {
    host.handler(registration.number);
    return;
  }
  const number = host.handler(crossingText(wordHandler('event', nsp, event, registration?.mark ?? 0)));
  // Which event a function for all of them is called for changes.
  if (!registration || registered === ANY) return;
  registration.number = number;
  registration.nsp = nsp;
}
