import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import type { Role } from '@/lib/capture/record';
import { feed, finish, openConnection } from './connection';
import type { Sessions } from './connection-state';
import { dissect } from './dissect';
import type { Field, Unit } from './layer';
import { leavesOf } from './leaves';

/** Bytes for tests, written as a peer writes them, and what came of them in lines that can be read aloud. */

export type Said = readonly [Role, Uint8Array];

export const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
export const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

/** `lines` with CRLF, an empty line, and the body. */
export function http(lines: readonly string[], body: string | Uint8Array = ''): Uint8Array {
  const content = typeof body === 'string' ? utf8Bytes(body) : body;
  return concatBytes([utf8Bytes(`${lines.join('\r\n')}\r\n\r\n`), content]);
}

export function get(target: string, ...headers: readonly string[]): Uint8Array {
  return http([`GET ${target} HTTP/1.1`, 'Host: lab', ...headers]);
}

export function post(target: string, body: string | Uint8Array, ...headers: readonly string[]): Uint8Array {
  const length = typeof body === 'string' ? utf8Bytes(body).length : body.length;
  return http([`POST ${target} HTTP/1.1`, 'Host: lab', ...headers, `Content-Length: ${length}`], body);
}

export function ok(body: string | Uint8Array, ...headers: readonly string[]): Uint8Array {
  const length = typeof body === 'string' ? utf8Bytes(body).length : body.length;
  return http(['HTTP/1.1 200 OK', ...headers, `Content-Length: ${length}`], body);
}

export function upgrade(target: string, ...headers: readonly string[]): Uint8Array {
  return get(
    target,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${KEY}`,
    'Sec-WebSocket-Version: 13',
    ...headers,
  );
}

export function switching(...headers: readonly string[]): Uint8Array {
  return http([
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${ACCEPT}`,
    ...headers,
  ]);
}

export interface FrameOptions {
  readonly opcode?: number;
  readonly fin?: boolean;
  readonly rsv1?: boolean;
  /** Four bytes; a frame without is not masked. */
  readonly key?: readonly number[];
}

/** One frame with the shortest header that can say its length. */
export function frame(payload: string | Uint8Array, options: FrameOptions = {}): Uint8Array {
  const content = typeof payload === 'string' ? utf8Bytes(payload) : payload;
  const opcode = options.opcode ?? (typeof payload === 'string' ? 1 : 2);
  const first = (options.fin === false ? 0 : 0x80) | (options.rsv1 ? 0x40 : 0) | opcode;
  const masked = options.key === undefined ? 0 : 0x80;
  const { length } = content;
  const extended = length < 126 ? [] : length < 65536 ? [length >> 8, length & 0xff] : eightBytes(length);
  const short = length < 126 ? length : length < 65536 ? 126 : 127;
  const key = options.key ?? [];
  const payloadBytes = content.map((byte, i) => byte ^ (key[i % 4] ?? 0));
  return concatBytes([Uint8Array.from([first, masked | short, ...extended, ...key]), payloadBytes]);
}

function eightBytes(length: number): number[] {
  return [0, 0, 0, 0, (length >>> 24) & 0xff, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff];
}

export function up(...parts: readonly Uint8Array[]): Said {
  return ['client', concatBytes(parts)];
}

export function down(...parts: readonly Uint8Array[]): Said {
  return ['server', concatBytes(parts)];
}

/** All units of a conversation; both directions end after it. */
export function unitsOf(said: readonly Said[], sessions?: Sessions): Unit[] {
  const state = openConnection(sessions);
  const units = said.flatMap(([from, bytes]) => feed(state, from, bytes));
  return [...units, ...finish(state, 'client'), ...finish(state, 'server')];
}

/** One line a packet or unit: `client http,eio open · message EVENT`. */
export function story(units: readonly Unit[]): string[] {
  return units.map((unit) => {
    const packets = unit.packets.map(({ eio, sio }) =>
      sio === undefined ? eio.type : `${eio.type} ${sio.type}`,
    );
    const issues = unit.issues.map(({ code }) => `!${code}`);
    return [unit.from, unit.layers.join(','), packets.join(' · '), ...issues]
      .filter((part) => part !== '')
      .join(' ');
  });
}

/** Leaves of the last buffer's tree as `start-end key=text`, for the layers named. */
export function leavesText(unit: Unit, buffer: number): string[] {
  return leavesOf(dissect(unit), buffer).map(fieldText);
}

function fieldText({ key, start, end, text }: Field): string {
  return `${start}-${end} ${key}=${text}`;
}

/** Where the leaves of a unit's buffers leave a hole or overlap; empty where they tile. */
export function tears(unit: Unit): string[] {
  const dissection = dissect(unit);
  return dissection.buffers.flatMap(({ name, bytes }, buffer) => {
    const found: string[] = [];
    let at = 0;
    for (const leaf of leavesOf(dissection, buffer)) {
      if (leaf.start !== at) found.push(`${name}: ${leaf.key} begins at ${leaf.start}, not at ${at}`);
      at = leaf.end;
    }
    if (at !== bytes.length) found.push(`${name}: ends at ${at} of ${bytes.length}`);
    return found;
  });
}
