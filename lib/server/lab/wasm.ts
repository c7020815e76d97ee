import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import variant from '@jitl/quickjs-ng-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core';

const require = createRequire(import.meta.url);

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * A QuickJS of its own for each lab: what breaks one instance breaks no other, and its memory goes
 * back when the lab ends. The machine code is compiled once and shared.
 */
export async function newQuickJS(): Promise<QuickJSWASMModule> {
  compiled ??= WebAssembly.compile(
    readFileSync(require.resolve('@jitl/quickjs-ng-wasmfile-release-sync/wasm')),
  );
  return newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule: await compiled }));
}
