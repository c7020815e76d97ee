import { latin1Text } from '@/lib/base/latin1';
import type { Role } from '@/lib/capture/record';
import { type ConnectionState, type Direction, MAX_HEAD, otherEnd } from './connection-state';
import { goRaw } from './direction';
import { chunkSize } from './http-body';
import { askedBy, asksUpgrade, type Framing, framingOf, isEventStream } from './http-framing';
import { type HttpHead, headEnd, scanHead } from './http-scan';
import { takeHttp } from './http-unit';
import { unread } from './inbox';
import type { AskedRequest, Unit } from './layer';
import { deflateTerms, hasUnknownExtension } from './websocket-handshake';

/** Cuts one direction of HTTP/1.1 into messages. Each step tells whether it got any further. */

export function cutHead(state: ConnectionState, from: Role, units: Unit[]): boolean {
  const direction = state[from];
  const { inbox } = direction;
  while (direction.blanks < unread(inbox)) {
    const byte = inbox.bytes[inbox.start + direction.blanks];
    if (byte !== 0x0d && byte !== 0x0a) break;
    direction.blanks += 1;
  }
  const lineStart = inbox.start + direction.blanks;
  if (!mayBeHttp(inbox.bytes, lineStart, inbox.end, from)) {
    return goRaw(direction, 'http-start-line', 'These bytes are not HTTP');
  }
  // Three bytes back: a blank line may have been cut anywhere.
  const end = headEnd(inbox.bytes, Math.max(lineStart, inbox.start + direction.scan - 3), inbox.end);
  if (end === undefined || end - inbox.start > MAX_HEAD) {
    direction.scan = Math.min(unread(inbox), MAX_HEAD);
    if (unread(inbox) < MAX_HEAD) return false;
    return goRaw(direction, 'http-head-too-long', `No end of the head in ${MAX_HEAD} bytes`);
  }
  direction.scan = end - inbox.start;
  const text = latin1Text(inbox.bytes.subarray(inbox.start, end));
  const head = scanHead(text, from === 'client' ? 'request' : 'response');
  direction.head = head;
  return startBody(state, from, head, units);
}

function startBody(state: ConnectionState, from: Role, head: HttpHead, units: Unit[]): boolean {
  const direction = state[from];
  const asked = from === 'client' ? askedBy(head) : state.asked[0];
  if (from === 'server' && !isInterim(head)) state.asked.shift();
  if (from === 'client' && asked !== undefined) state.asked.push(asked);
  if (asked !== undefined) direction.asked = asked;

  const framing = framingOf(head, asked);
  const streams = isEventStream(head);
  switch (framing.kind) {
    case 'length':
      direction.phase = 'sized';
      direction.need = head.bodyStart + framing.length;
      return true;
    case 'chunked':
      if (streams) return startStream(state, from, units, 'event-chunks');
      direction.phase = 'chunked';
      return true;
    case 'close':
      if (streams) return startStream(state, from, units, 'events');
      direction.phase = 'close';
      return true;
    default:
      units.push(takeHttp(state, from, false));
      switchOver(state, from, head, framing, asked);
      return true;
  }
}

/** The head of an answer that may never end is a unit by itself. */
function startStream(
  state: ConnectionState,
  from: Role,
  units: Unit[],
  phase: 'events' | 'event-chunks',
): boolean {
  const direction = state[from];
  const { head, asked } = direction;
  units.push(takeHttp(state, from, false));
  direction.phase = phase;
  if (head !== undefined) direction.head = head;
  if (asked !== undefined) direction.asked = asked;
  return true;
}

/** What the direction is after a message without a body. */
function switchOver(
  state: ConnectionState,
  from: Role,
  head: HttpHead,
  framing: Framing,
  asked: AskedRequest | undefined,
): void {
  const direction = state[from];
  const other = state[otherEnd(from)];
  switch (framing.kind) {
    case 'websocket':
      if (asked !== undefined) state.upgraded = asked;
      state.deflate = deflateTerms(head.headers['sec-websocket-extensions'] ?? '');
      state.hasUnknownExtension = hasUnknownExtension(head.headers['sec-websocket-extensions'] ?? '');
      direction.phase = 'frame';
      if (other.phase !== 'ended') other.phase = 'frame';
      return;
    case 'tunnel':
      direction.phase = 'raw';
      if (other.phase !== 'ended') other.phase = 'raw';
      return;
    case 'unknown':
      goRaw(direction, 'http-length', 'Nobody can tell where this body ends');
      return;
    default:
      afterMessage(state, from, head, asked);
  }
}

