import type { Crossing, Inside } from './border';

type Entry = keyof Inside;
type Call = (name: Entry, ...args: Crossing[]) => Crossing;

interface Parts {
  /** Takes a turn. */
  readonly take: Call;
  /** A turn is being taken: what is called now is a part of it. */
  inTurn(): boolean;
  /** From now on nothing new is to come in, as with a process that is busy. */
  hold(): void;
  release(): void;
}

/** They are answered at once or not at all: a program that pays for a turn changes no headers meanwhile. */
const CANNOT_WAIT: ReadonlySet<Entry> = new Set<Entry>(['headers']);

/** The turns of one program: while it is in a pause, those that clients ask for wait, in their order. */
export class Turns {
  readonly #parts: Parts;
  readonly #waiting: (readonly [Entry, Crossing[]])[] = [];
  #state: 'open' | 'paused' | 'resuming' | 'stopped' = 'open';
  #pays = false;
  #end: (() => void) | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  readonly call: Call = (name, ...args) => {
    const cannotWait = CANNOT_WAIT.has(name);
    if (this.#state === 'open' || this.#parts.inTurn() || (cannotWait && !this.#pays))
      return this.#parts.take(name, ...args);
    if (this.#state !== 'stopped' && !cannotWait) this.#waiting.push([name, args]);
    return undefined;
  };

  /** 0: until everybody else was asked. */
  pause(ms: number): void {
    if (this.#state === 'stopped') return;
    this.#end?.();
    if (this.#state === 'open') this.#parts.hold();
    this.#state = 'paused';
    this.#pays = ms > 0;
    if (this.#pays) {
      const timer = setTimeout(() => this.#resume(), ms);
      this.#end = () => clearTimeout(timer);
    } else {
      const soon = setImmediate(() => this.#resume());
      this.#end = () => clearImmediate(soon);
    }
  }

  stop(): void {
    this.#end?.();
    this.#state = 'stopped';
    this.#waiting.length = 0;
  }

  #resume(): void {
    this.#end = undefined;
    this.#state = 'resuming';
    this.#pays = false;
    // What an interrupted turn has left behind comes first.
    this.#parts.take('ticks');
    let taken = 0;
    for (const [name, args] of this.#waiting) {
      // Each of them may be the one that pauses the program again.
      if (!this.#isResuming) break;
      taken += 1;
      this.#parts.take(name, ...args);
    }
    this.#waiting.splice(0, taken);
    if (!this.#isResuming) return;
    this.#state = 'open';
    this.#parts.release();
  }

  get #isResuming(): boolean {
    return this.#state === 'resuming';
  }
}
