import { type Step, stepsOf } from './pattern-steps';
import { type Edge, isWordUnit, readExpression } from './pattern-syntax';

/**
 * Walks a text through a pattern in all places at once, so that no text takes longer than its length times the steps of
 * the pattern. Where it has been in the same places before, it remembers what came next: then a character costs one
 * look-up.
 *
 * `places` are the steps that wait for the next character. What they lead to depends on the character before, too, because
 * of `^` and `\b`.
 */
interface State {
  readonly places: readonly number[];
  readonly before: Before;
  /** By kind of the next character: the state after it, or that the pattern has matched. */
  readonly after: (State | 'match' | undefined)[];
}

type Before = 'nothing' | 'word' | 'other';

/** So many states are remembered; then it begins anew. */
const MOST_STATES = 1000;

export class PatternWalk {
  readonly #steps: readonly Step[];
  /** Where kinds of character begin: units between two of these are alike to the pattern. */
  readonly #bounds: readonly number[];
  readonly #asciiKinds: Uint16Array;
  readonly #states = new Map<string, State>();

  constructor(source: string) {
    this.#steps = stepsOf(readExpression(source));
    this.#bounds = boundsOf(this.#steps);
    this.#asciiKinds = Uint16Array.from({ length: 128 }, (_, unit) => this.#searchKind(unit));
  }

  /** True where the pattern matches somewhere in the text. */
  test(text: string): boolean {
    let state = this.#state([this.#steps.length - 1], 'nothing');
    for (let at = 0; at <= text.length; at += 1) {
      const kind = at < text.length ? this.#kind(text.charCodeAt(at)) : this.#bounds.length;
      let next = state.after[kind];
      if (next === undefined) {
        next = this.#follow(state, kind);
        state.after[kind] = next;
      }
      if (next === 'match') return true;
      state = next;
    }
    return false;
  }

  #kind(unit: number): number {
    return unit < 128 ? (this.#asciiKinds[unit] ?? 0) : this.#searchKind(unit);
  }

  #searchKind(unit: number): number {
    let low = 0;
    let high = this.#bounds.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#bounds[middle] ?? 0) <= unit) low = middle;
      else high = middle;
    }
    return low;
  }

  /** `kind` is that of the next character; past the last one it is the end of the text. */
  #follow({ places, before }: State, kind: number): State | 'match' {
    const unit = this.#bounds[kind];
    const isWord = unit !== undefined && isWordUnit(unit);
    const seen = new Uint8Array(this.#steps.length);
    const next = new Set<number>();
    const open = [...places];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const step = this.#steps[place];
      if (step === undefined || seen[place] === 1) continue;
      seen[place] = 1;
      if (step.kind === 'match') return 'match';
      if (step.kind === 'either') open.push(...step.ways);
      else if (step.kind === 'edge') {
        if (holds(step.edge, before, isWord, unit === undefined)) open.push(step.next);
      } else if (unit !== undefined && step.ranges.some(([from, to]) => unit >= from && unit <= to)) {
        next.add(step.next);
      }
    }
    // A match may begin after every character.
    next.add(this.#steps.length - 1);
    return this.#state([...next], isWord ? 'word' : 'other');
  }

  #state(places: readonly number[], before: Before): State {
    const name = `${before} ${[...places].sort((a, b) => a - b).join()}`;
    const known = this.#states.get(name);
    if (known) return known;
    if (this.#states.size >= MOST_STATES) this.#states.clear();
    const state: State = { places, before, after: [] };
    this.#states.set(name, state);
    return state;
  }
}

function holds(edge: Edge, before: Before, isWordNext: boolean, isEnd: boolean): boolean {
  switch (edge) {
    case 'start':
      return before === 'nothing';
    case 'end':
      return isEnd;
    case 'word':
      return (before === 'word') !== isWordNext;
    case 'no-word':
      return (before === 'word') === isWordNext;
  }
}

/** Also where words begin and end, for `\b`. */
function boundsOf(steps: readonly Step[]): readonly number[] {
  const bounds = new Set([0, 0x30, 0x3a, 0x41, 0x5b, 0x5f, 0x60, 0x61, 0x7b]);
  for (const step of steps) {
    if (step.kind !== 'unit') continue;
    for (const [from, to] of step.ranges) bounds.add(from).add(to + 1);
  }
  return [...bounds].filter((bound) => bound <= 0xffff).sort((a, b) => a - b);
}
