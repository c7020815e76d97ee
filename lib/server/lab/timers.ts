/** What the timers of a lab do when they fire. */
interface Turns {
  timer(): void;
  immediate(): void;
  /** How many immediates wait. */
  immediates(): number;
}

/** The one real timer behind all the timers of a program. */
export class Timers {
  readonly #turns: Turns;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #due = Number.POSITIVE_INFINITY;
  #state: 'running' | 'held' | 'stopped' = 'running';

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  wakeIn(ms: number): void {
    this.#due = ms < 0 ? Number.POSITIVE_INFINITY : performance.now() + ms;
    this.#arm();
  }

  wakeSoon(): void {
    if (this.#isRunning) this.#soon ??= setImmediate(() => this.#fireSoon());
  }

  /** None of them fires until `release`. */
  hold(): void {
    if (!this.#isRunning) return;
    this.#state = 'held';
    this.#disarm();
  }

  release(): void {
    if (this.#state !== 'held') return;
    this.#state = 'running';
    this.#arm();
    if (this.#turns.immediates() > 0) this.wakeSoon();
  }

  stop(): void {
    this.#state = 'stopped';
    this.#disarm();
  }

  get #isRunning(): boolean {
    return this.#state === 'running';
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isRunning || this.#due === Number.POSITIVE_INFINITY) return;
    const ms = Math.max(0, Math.ceil(this.#due - performance.now()));
    this.#timer = setTimeout(() => this.#fire(), ms);
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
    this.#timer = this.#soon = undefined;
  }

  #fire(): void {
    do {
      this.#turns.timer();
    } while (this.#isRunning && this.#due <= performance.now());
    // A turn that was interrupted has not said when to come back.
    if (this.#due <= performance.now()) this.#arm();
  }

  /** Those that were there when the round began; what they add waits for the next. */
  #fireSoon(): void {
    this.#soon = undefined;
    for (let waiting = this.#turns.immediates(); waiting > 0 && this.#isRunning; waiting--)
      this.#turns.immediate();
    if (this.#turns.immediates() > 0) this.wakeSoon();
  }
}
