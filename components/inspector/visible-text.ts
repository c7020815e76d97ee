/** A piece of text, or one character that would not be seen, by its ASCII name. */
export type VisiblePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'control'; readonly name: string; readonly code: number };

/** Cuts a text where it has characters without a shape: `40{}\x1e2` is `40{}`, RS, `2`. A line feed ends its line. */
export function visibleParts(text: string): VisiblePart[] {
  const parts: VisiblePart[] = [];
  let done = 0;
  for (const { index, 0: char } of text.matchAll(CONTROL)) {
    if (index > done) parts.push({ kind: 'text', text: text.slice(done, index) });
    const code = char.charCodeAt(0);
    parts.push({ kind: 'control', name: NAMES[code] ?? 'DEL', code });
    if (char === '\n') parts.push({ kind: 'text', text: '\n' });
    done = index + 1;
  }
  if (done < text.length) parts.push({ kind: 'text', text: text.slice(done) });
  return parts;
}

/** A byte as one character of the column beside the hex. */
export function asciiOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/g;

/** ASCII, 0 to 31. Not every font has the pictures that Unicode has for them. */
const NAMES = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI ' +
  'DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'
).split(' ');
