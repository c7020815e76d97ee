import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { type Micros, micros } from '@/lib/base/micros';
import type { MessageRecord, Record, Role, TraceEvent } from '@/lib/capture/record';
import { frame } from '@/lib/dissect/made-wire';
import { openTimeline, step } from './fold';
import type { Timeline } from './timeline';

/**
 * Real bytes from a text that reads as what happened, so that a test is a transcript. One line a record:
 *
 *     alice opens 1                                    a connection; `to 2` after it: to the second node
 *     1 > GET /socket.io/?EIO=4&transport=polling      an HTTP request (`>` up, `<` down)
 *     1 < 200 0{"sid":"s1","upgrades":["websocket"]}   its answer: status and body; ␞ stands for \x1e
 *     1 > POST /socket.io/?… | 40                      a request with a body
 *     2 > UPGRADE /socket.io/?…                        a GET with the headers of a WebSocket handshake
 *     2 < 101                                          the answer to it
 *     2 > text 2probe                                  a WebSocket text frame, masked on its way up
 *     2 < binary 01 02                                 a binary frame, in hex
 *     2 < close 1000                                   a close frame, with or without a code
 *     2 > bytes 82 85 00                               bytes as they are
 *     2 < message ws-text 42["hi"]                     a whole message of an import, which kept no frames
 *     2 closes by client                               or `by server`, `by fault`; with FIN, or `rst` after it
 *     server traces {"kind":"log", …}                  what a program told
 *     fault {"fault":"freeze","state":"set", …}        what was done to the wire
 *     gap 12                                           records lost
 *
 * Each line is one millisecond after the one before it; `+250` in front makes that 250. `#` begins a remark.
 */
export function recordsOf(transcript: string): Record[] {
  const records: Record[] = [];
  let at = 0;
  let seq = 0;
  for (const raw of transcript.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, wait = '1', rest = ''] = /^(?:\+(\d+)\s+)?(.*)$/.exec(line) ?? [];
    at += Number(wait) * 1000;
    const lost = Number(/^gap (\d+)$/.exec(rest)?.[1] ?? 0);
    seq += lost || 1;
    records.push(recordOf(rest, seq, micros(at)));
  }
  return records;
}

/** The timeline of a transcript. */
export function timelineOf(transcript: string): Timeline {
  const timeline = openTimeline();
  for (const record of recordsOf(transcript)) step(timeline, record);
  return timeline;
}

function recordOf(line: string, seq: number, at: Micros): Record {
  const base = { seq, at };
  const sent = /^(\d+) ([<>]) (\S+)(?: (.*))?$/.exec(line);
  if (sent) {
    const [, conn, arrow, verb = '', rest = ''] = sent;
    const from: Role = arrow === '>' ? 'client' : 'server';
    if (verb === 'message')
      return { ...base, type: 'message', conn: Number(conn), from, ...messageOf(rest, from) };
    return { ...base, type: 'bytes', conn: Number(conn), from, bytes: bytesOf(verb, rest, from) };
  }
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = line.split(' ');
  if (second === 'opens') {
    const node = fourth === 'to' ? { node: Number(fifth) } : {};
    return { ...base, type: 'open', conn: Number(third), client: first, ...node };
  }
  if (second === 'closes') {
    const by = fourth === 'server' || fourth === 'fault' ? fourth : 'client';
    return { ...base, type: 'close', conn: Number(first), by, how: fifth === 'rst' ? 'rst' : 'fin' };
  }
  if (second === 'traces') {
    const event: TraceEvent = JSON.parse(line.slice(line.indexOf('{')));
    return { ...base, type: 'trace', side: first, event };
  }
  if (first === 'fault') return { ...base, type: 'fault', ...JSON.parse(line.slice(line.indexOf('{'))) };
  if (first === 'gap') return { ...base, type: 'gap', lost: Number(second) };
  throw new Error(`A transcript has no line like: ${line}`);
}

/** `ws-text …`, `ws-binary …`, or a request or response as it would be sent. */
function messageOf(rest: string, from: Role): Pick<MessageRecord, 'form' | 'bytes'> {
  const [verb = '', text = ''] = split(rest);
  if (verb === 'ws-text') return { form: verb, bytes: utf8Bytes(text) };
  if (verb === 'ws-binary') return { form: verb, bytes: hexBytes(text) };
  return { form: from === 'client' ? 'http-request' : 'http-response', bytes: bytesOf(verb, text, from) };
}

function split(text: string): [first: string, rest: string] {
  const space = text.indexOf(' ');
  return space === -1 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
}

function bytesOf(verb: string, rest: string, from: Role): Uint8Array {
  switch (verb) {
    case 'GET':
      return utf8Bytes(`GET ${rest} HTTP/1.1\r\nHost: lab\r\n\r\n`);
    case 'OPTIONS':
      return utf8Bytes(`OPTIONS ${rest} HTTP/1.1\r\nHost: lab\r\n\r\n`);
    case 'POST': {
      const [target = '', body = ''] = rest.split(' | ');
      const bytes = bodyOf(body);
      const type = 'Content-type: text/plain;charset=UTF-8';
      const head = `POST ${target} HTTP/1.1\r\nHost: lab\r\n${type}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
      return concatBytes([utf8Bytes(head), bytes]);
    }
    case 'UPGRADE':
      return utf8Bytes(
        `GET ${rest} HTTP/1.1\r\nHost: lab\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      );
    case '101':
      // RFC 6455 §1.3 computes this accept value for the key above.
      return utf8Bytes(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n`,
      );
    case 'text':
      return framed(1, utf8Bytes(rest), from);
    case 'binary':
      return framed(2, hexBytes(rest), from);
    case 'close': {
      const code = Number(rest);
      return framed(8, rest ? Uint8Array.of(code >> 8, code & 0xff) : new Uint8Array(0), from);
    }
    case 'bytes':
      return hexBytes(rest);
    default: {
      const type = rest.startsWith('{') ? 'application/json' : 'text/plain; charset=UTF-8';
      const body = bodyOf(rest);
      const reason = REASONS[verb] ?? 'Unknown';
      const head = `HTTP/1.1 ${verb} ${reason}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
      return concatBytes([utf8Bytes(head), body]);
    }
  }
}

const REASONS: { readonly [status: string]: string } = {
  200: 'OK',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Payload Too Large',
};

function framed(opcode: number, payload: Uint8Array, from: Role): Uint8Array {
  return frame(payload, { opcode, ...(from === 'client' ? { key: [0xa1, 0x5e, 0x09, 0xc4] } : undefined) });
}

function bodyOf(text: string): Uint8Array {
  return utf8Bytes(text.replaceAll('␞', '\x1e'));
}

function hexBytes(text: string): Uint8Array {
  return Uint8Array.from(text.split(' ').filter(Boolean), (byte) => Number.parseInt(byte, 16));
}
