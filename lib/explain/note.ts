import type { EntryNumber } from '@/lib/session/entry';
import { ellipsis } from './words';

/** What a teacher would say of the thing under the cursor: what it is, this value, why it is so. */
export interface Note {
  readonly title: string;
  readonly paragraphs: readonly (readonly Inline[])[];
  readonly section?: { readonly text: string; readonly url?: string };
  /** Slug of the lesson that teaches it. */
  readonly lesson?: string;
  readonly related?: readonly { readonly n: EntryNumber; readonly text: string }[];
}

/** A run of text in one style. Values from the wire stand in here as plain text and can never become markup. */
export interface Inline {
  readonly text: string;
  readonly as?: 'code' | 'strong' | 'em';
}

/**
 * A paragraph: the written parts may mark `` `code` ``, `*strong*` and `_emphasis_`. The values between them are
 * taken as they are, whatever characters they hold; a name that begins a sentence gets its capital.
 */
export function para(
  written: TemplateStringsArray,
  ...values: readonly (string | number | Inline)[]
): Inline[] {
  const runs: Inline[] = [];
  written.forEach((part, i) => {
    runs.push(...marked(part));
    const value = values[i];
    if (value === undefined || value === '') return;
    const run = typeof value === 'object' ? value : { text: String(value) };
    const before = runs.at(-1)?.text ?? '';
    const isBeginning = run.as !== 'code' && (before === '' || /[.?!] $/.test(before));
    runs.push(isBeginning ? { ...run, text: run.text.charAt(0).toUpperCase() + run.text.slice(1) } : run);
  });
  return runs;
}

const LONGEST_VALUE = 120;

/** A value from the wire, to stand in a paragraph as it was. */
export function code(value: string | number): Inline {
  return { text: ellipsis(String(value), LONGEST_VALUE), as: 'code' };
}

const MARK = /`([^`]+)`|\*([^*]+)\*|_([^_]+)_/g;

function marked(part: string): Inline[] {
  const runs: Inline[] = [];
  let done = 0;
  for (const match of part.matchAll(MARK)) {
    if (match.index > done) runs.push({ text: part.slice(done, match.index) });
    const [whole, code, strong, em] = match;
    if (code !== undefined) runs.push({ text: code, as: 'code' });
    else if (strong !== undefined) runs.push({ text: strong, as: 'strong' });
    else if (em !== undefined) runs.push({ text: em, as: 'em' });
    done = match.index + whole.length;
  }
  if (done < part.length) runs.push({ text: part.slice(done) });
  return runs;
}