/** A request to upgrade holds back what follows it; its answer lets it go, one way or the other. */
export function afterMessage(
  state: ConnectionState,
  from: Role,
  head: HttpHead,
  asked: AskedRequest | undefined,
): void {
  const direction = state[from];
  if (from === 'client') {
    const isHeld = asksUpgrade(head) || asked?.method === 'CONNECT';
    // An answer that came before the request was whole has let it go already.
    direction.phase = isHeld && asked !== undefined && state.asked.includes(asked) ? 'held' : 'head';
    return;
  }
  direction.phase = 'head';
  if (!isInterim(head) && state.client.phase === 'held') state.client.phase = 'head';
}

export function cutSized(state: ConnectionState, from: Role, units: Unit[]): boolean {
  const direction = state[from];
  const missing = direction.need - direction.skipped - direction.scan;
  direction.scan += Math.min(missing, unread(direction.inbox) - direction.scan);
  if (direction.scan + direction.skipped < direction.need) return false;
  return endMessage(state, from, units);
}

export function cutChunked(state: ConnectionState, from: Role, units: Unit[]): boolean {
  const direction = state[from];
  for (;;) {
    switch (nextChunkPart(direction)) {
      case 'wait':
        return false;
      case 'broken':
        units.push(takeHttp(state, from, false));
        return goRaw(direction, 'http-chunk', AFTER_CHUNK);
      case 'end':
        return endMessage(state, from, units);
      default:
    }
  }
}

export const AFTER_CHUNK = 'After a broken chunk nobody can tell what follows';

/** Goes on by one part of a chunked body: a size line, data as far as it is here, its line end, a trailer. */
export function nextChunkPart(direction: Direction): 'wait' | 'broken' | 'end' | 'data' | 'line' {
  const { inbox } = direction;
  const at = inbox.start + direction.scan;
  if (direction.chunk === 'data') {
    const step = Math.min(direction.left, inbox.end - at);
    if (step === 0) return 'wait';
    direction.scan += step;
    direction.left -= step;
    if (direction.left === 0) direction.chunk = 'data-end';
    return 'data';
  }
  if (direction.chunk === 'data-end') {
    if (inbox.end - at < 2) return 'wait';
    direction.scan += 2;
    direction.chunk = 'size';
    return inbox.bytes[at] === 0x0d && inbox.bytes[at + 1] === 0x0a ? 'line' : 'broken';
  }
  const feed = inbox.bytes.indexOf(0x0a, at);
  if (feed === -1 || feed >= inbox.end) return inbox.end - at > MAX_HEAD ? 'broken' : 'wait';
  const lineEnd = feed > at && inbox.bytes[feed - 1] === 0x0d ? feed - 1 : feed;
  direction.scan += feed + 1 - at;
  if (direction.chunk === 'trailer') return lineEnd === at ? 'end' : 'line';
  const size = chunkSize(inbox.bytes, at, lineEnd);
  if (size === undefined) return 'broken';
  direction.content += size;
  direction.left = size;
  direction.chunk = size === 0 ? 'trailer' : 'data';
  return 'line';
}

/** A body that ends with the direction. */
export function cutClose(direction: Direction): boolean {
  direction.scan = unread(direction.inbox);
  return false;
}

export function endMessage(state: ConnectionState, from: Role, units: Unit[]): boolean {
  const { head, asked } = state[from];
  units.push(takeHttp(state, from, false));
  if (head !== undefined) afterMessage(state, from, head, asked);
  return true;
}

/** 1xx but 101: the real answer is still to come (RFC 9110 §15.2). */
function isInterim(head: HttpHead): boolean {
  return head.status !== undefined && head.status < 200 && head.status !== 101;
}

const LONGEST_METHOD = 32;

/** False as soon as the bytes so far can no longer begin a message. */
function mayBeHttp(bytes: Uint8Array, start: number, end: number, from: Role): boolean {
  if (from === 'server') {
    for (let i = 0; i < STATUS_START.length && start + i < end; i += 1) {
      if (bytes[start + i] !== STATUS_START.charCodeAt(i)) return false;
    }
    return true;
  }
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x20) return at > start;
    if (at - start >= LONGEST_METHOD || !METHOD.test(String.fromCharCode(byte))) return false;
  }
  return true;
}

const STATUS_START = 'HTTP/';
const METHOD = /[!#$%&'*+.^_`|~0-9A-Za-z-]/;
