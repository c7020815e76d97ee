import { decodeBase64 } from '@/lib/base/base64';
import type { Walk } from './dissect';
import { isChunked } from './http-body';
import { contentLength, framingOf } from './http-framing';
import type { HeaderSpan, HttpHead } from './http-scan';
import { count, type LayerWriter } from './open-layer';
import { acceptFor } from './websocket-handshake';

/** What is wrong in a head, at its place. */
export function headIssues(http: LayerWriter, walk: Walk, text: string, head: HttpHead): void {
  const { unit } = walk;
  if (head.parts === undefined) {
    const { start, end } = head.startLine;
    const message = head.kind === 'request' ? 'Not "method target version"' : 'Not "version status reason"';
    http.issue('http-start-line', message, start, end);
  }
  for (const header of head.headerSpans) headerIssue(http, header);
  bareLines(http, text, head);
  lengthIssues(http, head);
  if (head.kind === 'request') keyIssues(http, head);
  else answerIssues(http, walk, head);
  if (unit.cut === true && head.bodyStart === head.blankStart) {
    http.issue('http-cut', 'The connection ended inside the head', 0, unit.wire.length);
  }
}

/** What is missing of a body. */
export function bodyIssues(http: LayerWriter, walk: Walk, head: HttpHead): void {
  const { unit } = walk;
  const length = unit.wire.length;
  if (unit.skipped !== undefined) {
    const message = `${count(unit.skipped, 'byte')} of the body are not kept`;
    http.issue('http-too-long', message, head.bodyStart, length, 'warn');
  }
  if (unit.cut !== true || head.bodyStart === head.blankStart) return;
  if (unit.context?.form !== undefined) {
    const isEmpty = head.bodyStart === length;
    const message = isEmpty ? 'The file left out this body' : 'The file has only the beginning of this body';
    http.issue('import-cut', message, head.bodyStart, length, 'warn');
    return;
  }
  const framing = framingOf(head, unit.context?.request);
  const there = length - head.bodyStart + (unit.skipped ?? 0);
  const message =
    framing.kind === 'length'
      ? `The connection ended after ${there} of ${count(framing.length, 'byte')} of body`
      : 'The connection ended inside the body';
  http.issue('http-cut', message, head.bodyStart, length);
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

function headerIssue(http: LayerWriter, header: HeaderSpan): void {
  const { name, start, end, nameEnd } = header;
  if (nameEnd === end) http.issue('http-header', 'A header needs a colon after its name', start, end);
  else if (!TOKEN.test(name)) http.issue('http-header', 'This is no name of a header', start, nameEnd);
}

/** Lines that end in LF alone: many read them, and smuggling begins with those who do not (RFC 9112 §2.2). */
function bareLines(http: LayerWriter, text: string, head: HttpHead): void {
  for (
    let feed = text.indexOf('\n');
    feed !== -1 && feed < head.bodyStart;
    feed = text.indexOf('\n', feed + 1)
  ) {
    if (text[feed - 1] !== '\r') {
      http.issue('http-line-end', 'A line must end with CR LF', feed, feed + 1, 'warn');
    }
  }
}

function lengthIssues(http: LayerWriter, head: HttpHead): void {
  const length = find(head, 'content-length');
  if (length !== undefined && contentLength(head.headers['content-length'] ?? '') === undefined) {
    http.issue('http-length', 'Content-Length must be one whole number', length.start, length.end);
  }
  const coding = find(head, 'transfer-encoding');
  if (coding === undefined) return;
  if (head.kind === 'request' && !isChunked(head)) {
    http.issue(
      'http-length',
      'A request whose last coding is not chunked has no end',
      coding.start,
      coding.end,
    );
  } else if (length !== undefined) {
    const message = 'Both Content-Length and Transfer-Encoding: the first must not be believed';
    http.issue('http-length', message, length.start, length.end, 'warn');
  }
}

/** The client's half of the WebSocket handshake (RFC 6455 §4.1). */
function keyIssues(http: LayerWriter, head: HttpHead): void {
  if (!/websocket/i.test(head.headers.upgrade ?? '')) return;
  const key = find(head, 'sec-websocket-key');
  if (key === undefined) {
    const upgrade = find(head, 'upgrade');
    http.issue(
      'ws-key',
      'A request for a WebSocket needs Sec-WebSocket-Key',
      upgrade?.start ?? 0,
      upgrade?.end ?? 0,
    );
  } else {
    const { bytes, canonical } = decodeBase64(key.value);
    if (!canonical || bytes.length !== 16) {
      http.issue('ws-key', 'Sec-WebSocket-Key must be 16 bytes in base64', key.valueStart, key.valueEnd);
    }
  }
  const version = find(head, 'sec-websocket-version');
  if (version !== undefined && version.value !== '13') {
    http.issue('ws-version', 'The version of WebSocket is 13', version.valueStart, version.valueEnd);
  }
}

function answerIssues(http: LayerWriter, { unit }: Walk, head: HttpHead): void {
  const request = unit.context?.request;
  const { start, end } = head.startLine;
  if (request === undefined) {
    if (head.parts !== undefined && unit.context?.form === undefined) {
      http.issue('http-unasked', 'No request before this answer was recorded', start, end, 'note');
    }
    return;
  }
  if (head.status !== 101 || request.key === undefined) return;
  const accept = find(head, 'sec-websocket-accept');
  const right = acceptFor(request.key);
  if (accept === undefined) {
    http.issue('ws-accept', `A 101 needs Sec-WebSocket-Accept: ${right}`, start, end);
  } else if (accept.value !== right) {
    http.issue('ws-accept', `For this key the answer must be ${right}`, accept.valueStart, accept.valueEnd);
  }
}

function find(head: HttpHead, name: string): HeaderSpan | undefined {
  return head.headerSpans.find((header) => header.name === name);
}
