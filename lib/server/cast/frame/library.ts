import { isObject } from '@/lib/capture/shape';
import type { Tell } from './post';
import { pathIfLocal } from './wire-url';

/** The parts of `socket.io-client` that are watched; the library's own names. */
interface Emitter {
  emitReserved(event: string, ...args: unknown[]): unknown;
}
interface Engine extends Emitter {
  readonly transport?: { readonly name: string };
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}
interface Manager extends Emitter {
  engine?: Engine;
  open(...args: unknown[]): unknown;
}
interface Socket extends Emitter {
  readonly nsp: string;
  readonly id?: string;
}
export type Lookup = (uri?: unknown, options?: unknown) => unknown;
interface Library {
  readonly Manager: { readonly prototype: Manager };
  readonly Socket: { readonly prototype: Socket };
}

/** What is not on the wire, or is told there only in other words. */
const MANAGER_EVENTS = new Set([
  'reconnect_attempt',
  'reconnect',
  'reconnect_error',
  'reconnect_failed',
  'error',
]);
const SOCKET_EVENTS = new Set(['connect', 'connect_error', 'disconnect']);
const ENGINE_EVENTS = ['open', 'upgrading', 'upgrade', 'upgradeError', 'close'];

const watched = new WeakSet<object>();

/** Tells the events of one copy of the library. A page may load several; each is watched once. */
export function watchLibrary(library: unknown, tell: Tell): void {
  if (!isLibrary(library) || watched.has(library.Manager)) return;
  watched.add(library.Manager);
  const managers = library.Manager.prototype;
  const sockets = library.Socket.prototype;

  const managerEmits = managers.emitReserved;
  managers.emitReserved = function (event, ...args) {
    if (MANAGER_EVENTS.has(event)) tell({ kind: 'client', source: 'manager', event, ...detailOf(args) });
    return managerEmits.call(this, event, ...args);
  };

  const socketEmits = sockets.emitReserved;
  sockets.emitReserved = function (event, ...args) {
    if (SOCKET_EVENTS.has(event)) {
      const detail = event === 'connect' ? detailOf([this.id]) : detailOf(args);
      tell({ kind: 'client', source: 'socket', event, nsp: this.nsp, ...detail });
    }
    return socketEmits.call(this, event, ...args);
  };

  const { open } = managers;
  managers.open = function (...args) {
    const before = this.engine;
    const result = open.apply(this, args);
    // Each attempt makes a new engine, within the call.
    if (this.engine && this.engine !== before) watchEngine(this.engine, tell);
    return result;
  };
}

/** A page's own `<script src="/socket.io/socket.io.js">` sets the global `io`: that is the moment to watch it. */
export function watchGlobalLibrary(tell: Tell): void {
  let io: unknown;
  Object.defineProperty(globalThis, 'io', {
    configurable: true,
    get: () => io,
    set(value: unknown) {
      watchLibrary(value, tell);
      io = isLibrary(value) && typeof value === 'function' ? Object.assign(lookupHere(value), value) : value;
    },
  });
}

/**
 * `io` for a page that is served from where its server listens. There `io('/admin')` and
 * `io('http://localhost:3000/admin')` are one host, and so share one connection.
 */
export function lookupHere(lookup: Lookup): Lookup {
  return (uri, options) =>
    typeof uri === 'string' ? lookup(pathIfLocal(uri), options) : lookup(uri, options);
}

function watchEngine(engine: Engine, tell: Tell): void {
  for (const event of ENGINE_EVENTS) {
    engine.on(event, (...args) => {
      const detail = detailOf(event === 'open' ? [engine.transport] : args);
      tell({ kind: 'client', source: 'engine', event, ...detail });
    });
  }
}

/** The first argument in words: a reason, a number of tries, an error, a transport. */
function detailOf([first]: readonly unknown[]): { readonly detail?: string } {
  if (typeof first === 'string' || typeof first === 'number') return { detail: String(first) };
  if (first instanceof Error) return { detail: first.message };
  if (isObject(first) && typeof first.name === 'string') return { detail: first.name };
  return {};
}

function isLibrary(value: unknown): value is Library | (Library & Lookup) {
  return (typeof value === 'function' || isObject(value)) && 'Manager' in value && 'Socket' in value;
}
