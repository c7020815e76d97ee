import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import type { Crossing } from './border';

/** Brings a value into the sandbox. */
export function enter(vm: QuickJSContext, value: Crossing): QuickJSHandle {
  switch (typeof value) {
    case 'string':
      return vm.newString(value);
    case 'number':
      return vm.newNumber(value);
    case 'boolean':
      return value ? vm.true : vm.false;
    case 'undefined':
      return vm.undefined;
    default:
      return vm.newArrayBuffer(value);
  }
}

/** Takes values out of the sandbox. What may not cross is `undefined`. */
export type Leave = (handle: QuickJSHandle) => Crossing;

/**
 * A value is 64 bits: a number, or a tag in the upper half and what it is in the lower. To read the tag here is ten
 * times as fast as to ask what `typeof` would say. These are of QuickJS-ng 0.12; others are asked about.
 */
const TAG = { string: -7, int: 0, bool: 1, undefined: 3 } as const;

export function leaving(vm: QuickJSContext, memory: WebAssembly.Memory): Leave {
  let words = new Int32Array(memory.buffer);
  return (handle) => {
    // Memory that grew is another buffer, and the old one is empty.
    if (words.length === 0) words = new Int32Array(memory.buffer);
    const at = handle.value >> 2;
    const low = words[at] ?? 0;
    switch (words[at + 1]) {
      case TAG.string:
        return vm.getString(handle);
      case TAG.int:
        return low;
      case TAG.bool:
        return low === 1;
      case TAG.undefined:
        return undefined;
      default:
        return byType(vm, handle);
    }
  };
}

function byType(vm: QuickJSContext, handle: QuickJSHandle): Crossing {
  switch (vm.typeof(handle)) {
    case 'string':
      return vm.getString(handle);
    case 'number':
      return vm.getNumber(handle);
    case 'object':
      return bytesOf(vm, handle);
    default:
      return undefined;
  }
}

/** Nothing else of this type is ever given to a function of the host, unless a program has put it there. */
function bytesOf(vm: QuickJSContext, handle: QuickJSHandle): ArrayBuffer {
  try {
    // The copy is given back at once.
    return vm.getArrayBuffer(handle).consume((view) => view.value.slice().buffer);
  } catch {
    throw new TypeError('Only text, numbers and bytes leave the lab: this is none of them.');
  }
}
