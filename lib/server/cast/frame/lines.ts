import type { Received, SourcePlace } from '@/lib/capture/record';
import { MARK, unmark } from '@/lib/program/mark-number';
import type { FrameProgram } from './program';

/** Why something happens: the line being executed, and the packet in whose handling. */
export interface Cause {
  readonly place?: SourcePlace;
  readonly because?: Received;
}

export interface LinesNow {
  now(): Cause;
  /** Runs a piece of the program, or of the library, on behalf of a packet; what was before is so again after it. */
  run<T>(because: Received | undefined, piece: () => T): T;
  /** The function, such that it runs on behalf of whom `now` is for, whenever it is called. */
  bound(callback: Callback): Callback;
}

export type Callback = (this: unknown, ...args: unknown[]) => unknown;

const microtask = queueMicrotask.bind(globalThis);

/**
 * Knows the line being executed, for the marks tell it. A task leaves nothing behind: its first mark asks for a
 * microtask, which comes when the stack is empty.
 */
export function openLines({ files }: FrameProgram): LinesNow {
  let mark = 0;
  let because: Received | undefined;
  let isEndDue = false;

  function end(): void {
    isEndDue = false;
    mark = 0;
    because = undefined;
  }
  function speak(told: number, value?: unknown): unknown {
    mark = told;
    if (!isEndDue) microtask(end);
    isEndDue = true;
    return value;
  }
  /** A mark for one call of a function that waits: whose it is when called, it is whenever it goes on. */
  function here(): typeof speak {
    const kept = because;
    return (told, value) => {
      because = kept;
      return speak(told, value);
    };
  }
  function run<T>(whose: Received | undefined, piece: () => T): T {
    const [markBefore, becauseBefore] = [mark, because];
    mark = 0;
    because = whose;
    try {
      return piece();
    } finally {
      mark = markBefore;
      because = becauseBefore;
    }
  }
  Object.defineProperty(globalThis, MARK, { value: Object.assign(speak, { here }) });

  return {
    now() {
      const { file, line } = unmark(mark);
      const name = files[file]?.name;
      const place = line > 0 && name !== undefined ? { file: name, line } : undefined;
      return { ...(place && { place }), ...(because && { because }) };
    },
    run,
    bound(callback) {
      const whose = because;
      return function (...args) {
        return run(whose, () => callback.apply(this, args));
      };
    },
  };
}
