import { utf8Text } from '@/lib/base/bytes';
import { isUtf8, textAt } from '@/lib/base/utf8';
import { MAX_UNIT } from './connection-state';
import type { Walk } from './dissect';
import { walkPayload } from './engineio-payload';
import { isChunked, type OpenBody, openBody } from './http-body';
import { chunkFields } from './http-chunks';
import { HEADER_HELP, HTTP_FIELDS } from './http-fields';
import { carriesPayload, isEventStream } from './http-framing';
import { bodyIssues, headIssues } from './http-issues';
import { openPayload } from './http-payload';
import { type HeaderSpan, type HttpHead, headText, type Span, scanHead, scanQuery } from './http-scan';
import { JSONP_FIELDS } from './jsonp';
import type { Field, FieldSpec } from './layer';
import { engineWalk } from './message';
import { count, type Ground, LayerWriter, preview } from './open-layer';
import { dissectEvents } from './sse';

/** One request or response, and what its body carries. */
export function dissectHttp(walk: Walk): void {
  const { unit } = walk;
  const { wire } = unit;
  const kind = unit.from === 'client' ? 'request' : 'response';
  const text = headText(wire);
  const head = scanHead(text, kind);
  const title = kind === 'request' ? 'HTTP request' : 'HTTP response';
  const http = new LayerWriter('http', title, { buffer: 0, bytes: wire });
  startLine(http, text, head);
  for (const header of head.headerSpans) headerField(http, header, lineEnd(text, header));
  put(http, 'http.end', head.blankStart, head.bodyStart, '\r\n', 'CRLF');
  headIssues(http, walk, text, head);
  walk.layers.push(http.close(0, wire.length));
  if (head.bodyStart < wire.length) body(walk, http, head);
  bodyIssues(http, walk, head);
}

type HttpKey = keyof typeof HTTP_FIELDS;

function put(
  http: LayerWriter,
  key: HttpKey,
  start: number,
  end: number,
  value: unknown,
  shown: string,
): void {
  if (end > start) http.field(key, HTTP_FIELDS[key], start, end, value, shown);
}

function startLine(http: LayerWriter, text: string, head: HttpHead): void {
  const { startLine: line, parts } = head;
  const end = lineEnd(text, line);
  put(http, 'http.mark', 0, line.start, undefined, 'empty lines');
  if (parts === undefined) {
    const shown = text.slice(line.start, line.end);
    put(http, 'http.unread', line.start, line.end, shown, preview(shown));
  } else {
    const [one, two, three] = parts;
    const isRequest = head.kind === 'request';
    span(http, isRequest ? 'http.method' : 'http.version', text, one);
    put(http, 'http.mark', one.end, two.start, ' ', 'space');
    if (isRequest) http.add(targetField(http.ground, text, head, two));
    else put(http, 'http.status', two.start, two.end, head.status, text.slice(two.start, two.end));
    put(http, 'http.mark', two.end, three.start, ' ', 'space');
    span(http, isRequest ? 'http.version' : 'http.reason', text, three);
  }
  put(http, 'http.mark', line.end, end, text.slice(line.end, end), 'line end');
}

function span(http: LayerWriter, key: HttpKey, text: string, { start, end }: Span): void {
  const value = text.slice(start, end);
  put(http, key, start, end, value, preview(value));
}

/** Path and query. */
function targetField(ground: Ground, text: string, head: HttpHead, { start, end }: Span): Field {
  const { target } = head;
  const { buffer } = ground;
  const children: Field[] = [];
  const add = (key: string, spec: FieldSpec, from: number, to: number, value: unknown, shown: string) => {
    if (to > from)
      children.push({ key, spec, buffer, start: start + from, end: start + to, value, text: preview(shown) });
  };
  const mark = (from: number, to: number) =>
    add('http.mark', HTTP_FIELDS['http.mark'], from, to, undefined, target.slice(from, to));
  const question = target.indexOf('?');
  const pathEnd = question === -1 ? target.length : question;
  const path = target.slice(0, pathEnd);
  add('http.path', HTTP_FIELDS['http.path'], 0, pathEnd, path, path);
  let at = pathEnd;
  for (const { name, value, start: from, end: to } of scanQuery(target)) {
    mark(at, from);
    const key = `http.query.${name}`;
    const spec = isKnownQuery(key) ? HTTP_FIELDS[key] : { ...HTTP_FIELDS['http.query'], label: name };
    add(key, spec, from, to, value, value);
    at = to;
  }
  mark(at, target.length);
  return {
    key: 'http.target',
    spec: HTTP_FIELDS['http.target'],
    buffer,
    start,
    end,
    value: target,
    text: preview(text.slice(start, end)),
    children,
  };
}

