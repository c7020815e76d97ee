import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { FUEL, meter } from './meter';

const bytes = (hex: string) =>
  Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (byte) => Number.parseInt(byte, 16));

/*
 * (module
 *   (import "a" "m" (memory 1))
 *   (global (mut i32) (i32.const 5))
 *   (func (export "count") (param i32) (result i32)
 *     (loop (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (local.get 0)))
 *     (i32.load offset=200 (i32.const -1))))
 */
const MODULE = bytes(`
  0061736d 01000000
  01 06 01 60 01 7f 01 7f
  02 08 01 01 61 01 6d 02 00 01
  03 02 01 00
  06 06 01 7f 01 41 05 0b
  07 09 01 05 636f756e74 00 00
  0a 19 01 17 00 03 40 2000 41 01 6b 2100 2000 0d00 0b 41 80 02 28 02 c8 01 0b`);

function run(wasm: Uint8Array<ArrayBuffer>, pages: number) {
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { a: { m: memory } });
  const { count } = exports;
  const fuel = exports[FUEL];
  if (typeof count !== 'function' || !(fuel instanceof WebAssembly.Global)) throw new Error('not metered');
  return { count, fuel };
}

test('each turn of a loop takes one', () => {
  const { count, fuel } = run(meter(MODULE, { pages: 1 }), 1);
  fuel.value = 100;
  expect(count(60)).toBe(0);
  expect(fuel.value).toBe(40);
});

test('a loop that finds none left traps', () => {
  const { count, fuel } = run(meter(MODULE, { pages: 1 }), 1);
  fuel.value = 100;
  expect(() => count(101)).toThrow(WebAssembly.RuntimeError);
  expect(fuel.value).toBe(0);
});

test('the memory that must be brought is what was asked for', () => {
  expect(() => run(meter(MODULE, { pages: 3 }), 2)).toThrow(WebAssembly.LinkError);
  expect(run(meter(MODULE, { pages: 3 }), 3).count(1)).toBe(0);
});

test('QuickJS is metered whole', () => {
  const wasm = readFileSync(
    createRequire(import.meta.url).resolve('@jitl/quickjs-ng-wasmfile-release-sync/wasm'),
  );
  const metered = meter(wasm, { pages: 112 });
  expect(WebAssembly.validate(metered)).toBe(true);
  expect(metered.length).toBeGreaterThan(wasm.length);
});
