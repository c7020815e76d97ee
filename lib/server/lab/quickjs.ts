import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import variant from '@jitl/quickjs-ng-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core';
import { assert } from '@/lib/base/assert';
import { FUEL, meter, TABLE } from './meter';

/** A QuickJS of its own for each lab: what breaks one instance breaks no other. */
export interface QuickJS {
  readonly module: QuickJSWASMModule;
  readonly memory: WebAssembly.Memory;
  /** How many turns of a loop it may still take: see `meter.ts`. */
  readonly fuel: WebAssembly.Global;
  /** The functions that it calls by number. */
  readonly table: WebAssembly.Table;
}

const PAGE = 65_536;
/** The stack and the static data of this build take 82 pages; the rest is a heap to begin with. */
const FIRST_PAGES = 112;
/** The stack, and half as much again as a program may use: QuickJS counts, and refuses, before this is met. */
const MOST_PAGES = 82 + (48 * 2 ** 20) / PAGE;

const require = createRequire(import.meta.url);
let compiled: Promise<WebAssembly.Module> | undefined;

/** The machine code is compiled once a process; the memory is the instance's own. */
export async function newQuickJS(pages = FIRST_PAGES): Promise<QuickJS> {
  compiled ??= WebAssembly.compile(
    meter(readFileSync(require.resolve('@jitl/quickjs-ng-wasmfile-release-sync/wasm')), {
      pages: FIRST_PAGES,
    }),
  );
  const code = await compiled;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES });
  let exports: WebAssembly.Exports = {};
  const module = await newQuickJSWASMModuleFromVariant(
    newVariant(variant, {
      wasmMemory: memory,
      emscriptenModule: {
        instantiateWasm: async (imports, onSuccess) => {
          const instance = new WebAssembly.Instance(code, imports);
          exports = instance.exports;
          onSuccess(instance);
          return exports;
        },
      },
    }),
  );
  const { [FUEL]: fuel, [TABLE]: table } = exports;
  assert(fuel instanceof WebAssembly.Global, 'the instance has a meter');
  assert(table instanceof WebAssembly.Table, 'the instance has a table');
  return { module, memory, fuel, table };
}
