import { watch } from './turn';

/** Given to the `events` package as its `Reflect`, so that what a listener returns is seen. */

export function apply(target: (...args: unknown[]) => unknown, self: unknown, args: unknown[]): unknown {
  return watch(Reflect.apply(target, self, args));
}

export const ownKeys = Reflect.ownKeys;
