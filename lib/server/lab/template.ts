import type {
  JSContextPointer,
  JSRuntimePointer,
  QuickJSContext,
  QuickJSHandle,
  QuickJSRuntime,
} from 'quickjs-emscripten-core';
import { assert } from '@/lib/base/assert';
import { LIMITS } from '@/lib/lab/limits';
import { CELL_COUNT, type Host } from './border';
import type { Bundles } from './bundle';
import { enter, type Leave, leaving } from './crossing';
import { newQuickJS, type QuickJS } from './quickjs';
import { onRejection, track } from './rejections';

/*
 * A sandbox that has evaluated what all programs need is made once a process, and its memory kept.
 * Every lab starts as a copy of it: the pointers of the one are the pointers of the other.
 *
 *   boot:  new QuickJS → evaluate main and the packages → keep the pages that are not empty
 *   open:  new QuickJS → write those pages → same runtime, same context, same functions by number
 */

/** How each function of the host is lent. */
const LENT: { readonly [Name in keyof Host]: 'values' | 'code' | 'cells' } = {
  now: 'values',
  randomBytes: 'values',
  digest: 'values',
  url: 'values',
  cells: 'cells',
  stack: 'values',
  log: 'values',
  exception: 'values',
  room: 'values',
  handler: 'values',
  unheard: 'values',
  unsent: 'values',
  socket: 'values',
  wakeIn: 'values',
  wakeSoon: 'values',
  builtin: 'code',
  file: 'code',
  resolve: 'values',
  readFile: 'values',
  engine: 'values',
  attachEngine: 'values',
  closeEngine: 'values',
  engineAsks: 'values',
  answer: 'values',
  write: 'values',
  close: 'values',
  writable: 'values',
  writeBuffer: 'values',
  watch: 'values',
  wsServer: 'values',
  wsAccept: 'values',
  wsSend: 'values',
  wsClose: 'values',
  upgradeWrite: 'values',
  jwt: 'values',
  listening: 'values',
  untaken: 'values',
  respond: 'values',
  responseWrite: 'values',
  responseEnd: 'values',
  responseDestroy: 'values',
  serveClient: 'values',
};

type Code = { readonly code: string; readonly file: string };

/** `builtin` and `file` give code to evaluate, the rest gives what it gives. */
export type HostFunctions = {
  readonly [Name in Exclude<keyof Host, 'cells'>]: Name extends 'builtin' | 'file'
    ? (name: string) => Code | undefined
    : Host[Name];
};

export interface Template {
  readonly runtime: JSRuntimePointer;
  readonly context: JSContextPointer;
  readonly cellsAt: number;
  readonly pages: number;
  readonly content: readonly { readonly at: number; readonly bytes: Uint8Array }[];
}

export interface Opened {
  readonly quickjs: QuickJS;
  readonly runtime: QuickJSRuntime;
  readonly vm: QuickJSContext;
  readonly context: JSContextPointer;
  /** What is called from outside. */
  readonly inside: QuickJSHandle;
  readonly cellsAt: number;
  readonly leave: Leave;
}

const STACK_BYTES = 128 * 1024;
const WASM_PAGE = 65_536;
const BLOCK = 4096; // of memory, kept if there is anything in it
const LARGEST_HOLE = 2 ** 20;

/** `preload`: the packages that are evaluated already. */
export async function boot(bundles: Bundles, preload: readonly string[]): Promise<Template> {
  const quickjs = await newQuickJS();
  const ffi = quickjs.module.getFFI();
  const { QTS_NewRuntime, QTS_NewContext } = ffi;
  let runtimeAt: JSRuntimePointer | undefined;
  let contextAt: JSContextPointer | undefined;
  ffi.QTS_NewRuntime = () => {
    runtimeAt = QTS_NewRuntime();
    return runtimeAt;
  };
  ffi.QTS_NewContext = (...args) => {
    contextAt = QTS_NewContext(...args);
    return contextAt;
  };
  const runtime = quickjs.module.newRuntime({
    memoryLimitBytes: LIMITS.memoryBytes,
    maxStackSizeBytes: STACK_BYTES,
  });
  const vm = runtime.newContext();
  const cells = newCells(quickjs, vm);

  const lent = vm.newObject();
  const builtin = (name: string) => builtinCode(bundles, name);
  for (const [name, body] of functionsOf(
    vm,
    { now: () => performance.now(), builtin },
    leaving(vm, quickjs.memory),
    cells.handle,
  )) {
    vm.newFunction(name, body).consume((handle) => vm.setProp(lent, name, handle));
  }
  const main = vm.unwrapResult(vm.evalCode(bundles.main, 'lab:main', { type: 'global', strip: true }));
  const inside = vm.unwrapResult(vm.callFunction(main, vm.undefined, lent));
  const evaluate = vm.getProp(inside, 'preload');
  for (const name of preload) {
    vm.newString(name).consume((handle) =>
      vm.unwrapResult(vm.callFunction(evaluate, vm.undefined, handle)).dispose(),
    );
  }
  vm.setProp(vm.global, INSIDE, inside);
  for (const handle of [main, lent, evaluate, inside, cells.handle]) handle.dispose();
  assert(runtimeAt !== undefined && contextAt !== undefined, 'QuickJS has started');
  let told = false;
  const number = onRejection(quickjs, () => {
    told = true;
  });
  track(quickjs, runtimeAt, number);
  vm.unwrapResult(vm.evalCode('void Promise.reject()')).dispose();
  assert(told, 'QuickJS tells of rejections');
  clearHoles(quickjs, vm);
  return {
    runtime: runtimeAt,
    context: contextAt,
    cellsAt: cells.at,
    pages: quickjs.memory.buffer.byteLength / WASM_PAGE,
    content: contentOf(new Uint8Array(quickjs.memory.buffer)),
  };
}

