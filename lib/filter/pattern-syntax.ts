/**
 * What a pattern is made of: the regular expressions of JavaScript without flags, as far as they are regular. Characters
 * are UTF-16 units, as they are there.
 */
export type Expression =
  | { readonly kind: 'unit'; readonly ranges: Ranges }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Expression[] }
  | {
      readonly kind: 'repeat';
      readonly part: Expression;
      readonly least: number;
      /** `undefined`: without end. */
      readonly most: number | undefined;
    }
  | { readonly kind: 'edge'; readonly edge: Edge };

/** Where a pattern can hold fast without taking a character: `^`, `$`, `\b`, `\B`. */
export type Edge = 'start' | 'end' | 'word' | 'no-word';

/** Units from and to, both within, in ascending order. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** A pattern whose meaning needs more than going over the text once. The message is a sentence. */
export class PatternFlaw extends Error {
  override readonly name = 'PatternFlaw';
}

/** Reads a pattern that `RegExp` has accepted. */
export function readExpression(source: string): Expression {
  return new Reader(source).whole();
}

const LAST = 0xffff;
const DIGIT: Ranges = [[0x30, 0x39]];
const WORD: Ranges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const SPACE: Ranges = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LINE_ENDS: Ranges = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const SETS: Readonly<Record<string, Ranges>> = {
  d: DIGIT,
  D: inverse(DIGIT),
  w: WORD,
  W: inverse(WORD),
  s: SPACE,
  S: inverse(SPACE),
};
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 };

export function isWordUnit(unit: number): boolean {
  return WORD.some(([from, to]) => unit >= from && unit <= to);
}

function inverse(ranges: Ranges): Ranges {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [from, to] of merged(ranges)) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

function merged(ranges: Ranges): Ranges {
  const whole: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = whole.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

class Reader {
  #at = 0;
  constructor(readonly source: string) {}

  whole(): Expression {
    return this.#choice();
  }

  #choice(): Expression {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', parts };
  }

  #sequence(): Expression {
    const parts: Expression[] = [];
    while (this.#at < this.source.length && !'|)'.includes(this.#peek())) parts.push(this.#repeated());
    return { kind: 'all', parts };
  }

  #repeated(): Expression {
    const part = this.#single();
    const counts = this.#counts();
    if (counts === undefined) return part;
    this.#take('?'); // how soon a repeat ends makes no difference to whether there is a match
    return { kind: 'repeat', part, ...counts };
  }

  #counts(): { least: number; most: number | undefined } | undefined {
    if (this.#take('*')) return { least: 0, most: undefined };
    if (this.#take('+')) return { least: 1, most: undefined };
    if (this.#take('?')) return { least: 0, most: 1 };
    const braces = /^\{(\d+)(,(\d*))?\}/.exec(this.source.slice(this.#at));
    if (braces === null) return undefined;
    const [all, least = '', comma, most = ''] = braces;
    this.#at += all.length;
    if (comma === undefined) return { least: Number(least), most: Number(least) };
    return { least: Number(least), most: most === '' ? undefined : Number(most) };
  }

  #single(): Expression {
    if (this.#take('(')) return this.#group();
    if (this.#take('[')) return { kind: 'unit', ranges: this.#class() };
    if (this.#take('^')) return { kind: 'edge', edge: 'start' };
    if (this.#take('$')) return { kind: 'edge', edge: 'end' };
    if (this.#take('.')) return { kind: 'unit', ranges: inverse(LINE_ENDS) };
    if (this.#peek() === '\\') {
      if (this.#take('\\b')) return { kind: 'edge', edge: 'word' };
      if (this.#take('\\B')) return { kind: 'edge', edge: 'no-word' };
      return { kind: 'unit', ranges: this.#escape() };
    }
    return { kind: 'unit', ranges: only(this.#unit()) };
  }

  #group(): Expression {
    if (/^\?(?:[=!]|<[=!])/.test(this.source.slice(this.#at))) {
      throw new PatternFlaw('A pattern may not look ahead or behind.');
    }
    const name = /^\?(?::|<[^>]*>)/.exec(this.source.slice(this.#at));
    if (name) this.#at += name[0].length;
    else if (this.#peek() === '?') throw new PatternFlaw('A pattern may not switch flags.');
    const inner = this.#choice();
    this.#take(')');
    return inner;
  }

  #class(): Ranges {
    const isInverse = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    while (this.#at < this.source.length && !this.#take(']')) {
      const from = this.#member();
      const first = single(from);
      const isRange = first !== undefined && this.#peek() === '-' && this.source[this.#at + 1] !== ']';
      if (!isRange) {
        ranges.push(...from);
        continue;
      }
      this.#at += 1;
      const to = this.#member();
      const last = single(to);
      // `[a-\d]` is an a, a hyphen and digits.
      if (last === undefined) ranges.push(...from, ...only(0x2d), ...to);
      else ranges.push([first, last]);
    }
    return isInverse ? inverse(ranges) : merged(ranges);
  }

  #member(): Ranges {
    if (this.#take('\\b')) return only(8);
    return this.#peek() === '\\' ? this.#escape() : only(this.#unit());
  }

  #escape(): Ranges {
    const rest = this.source.slice(this.#at + 1);
    const [letter = ''] = rest;
    this.#at += 2;
    if (/^(?:[1-9]|k|0\d)/.test(rest)) throw new PatternFlaw('A pattern may not refer back.');
    if (letter === 'c' || letter === '') throw new PatternFlaw('A pattern may not name control characters.');
    const set = Object.hasOwn(SETS, letter) ? SETS[letter] : undefined;
    if (set) return set;
    const control = Object.hasOwn(CONTROLS, letter) ? CONTROLS[letter] : undefined;
    if (control !== undefined) return only(control);
    const hex = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4}))/i.exec(rest);
    if (hex === null) return only(letter.charCodeAt(0));
    this.#at += hex[0].length - 1;
    return only(Number.parseInt(hex[1] ?? hex[2] ?? '', 16));
  }

  #unit(): number {
    return this.source.charCodeAt(this.#at++);
  }

  #peek(): string {
    return this.source[this.#at] ?? '';
  }

  #take(text: string): boolean {
    if (!this.source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
}

function only(unit: number): Ranges {
  return [[unit, unit]];
}

/** The unit, where there is just one. */
function single(ranges: Ranges): number | undefined {
  const [range] = ranges;
  return ranges.length === 1 && range && range[0] === range[1] ? range[0] : undefined;
}
