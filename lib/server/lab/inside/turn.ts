import { CELL } from '../border';
import { cause, cells } from './cells';
import { host } from './host';
import { inspect } from './inspect';
import { stackOf } from './stack';

/** Runs pieces of the program so that what nobody catches is told, and nothing else stops. */

// A program may put others in their place.
const NativeError = Error;
const { apply } = Reflect;

export function guard(
  phase: string,
  callback: (...args: unknown[]) => unknown,
  self?: unknown,
  args: unknown[] = [],
): void {
  try {
    apply(callback, self, args);
  } catch (error) {
    report(phase, error);
  }
}

export function report(phase: string, error: unknown): void {
  if (phase === 'start') startErrors.add(error);
  if (!(error instanceof NativeError)) {
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

const nativeThen = Promise.prototype.then;
/** What the top level threw is told once, though QuickJS makes more than one promise of it. */
const startErrors = new Set<unknown>();

/** Tells what the top level of a module threw, at once or after it waited. */
export function watchStart(phase: string, promise: unknown): void {
  if (!(promise instanceof Promise)) return;
  nativeThen.call(promise, undefined, (error) => report(phase, error));
}

/** Nobody has handled it, and the turn is over. */
export function tellRejection(reason: unknown): void {
  if (!startErrors.has(reason)) report('rejection', reason);
}

Object.defineProperty(Promise.prototype, 'then', {
  configurable: true,
  writable: true,
  value: function then(
    this: Promise<unknown>,
    onFulfilled?: (value: unknown) => unknown,
    onRejected?: (reason: unknown) => unknown,
  ) {
    return nativeThen.call(this, goingOn(onFulfilled), goingOn(onRejected));
  },
});

/** What the marks call: see `lib/program/mark.ts`. */
export function mark(line: number, value?: unknown, awaited?: number): unknown {
  cells[CELL.line] = line;
  return awaited ? toAwait(value) : value;
}

/*
 * What goes on later goes on with the packet whose handling it began in. Ticks, timers and the callbacks
 * of `then` keep it with them. Behind an `await` nothing of ours is called; but the reactions of a
 * promise run one right after the other, so one that is added just before the program awaits runs just
 * before the program goes on. No other job sees that: after each, the outside forgets (`#endJob`).
 */

const NativePromise = Promise;
const nativeResolve = Promise.resolve;

/** What to await instead of a value: as many jobs later the same comes of it (ECMA-262 §27.7.5.3). */
export function toAwait(value: unknown): Promise<unknown> {
  const promise: Promise<unknown> = nativeResolve.call(NativePromise, value);
  const line = cells[CELL.line] ?? 0;
  const because = cause[0] ?? 0;
  const goOn = () => {
    cells[CELL.line] = line;
    cells[CELL.told] = 1;
    cause[0] = because;
  };
  nativeThen.call(promise, goOn, goOn);
  return promise;
}

function goingOn<F extends ((value: never) => unknown) | undefined>(callback: F): F {
  const because = cause[0] ?? 0;
  if (because === 0 || typeof callback !== 'function') return callback;
  const later = (value: never) => {
    cause[0] = because;
    return callback(value);
  };
  return later as F;
}

interface Tick {
  readonly callback: (...args: unknown[]) => unknown;
  readonly args: unknown[];
  readonly because: number;
}

let queue: Tick[] = [];
/** Those that run, the next one last: where one is interrupted, the rest wait for the next turn. */
let running: Tick[] = [];

export function nextTick(callback: (...args: unknown[]) => unknown, ...args: unknown[]): void {
  if (typeof callback !== 'function') {
    throw new TypeError('The "callback" argument must be of type function.');
  }
  cells[CELL.ticks] = queue.push({ callback, args, because: cause[0] ?? 0 });
}

export function runTicks(): void {
  for (;;) {
    if (running.length === 0) {
      running = queue.reverse();
      queue = [];
    }
    const tick = running.pop();
    if (!tick) break;
    cells[CELL.line] = 0;
    cause[0] = tick.because;
    guard('turn', tick.callback, undefined, tick.args);
  }
  cells[CELL.ticks] = 0;
  cause[0] = 0;
}

const resolved = Promise.resolve();

export function queueMicrotask(callback: () => unknown): void {
  if (typeof callback !== 'function') {
    throw new TypeError('The "callback" argument must be of type function.');
  }
  const because = cause[0] ?? 0;
  nativeThen.call(resolved, () => {
    cells[CELL.line] = 0;
    cause[0] = because;
    guard('turn', callback);
  });
}
