/**
 * Text of a peer, as it may stand in a terminal: on one line, and without the characters that move the cursor, change
 * colours or turn the direction of writing. They are shown by their number.
 */
export function plainText(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`);
}

/** Controls (C0, DEL, C1), line and paragraph separators, and the marks of bidirectional text. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
