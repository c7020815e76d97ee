/** What may stand at a place in JSON text. */
type Expected = 'value' | 'value-or-close' | 'name' | 'name-or-close' | 'next';

/**
 * Where JSON text stops being JSON (RFC 8259), in UTF-16 units; `undefined` for valid text. Engines word their own
 * error differently, and not all give a place. Neither recursive nor one regular expression over a whole string: a
 * peer's text may be as long and as deep as it likes.
 */
export function jsonFault(text: string, start = 0): number | undefined {
  const closers: string[] = [];
  let at = skipBlank(text, start);
  let expected: Expected = 'value';
  for (;;) {
    const char = text[at];
    const closer = closers.at(-1);
    if (expected === 'next') {
      if (closer === undefined) return at < text.length ? at : undefined;
      if (char === closer) closers.pop();
      else if (char === ',') expected = closer === ']' ? 'value' : 'name';
      else return at;
      at += 1;
    } else if (expected.endsWith('close') && char === closer) {
      closers.pop();
      expected = 'next';
      at += 1;
    } else if (expected.startsWith('name')) {
      const end = stringEnd(text, at);
      if (end < 0) return ~end;
      at = skipBlank(text, end);
      if (text[at] !== ':') return at;
      at += 1;
      expected = 'value';
    } else if (char === '[' || char === '{') {
      closers.push(char === '[' ? ']' : '}');
      expected = char === '[' ? 'value-or-close' : 'name-or-close';
      at += 1;
    } else {
      const end = char === '"' ? stringEnd(text, at) : scalarEnd(text, at);
      if (end < 0) return ~end;
      at = end;
      expected = 'next';
    }
    at = skipBlank(text, at);
  }
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\n\r'.includes(text[at] ?? '')) at += 1;
  return at;
}

/** The end of the string at `start`, or the complement of the place where it goes wrong. */
function stringEnd(text: string, start: number): number {
  if (text[start] !== '"') return ~start;
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    // NaN, behind the end, is not in the range either.
    if (!(code >= 0x20)) return ~at;
    if (code !== 0x5c) at += 1;
    else if (ESCAPE.test(text.slice(at, at + 6))) at += 2;
    else return ~at;
  }
}

const ESCAPE = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;

const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;

function scalarEnd(text: string, start: number): number {
  SCALAR.lastIndex = start;
  return SCALAR.test(text) ? SCALAR.lastIndex : ~start;
}
