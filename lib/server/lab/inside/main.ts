import { Buffer } from 'buffer';
import type { Inside } from '../border';
import { structuredClone } from './clone';
import { console } from './console';
import * as crypto from './crypto';
import { observeEmits } from './emits';
import * as engine from './engine';
import { host } from './host';
import * as http from './http';
import { inspect } from './inspect';
import { observeListeners } from './listeners';
import { isModule, loadFile, missingModule, onPackage, requireModule } from './modules';
import { seedRandom } from './random';
import { observeRooms } from './rooms';
import { TextDecoder, TextEncoder } from './text';
import {
  clearImmediate,
  clearTimeout,
  runImmediate,
  runTimer,
  setImmediate,
  setInterval,
  setTimeout,
} from './timers';
import { guard, mark, nextTick, queueMicrotask, report, runTicks, tellRejection, watchStart } from './turn';
import { URL, URLSearchParams } from './url';
import { onUpgradeRequest, onWebSocket } from './ws';

/** The first thing evaluated in a sandbox: the globals that programs expect, and what is called from outside. */

let startedAt = 0;

/** A console has lines, so the end of one is left out. */
function stream(print: (text: string) => void) {
  const write = (text: unknown): boolean => {
    print(String(text).replace(/\n$/, ''));
    return true;
  };
  return { write, isTTY: false };
}

const process = {
  env: { NODE_ENV: 'development' } as Record<string, string>,
  argv: ['node', '/server.js'],
  argv0: 'node',
  execArgv: [],
  pid: 1,
  platform: 'linux',
  arch: 'wasm32',
  version: 'v20.0.0',
  versions: { node: '20.0.0' },
  title: 'lab',
  exitCode: undefined,
  nextTick,
  cwd: () => '/',
  uptime: () => (host.now() - startedAt) / 1000,
  hrtime: Object.assign(
    (since: [number, number] = [0, 0]) => {
      const now = host.now();
      const nanos = Math.round((now % 1000) * 1e6) - since[1];
      const seconds = Math.floor(now / 1000) - since[0];
      return nanos < 0 ? [seconds - 1, nanos + 1e9] : [seconds, nanos];
    },
    { bigint: () => BigInt(Math.round(host.now() * 1e6)) },
  ),
  memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
  emitWarning: (warning: unknown) => console.warn(inspect(warning)),
  // Signals and exits never come to a lab; who waits for them waits in peace.
  on: () => process,
  once: () => process,
  off: () => process,
  emit: () => false,
  exit: () => {
    throw new Error('process.exit() is not in the lab: Run starts the program anew.');
  },
  stdout: stream(console.log),
  stderr: stream(console.error),
};

const performance = { now: () => host.now() - startedAt, timeOrigin: 0 };

const globals: Record<string, unknown> = {
  Buffer,
  URL,
  URLSearchParams,
  TextEncoder,
  TextDecoder,
  console,
  process,
  global: globalThis,
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval: clearTimeout,
  clearImmediate,
  queueMicrotask,
  structuredClone,
  performance,
  crypto: { getRandomValues: crypto.getRandomValues, randomUUID: crypto.randomUUID },
  atob: (text: string) => Buffer.from(text, 'base64').toString('latin1'),
  btoa: (text: string) => Buffer.from(text, 'latin1').toString('base64'),
  __line: mark,
};
for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false });
}

// The documentation's snippets speak of an `httpServer` that they do not make.
let usual: http.Server | undefined;
Object.defineProperty(globalThis, 'httpServer', {
  configurable: true,
  get: () => {
    usual ??= http.createServer();
    return usual;
  },
  set: (value) =>
    Object.defineProperty(globalThis, 'httpServer', { value, configurable: true, writable: true }),
});

onPackage((name, exports) => {
  if (name !== 'socket.io') return;
  observeRooms(exports as never);
  observeListeners(exports as never);
  observeEmits(exports as never);
});

function resume(seed: number): void {
  Reflect.deleteProperty(globalThis, '__inside');
  startedAt = host.now();
  performance.timeOrigin = Date.now();
  seedRandom(seed);
}

/** What an ES module gets that stands for one of the lab's own, or for a CommonJS file of the program. */
function required(name: string): unknown {
  if (!name.startsWith('file:')) return requireModule(name);
  const file = name.slice('file:'.length);
  if (host.readFile(file) === undefined) throw missingModule(file);
  return loadFile(file);
}

/** The names that such a module exports beside its default. */
function exportNames(name: string): string {
  if (!isModule(name)) return JSON.stringify({ missing: missingModule(name).message });
  const value = requireModule(name);
  const keys =
    (typeof value === 'object' || typeof value === 'function') && value !== null ? Object.keys(value) : [];
  return JSON.stringify({
    names: keys.filter((key) => key !== 'default' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)),
  });
}

Object.defineProperty(globalThis, '__required', { value: required });

export const inside: Inside = {
  preload: (name) => void requireModule(name),
  resume,
  run: (file) => guard('start', () => void loadFile(file)),
  ticks: runTicks,
  timer: runTimer,
  immediate: runImmediate,
  rejected: tellRejection,
  report,
  started: (phase, promise) => watchStart(phase, promise),
  exportNames,
  connection: engine.onConnection,
  data: engine.onData,
  closed: engine.onClosed,
  upgraded: engine.onUpgraded,
  event: engine.onEvent,
  written: engine.onWritten,
  question: engine.onQuestion,
  headers: engine.onHeaders,
  connectionError: engine.onConnectionError,
  request: (exchange, snapshot) => http.deliverRequest(exchange, JSON.parse(snapshot)),
  upgrade: (exchange, snapshot) => onUpgradeRequest(exchange, JSON.parse(snapshot), http.servers),
  webSocket: onWebSocket,
  body: (exchange, chunk) => {
    const request = http.exchanges.get(exchange)?.request;
    if (request) guard('turn', () => request._push(Buffer.from(chunk)));
  },
  bodyEnd: (exchange) => {
    const request = http.exchanges.get(exchange)?.request;
    if (request) guard('turn', () => request._push(undefined));
  },
  exchangeClosed: (exchange) => {
    const open = http.exchanges.get(exchange);
    http.exchanges.delete(exchange);
    if (!open) return;
    guard('turn', () => {
      if (!open.response.writableEnded) {
        open.request.aborted = true;
        open.request.emit('aborted');
        open.request.emit('close');
      }
      open.response.emit('close');
    });
  },
};
