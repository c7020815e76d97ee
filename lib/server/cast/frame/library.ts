import { isObject } from '@/lib/capture/shape';
import { watchSession } from './engine';
import { watchIncoming } from './incoming';
import {
  type Backoff,
  type Engine,
  isLibrary,
  type Lookup,
  type Manager,
  type Socket,
} from './library-parts';
import type { LinesNow } from './lines';
import { openOutgoing } from './outgoing';
import type { Tell } from './post';
import { pathIfLocal } from './wire-url';

interface LibraryParts {
  readonly lines: LinesNow;
  readonly tell: Tell;
  /** Something of the page's sockets may be otherwise; `socket` is one of them. */
  readonly onSocket: (socket: Socket) => void;
}

export interface LibraryWatch {
  /** Tells what one copy of the library does. A page may load several; each is watched once. */
  watch(library: unknown): void;
  /** A page's own `<script src="/socket.io/socket.io.js">` sets the global `io`: that is the moment to watch it. */
  watchGlobal(): void;
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

export function openLibraryWatch({ lines, tell, onSocket }: LibraryParts): LibraryWatch {
  const outgoing = openOutgoing(lines, tell);
  const watched = new WeakSet<object>();

  function watch(library: unknown): void {
    if (!isLibrary(library) || watched.has(library.Manager)) return;
    watched.add(library.Manager);
    watchManagers(library.Manager.prototype);
    watchSockets(library.Socket.prototype);
    watchIncoming(library, { lines, outgoing, tell });
    outgoing.watch(library.Socket.prototype);
  }

  function watchManagers(managers: Manager): void {
    const { emitReserved, open, socket } = managers;
    managers.emitReserved = function (event, ...args) {
      if (MANAGER_EVENTS.has(event)) tell({ kind: 'client', source: 'manager', event, ...detailOf(args) });
      return emitReserved.call(this, event, ...args);
    };
    managers.open = function (...args) {
      const before = this.engine;
      watchBackoff(Object.getPrototypeOf(this.backoff));
      const result = open.apply(this, args);
      // Each attempt makes a new engine, within the call.
      if (this.engine && this.engine !== before) {
        watchSession(this.engine, outgoing.causeOfPacket, tell);
        watchEngine(this.engine, tell);
      }
      return result;
    };
    managers.socket = function (...args) {
      const made = socket.apply(this, args);
      onSocket(made);
      return made;
    };
  }

  function watchSockets(sockets: Socket): void {
    const { emitReserved, connect, disconnect } = sockets;
    sockets.emitReserved = function (event, ...args) {
      if (SOCKET_EVENTS.has(event)) {
        const detail = event === 'connect' ? detailOf([this.id]) : detailOf(args);
        tell({ kind: 'client', source: 'socket', event, nsp: this.nsp, ...detail });
        onSocket(this);
      }
      return emitReserved.call(this, event, ...args);
    };
    sockets.connect = function () {
      onSocket(this);
      return connect.call(this);
    };
    sockets.disconnect = function () {
      onSocket(this);
      return disconnect.call(this);
    };
  }

  /** How long the Manager waits is decided where it is drawn by lot. */
  function watchBackoff(backoffs: Backoff): void {
    if (watched.has(backoffs)) return;
    watched.add(backoffs);
    const { duration } = backoffs;
    backoffs.duration = function () {
      const delayMs = duration.call(this);
      tell({ kind: 'retry', attempt: this.attempts, delayMs });
      return delayMs;
    };
  }

  return {
    watch,
    watchGlobal() {
      let io: unknown;
      Object.defineProperty(globalThis, 'io', {
        configurable: true,
        get: () => io,
        set(value: unknown) {
          watch(value);
          io =
            isLibrary(value) && typeof value === 'function' ? Object.assign(lookupHere(value), value) : value;
        },
      });
    },
  };
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
