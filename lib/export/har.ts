import { toBase64 } from '@/lib/base/base64';
import { utf8Text } from '@/lib/base/bytes';
import { latin1Text } from '@/lib/base/latin1';
import type { Micros } from '@/lib/base/micros';
import { isUtf8 } from '@/lib/base/utf8';
import { dissect } from '@/lib/dissect/dissect';
import type { Unit } from '@/lib/dissect/layer';
import type { EntryNumber, UnitEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

/**
 * The timeline as a HAR (version 1.2), as Chrome writes it: every exchange an entry, the messages of a WebSocket in
 * `_webSocketMessages` of its handshake. A HAR knows no bytes of frames, no control frames and no traces: those stay
 * behind. `createdAt` is the moment that the records' `at` counts from, in ISO 8601; `origin` stands before targets.
 */
export function harOf(timeline: Timeline, createdAt: string, version: string): object {
  const begin = Date.parse(createdAt);
  const moment = (at: Micros) => new Date(begin + at / 1000).toISOString();
  const answers = new Map<EntryNumber, EntryNumber>();
  for (const { a, b } of timeline.links.ofKinds(['response'])) answers.set(a, b);
  const messages = messagesByConn(timeline, begin);

  const entries = timeline.entries.flatMap((entry) => {
    if (entry.kind !== 'unit' || entry.unit.http?.kind !== 'request') return [];
    const answer = timeline.entries.nth(answers.get(entry.n) ?? 0);
    const answered = answer?.kind === 'unit' ? answer : undefined;
    const time = answered ? (answered.at - entry.since) / 1000 : 0;
    const wait = answered ? Math.max(0, (answered.since - entry.at) / 1000) : 0;
    const send = (entry.at - entry.since) / 1000;
    const isUpgrade = answered?.unit.http?.status === 101;
    return [
      {
        startedDateTime: moment(entry.since),
        time,
        connection: String(entry.conn),
        ...(isUpgrade && {
          _resourceType: 'websocket',
          _webSocketMessages: messages.get(entry.conn) ?? [],
        }),
        request: requestOf(entry),
        response: answered ? responseOf(answered) : NO_RESPONSE,
        cache: {},
        timings: { send, wait, receive: Math.max(0, time - send - wait) },
      },
    ];
  });
  return { log: { version: '1.2', creator: { name: 'Socketscope', version }, pages: [], entries } };
}

interface HarMessage {
  readonly type: 'send' | 'receive';
  /** Seconds since 1970. */
  readonly time: number;
  readonly opcode: 1 | 2;
  readonly data: string;
}

/** The messages of each connection that became a WebSocket: fragments joined, what was compressed opened. */
function messagesByConn(timeline: Timeline, begin: number): Map<number, HarMessage[]> {
  const found = new Map<number, HarMessage[]>();
  for (const entry of timeline.entries) {
    const message = entry.kind === 'unit' ? messageOf(entry.unit) : undefined;
    if (entry.kind !== 'unit' || !message) continue;
    const { bytes, isText } = message;
    const those = found.get(entry.conn) ?? [];
    found.set(entry.conn, those);
    those.push({
      type: entry.unit.from === 'client' ? 'send' : 'receive',
      time: (begin + entry.at / 1000) / 1000,
      opcode: isText ? 1 : 2,
      data: isText ? utf8Text(bytes) : toBase64(bytes),
    });
  }
  return found;
}

function messageOf(unit: Unit): { readonly bytes: Uint8Array; readonly isText: boolean } | undefined {
  const { ws, context, wire } = unit;
  if (context?.form === 'ws-text' || context?.form === 'ws-binary') {
    return { bytes: wire, isText: context.form === 'ws-text' };
  }
  // A message is told by the frame that ends it; control frames have no place in a HAR.
  if (ws === undefined || ws.opcode >= 8 || !ws.fin || unit.cut || unit.skipped !== undefined)
    return undefined;
  if (context?.problem !== undefined) return undefined;
  const { buffers } = dissect(unit);
  const last = buffers.findLast(({ name }) => name !== 'decoded');
  if (!last) return undefined;
  const bytes = last.name === 'wire' ? wire.subarray(wire.length - ws.payloadLength) : last.bytes;
  return { bytes, isText: (context?.opcode ?? ws.opcode) === 1 };
}

function requestOf({ unit }: UnitEntry): object {
  const { head, headers, body } = partsOf(unit);
  const { method = '', target = '', headers: named = {}, query = {} } = unit.http ?? {};
  const isUpgrade = named.upgrade?.toLowerCase() === 'websocket';
  const url = `${isUpgrade ? 'ws' : 'http'}://${named.host ?? 'localhost'}${target}`;
  return {
    method,
    url,
    httpVersion: head.split(' ').at(-1) ?? 'HTTP/1.1',
    cookies: [],
    headers,
    queryString: Object.entries(query).map(([name, value]) => ({ name, value })),
    ...(body.length > 0 && {
      postData: isUtf8(body)
        ? { mimeType: named['content-type'] ?? '', text: utf8Text(body) }
        : { mimeType: named['content-type'] ?? '', text: toBase64(body), encoding: 'base64' },
    }),
    headersSize: unit.wire.length - body.length,
    bodySize: unit.http?.bodyLength ?? 0,
  };
}

function responseOf({ unit }: UnitEntry): object {
  const { head, headers, body } = partsOf(unit);
  const { status = 0, reason = '', headers: named = {}, bodyLength = 0 } = unit.http ?? {};
  const mimeType = named['content-type'] ?? '';
  return {
    status,
    statusText: reason,
    httpVersion: head.split(' ')[0] ?? 'HTTP/1.1',
    cookies: [],
    headers,
    content: isUtf8(body)
      ? { size: body.length, mimeType, text: utf8Text(body) }
      : { size: body.length, mimeType, text: toBase64(body), encoding: 'base64' },
    redirectURL: '',
    headersSize: unit.wire.length - bodyLength,
    bodySize: bodyLength,
  };
}

/** As Chrome writes what was never answered. */
const NO_RESPONSE = {
  status: 0,
  statusText: '',
  httpVersion: '',
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: 'x-unknown' },
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
};

interface HttpParts {
  /** The start line. */
  readonly head: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Chunks joined, coding undone. */
  readonly body: Uint8Array;
}

function partsOf(unit: Unit): HttpParts {
  const { buffers } = dissect(unit);
  const text = latin1Text(unit.wire);
  const end = /\r?\n\r?\n/.exec(text);
  const bodyAt = end ? end.index + end[0].length : text.length;
  const [head = '', ...lines] = text.slice(0, end?.index).split(/\r?\n/);
  const headers = lines.flatMap((line) => {
    const [, name, value = ''] = /^([^:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value }];
  });
  const opened = buffers.findLast(({ name }) => name === 'inflated' || name === 'reassembled');
  return { head, headers, body: opened?.bytes ?? unit.wire.subarray(bodyAt) };
}
