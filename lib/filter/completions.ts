import { grouped } from '@/lib/base/grouped';
import { OPERATORS_OF } from './comparison';
import { OPERATORS, type Operator } from './condition';
import type { Key } from './key';
import { keyNamed, knownKeys } from './keys';
import type { SeenValue } from './seen-values';
import { type Token, tokensOf, written } from './token';

export interface Completion {
  readonly text: string;
  /** One sentence: what it is. */
  readonly says: string;
}

/** `text` of an option replaces `[from, to)`. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

/** What may stand at the caret: keys, operators of the key's type, values that are known or were `seen`. */
export function completionsAt(
  text: string,
  caret: number,
  clients: readonly string[] = [],
  seen: (key: Key) => readonly SeenValue[] = () => [],
): Completions {
  const tokens = tokensOf(text);
  const before = tokens.filter(({ end }) => end < caret);
  const touched = tokens.filter(({ start, end }) => start < caret && caret <= end).at(-1);
  // A mark that is whole is done with: what comes after it is asked for.
  const isDone = touched?.kind === 'mark' && !/^[=&|]$/.test(touched.text) && caret === touched.end;
  if (touched && isDone) before.push(touched);
  const current = isDone ? undefined : touched;
  const from = current?.start ?? caret;
  const to = current?.end ?? caret;
  const typed = current ? text.slice(from, caret) : '';
  return { from, to, options: narrowed(optionsAfter(before, clients, seen), typed) };
}

/** What the tokens before the caret leave to be said. */
function optionsAfter(
  tokens: readonly Token[],
  clients: readonly string[],
  seen: (key: Key) => readonly SeenValue[],
): readonly Completion[] {
  const last = tokens.at(-1);
  if (last === undefined) return keyOptions();
  if (last.kind === 'mark') {
    if (isOperator(last.text)) {
      const key = keyOf(tokens.at(-2));
      return key ? valueOptions(key, clients, seen) : [];
    }
    return last.text === ')' ? JOINS : keyOptions();
  }
  const previous = tokens.at(-2);
  const isValue = previous?.kind === 'mark' && isOperator(previous.text);
  const key = isValue ? undefined : keyOf(last);
  return key ? [...operatorOptions(key), ...JOINS] : JOINS;
}

/** Those that begin as what was typed, then those that have it within. */
function narrowed(options: readonly Completion[], typed: string): readonly Completion[] {
  const wanted = typed.replace(/^["']/, '').toLowerCase();
  const place = ({ text }: Completion) => text.replace(/^"/, '').toLowerCase().indexOf(wanted);
  const begin = options.filter((option) => place(option) === 0);
  return [...begin, ...options.filter((option) => place(option) > 0)];
}

const JOINS: readonly Completion[] = [
  { text: '&&', says: 'Both conditions hold.' },
  { text: '||', says: 'At least one of the conditions holds.' },
];

const OPERATOR_SAYS: { readonly [operator in Operator]: string } = {
  '==': 'Is this.',
  '!=': 'Is something else.',
  '<': 'Is less than this.',
  '<=': 'Is this or less.',
  '>': 'Is more than this.',
  '>=': 'Is this or more.',
  '~': 'Matches this regular expression.',
  '!~': 'Does not match this regular expression.',
};

function keyOptions(): readonly Completion[] {
  return knownKeys().map(({ name, help }) => ({ text: name, says: help }));
}

function operatorOptions(key: Key): readonly Completion[] {
  return OPERATORS_OF[key.type].map((operator) => ({ text: operator, says: OPERATOR_SAYS[operator] }));
}

/** Keys whose value is a client or the server. */
const PARTIES: ReadonlySet<string> = new Set(['from', 'to', 'trace.side', 'handler.side']);

function valueOptions(
  key: Key,
  clients: readonly string[],
  seen: (key: Key) => readonly SeenValue[],
): readonly Completion[] {
  if (key.name === 'client') return clients.map(clientOption);
  if (PARTIES.has(key.name)) {
    return [...clients.map(clientOption), { text: 'server', says: 'The server.' }];
  }
  if (key.type === 'flag') {
    return [
      { text: 'true', says: 'It is set.' },
      { text: 'false', says: 'It is not set.' },
    ];
  }
  if (!key.names)
    return seen(key).map(({ value, times }) => ({ text: written(value), says: timesText(times) }));
  return Object.entries(key.names)
    .filter(([, name]) => !/^\d+$/.test(name))
    .map(([code, name]) => ({
      text: written(name),
      says: code === name ? key.help : `${code} on the wire.`,
    }));
}

function timesText(times: number): string {
  return times === 1 ? 'Seen once.' : `Seen ${grouped(times)} times.`;
}

function clientOption(name: string): Completion {
  return { text: written(name), says: 'A client.' };
}

function keyOf(token: Token | undefined): Key | undefined {
  return token === undefined || token.kind === 'mark' ? undefined : keyNamed(token.text);
}

function isOperator(text: string): text is Operator {
  return OPERATORS.some((operator) => operator === text);
}
