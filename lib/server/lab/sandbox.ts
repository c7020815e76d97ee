import type {
  QuickJSContext,
  QuickJSHandle,
  QuickJSRuntime,
  QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import { LIMITS } from '@/lib/lab/limits';
import { CELL, CELL_COUNT, type Crossing, type Host, type Inside } from './border';

/*
 * One QuickJS and the turns it takes. A turn is one call from outside, the callbacks of
 * `process.nextTick` and the promise jobs it leaves behind; then the program waits again.
 */

/** How the program left its bounds. `mark` is the line at which it was found, 0 where that is not known. */
export type Breach =
  | { readonly limit: 'turn'; readonly mark: number }
  | { readonly limit: 'memory'; readonly mark: number }
  /** QuickJS itself broke: the instance is lost. */
  | { readonly limit: 'broken'; readonly mark: number; readonly message: string };

export interface SandboxOptions {
  readonly quickjs: QuickJSWASMModule;
  /** The code of the inside: a function of the host's functions. */
  readonly main: string;
  readonly host: HostFunctions;
  /** Finds the source of an ES module by its name. */
  readonly modules: ModuleSource;
  onBreach(breach: Breach): void;
}

export interface ModuleSource {
  resolve(from: string, request: string): string;
  load(name: string): string;
}

/** `builtin` and `file` give code to evaluate, the rest gives what it gives. */
export type HostFunctions = {
  readonly [Name in keyof Host]: Name extends 'builtin' | 'file'
    ? (name: string) => { readonly code: string; readonly file: string } | undefined
    : Name extends 'cells'
      ? undefined
      : Host[Name];
};

type Entry = keyof Inside;

/** What the calls that return something return. */
const RETURNS: { readonly [K in Entry]?: 'string' | 'boolean' } = {
  headers: 'string',
  request: 'boolean',
  exportNames: 'string',
};
const STACK_BYTES = 512 * 1024;
const JOBS_AT_ONCE = 256;

export class Sandbox {
  readonly #vm: QuickJSContext;
  readonly #runtime: QuickJSRuntime;
  readonly #quickjs: QuickJSWASMModule;
  readonly #entries = new Map<string, QuickJSHandle>();
  readonly #onBreach: (breach: Breach) => void;
  #inside: QuickJSHandle | undefined;
  #cellsAt = 0;
  #cells = new Int32Array(0);
  #depth = 0;
  #deadline = Infinity;
  #overdueAt: number | undefined;
  #live = true;
  #stopping = false;

  constructor({ quickjs, main, host, modules, onBreach }: SandboxOptions) {
    this.#quickjs = quickjs;
    this.#onBreach = onBreach;
    this.#runtime = quickjs.newRuntime({
      memoryLimitBytes: LIMITS.memoryBytes,
      maxStackSizeBytes: STACK_BYTES,
    });
    this.#vm = this.#runtime.newContext();
    this.#runtime.setInterruptHandler(() => this.#isOverdue());
    this.#runtime.setModuleLoader(
      (name) => modules.load(name),
      (from, request) => modules.resolve(from, request),
    );
    const lent = this.#lend(host);
    const boot = this.#vm.unwrapResult(this.#vm.evalCode(main, 'lab:main', { type: 'global', strip: true }));
    this.#inside = this.#vm.unwrapResult(this.#vm.callFunction(boot, this.#vm.undefined, lent));
    boot.dispose();
    lent.dispose();
  }

  get live(): boolean {
    return this.#live && !this.#stopping;
  }

  /** The line being executed, as a mark. */
  get line(): number {
    return this.#readCells()[CELL.line] ?? 0;
  }

  /** How many immediates wait. */
  get immediates(): number {
    return this.#readCells()[CELL.immediates] ?? 0;
  }

  /** Takes a turn; within a turn, a part of it. */
  call(name: Entry, ...args: Crossing[]): Crossing {
    return this.#turn(() => {
      const handles = args.map((arg) => this.#enter(arg));
      const result = this.#vm.callFunction(this.#entry(name), this.#vm.undefined, handles);
      for (const handle of handles) handle.dispose();
      if (result.error) {
        this.#failed(result.error);
        return undefined;
      }
      const value = this.#leave(result.value, RETURNS[name]);
      result.value.dispose();
      return value;
    });
  }

  /** Runs an ES module. What goes wrong at its top level is told by `report`. */
  runModule(code: string, file: string): void {
    this.#turn(() => {
      const result = this.#vm.evalCode(code, file, { type: 'module' });
      const entry = this.#entry(result.error ? 'report' : 'started');
      const handle = result.error ?? result.value;
      const phase = this.#vm.newString('start');
      if (this.#overdueAt === undefined)
        this.#vm.callFunction(entry, this.#vm.undefined, phase, handle).dispose();
      phase.dispose();
      handle.dispose();
      return undefined;
    });
  }

  /** Bytes in use by the program. */
  usedBytes(): number {
    const usage = this.#runtime.computeMemoryUsage();
    const dumped: { memory_used_size?: number } = this.#vm.dump(usage);
    usage.dispose();
    return dumped.memory_used_size ?? 0;
  }

  /** From now on nothing runs. Within a turn, its end is waited for. */
  stop(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#deadline = 0;
    if (this.#depth === 0) this.#dispose();
  }

  #turn(body: () => Crossing): Crossing {
    if (!this.live) return undefined;
    const outermost = this.#depth === 0;
    if (outermost) {
      this.#deadline = performance.now() + LIMITS.turnMs;
      this.#overdueAt = undefined;
    }
    this.#depth++;
    try {
      const value = body();
      if (outermost) this.#drain();
      return value;
    } catch (error) {
      // Not the program's exception, which is a value: WebAssembly trapped, or our own code is wrong.
      this.#live = false;
      const message = error instanceof Error ? error.message : String(error);
      this.#onBreach({ limit: 'broken', mark: this.line, message });
      return undefined;
    } finally {
      this.#depth--;
      if (outermost) this.#endTurn();
    }
  }

  #drain(): void {
    for (;;) {
      const cells = this.#readCells();
      if (!this.live || this.#overdueAt !== undefined) return;
      if (cells[CELL.ticks]) this.#invoke('ticks');
      else if (this.#runtime.hasPendingJob()) {
        const result = this.#runtime.executePendingJobs(JOBS_AT_ONCE);
        if (result.error) this.#failed(result.error);
      } else if (cells[CELL.rejections]) this.#invoke('rejections');
      else return;
    }
  }

  #endTurn(): void {
    if (this.#stopping) {
      this.#dispose();
      return;
    }
    this.#deadline = Infinity;
    const overdueAt = this.#overdueAt;
    if (!this.#live) return;
    this.#readCells()[CELL.line] = 0;
    if (overdueAt !== undefined) this.#onBreach({ limit: 'turn', mark: overdueAt });
  }

  #isOverdue(): boolean {
    if (performance.now() < this.#deadline) return false;
    this.#overdueAt ??= this.line;
    return true;
  }

  /** An exception that reached us: the turn was too long, memory ran out, or the inside is at fault. */
  #failed(error: QuickJSHandle): void {
    const mark = this.line;
    if (this.#overdueAt === undefined) {
      const { name, message } = this.#vm.dump(error) ?? {};
      if (message === 'out of memory') this.#onBreach({ limit: 'memory', mark });
      else {
        const phase = this.#vm.newString('turn');
        this.#vm.callFunction(this.#entry('report'), this.#vm.undefined, phase, error).dispose();
        phase.dispose();
        void name;
      }
    }
    error.dispose();
  }

  #invoke(name: Entry): void {
    const result = this.#vm.callFunction(this.#entry(name), this.#vm.undefined);
    if (result.error) this.#failed(result.error);
    else result.value.dispose();
  }

  #entry(name: Entry): QuickJSHandle {
    let entry = this.#entries.get(name);
    if (!entry) {
      if (!this.#inside) throw new Error('The sandbox is not ready');
      entry = this.#vm.getProp(this.#inside, name);
      this.#entries.set(name, entry);
    }
    return entry;
  }

  #lend(host: HostFunctions): QuickJSHandle {
    const lent = this.#vm.newObject();
    const put = (name: string, body: (...args: QuickJSHandle[]) => QuickJSHandle | undefined) => {
      const handle = this.#vm.newFunction(name, body);
      this.#vm.setProp(lent, name, handle);
      handle.dispose();
    };
    for (const [name, given] of Object.entries(host)) {
      if (name === 'builtin' || name === 'file') {
        put(name, (asked) => {
          const found = host[name](this.#vm.getString(asked));
          if (!found) return undefined;
          const result = this.#vm.evalCode(found.code, found.file, {
            type: 'global',
            strip: found.file.startsWith('lab:'),
          });
          if (result.error) throw result.error;
          return result.value;
        });
      } else if (given) {
        const lentFunction = given as (...args: Crossing[]) => Crossing;
        put(name, (...args) => this.#enter(lentFunction(...args.map((arg) => this.#leave(arg)))));
      }
    }
    put('cells', () => this.#newCells());
    return lent;
  }

  /** QuickJS takes over the memory that it is given for a buffer: where that lies is where the cells are. */
  #newCells(): QuickJSHandle {
    const ffi = this.#quickjs.getFFI();
    const { QTS_NewArrayBuffer } = ffi;
    ffi.QTS_NewArrayBuffer = (context, pointer, length) => {
      this.#cellsAt = pointer;
      return QTS_NewArrayBuffer(context, pointer, length);
    };
    const handle = this.#vm.newArrayBuffer(new ArrayBuffer(CELL_COUNT * Int32Array.BYTES_PER_ELEMENT));
    ffi.QTS_NewArrayBuffer = QTS_NewArrayBuffer;
    return handle;
  }

  #enter(value: Crossing): QuickJSHandle {
    switch (typeof value) {
      case 'string':
        return this.#vm.newString(value);
      case 'number':
        return this.#vm.newNumber(value);
      case 'boolean':
        return value ? this.#vm.true : this.#vm.false;
      case 'undefined':
        return this.#vm.undefined;
      default:
        return this.#vm.newArrayBuffer(value);
    }
  }

  #leave(handle: QuickJSHandle, type = this.#vm.typeof(handle)): Crossing {
    switch (type) {
      case 'string':
        return this.#vm.getString(handle);
      case 'number':
        return this.#vm.getNumber(handle);
      case 'boolean':
        return this.#vm.getNumber(handle) === 1;
      case 'object':
        // A view on memory of the sandbox, given back at once.
        return this.#vm.getArrayBuffer(handle).consume((view) => view.value.slice().buffer);
      default:
        return undefined;
    }
  }

  #readCells(): Int32Array {
    const { buffer } = this.#quickjs.getWasmMemory();
    // Memory that grew is another buffer.
    if (this.#cells.buffer !== buffer) this.#cells = new Int32Array(buffer, this.#cellsAt, CELL_COUNT);
    return this.#cells;
  }

  #dispose(): void {
    if (!this.#live) return; // a broken instance is not touched again: it goes as a whole
    this.#live = false;
    for (const entry of this.#entries.values()) entry.dispose();
    this.#inside?.dispose();
    this.#vm.dispose();
    this.#runtime.dispose();
  }
}
