/** A piece of a filter's text; `start` and `end` count its characters. */
export interface Token {
  /** `open`: a string whose closing quote is missing. */
  readonly kind: 'word' | 'string' | 'mark' | 'open';
  /** Of a string: what is between the quotes, without the escapes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(["'].*)|(&&|\|\||==|!=|!~|<=|>=|[()<>~!=&|])|([^\s"'()<>~!=&|]+))/sy;

/** Any text has tokens: what is wrong with them is for the parser to say. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [, string, open, mark, word] = match;
    const raw = string ?? open ?? mark ?? word ?? '';
    const end = TOKEN.lastIndex;
    const start = end - raw.length;
    if (string !== undefined)
      tokens.push({ kind: 'string', text: unescaped(string.slice(1, -1)), start, end });
    else if (open !== undefined) tokens.push({ kind: 'open', text: unescaped(open.slice(1)), start, end });
    else tokens.push({ kind: mark === undefined ? 'word' : 'mark', text: raw, start, end });
  }
  return tokens;
}

/** As it must be written to be one token that means this text: as it is where that is enough, in quotes otherwise. */
export function written(text: string): string {
  return /^[^\s"'()<>~!=&|]+$/.test(text) ? text : quoted(text);
}

export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Only quotes and the backslash itself are escaped, so that `"\d"` is the pattern it looks like. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(["'\\])/g, '$1');
}
