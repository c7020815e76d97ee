/** Places in JSON text. Never recursive, so that a peer's deep nesting costs memory only where it lies. */

/** One element of an array, or one member of an object. Half-open, in UTF-16 units. */
export interface JsonSpan {
  /** Of a member: its name, decoded. */
  readonly name: string | undefined;
  /** The member from its name on; the element. */
  readonly start: number;
  readonly end: number;
  /** The value alone. */
  readonly valueStart: number;
}

/** The elements or members at the top of valid JSON text; none where it is neither array nor object. */
export function topSpans(text: string, start: number): JsonSpan[] {
  let at = skipBlank(text, start);
  const opening = text[at];
  if (opening !== '[' && opening !== '{') return [];
  const spans: JsonSpan[] = [];
  at = skipBlank(text, at + 1);
  while (at < text.length && text[at] !== ']' && text[at] !== '}') {
    const from = at;
    let name: string | undefined;
    if (opening === '{') {
      const nameEnd = skipValue(text, at);
      name = stringValue(text, at, nameEnd);
      at = skipBlank(text, skipBlank(text, nameEnd) + 1);
    }
    const end = skipValue(text, at);
    spans.push({ name, start: from, end, valueStart: at });
    at = skipBlank(text, end);
    if (text[at] === ',') at = skipBlank(text, at + 1);
  }
  return spans;
}

/** Where every `{"_placeholder":true,"num":n}` inside valid JSON lies. */
export function placeholderSpans(
  text: string,
  start: number,
  end: number,
): { start: number; end: number; num: number }[] {
  const spans: { start: number; end: number; num: number }[] = [];
  for (let at = start; at < end; ) {
    const char = text[at];
    if (char === '"') {
      at = skipString(text, at);
    } else if (char === '{' && PLACEHOLDER.test(text.slice(at, at + PLACEHOLDER_MAX))) {
      const close = text.indexOf('}', at) + 1;
      const num = placeholderNumber(JSON.parse(text.slice(at, close)));
      if (num === undefined) {
        at += 1;
      } else {
        spans.push({ start: at, end: close, num });
        at = close;
      }
    } else {
      at += 1;
    }
  }
  return spans;
}

const PLACEHOLDER =
  /^\{\s*("_placeholder"\s*:\s*true\s*,\s*"num"\s*:\s*-?[0-9.eE+-]+|"num"\s*:\s*-?[0-9.eE+-]+\s*,\s*"_placeholder"\s*:\s*true)\s*\}/;
const PLACEHOLDER_MAX = 80; // characters: far more than any sender writes

export function placeholderNumber(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('_placeholder' in value) || !('num' in value))
    return undefined;
  return value._placeholder === true && typeof value.num === 'number' ? value.num : undefined;
}

function stringValue(text: string, start: number, end: number): string {
  const inside = text.slice(start + 1, end - 1);
  return inside.includes('\\') ? String(JSON.parse(text.slice(start, end))) : inside;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

/** RFC 8259 §2: space, tab, line feed, carriage return. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

function skipString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) at += 1;
  }
  return text.length;
}

function skipValue(text: string, start: number): number {
  let at = start;
  let depth = 0;
  do {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = skipString(text, at);
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      at += 1;
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
      at += 1;
    } else if (depth === 0) {
      while (at < text.length && !endsScalar(text.charCodeAt(at))) at += 1;
    } else {
      at += 1;
    }
  } while (depth > 0 && at < text.length);
  return at;
}

/** A comma, a closing bracket or white space. */
function endsScalar(code: number): boolean {
  return code === 0x2c || code === 0x5d || code === 0x7d || isBlank(code);
}
