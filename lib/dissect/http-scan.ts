import { latin1Text } from '@/lib/base/latin1';
import { MAX_HEAD } from './connection-state';
import type { EngineQuery } from './layer';

/** One walk over the head of an HTTP/1.1 message (RFC 9112). The text is one character a byte. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface HeaderSpan extends Span {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  /** The colon stands at `nameEnd`; a line without one has none. */
  readonly nameEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

export interface HttpHead {
  readonly kind: 'request' | 'response';
  readonly method: string;
  readonly target: string;
  readonly status?: number;
  readonly reason?: string;
  /** The start line's three parts, absent where it is malformed. */
  readonly parts?: readonly [Span, Span, Span];
  /** Blank lines before the start line end here. */
  readonly startLine: Span;
  readonly headerSpans: readonly HeaderSpan[];
  readonly headers: Readonly<{ [name: string]: string }>;
  readonly query: Readonly<{ [name: string]: string }>;
  /** Where the blank line begins that ends the head, and where the body begins; both the end where it never came. */
  readonly blankStart: number;
  readonly bodyStart: number;
}

const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) (HTTP\/\d\.\d)$/;
const STATUS_LINE = /^(HTTP\/\d\.\d) (\d{3})(?: (.*))?$/;

export function scanHead(text: string, kind: 'request' | 'response'): HttpHead {
  const begin = skipBlankLines(text);
  const startLine = lineAt(text, begin);
  const line = text.slice(startLine.start, startLine.end);
  const match = (kind === 'request' ? REQUEST_LINE : STATUS_LINE).exec(line);
  const [, one = '', two = '', three = ''] = match ?? [];
  const twoStart = startLine.start + one.length + 1;
  const threeStart = Math.min(twoStart + two.length + 1, startLine.end);

  const headerSpans: HeaderSpan[] = [];
  let at = nextLine(text, startLine.end);
  let blankStart = text.length;
  let bodyStart = text.length;
  while (at < text.length) {
    const { start, end } = lineAt(text, at);
    at = nextLine(text, end);
    if (start === end && end < text.length) {
      blankStart = start;
      bodyStart = at;
      break;
    }
    headerSpans.push(headerSpan(text, start, end));
  }

  const target = kind === 'request' ? two : '';
  return {
    kind,
    method: kind === 'request' ? one : '',
    target,
    ...(kind === 'response' && match ? { status: Number(two), reason: three } : undefined),
    ...(match
      ? {
          parts: [
            { start: startLine.start, end: startLine.start + one.length },
            { start: twoStart, end: twoStart + two.length },
            { start: threeStart, end: startLine.end },
          ] as const,
        }
      : undefined),
    startLine,
    headerSpans,
    headers: joinHeaders(headerSpans),
    query: Object.fromEntries(scanQuery(target).map(({ name, value }) => [name, value])),
    blankStart,
    bodyStart,
  };
}

export interface QuerySpan extends Span {
  readonly name: string;
  readonly value: string;
}

/** The parameters of a request target. Places are in the target. */
export function scanQuery(target: string): QuerySpan[] {
  const question = target.indexOf('?');
  if (question === -1) return [];
  const hash = target.indexOf('#', question);
  return scanParameters(target, question + 1, hash === -1 ? target.length : hash);
}

/** `name=value&…` in [from, to). */
export function scanParameters(text: string, from: number, to: number): QuerySpan[] {
  const spans: QuerySpan[] = [];
  for (let start = from; start < to; ) {
    const and = text.indexOf('&', start);
    const end = and === -1 || and > to ? to : and;
    if (end > start) {
      const [name = '', ...rest] = text.slice(start, end).split('=');
      spans.push({ name: percentDecoded(name), value: percentDecoded(rest.join('=')), start, end });
    }
    start = end + 1;
  }
  return spans;
}

/** The Engine.IO query, where there is one. Without `EIO` the reference server takes it for protocol 3. */
export function engineQuery(query: Readonly<{ [name: string]: string }>): EngineQuery | undefined {
  const { EIO, transport, sid } = query;
  if (EIO === undefined && transport !== 'polling' && transport !== 'websocket') return undefined;
  return {
    version: EIO === '4' ? 4 : 3,
    ...(transport === undefined ? undefined : { transport }),
    ...(sid === undefined ? undefined : { sid }),
  };
}

/** The head of a message, as far as it is there: what comes after it need not be made text. */
export function headText(bytes: Uint8Array): string {
  const most = Math.min(bytes.length, MAX_HEAD);
  let start = 0;
  while (start < most && (bytes[start] === 0x0d || bytes[start] === 0x0a)) start += 1;
  return latin1Text(bytes.subarray(0, headEnd(bytes, start, most) ?? most));
}

/** Where the head ends in `bytes[from..to)`, after the start line's first byte; `undefined` where more must come. */
export function headEnd(bytes: Uint8Array, from: number, to: number): number | undefined {
  let at = from;
  for (;;) {
    const feed = bytes.indexOf(0x0a, at);
    if (feed === -1 || feed >= to) return undefined;
    if (bytes[feed + 1] === 0x0a && feed + 1 < to) return feed + 2;
    if (bytes[feed + 1] === 0x0d && bytes[feed + 2] === 0x0a && feed + 2 < to) return feed + 3;
    at = feed + 1;
  }
}

function skipBlankLines(text: string): number {
  let at = 0;
  while (text[at] === '\r' || text[at] === '\n') at += 1;
  return at;
}

/** The line that begins at `start`, without its end. */
function lineAt(text: string, start: number): Span {
  const feed = text.indexOf('\n', start);
  if (feed === -1) return { start, end: text.length };
  return { start, end: feed > start && text[feed - 1] === '\r' ? feed - 1 : feed };
}

function nextLine(text: string, lineEnd: number): number {
  const feed = text.indexOf('\n', lineEnd);
  return feed === -1 ? text.length : feed + 1;
}

function headerSpan(text: string, start: number, end: number): HeaderSpan {
  const colon = text.indexOf(':', start);
  const nameEnd = colon === -1 || colon > end ? end : colon;
  let valueStart = Math.min(nameEnd + 1, end);
  let valueEnd = end;
  while (valueStart < end && (text[valueStart] === ' ' || text[valueStart] === '\t')) valueStart += 1;
  while (valueEnd > valueStart && (text[valueEnd - 1] === ' ' || text[valueEnd - 1] === '\t')) valueEnd -= 1;
  const name = text.slice(start, nameEnd).toLowerCase();
  return { name, value: text.slice(valueStart, valueEnd), start, end, nameEnd, valueStart, valueEnd };
}

function joinHeaders(spans: readonly HeaderSpan[]): Readonly<{ [name: string]: string }> {
  const values = new Map<string, string>();
  for (const { name, value } of spans) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(values);
}

/** As forms and queries write it: `+` is a space. */
export function percentDecoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced; // a stray % stands for itself
  }
}
