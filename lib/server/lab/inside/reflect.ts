import { watch } from './turn';

/** Given to the `events` package as its `Reflect`, so that each call of a listener is seen, and what it returns. */

type Listener = (...args: unknown[]) => unknown;
type BeforeCall = (listener: Listener, self: unknown) => (() => void) | undefined;

let beforeCall: BeforeCall = () => undefined;

/** `before` is called before each listener of each emitter; what it returns is called afterwards. */
export function onCall(before: BeforeCall): void {
  beforeCall = before;
}

export function apply(target: Listener, self: unknown, args: unknown[]): unknown {
  const after = beforeCall(target, self);
  if (!after) return watch(Reflect.apply(target, self, args));
  try {
    return watch(Reflect.apply(target, self, args));
  } finally {
    after();
  }
}

export const ownKeys = Reflect.ownKeys;
