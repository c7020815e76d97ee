import type { Callback } from './lines';

/** Puts a function in the place of another, where there is one, as it was defined: nobody who lists them sees a change. */
export function replace(owner: object, name: string, made: (native: Callback) => Callback): void {
  const native: unknown = Reflect.get(owner, name);
  if (!isCallback(native)) return;
  const value = made(native);
  Object.defineProperty(value, 'name', { value: name, configurable: true });
  Object.defineProperty(value, 'length', { value: native.length, configurable: true });
  const own = Object.getOwnPropertyDescriptor(owner, name);
  // One that was inherited stays hidden, as methods of a class are.
  Object.defineProperty(owner, name, {
    configurable: true,
    enumerable: false,
    writable: true,
    ...own,
    value,
  });
}

function isCallback(value: unknown): value is Callback {
  return typeof value === 'function';
}
