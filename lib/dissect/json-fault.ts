/**
 * Where JSON text stops being JSON (RFC 8259), in UTF-16 units; `undefined` for valid text.
 * Engines word their own error differently and not all give a place.
 */
export function jsonFault(text: string, start = 0): number | undefined {
  const closers: string[] = [];
  let at = blank(text, start);
  // What may stand here: a value, a name, a comma or closer.
  let expects: 'value' | 'value-or-close' | 'name' | 'name-or-close' | 'next' = 'value';
  for (;;) {
    const char = text[at];
    if (expects === 'next') {
      const closer = closers.at(-1);
      if (closer === undefined) return at < text.length ? at : undefined;
      if (char === closer) closers.pop();
      else if (char === ',') expects = closer === ']' ? 'value' : 'name';
      else return at;
      at += 1;
    } else if (
      (expects === 'value-or-close' && char === ']') ||
      (expects === 'name-or-close' && char === '}')
    ) {
      closers.pop();
      expects = 'next';
      at += 1;
    } else if (expects === 'name' || expects === 'name-or-close') {
      const end = match(STRING, text, at);
      if (end === undefined) return stringFault(text, at);
      at = blank(text, end);
      if (text[at] !== ':') return at;
      at += 1;
      expects = 'value';
    } else if (char === '[' || char === '{') {
      closers.push(char === '[' ? ']' : '}');
      expects = char === '[' ? 'value-or-close' : 'name-or-close';
      at += 1;
    } else {
      const end = match(SCALAR, text, at);
      if (end === undefined) return char === '"' ? stringFault(text, at) : at;
      at = end;
      expects = 'next';
    }
    at = blank(text, at);
  }
}

const BLANK = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings exclude exactly these (RFC 8259 §7).
const STRING = /"(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"/y;
const SCALAR = new RegExp(
  `${STRING.source}|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null`,
  'y',
);

function blank(text: string, at: number): number {
  return match(BLANK, text, at) ?? at;
}

function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The character that no string may have there, or the end where it was never closed. */
function stringFault(text: string, start: number): number {
  if (text[start] !== '"') return start;
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code < 0x20) return at;
    if (code !== 0x5c) at += 1;
    else if (/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6))) at += 2;
    else return at;
  }
  return at;
}
