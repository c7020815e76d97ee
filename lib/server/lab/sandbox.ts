import type { QuickJSHandle } from 'quickjs-emscripten-core';
import { LIMITS } from '@/lib/lab/limits';
import type { Account } from './account';
import { CAUSE_CELL, CELL, CELL_COUNT, type Crossing, type Inside } from './border';
import { enter } from './crossing';
import { Rejections } from './rejections';
import type { Opened } from './template';
import { TurnClock } from './turn-clock';

/*
 * The turns that a program takes. A turn is one call from outside, the callbacks of `process.nextTick`
 * and the promise jobs it leaves behind; then the program waits again. A call from outside while a turn
 * is taken (the engine answers at once to what the program does) is a part of that turn.
 */

export type Limit =
  | 'turn'
  | 'rejections'
  | 'share'
  | 'builtin'
  | 'memory'
  | 'waiting'
  | 'processor'
  | 'broken';

/** How the program left its bounds. `mark` is the line at which it was found, 0 where that is not known. */
export interface Breach {
  readonly limit: Limit;
  readonly mark: number;
  /** How long the program is to wait for its next turn. */
  readonly pauseMs?: number | undefined;
  /** What the broken engine said, for whoever looks into it. */
  readonly detail?: string;
}

const MAY_GO_ON: ReadonlySet<Limit> = new Set<Limit>(['turn', 'rejections', 'share']);

/** A turn is interrupted, tells not all, or waits for its time, and the next may come; after any other breach nothing runs. */
export function isFatal(limit: Limit): boolean {
  return !MAY_GO_ON.has(limit);
}

export interface SandboxParts {
  readonly modules: ModuleSource;
  /** What its turns are charged to. */
  readonly account: Account;
  onBreach(breach: Breach): void;
  /** A turn goes on. */
  onBusy(): void;
  /** It is to wait for its next turn. */
  onPause(ms: number): void;
}

export interface ModuleSource {
  resolve(from: string, request: string): string;
  load(name: string): string;
}

type Entry = keyof Inside;

/** Turns that the program gave to itself. */
const OWN: ReadonlySet<Entry> = new Set<Entry>(['timer', 'immediate']);
/**
 * How many turns of its loops QuickJS may take before it asks whether to go on. Between two steps of a
 * program that are some hundred thousand; a built-in function that takes more is not coming back soon.
 */
const FUEL = 20_000_000;

export class Sandbox {
  readonly #opened: Opened;
  readonly #parts: SandboxParts;
  readonly #entries = new Map<Entry, QuickJSHandle>();
  #cells = new Int32Array(0);
  #cause = new Float64Array(0);
  #depth = 0;
  #deadline = Number.POSITIVE_INFINITY;
  #clock = new TurnClock();
  #overdueAt: number | undefined;
  #isSlowed = false;
  #live = true;
  readonly #rejections: Rejections;

  constructor(opened: Opened, parts: SandboxParts) {
    this.#opened = opened;
    this.#parts = parts;
    this.#rejections = new Rejections(opened, () => ({ line: this.line, cause: this.cause }));
    const { runtime } = opened;
    runtime.setInterruptHandler(() => this.#isOverdue());
    runtime.setModuleLoader(
      (name) => parts.modules.load(name),
      (from, request) => parts.modules.resolve(from, request),
    );
  }

  /** The line being executed, as a mark. */
  get line(): number {
    return this.#readCells()[CELL.line] ?? 0;
  }

  /** The packet being handled: see `causeOf`. */
  get cause(): number {
    this.#readCells();
    return this.#cause[0] ?? 0;
  }

  /** How many immediates wait. */
  get immediates(): number {
    return this.#live ? (this.#readCells()[CELL.immediates] ?? 0) : 0;
  }

  /** What is called now is a part of the turn that is being taken. */
  get inTurn(): boolean {
    return this.#depth > 0;
  }

  /** Takes a turn, or a part of one. */
  call(name: Entry, ...args: Crossing[]): Crossing {
    const { vm, leave } = this.#opened;
    return this.#turn(OWN.has(name), () => {
      const handles = args.map((arg) => enter(vm, arg));
      const result = vm.callFunction(this.#entry(name), vm.undefined, handles);
      for (const handle of handles) handle.dispose();
      if (result.error) return this.#failed(result.error);
      return result.value.consume(leave);
    });
  }

