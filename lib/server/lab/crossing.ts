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

/** Takes a value out of the sandbox. What may not cross is `undefined`. */
export function leave(vm: QuickJSContext, handle: QuickJSHandle): Crossing {
  switch (vm.typeof(handle)) {
    case 'string':
      return vm.getString(handle);
    case 'number':
      return vm.getNumber(handle);
    case 'boolean':
      return vm.getNumber(handle) === 1;
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
