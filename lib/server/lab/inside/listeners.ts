import { CELL } from '../border';
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
}

const registrations = new WeakMap<Listener, Registration>();
/** Stands for the event of a function that listens to all of them. */
const ANY = Symbol('any');
/** What the library registers on each socket by itself: the first function that any of them is given. */
let ofLibrary: Listener | undefined;
/** The emitter that is telling its listeners of a packet. */
let telling: { readonly emitter: object; readonly event: string; readonly nsp: string } | undefined;
/** The socket whose DISCONNECT came in. */
let leaving: object | undefined;

/** The package stays as it is: these methods are called at the moments that matter, and do what they did. */
export function observeListeners({ Namespace, Socket }: SocketIo): void {
  const emitter: Emitter = Object.getPrototypeOf(Socket.prototype);
  for (const name of ['on', 'addListener', 'prependListener'] as const) {
    const register = emitter[name];
    emitter[name] = function (event, listener) {
      remember(listener, event, this instanceof Socket);
      return register.call(this, event, listener);
    };
  }
  for (const name of ['onAny', 'prependAny'] as const) {
    const register = Socket.prototype[name];
    Socket.prototype[name] = function (listener) {
      remember(listener, ANY, false);
      return register.call(this, listener);
    };
  }

  const { onevent, ondisconnect } = Socket.prototype;
  Socket.prototype.onevent = function (packet) {
    const event = String(packet.data?.[0]);
    for (const listener of this._anyListeners ?? []) tell(listener, ANY, event, this.nsp.name);
    onevent.call(this, packet);
  };
  Socket.prototype.ondisconnect = function () {
    leaving = this;
    ondisconnect.call(this);
    leaving = undefined;
  };

  const { emitUntyped, emitReserved } = emitter;
  emitter.emitUntyped = function (event, ...args) {
    if (!(this instanceof Socket)) return emitUntyped.call(this, event, ...args);
    const { name } = this.nsp;
    if (!this._anyListeners?.length && this.listeners(event).every((listener) => listener === ofLibrary))
      host.unheard(JSON.stringify([name, String(event)]));
    return whileTelling(this, String(event), name, () => emitUntyped.call(this, event, ...args));
  };
  emitter.emitReserved = function (event, ...args) {
    const emit = () => emitReserved.call(this, event, ...args);
    if (this instanceof Namespace) return whileTelling(this, String(event), this.name, emit);
    if (this instanceof Socket && this === leaving)
      return whileTelling(this, String(event), this.nsp.name, emit);
    return emit();
  };

  // The library awaits this before it runs the middleware: what goes on then goes on with the CONNECT.
  const { _createSocket } = Namespace.prototype;
  Namespace.prototype._createSocket = function (client, auth) {
    return toAwait(_createSocket.call(this, client, auth));
  };
}

onCall((listener, self) => {
  if (self === undefined || telling?.emitter !== self) return undefined;
  const { event, nsp } = telling;
  tell(listener, event, event, nsp);
  // What the listener emits by itself is none of the packet's.
  const outer = telling;
  telling = undefined;
  return () => {
    telling = outer;
  };
});

function whileTelling<T>(emitter: object, event: string, nsp: string, emit: () => T): T {
  const outer = telling;
  telling = { emitter, event, nsp };
  try {
    return emit();
  } finally {
    telling = outer;
  }
}

function remember(listener: unknown, event: unknown, ofSocket: boolean): void {
  if (typeof listener !== 'function') return;
  const known = listener as Listener;
  if (ofSocket) ofLibrary ??= known;
  const mark = cells[CELL.line] ?? 0;
  // A child of a dynamic namespace is given the functions of its parent: they stay where they were registered.
  if (mark === 0 || known === ofLibrary || find(known, event)) return;
  registrations.set(known, { event, mark, next: registrations.get(known) });
}

function find(listener: Listener, event: unknown): Registration | undefined {
  let registration = registrations.get(listener);
  while (registration && registration.event !== event) registration = registration.next;
  return registration;
}

function tell(listener: Listener, registered: unknown, event: string, nsp: string): void {
  if (cause[0] === 0 || listener === ofLibrary) return;
  host.handler(JSON.stringify(['event', nsp, event, find(listener, registered)?.mark ?? 0]));
}
