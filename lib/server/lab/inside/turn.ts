import { CELL, CELL_COUNT } from '../border';
import { host } from './host';
import { inspect } from './inspect';
import { stackOf } from './stack';

/** Runs pieces of the program so that what nobody catches is told, and nothing else stops. */

export const cells = new Int32Array(host.cells(), 0, CELL_COUNT);

export function guard(
  phase: string,
  callback: (...args: unknown[]) => unknown,
  self?: unknown,
  args: unknown[] = [],
): void {
  try {
    watch(Reflect.apply(callback, self, args));
  } catch (error) {
    report(phase, error);
  }
}

export function report(phase: string, error: unknown): void {
  if (!(error instanceof Error)) {
    host.exception(phase, 'Uncaught', inspect(error), '');
    return;
  }
  const name = String(error.name);
  const message = String(error.message);
  host.exception(limitOf(name, message) ?? phase, name, message, stackOf(error));
}

/** QuickJS says by an ordinary exception that it ran out of something. */
function limitOf(name: string, message: string): string | undefined {
  if (name === 'InternalError' && message === 'out of memory') return 'memory';
  if (name === 'RangeError' && message === 'Maximum call stack size exceeded') return 'stack';
  return undefined;
}

/*
 * Rejections that nobody handles. QuickJS would tell its embedder, but the embedding at hand does not
 * pass that on. So: a promise is watched when the program makes it (the marks show us what calls
 * return), when `then` derives it, and when a handler of an event, a timer or a request returns it;
 * it counts as handled once `then` is called on it or the program awaits it. Not seen: a promise that
 * is only ever inside of a larger expression, such as an array literal, and never awaited.
 */
const nativeThen = Promise.prototype.then;
const watched = new WeakSet<object>();
const handled = new WeakSet<object>();
/** What the top level threw is told once, though QuickJS makes a second promise of it. */
const startErrors = new Set<unknown>();
let rejected: { promise: object; reason: unknown }[] = [];

export function watch<T>(value: T): T {
  if (value instanceof Promise && !watched.has(value)) {
    watched.add(value);
    nativeThen.call(value, undefined, (reason) => {
      if (handled.has(value)) return;
      rejected.push({ promise: value, reason });
      cells[CELL.rejections] = rejected.length;
    });
  }
  return value;
}

/** Tells what the top level of a module threw, at once or after it waited. */
export function watchStart(phase: string, promise: unknown): void {
  if (!(promise instanceof Promise)) return;
  nativeThen.call(promise, undefined, (error) => {
    startErrors.add(error);
    report(phase, error);
  });
}

/** Called when no job is left, as Node does: who handles a rejection within the same turn is not late. */
export function tellRejections(): void {
  const found = rejected;
  rejected = [];
  cells[CELL.rejections] = 0;
  for (const { promise, reason } of found) {
    if (!handled.has(promise) && !startErrors.has(reason)) report('rejection', reason);
  }
}

Object.defineProperty(Promise.prototype, 'then', {
  configurable: true,
  writable: true,
  value: function then(
    this: Promise<unknown>,
    onFulfilled?: (value: unknown) => unknown,
    onRejected?: (reason: unknown) => unknown,
  ) {
    const derived = nativeThen.call(this, onFulfilled, onRejected);
    handled.add(this);
    return watch(derived);
  },
});

/** What the marks call: see `lib/program/mark.ts`. */
export function mark(line: number, value?: unknown, awaited?: number): unknown {
  cells[CELL.line] = line;
  if (value instanceof Promise) {
    if (awaited) handled.add(value);
    else watch(value);
  }
  return value;
}

let queue: { callback: (...args: unknown[]) => unknown; args: unknown[] }[] = [];

export function nextTick(callback: (...args: unknown[]) => unknown, ...args: unknown[]): void {
  if (typeof callback !== 'function') {
    throw new TypeError('The "callback" argument must be of type function.');
  }
  cells[CELL.ticks] = queue.push({ callback, args });
}

export function runTicks(): void {
  while (queue.length > 0) {
    const now = queue;
    queue = [];
    for (const { callback, args } of now) {
      cells[CELL.line] = 0;
      guard('turn', callback, undefined, args);
    }
  }
  cells[CELL.ticks] = 0;
}

const resolved = Promise.resolve();

export function queueMicrotask(callback: () => unknown): void {
  if (typeof callback !== 'function') {
    throw new TypeError('The "callback" argument must be of type function.');
  }
  nativeThen.call(resolved, () => {
    cells[CELL.line] = 0;
    guard('turn', callback);
  });
}