/** A new sandbox, in the state in which the template was kept. */
export async function open(template: Template, host: HostFunctions): Promise<Opened> {
  const quickjs = await newQuickJS(template.pages);
  const memory = new Uint8Array(quickjs.memory.buffer);
  for (const { at, bytes } of template.content) memory.set(bytes, at);

  const ffi = quickjs.module.getFFI();
  const { QTS_NewRuntime } = ffi;
  ffi.QTS_NewRuntime = () => template.runtime;
  const runtime = quickjs.module.newRuntime();
  ffi.QTS_NewRuntime = QTS_NewRuntime;
  const vm = runtime.newContext({ contextPointer: template.context });
  // Lent functions are known inside by a number: the same order gives the same numbers.
  const leave = leaving(vm, quickjs.memory);
  for (const [, body] of functionsOf(vm, host, leave, undefined)) runtime.hostRefs.put(body);
  const { context, cellsAt } = template;
  return { quickjs, runtime, vm, context, inside: vm.getProp(vm.global, INSIDE), cellsAt, leave };
}

/** Where the inside is found when a template is opened; it takes the name away before a program runs. */
const INSIDE = '__inside';

export function builtinCode(bundles: Bundles, name: string): Code | undefined {
  const code = bundles.packages.get(name);
  return code === undefined ? undefined : { code, file: `lab:${name}` };
}

type Body = (...args: QuickJSHandle[]) => QuickJSHandle | undefined;

function functionsOf(
  vm: QuickJSContext,
  host: Partial<HostFunctions>,
  leave: Leave,
  cells: QuickJSHandle | undefined,
): [string, Body][] {
  const given: { readonly [name: string]: unknown } = host;
  return Object.entries(LENT).map(([name, how]): [string, Body] => {
    const implementation = given[name];
    if (how === 'cells') return [name, () => cells?.dup()];
    if (typeof implementation !== 'function') return [name, () => undefined]; // while the template boots
    if (how === 'code') return [name, (asked) => evaluated(vm, implementation(vm.getString(asked)))];
    return [name, (...args) => enter(vm, implementation(...args.map(leave)))];
  });
}

function evaluated(vm: QuickJSContext, found: Code | undefined): QuickJSHandle | undefined {
  if (!found) return undefined;
  const result = vm.evalCode(found.code, found.file, {
    type: 'global',
    strip: found.file.startsWith('lab:'),
  });
  if (result.error) throw result.error;
  return result.value;
}

/** What was freed still holds what was in it (source text, above all), and each lab would have a copy of that. */
function clearHoles(quickjs: QuickJS, vm: QuickJSContext): void {
  const used = contentOf(new Uint8Array(quickjs.memory.buffer)).at(-1);
  const end = used ? used.at + used.bytes.length : 0;
  const kept: QuickJSHandle[] = [];
  for (let size = LARGEST_HOLE; size >= BLOCK; size /= 2) {
    // What the allocator puts behind all that was used has filled no hole.
    for (let isHole = true; isHole; ) {
      const { handle, at } = newBuffer(quickjs, vm, size);
      isHole = at < end;
      kept.push(handle);
    }
  }
  for (const handle of kept) handle.dispose();
}

function newCells(quickjs: QuickJS, vm: QuickJSContext): { handle: QuickJSHandle; at: number } {
  return newBuffer(quickjs, vm, CELL_COUNT * Int32Array.BYTES_PER_ELEMENT);
}

/** QuickJS takes over the memory that it is given for a buffer: so it is known where that lies. It is all zeros. */
function newBuffer(
  { module }: QuickJS,
  vm: QuickJSContext,
  size: number,
): { handle: QuickJSHandle; at: number } {
  const ffi = module.getFFI();
  const { QTS_NewArrayBuffer } = ffi;
  let at = 0;
  ffi.QTS_NewArrayBuffer = (context, pointer, length) => {
    at = pointer;
    return QTS_NewArrayBuffer(context, pointer, length);
  };
  const handle = vm.newArrayBuffer(new ArrayBuffer(size));
  ffi.QTS_NewArrayBuffer = QTS_NewArrayBuffer;
  return { handle, at };
}

function contentOf(memory: Uint8Array): Template['content'] {
  const content: { at: number; bytes: Uint8Array }[] = [];
  let start: number | undefined;
  for (let at = 0; at <= memory.length; at += BLOCK) {
    const used = at < memory.length && memory.subarray(at, at + BLOCK).some((byte) => byte !== 0);
    if (used) start ??= at;
    else if (start !== undefined) {
      content.push({ at: start, bytes: memory.slice(start, at) });
      start = undefined;
    }
  }
  return content;
}
