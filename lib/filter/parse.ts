import { operatorProblem, readComparison } from './comparison';
import { type Condition, OPERATORS, type Operator } from './condition';
import type { Key } from './key';
import { keyNamed, nearestKey } from './keys';
import { isUnit } from './quantity';
import { type Token, tokensOf } from './token';

/**
 *     any    = all { "||" all }
 *     all    = not { "&&" not }
 *     not    = { "!" } ( "(" any ")" | key [ operator value ] )
 *
 * A key or a value is a word, or a string in either quotes. An empty filter is met by every entry.
 */

/** Characters of a filter. A link may hold one, and a person wrote it. */
export const LONGEST_FILTER = 2000;
const DEEPEST = 50;

/** What is wrong, at [start, end) of the text. Thrown within this file only. */
export class Flaw extends Error {
  override readonly name = 'Flaw';
  constructor(
    message: string,
    readonly start: number,
    readonly end: number,
  ) {
    super(message);
  }
}

export function parseCondition(text: string): Condition | Flaw {
  if (text.length > LONGEST_FILTER) {
    return new Flaw(`A filter has ${LONGEST_FILTER} characters at most.`, LONGEST_FILTER, text.length);
  }
  const tokens = tokensOf(text);
  if (tokens.length === 0) return { kind: 'all', parts: [] };
  try {
    return new Parser(tokens).whole();
  } catch (flaw) {
    if (flaw instanceof Flaw) return flaw;
    throw flaw;
  }
}

class Parser {
  private next = 0;
  private depth = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Condition {
    const condition = this.any();
    const rest = this.peek();
    if (rest) throw this.at(rest, leftOver(rest));
    return condition;
  }

  private any(): Condition {
    return this.joined('any', '||', () => this.joined('all', '&&', () => this.not()));
  }

  private joined(kind: 'all' | 'any', mark: string, part: () => Condition): Condition {
    const first = part();
    const parts = [first];
    while (this.take(mark)) parts.push(part());
    return parts.length === 1 ? first : { kind, parts };
  }

  private not(): Condition {
    const mark = this.take('!');
    if (!mark) return this.single();
    return this.deeper(mark, () => ({ kind: 'not', part: this.not() }));
  }

  private single(): Condition {
    const open = this.take('(');
    if (!open) return this.test();
    return this.deeper(open, () => {
      const inner = this.any();
      const next = this.peek();
      if (next && next.text !== ')') throw this.at(next, leftOver(next));
      if (!this.take(')')) throw this.at(open, 'This parenthesis is not closed.');
      return inner;
    });
  }

  private test(): Condition {
    const key = this.key();
    const token = this.peek();
    if (token?.kind !== 'mark') return { kind: 'has', key };
    if (token.text === '=') throw this.at(token, 'Write == to compare.');
    if (!isOperator(token.text)) return { kind: 'has', key };
    const operator = token.text;
    this.next += 1;
    const problem = operatorProblem(key, operator);
    if (problem !== undefined) throw this.at(token, problem);
    const value = this.value(key, token);
    const comparison = readComparison(key, operator, value.text);
    if (typeof comparison === 'string') throw this.at(value, comparison);
    return { kind: 'compares', key, comparison };
  }

  private key(): Key {
    const token = this.peek();
    if (!token) throw this.at(this.tokens.at(-1), 'A key is missing after this.');
    this.next += 1;
    this.refuseOpen(token);
    if (token.kind === 'mark') throw this.at(token, `A key is missing before ${token.text}`);
    const key = keyNamed(token.text);
    if (key) return key;
    if (token.text.endsWith('.')) throw this.at(token, `The key goes on after ${token.text}`);
    const near = nearestKey(token.text);
    const advice = near === undefined ? '' : ` Did you mean ${near}?`;
    throw this.at(token, `There is no key ${token.text}.${advice}`);
  }

  /** A quantity may have a space before its unit. */
  private value({ type, name }: Key, operator: Token): Token {
    const token = this.peek();
    if (!token || token.kind === 'mark') {
      throw this.at(operator, `What ${name} is compared with is missing after ${operator.text}`);
    }
    this.next += 1;
    this.refuseOpen(token);
    const unit = this.peek();
    const isMeasured = type === 'time' || type === 'size';
    if (!isMeasured || token.kind !== 'word' || unit?.kind !== 'word' || !/\d$/.test(token.text))
      return token;
    if (!isUnit(unit.text, type)) return token;
    this.next += 1;
    return { ...token, text: token.text + unit.text, end: unit.end };
  }

  private deeper(token: Token, inner: () => Condition): Condition {
    this.depth += 1;
    if (this.depth > DEEPEST) throw this.at(token, `A filter is nested ${DEEPEST} deep at most.`);
    const condition = inner();
    this.depth -= 1;
    return condition;
  }

  private peek(): Token | undefined {
    return this.tokens[this.next];
  }

  private take(mark: string): Token | undefined {
    const token = this.peek();
    if (token?.kind !== 'mark' || token.text !== mark) return undefined;
    this.next += 1;
    return token;
  }

  private refuseOpen(token: Token): void {
    if (token.kind === 'open') throw this.at(token, 'The closing quote is missing.');
  }

  private at(token: Token | undefined, message: string): Flaw {
    return new Flaw(message, token?.start ?? 0, token?.end ?? 0);
  }
}

function leftOver({ kind, text }: Token): string {
  if (kind !== 'mark') return 'Write && or || between two conditions.';
  if (text === '&' || text === '|') return `Write ${text}${text} to join conditions.`;
  if (text === ')') return 'No parenthesis was opened for this one.';
  return `${text} cannot stand here.`;
}

function isOperator(text: string): text is Operator {
  return OPERATORS.some((operator) => operator === text);
}
