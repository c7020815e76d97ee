import * as buffer from 'buffer';
import events from 'events';
import * as crypto from './crypto';
import * as engine from './engine';
import { format } from './format';
import { host } from './host';
import { createServer, Server } from './http';
import { IncomingMessage } from './incoming';
import { inspect } from './inspect';
import { internals } from './internals';
import * as jsonwebtoken from './jsonwebtoken';
import { ServerResponse } from './outgoing';
import * as path from './path';
import { METHODS, STATUS_CODES } from './status';
import { clearImmediate, clearTimeout, promises, setImmediate, setInterval, setTimeout } from './timers';
import { URL, URLSearchParams } from './url';
import WebSocket from './ws';

/** `require`, and what it finds: the lab's own modules and the files of the program. */

const timers = {
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval: clearTimeout,
  clearImmediate,
  promises,
};

/** The modules that are always there. */
const core: Record<string, unknown> = {
  buffer,
  crypto,
  'engine.io': engine,
  events,
  http: { createServer, Server, IncomingMessage, ServerResponse, METHODS, STATUS_CODES },
  jsonwebtoken: { ...jsonwebtoken },
  path,
  timers,
  'timers/promises': promises,
  url: { URL, URLSearchParams, fileURLToPath: (url: unknown) => new URL(String(url))._get('pathname') },
  util: {
    inspect: Object.assign(inspect, { custom: Symbol.for('nodejs.util.inspect.custom') }),
    format,
    promisify:
      (callback: (...args: unknown[]) => void) =>
      (...args: unknown[]) =>
        new Promise((done, fail) =>
          callback(...args, (error: unknown, value: unknown) => (error ? fail(error) : done(value))),
        ),
    inherits: (child: { prototype: object }, parent: { prototype: object }) =>
      Object.setPrototypeOf(child.prototype, parent.prototype),
    types: {},
    TextEncoder: globalThis.TextEncoder,
    TextDecoder: globalThis.TextDecoder,
  },
  ws: WebSocket,
  get process() {
    return Reflect.get(globalThis, 'process');
  },
};

/** The modules that are packages, each bundled on its own and evaluated when it is first asked for. */
const PACKAGES = ['express', 'socket.io', 'socket.io-adapter', 'socket.io-parser', 'zod'];

type ModuleFunction = (
  exports: object,
  require: unknown,
  module: { exports: unknown },
  file: string,
  folder: string,
) => void;

const loaded = new Map<string, { exports: unknown }>();

/** What a file of the program gets for `request`. */
export function requireFrom(from: string, request: unknown): unknown {
  if (typeof request !== 'string') throw new TypeError('The "id" argument must be of type string.');
  if (/^\.{0,2}\//.test(request) || request === '.' || request === '..') return requireFile(from, request);
  if (!isModule(request)) throw missingModule(request);
  return requireModule(request);
}

export function isModule(request: string): boolean {
  const name = request.replace(/^node:/, '');
  return Object.hasOwn(core, name) || PACKAGES.includes(name);
}

export function requireModule(request: string): unknown {
  const name = request.replace(/^node:/, '');
  return Object.hasOwn(core, name) ? core[name] : requirePackage(name);
}

export function missingModule(request: string): Error {
  const names = [...Object.keys(core), ...PACKAGES].sort();
  const advice = ADVICE[request.replace(/^node:/, '')] ?? meant(request, names);
  return notFound(`Cannot find module '${request}'.${advice} The lab has: ${names.join(', ')}.`);
}

const ADVICE: Readonly<Record<string, string>> = {
  'socket.io-client': ' In the lab clients are the cast: write client.js.',
  fs: ' A lab has no disk: its files are those of the program.',
  'fs/promises': ' A lab has no disk: its files are those of the program.',
  net: ' A lab reaches no network: its clients come to it.',
  cors: " Give cors to Socket.IO's server as an option.",
};

/** A name is taken for another if two letters make the difference. */
function meant(request: string, names: readonly string[]): string {
  const near = names.find((name) => distance(request, name) <= 2);
  return near === undefined || request.length < 4 ? '' : ` Did you mean '${near}'?`;
}

/** How many letters must be changed, added or left out (Levenshtein). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(same, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return row[b.length] ?? 0;
}

function requirePackage(name: string): unknown {
  const known = loaded.get(name);
  if (known) return known.exports;
  const evaluate = host.builtin(name) as ModuleFunction | undefined;
  if (!evaluate) throw missingModule(name);
  const module = { exports: {} };
  loaded.set(name, module);
  // Our own bundles see also what no program does.
  const require = (request: string) =>
    Object.hasOwn(internals, request) ? internals[request] : requireModule(request);
  evaluate(module.exports, require, module, name, '');
  afterLoad(name, module.exports);
  return module.exports;
}

let afterLoad: (name: string, exports: unknown) => void = () => {};

/** Lets an observer see a package as soon as it is there. */
export function onPackage(observe: typeof afterLoad): void {
  afterLoad = observe;
}

function requireFile(from: string, request: string): unknown {
  const file = host.resolve(from, request);
  if (file === undefined) throw notFound(`Cannot find module '${request}' from ${from}.`);
  return loadFile(file);
}

export function loadFile(file: string): unknown {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {}, id: file, filename: `/${file}`, loaded: false, children: [], paths: [] };
  loaded.set(file, module);
  try {
    if (file.endsWith('.json')) module.exports = JSON.parse(host.readFile(file) ?? '');
    else {
      const evaluate = host.file(file) as ModuleFunction;
      const require = Object.assign((request: unknown) => requireFrom(file, request), {
        main: undefined,
        cache: {},
      });
      const folder = file.includes('/') ? `/${file.slice(0, file.lastIndexOf('/'))}` : '/';
      evaluate.call(module.exports, module.exports, require, module, `/${file}`, folder);
    }
    module.loaded = true;
  } catch (error) {
    loaded.delete(file);
    throw error;
  }
  return module.exports;
}

function notFound(message: string): Error {
  return Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });
}
