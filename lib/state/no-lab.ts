import type { Conductor } from './conductor';

/** Of what was read from a file: nothing runs, and nobody can be told to do anything. */
export const NO_LAB: Conductor = {
  run: () => Promise.resolve(),
  putFaults: () => Promise.resolve(),
  traced: () => undefined,
  attach: () => () => undefined,
  tell: () => undefined,
  close: () => undefined,
};
