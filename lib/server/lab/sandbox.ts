import type { QuickJSHandle } from 'quickjs-emscripten-core';
import { LIMITS } from '@/lib/lab/limits';
import { CELL, CELL_COUNT, type Crossing, type Inside } from './border';
import { enter, leave } from './crossing';
import type { Opened } from './template';

/*
 * The turns that a program takes. A turn is one call from outside, the callbacks of `process.nextTick`
 * and the promise jobs it leaves behind; then the program waits again. A call from outside while a turn
 * is taken (the engine answers at once to what the program does) is a part of that turn.
 */

/** How the program left its bounds. `mark` is the line at which it was found, 0 where that is not known. */
export interface Breach {
  /** `turn`: it was interrupted and may go on. After the others nothing runs any more. */
  readonly limit: 'turn' | 'memory' | 'builtin' | 'broken';
  readonly mark: number;
}

export interface ModuleSource {
  resolve(from: string, request: string): string;
  load(name: string): string;
}

type Entry = keyof Inside;

const JOBS_AT_ONCE = 256;
/** Loops inside of built-in functions take some 10⁹ turns a second: a quarter of a second. */
const FUEL = 250_000_000;

export class Sandbox {
  readonly #opened: Opened;
  readonly #onBreach: (breach: Breach) => void;
  readonly #entries = new Map<Entry, QuickJSHandle>();
  #cells = new Int32Array(0);
  #depth = 0;
  #deadline = Number.POSITIVE_INFINITY;
  #overdueAt: number | undefined;
  #live = true;

  constructor(opened: Opened, modules: ModuleSource, onBreach: (breach: Breach) => void) {
    this.#opened = opened;
    this.#onBreach = onBreach;
    const { runtime } = opened;
    runtime.setInterruptHandler(() => this.#isOverdue());
    runtime.setModuleLoader(
      (name) => modules.load(name),
      (from, request) => modules.resolve(from, request),
    );
  }

  /** The line being executed, as a mark. */
  get line(): number {
    return this.#readCells()[CELL.line] ?? 0;
  }

  /** How many immediates wait. */
  get immediates(): number {
    return this.#live ? (this.#readCells()[CELL.immediates] ?? 0) : 0;
  }

  /** Takes a turn, or a part of one. */
  call(name: Entry, ...args: Crossing[]): Crossing {
    const { vm } = this.#opened;
    return this.#turn(() => {
      const handles = args.map((arg) => enter(vm, arg));
      const result = vm.callFunction(this.#entry(name), vm.undefined, handles);
      for (const handle of handles) handle.dispose();
      if (result.error) return this.#failed(result.error);
      return result.value.consume((value) => leave(vm, value));
    });
  }

  /** Runs an ES module. What goes wrong at its top level is told by the inside. */
  runModule(code: string, file: string): void {
    const { vm } = this.#opened;
    this.#turn(() => {
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

  #turn(body: () => Crossing): Crossing {
    if (!this.#live) return undefined;
    const outermost = this.#depth === 0;
    if (outermost) {
      this.#deadline = performance.now() + LIMITS.turnMs;
      this.#opened.quickjs.fuel.value = FUEL;
    }
    this.#depth++;
    try {
      const value = body();
      if (outermost) this.#drain();
      return value;
    } catch (error) {
      // Not the program's exception, which is a value: WebAssembly trapped.
      if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
      this.#breach(this.#opened.quickjs.fuel.value === 0 ? 'builtin' : 'broken', this.line);
      return undefined;
    } finally {
      this.#depth--;
      if (outermost) this.#endTurn();
    }
  }

  #drain(): void {
    const { runtime } = this.#opened;
    while (this.#live && this.#overdueAt === undefined) {
      const cells = this.#readCells();
      if (cells[CELL.ticks]) this.#invoke('ticks');
      else if (runtime.hasPendingJob()) {
        const result = runtime.executePendingJobs(JOBS_AT_ONCE);
        if (result.error) this.#failed(result.error);
      } else if (cells[CELL.rejections]) this.#invoke('rejections');
      else return;
    }
  }

  #endTurn(): void {
    const overdueAt = this.#overdueAt;
    this.#overdueAt = undefined;
    if (!this.#live) return;
    this.#deadline = Number.POSITIVE_INFINITY;
    this.#readCells()[CELL.line] = 0;
    if (overdueAt !== undefined) this.#breach('turn', overdueAt);
  }

  #isOverdue(): boolean {
    if (performance.now() < this.#deadline) return false;
    this.#overdueAt ??= this.line;
    return true;
  }

  #breach(limit: Breach['limit'], mark: number): void {
    if (!this.#live) return;
    if (limit !== 'turn') this.stop();
    this.#onBreach({ limit, mark });
  }

  /** An exception that nobody inside has caught: the turn was too long, or memory ran out. */
  #failed(error: QuickJSHandle): undefined {
    const { vm } = this.#opened;
    const mark = this.line;
    if (this.#overdueAt === undefined && this.#live) {
      const dumped: { message?: unknown } | undefined = vm.dump(error);
      if (dumped?.message === 'out of memory') this.#breach('memory', mark);
      else {
        vm.newString('turn').consume((phase) =>
          vm.callFunction(this.#entry('report'), vm.undefined, phase, error).dispose(),
        );
      }
    }
    error.dispose();
    return undefined;
  }

  #invoke(name: Entry): void {
    const { vm } = this.#opened;
    const result = vm.callFunction(this.#entry(name), vm.undefined);
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
    if (this.#cells.buffer !== buffer) this.#cells = new Int32Array(buffer, cellsAt, CELL_COUNT);
    return this.#cells;
  }
}
