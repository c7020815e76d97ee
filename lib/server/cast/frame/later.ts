import type { Callback, LinesNow } from './lines';
import { replace } from './replace';

const TIMERS = [
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
];

/**
 * What a piece of the program leaves for later is done on behalf of the same packet: timers and promises. What the
 * browser calls by itself (a click, a message on a socket) is on behalf of none.
 */
export function followLater({ bound }: Pick<LinesNow, 'bound'>): void {
  const follow = (callback: unknown) => (isCallback(callback) ? bound(callback) : callback);

  for (const name of TIMERS) {
    replace(
      globalThis,
      name,
      (native) =>
        (callback, ...rest) =>
          native.call(globalThis, follow(callback), ...rest),
    );
  }
  // `catch` and `finally` call `then`. An `await` does not: its marks know by themselves.
  replace(
    Promise.prototype,
    'then',
    (native) =>
      function (fulfilled, rejected) {
        return native.call(this, follow(fulfilled), follow(rejected));
      },
  );
}

function isCallback(value: unknown): value is Callback {
  return typeof value === 'function';
}
