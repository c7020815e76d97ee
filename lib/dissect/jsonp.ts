import { utf8Bytes } from '@/lib/base/bytes';
import type { OpenBody } from './http-body';
import type { HttpHead } from './http-scan';
import { percentDecoded, scanParameters } from './http-scan';
import type { AskedRequest, FieldSpec, Issue } from './layer';
import { Script } from './script';

/**
 * JSONP polling (`j=`): the payload comes as `___eio[0]("…");`, a script with one string in it, and goes as a form
 * field `d`, in which a line feed is written `\n`.
 */

export const JSONP_FIELDS = {
  'http.jsonp': {
    label: 'JSONP',
    help: 'What is around the payload: the call of a function, or the name of a form field.',
    quiet: true,
  },
} as const satisfies Record<string, FieldSpec>;

/** True where a body is wrapped so. */
export function isJsonp(head: HttpHead, request: AskedRequest | undefined): boolean {
  return (head.kind === 'request' ? head.query.j : request?.jsonp) !== undefined;
}

/** The body with one more buffer: the payload, decoded. */
export function openJsonp(body: OpenBody, head: HttpHead): OpenBody {
  const { ground, start, end } = body;
  if (body.problem !== undefined || start === end) return body;
  if (body.isPartial) return unread(body, 'The end of the call is not kept, so it is not opened', 'warn');
  const script = new Script(ground, start, end);
  const found = head.kind === 'request' ? formField(script.text) : callArgument(script.text);
  if (found === undefined) {
    const message =
      head.kind === 'request' ? 'The form has no field "d"' : 'Not a call with one string, as JSONP needs';
    return unread(body, message, 'error');
  }
  const bytes = utf8Bytes(found.text);
  const source = { buffer: ground.buffer, start: script.place(found.start), end: script.place(found.end) };
  return {
    buffers: [...body.buffers, { name: 'decoded', bytes, source }],
    ground: { buffer: body.buffers.length + 1, bytes },
    start: 0,
    end: bytes.length,
    isPartial: false,
  };
}

function unread(body: OpenBody, message: string, level: Issue['level']): OpenBody {
  const { ground, start, end } = body;
  return { ...body, problem: { code: 'eio-jsonp', message, level, buffer: ground.buffer, start, end } };
}

interface Found {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function callArgument(text: string): Found | undefined {
  const start = text.indexOf('(') + 1;
  const end = text.lastIndexOf(')');
  if (start === 0 || end < start || text.slice(end + 1).trim() !== ';') return undefined;
  try {
    const value: unknown = JSON.parse(text.slice(start, end));
    return typeof value === 'string' ? { text: value, start, end } : undefined;
  } catch {
    return undefined; // not a string: an issue of the caller
  }
}

function formField(text: string): Found | undefined {
  const field = scanParameters(text, 0, text.length).find(({ name }) => name === 'd');
  if (field === undefined) return undefined;
  const start = field.start + text.slice(field.start, field.end).indexOf('=') + 1;
  return { text: unescaped(percentDecoded(text.slice(start, field.end))), start, end: field.end };
}

/** `\n` is a line feed and `\\n` is `\n`, as the server undoes it. */
function unescaped(text: string): string {
  return text.replace(/(\\)?\\n/g, (match, slash) => (slash ? match : '\n')).replaceAll('\\\\n', '\\n');
}
