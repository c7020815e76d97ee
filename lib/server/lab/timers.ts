/** What the timers of a lab do when they fire. */
interface Turns {
  timer(): void;
  immediate(): void;
  /** How many immediates wait. */
  immediates(): number;
}

const SLICE_MS = 10; // then others get their turn

/** The one real timer behind all the timers of a program. */
export class Timers {
  readonly #turns: Turns;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #due = Infinity;
  #stopped = false;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  wakeIn(ms: number): void {
    this.#due = ms < 0 ? Infinity : performance.now() + ms;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (ms >= 0 && !this.#stopped) this.#timer = setTimeout(() => this.#fire(), Math.ceil(ms));
  }

  wakeSoon(): void {
    if (!this.#stopped) this.#soon ??= setImmediate(() => this.#fireSoon());
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
  }

  #fire(): void {
    const until = performance.now() + SLICE_MS;
    do {
      this.#turns.timer();
    } while (!this.#stopped && this.#due <= performance.now() && performance.now() < until);
  }

  /** Those that were there when the round began; what they add waits for the next. */
  #fireSoon(): void {
    this.#soon = undefined;
    for (let waiting = this.#turns.immediates(); waiting > 0 && !this.#stopped; waiting--)
      this.#turns.immediate();
    if (this.#turns.immediates() > 0) this.wakeSoon();
  }
}
