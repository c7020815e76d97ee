/** Given to the `events` package as its `Reflect`, so that each call of a listener is seen. */

type Listener = (...args: unknown[]) => unknown;
type BeforeCall = (listener: Listener, self: unknown) => void;

let beforeCall: BeforeCall = () => {};

/** `before` is called before each listener of each emitter. */
export function onCall(before: BeforeCall): void {
  beforeCall = before;
}

export function apply(target: Listener, self: unknown, args: unknown[]): unknown {
  beforeCall(target, self);
  return Reflect.apply(target, self, args);
}

export const ownKeys = Reflect.ownKeys;