  /** Runs an ES module. What goes wrong at its top level is told by the inside. */
  runModule(code: string, file: string): void {
    const { vm } = this.#opened;
    this.#turn(false, () => {
      const result = vm.evalCode(code, file, { type: 'module' });
      if (this.#overdueAt !== undefined) return undefined;
      const entry = this.#entry(result.error ? 'report' : 'started');
      const outcome = result.error ?? result.value;
      vm.newString('start').consume((phase) =>
        vm.callFunction(entry, vm.undefined, phase, outcome).dispose(),
      );
      outcome.dispose();
      return undefined;
    });
  }

  /** From now on nothing runs; a turn that is being taken is interrupted. The memory goes with the instance. */
  stop(): void {
    this.#live = false;
    this.#deadline = 0;
  }

  #turn(own: boolean, body: () => Crossing): Crossing {
    if (!this.#live) return undefined;
    const outermost = this.#depth === 0;
    if (outermost) {
      this.#clock = new TurnClock();
      this.#deadline = performance.now() + LIMITS.turnMs;
      this.#opened.quickjs.fuel.value = FUEL;
    }
    this.#depth++;
    try {
      const value = body();
      if (outermost) this.#drain();
      return value;
    } catch (error) {
      // Not the program's exception, which is a value: the instance trapped, and is not touched again.
      if (this.#opened.quickjs.fuel.value === 0) this.breach('builtin');
      else this.breach('broken', this.line, { detail: String(error) });
      return undefined;
    } finally {
      this.#depth--;
      if (outermost) this.#endTurn(own);
    }
  }

  #drain(): void {
    const { runtime } = this.#opened;
    while (this.#mayGoOn) {
      if (this.#readCells()[CELL.ticks]) this.#invoke('ticks');
      else if (runtime.hasPendingJob()) this.#runJobs();
      else if (this.#rejections.any) this.#tellRejections();
      else return;
    }
  }

  /** All of them: ticks that they leave behind come after the last one. */
  #runJobs(): void {
    const { runtime } = this.#opened;
    while (this.#mayGoOn && runtime.hasPendingJob()) {
      const result = runtime.executePendingJobs(1);
      if (result.error) this.#failed(result.error);
      this.#endJob();
    }
  }

  /** When no job is left, as Node does: who handles a rejection within the same turn is not late. */
  #tellRejections(): void {
    const { hasMore } = this.#rejections;
    for (const { reason, line, cause } of this.#rejections.take()) {
      this.#readCells()[CELL.line] = line;
      this.#cause[0] = cause;
      if (this.#mayGoOn) this.#invoke('rejected', reason);
      reason.dispose();
    }
    if (hasMore) this.breach('rejections');
  }

  get #mayGoOn(): boolean {
    return this.#live && this.#overdueAt === undefined;
  }

  /** A job knows only by the one before it what it goes on with: what that one has not said, nobody knows. */
  #endJob(): void {
    const cells = this.#readCells();
    if (cells[CELL.told]) cells[CELL.told] = 0;
    else this.#cause[0] = cells[CELL.line] = 0;
  }

  #endTurn(own: boolean): void {
    const overdueAt = this.#overdueAt;
    this.#overdueAt = undefined;
    if (!this.#live) return;
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#readCells()[CELL.line] = 0;
    this.#cause[0] = 0;
    const interrupted = overdueAt !== undefined;
    const { pauseMs, isBroke } = this.#parts.account.spend(this.#clock, { own, interrupted });
    if (interrupted) this.breach('turn', overdueAt, { pauseMs });
    if (isBroke) this.breach('processor', overdueAt ?? 0);
    else if (pauseMs !== undefined) {
      if (pauseMs > 0 && !interrupted) this.#tellShare();
      this.#parts.onPause(pauseMs);
    }
  }

  /** Once: it would be told of most turns that follow. */
  #tellShare(): void {
    if (this.#isSlowed) return;
    this.#isSlowed = true;
    this.breach('share', 0);
  }

  /** Asked by QuickJS every some thousand steps of the program, but never while a built-in function runs. */
  #isOverdue(): boolean {
    this.#opened.quickjs.fuel.value = FUEL;
    this.#parts.onBusy();
    if (performance.now() < this.#deadline) return false;
    if (this.#live) {
      const { left } = this.#clock;
      this.#deadline = performance.now() + left;
      if (left > 0) return false;
    }
    this.#overdueAt ??= this.line;
    return true;
  }

  breach(limit: Limit, mark = this.line, more: Pick<Breach, 'pauseMs' | 'detail'> = {}): void {
    if (!this.#live) return;
    if (isFatal(limit)) this.stop();
    this.#parts.onBreach({ limit, mark, ...more });
  }

  /** An exception that nobody inside has caught: the turn was too long, or memory ran out. */
  #failed(error: QuickJSHandle): undefined {
    const { vm } = this.#opened;
    const mark = this.line;
    if (this.#overdueAt === undefined && this.#live) {
      const dumped: { message?: unknown } | undefined = vm.dump(error);
      if (dumped?.message === 'out of memory') this.breach('memory', mark);
      else {
        vm.newString('turn').consume((phase) =>
          vm.callFunction(this.#entry('report'), vm.undefined, phase, error).dispose(),
        );
      }
    }
    error.dispose();
    return undefined;
  }

  #invoke(name: Entry, ...args: QuickJSHandle[]): void {
    const { vm } = this.#opened;
    const result = vm.callFunction(this.#entry(name), vm.undefined, args);
    if (result.error) this.#failed(result.error);
    else result.value.dispose();
  }

  #entry(name: Entry): QuickJSHandle {
    let entry = this.#entries.get(name);
    if (!entry) {
      entry = this.#opened.vm.getProp(this.#opened.inside, name);
      this.#entries.set(name, entry);
    }
    return entry;
  }

  #readCells(): Int32Array {
    const { quickjs, cellsAt } = this.#opened;
    const { buffer } = quickjs.memory;
    // Memory that grew is another buffer.
    if (this.#cells.buffer !== buffer) {
      this.#cells = new Int32Array(buffer, cellsAt, CELL_COUNT);
      this.#cause = new Float64Array(buffer, cellsAt + CAUSE_CELL * Float64Array.BYTES_PER_ELEMENT, 1);
    }
    return this.#cells;
  }
}
