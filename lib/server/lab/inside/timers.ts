import { CELL } from '../border';
import { cause, cells } from './cells';
import { host } from './host';
import { guard, nextTick } from './turn';

/** The timers of the program: one heap, of which only the earliest is known outside. */

type Callback = (...args: unknown[]) => unknown;

const LONGEST = 2 ** 31 - 1;
let count = 0;

export class Timeout {
  readonly id = ++count;
  readonly #because = cause[0] ?? 0;
  due = 0;
  order = 0;
  live = true;
  #referenced = true;

  constructor(
    readonly callback: Callback,
    readonly args: unknown[],
    readonly delay: number,
    readonly repeats: boolean,
  ) {}

  ref(): this {
    this.#referenced = true;
    return this;
  }
  unref(): this {
    this.#referenced = false;
    return this;
  }
  hasRef(): boolean {
    return this.#referenced;
  }
  refresh(): this {
    if (this.live) schedule(this);
    return this;
  }
  close(): this {
    clearTimeout(this);
    return this;
  }
  [Symbol.toPrimitive](): number {
    return this.id;
  }
  /** Kept to ourselves: a timer is printed with what it owns. */
  static run(timer: Timeout): void {
    cause[0] = timer.#because;
    guard('turn', timer.callback, timer, timer.args);
  }
}

/** Ordered as a binary heap. A timer that was cleared or moved leaves a stale place, thrown away at the top. */
const heap: { timer: Timeout; due: number; order: number }[] = [];
const byId = new Map<number, Timeout>();
let orders = 0;

export function setTimeout(callback: Callback, delay?: number, ...args: unknown[]): Timeout {
  return start(callback, delay, args, false);
}

export function setInterval(callback: Callback, delay?: number, ...args: unknown[]): Timeout {
  return start(callback, delay, args, true);
}

export function clearTimeout(timer: unknown): void {
  const found = timer instanceof Timeout ? timer : byId.get(Number(timer));
  if (!found) return;
  found.live = false;
  byId.delete(found.id);
}

/** The one whose callback runs: it may be interrupted, and be found here by the next. */
let running: (typeof heap)[number] | undefined;

/** Runs the earliest timer if it is due, and tells when to come back. */
export function runTimer(): void {
  repeat();
  dropStale();
  const top = heap[0];
  if (top && top.due <= host.now()) {
    pop();
    if (!top.timer.repeats) clearTimeout(top.timer);
    running = top;
    Timeout.run(top.timer);
    repeat();
  }
  wake();
}

function repeat(): void {
  const ran = running;
  running = undefined;
  if (ran?.timer.repeats && ran.timer.live && ran.timer.order === ran.order) schedule(ran.timer);
}

function start(callback: Callback, delay: number | undefined, args: unknown[], repeats: boolean): Timeout {
  if (typeof callback !== 'function') {
    throw new TypeError('The "callback" argument must be of type function.');
  }
  const ms = Number(delay);
  const timer = new Timeout(callback, args, ms >= 1 && ms <= LONGEST ? Math.trunc(ms) : 1, repeats);
  byId.set(timer.id, timer);
  schedule(timer);
  return timer;
}

function schedule(timer: Timeout): void {
  timer.due = host.now() + timer.delay;
  timer.order = ++orders;
  push({ timer, due: timer.due, order: timer.order });
  if (heap[0]?.timer === timer) wake();
}

function wake(): void {
  dropStale();
  const top = heap[0];
  host.wakeIn(top ? Math.max(0, top.due - host.now()) : -1);
}

function dropStale(): void {
  for (let top = heap[0]; top && !(top.timer.live && top.timer.order === top.order); top = heap[0]) pop();
}

type Place = (typeof heap)[number];

function isBefore(a: Place, b: Place): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

function push(place: Place): void {
  let i = heap.push(place) - 1;
  while (i > 0) {
    const up = (i - 1) >> 1;
    const parent = heap[up];
    if (!parent || isBefore(parent, place)) break;
    heap[i] = parent;
    i = up;
  }
  heap[i] = place;
}

function pop(): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let i = 0;
  for (;;) {
    const left = heap[2 * i + 1];
    const right = heap[2 * i + 2];
    if (!left) break;
    const [child, at] = right && isBefore(right, left) ? [right, 2 * i + 2] : [left, 2 * i + 1];
    if (isBefore(last, child)) break;
    heap[i] = child;
    i = at;
  }
  heap[i] = last;
}

export class Immediate {
  readonly #because = cause[0] ?? 0;
  live = true;
  constructor(
    readonly callback: Callback,
    readonly args: unknown[],
  ) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  static run(immediate: Immediate): void {
    cause[0] = immediate.#because;
    guard('turn', immediate.callback, immediate, immediate.args);
  }
}

const immediates: Immediate[] = [];

export function setImmediate(callback: Callback, ...args: unknown[]): Immediate {
  if (typeof callback !== 'function') {
    throw new TypeError('The "callback" argument must be of type function.');
  }
  const immediate = new Immediate(callback, args);
  cells[CELL.immediates] = immediates.push(immediate);
  if (immediates.length === 1) host.wakeSoon();
  return immediate;
}

export function clearImmediate(immediate: unknown): void {
  if (immediate instanceof Immediate) immediate.live = false;
}

export function runImmediate(): void {
  const immediate = immediates.shift();
  cells[CELL.immediates] = immediates.length;
  if (immediate?.live) Immediate.run(immediate);
}

/** `timers/promises`. */
export const promises = {
  setTimeout: <T>(delay?: number, value?: T) =>
    new Promise<T | undefined>((done) => setTimeout(() => done(value), delay)),
  setImmediate: <T>(value?: T) => new Promise<T | undefined>((done) => setImmediate(() => done(value))),
  async *setInterval<T>(delay?: number, value?: T) {
    for (;;) {
      await promises.setTimeout(delay);
      yield value;
    }
  },
  scheduler: {
    wait: (delay: number) => promises.setTimeout(delay),
    yield: () => new Promise<void>((done) => nextTick(() => setImmediate(() => done()))),
  },
};
