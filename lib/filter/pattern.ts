/** Regular expressions from a stranger's link: a filter is part of the address of a view. */

export const LONGEST_PATTERN = 200;
/**
 * Characters of a text that a pattern is tried on. What would take longer than any power of it is refused by
 * `repeatsTwice`; a pattern of several `.*` in a row may still take its cube, on a text that was made for that.
 */
export const LONGEST_SUBJECT = 10_000;

/** The pattern, or a sentence that says why it is none. */
export function readPattern(source: string): RegExp | string {
  if (source.length > LONGEST_PATTERN)
    return `A pattern has ${LONGEST_PATTERN} characters at most; this one has ${source.length}.`;
  try {
    const pattern = new RegExp(source);
    return repeatsTwice(source)
      ? 'A group that is repeated must not hold a repeat or a choice: it could take for ever.'
      : pattern;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
    return `Not a regular expression: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}.`;
  }
}

export function matchesPattern(pattern: RegExp, text: string): boolean {
  return pattern.test(text.length > LONGEST_SUBJECT ? text.slice(0, LONGEST_SUBJECT) : text);
}

/** `(a+)+` and `(a|a)*` try every way to share a text out, twice as many for each character of it. */
function repeatsTwice(source: string): boolean {
  const parts = source.matchAll(/\\.|\[(?:[^\]\\]|\\.)*\]|[()|]|[*+]|\{\d+(?:,\d*)?\}/gs);
  const varies: boolean[] = [false];
  let closed = false;
  for (const [part] of parts) {
    const isRepeat = part === '*' || part === '+' || part.startsWith('{');
    if (isRepeat && closed) return true;
    closed = false;
    if (part === '(') varies.push(false);
    else if (part === ')') {
      closed = varies.pop() ?? false;
      if (closed) varies[varies.length - 1] = true;
    } else if (isRepeat || part === '|') varies[varies.length - 1] = true;
  }
  return false;
}