function isKnownQuery(key: string): key is HttpKey {
  return Object.hasOwn(HTTP_FIELDS, key);
}

/** A header with its line end. */
function headerField(http: LayerWriter, header: HeaderSpan, end: number): void {
  const key = `http.header.${header.name}`;
  const help = Object.hasOwn(HEADER_HELP, header.name) ? HEADER_HELP[header.name] : undefined;
  const spec = {
    ...HTTP_FIELDS['http.header'],
    label: header.name,
    ...(help === undefined ? undefined : { help }),
  };
  http.field(key, spec, header.start, end, header.value, preview(header.value));
}

function lineEnd(text: string, { end }: Span): number {
  const feed = text.indexOf('\n', end);
  return feed === -1 ? text.length : feed + 1;
}

function body(walk: Walk, http: LayerWriter, head: HttpHead): void {
  const { unit } = walk;
  const { wire } = unit;
  const request = unit.context?.request;
  const isImport = unit.context?.form !== undefined;
  const isWhole = unit.cut !== true && unit.skipped === undefined;
  const isPayload = carriesPayload(head, request);
  if (!isImport && isChunked(head)) chunkFields(http, head.bodyStart);
  if (!isWhole && !(isPayload && (isImport || unit.cut !== true))) {
    if (!isChunked(head)) bodyLeaf(http, { buffer: 0, bytes: wire }, head.bodyStart, wire.length);
    return;
  }
  const payload = isPayload ? openPayload(wire, head, request, isImport, !isWhole) : undefined;
  const opened = payload ?? openBody(wire, head, MAX_UNIT, isImport);
  madeBuffers(walk, http, head, opened);
  if (opened.problem !== undefined) http.adopt([opened.problem]);
  if (opened.notice !== undefined) http.adopt([opened.notice]);
  const { ground, start, end } = opened;
  if (start === end) return;
  if (payload !== undefined && opened.problem === undefined) {
    http.add({ ...leaf(ground, start, end), inner: 'eio' });
    walkPayload(engineWalk(walk, payload.version), ground, start, end, payload.style);
  } else if (opened.problem === undefined && isEventStream(head)) {
    http.add({ ...leaf(ground, start, end), inner: 'sse' });
    walk.layers.push(...dissectEvents(ground, start, end));
  } else {
    bodyLeaf(http, ground, start, end);
  }
}

/** Every buffer but the last is a leaf, because its meaning is in the next; and so is what JSONP puts around it. */
function madeBuffers(walk: Walk, http: LayerWriter, head: HttpHead, { buffers }: OpenBody): void {
  for (const buffer of buffers) {
    const { source } = buffer;
    const before = source && walk.buffers[source.buffer];
    walk.buffers.push(buffer);
    // Chunks are fields already.
    if (source === undefined || before === undefined || buffer.name === 'reassembled') continue;
    const ground = { buffer: source.buffer, bytes: before.bytes };
    const from = source.buffer === 0 ? head.bodyStart : 0;
    wrapper(http, ground, from, source.start);
    bodyLeaf(http, ground, source.start, source.end);
    wrapper(http, ground, source.end, before.bytes.length);
  }
}

function wrapper(http: LayerWriter, { buffer, bytes }: Ground, start: number, end: number): void {
  if (end <= start) return;
  const text = preview(textAt(bytes, start, end));
  http.add({ key: 'http.jsonp', spec: JSONP_FIELDS['http.jsonp'], buffer, start, end, value: text, text });
}

function bodyLeaf(http: LayerWriter, ground: Ground, start: number, end: number): void {
  if (end > start) http.add(leaf(ground, start, end));
}

function leaf(ground: Ground, start: number, end: number): Field {
  const bytes = ground.bytes.subarray(start, end);
  const shown = bytes.length > SHOWN ? count(bytes.length, 'byte') : bodyText(bytes);
  return {
    key: 'http.body',
    spec: HTTP_FIELDS['http.body'],
    buffer: ground.buffer,
    start,
    end,
    value: bytes,
    text: shown,
  };
}

const SHOWN = 400; // bytes of a body that stand in its row as text

function bodyText(bytes: Uint8Array): string {
  return isUtf8(bytes) ? utf8Text(bytes) : count(bytes.length, 'byte');
}
