import { PatternFlaw } from './pattern-syntax';
import { PatternWalk } from './pattern-walk';

/**
 * Regular expressions from a stranger's link: a filter is part of the address of a view. `RegExp` tries ways one after
 * another, and a pattern like `.*a.*a.*b` makes it try the cube of a text's length; so only patterns without repeats are
 * left to it.
 */
export interface Pattern {
  test(text: string): boolean;
}

export const LONGEST_PATTERN = 200;
/** Characters of a text that a pattern is tried on. */
export const LONGEST_SUBJECT = 10_000;

/** The pattern, or a sentence that says why it is none. */
export function readPattern(source: string): Pattern | string {
  if (source.length > LONGEST_PATTERN)
    return `A pattern has ${LONGEST_PATTERN} characters at most; this one has ${source.length}.`;
  try {
    const plain = new RegExp(source);
    return /[*+?{|\\]/.test(source) ? new PatternWalk(source) : plain;
  } catch (error) {
    if (error instanceof PatternFlaw) return error.message;
    const reason = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
    return `Not a regular expression: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`;
  }
}

export function matchesPattern(pattern: Pattern, text: string): boolean {
  return pattern.test(text.length > LONGEST_SUBJECT ? text.slice(0, LONGEST_SUBJECT) : text);
}
