import {
  type JSRuntimePointer,
  type JSValueConstPointer,
  type JSValuePointer,
  Lifetime,
  type QuickJSHandle,
  type QuickJSRuntime,
} from 'quickjs-emscripten-core';
import { LIMITS } from '@/lib/lab/limits';
import { VALUE_CELL } from './border';
import type { QuickJS } from './quickjs';
import type { Opened } from './template';

/*
 * QuickJS tells its embedder of each promise that is rejected while nobody handles it, and of each that
 * is handled after all (ECMA-262 §27.2.1.9). The embedding at hand does not pass that on, so the function
 * that is told is put into the runtime's own record of it:
 *
 *   JSRuntime + 180: host_promise_rejection_tracker = 492 ──► table[492] = relay ──► tell()
 */

/** Of QuickJS-ng 0.12 on wasm32, in bytes. `boot` makes sure that it is told. */
const TRACKER_SLOT = 180;

/**
 * (module (import "e" "f" (func (param i32 i64 i64 i32 i32))) (export "f" (func 0))): a table takes functions of
 * WebAssembly only, so ours goes in by way of one.
 */
const RELAY = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x09, 0x01, 0x60, 0x05, 0x7f, 0x7e, 0x7e, 0x7f, 0x7f, 0x00],
  ...[0x02, 0x07, 0x01, 0x01, 0x65, 0x01, 0x66, 0x00, 0x00],
  ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
);
let relay: WebAssembly.Module | undefined;

/** A promise and its reason as QuickJS has them: a tag and a pointer or number in 64 bits. */
type Tell = (promise: bigint, reason: bigint, handled: boolean) => void;

/** Gives an instance the function; by the same number in each. */
export function onRejection({ table }: QuickJS, tell: Tell): number {
  relay ??= new WebAssembly.Module(RELAY);
  const { f } = new WebAssembly.Instance(relay, {
    e: {
      f: (_context: number, promise: bigint, reason: bigint, handled: number) =>
        tell(promise, reason, handled !== 0),
    },
  }).exports;
  return table.grow(1, f);
}

/** From now on the runtime calls the function of this number. */
export function track({ memory }: QuickJS, runtime: JSRuntimePointer, number: number): void {
  new DataView(memory.buffer).setUint32(runtime + TRACKER_SLOT, number, true);
}

/** One that nobody has handled yet, and what was being done when it was rejected. */
export interface Rejection {
  readonly reason: QuickJSHandle;
  readonly line: number;
  readonly cause: number;
}

interface Kept extends Rejection {
  readonly promise: QuickJSHandle;
}

export class Rejections {
  readonly #opened: Opened;
  readonly #now: () => { readonly line: number; readonly cause: number };
  readonly #kept = new Map<bigint, Kept>();

  constructor(opened: Opened, now: () => { readonly line: number; readonly cause: number }) {
    this.#opened = opened;
    this.#now = now;
    onRejection(opened.quickjs, (promise, reason, handled) => this.#tell(promise, reason, handled));
  }

  get any(): boolean {
    return this.#kept.size > 0;
  }

  /** There were more of them than are kept. */
  hasMore = false;

  /** Those that nobody has handled until now. The reasons are the caller's to dispose of. */
  take(): readonly Rejection[] {
    const rejections = [...this.#kept.values()];
    for (const { promise } of rejections) promise.dispose();
    this.#kept.clear();
    this.hasMore = false;
    return rejections;
  }

  #tell(promise: bigint, reason: bigint, handled: boolean): void {
    if (handled) {
      const kept = this.#kept.get(promise);
      this.#kept.delete(promise);
      kept?.promise.dispose();
      kept?.reason.dispose();
    } else if (this.#kept.size < LIMITS.rejectionsATurn) {
      this.#kept.set(promise, { promise: this.#keep(promise), reason: this.#keep(reason), ...this.#now() });
    } else this.hasMore = true;
  }

  /** A handle of a value that QuickJS gave by itself, not by a pointer to it. */
  #keep(value: bigint): QuickJSHandle {
    const { quickjs, context, runtime, cellsAt } = this.#opened;
    const at = cellsAt + VALUE_CELL * BigInt64Array.BYTES_PER_ELEMENT;
    new DataView(quickjs.memory.buffer).setBigInt64(at, value, true);
    const ffi = quickjs.module.getFFI();
    const pointer = ffi.QTS_DupValuePointer(context, at as JSValueConstPointer);
    return new Lifetime<JSValuePointer, JSValuePointer, QuickJSRuntime>(
      pointer,
      undefined,
      (kept) => ffi.QTS_FreeValuePointer(context, kept),
      runtime,
    );
  }
}
