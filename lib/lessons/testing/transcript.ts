import { assert } from '@/lib/base/assert';
import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import type { Record, Role } from '@/lib/capture/record';
import { isTraceEvent } from '@/lib/capture/trace-shape';
import { openTimeline, step } from '@/lib/session/fold';
import type { Timeline } from '@/lib/session/timeline';

/**
 * A run of a program, written down as wire text, one thing a line:
 *
 *     alice#1 > GET polling                      a request; `POST polling S1 | 40` has a session and a body
 *     alice#1 > GET /news                        a request of something else; `UPGRADE /chat` asks for a WebSocket
 *     alice#1 < 200 0{"sid":"S1"}                its response; `␞` joins packets
 *     alice#2 > GET websocket S1
 *     alice#2 < 101                              from here on lines are frames
 *     alice#2 > 2probe
 *     alice#2 > CLOSE 4000 bye                   opcode 8, without a code or with one
 *     alice#2 > BINARY 300                       opcode 2, of so many bytes
 *     alice#2 closed
 *     server connection / A1 S1                  traces: namespace, socket, session, reason
 *     server disconnect / A1 S1 ping timeout
 *     alice traces {"kind":"log", …}             any other trace
 *     fault freeze acted up
 */
export function timelineOf(transcript: string): Timeline {
  const timeline = openTimeline();
  for (const record of recordsOf(transcript)) step(timeline, record);
  return timeline;
}

/** A Record without its place in the capture. */
type Happening = Record extends infer R ? (R extends Record ? Omit<R, 'seq' | 'at'> : never) : never;

function recordsOf(transcript: string): readonly Record[] {
  const upgraded = new Set<string>();
  const opened = new Set<string>();
  const happenings: Happening[] = [
    { type: 'trace', side: 'server', event: { kind: 'program', state: 'started', run: 1 } },
  ];
  const lines = transcript.split('\n').flatMap((line) => line.trim() || []);
  for (const line of lines) {
    const onWire = /^([a-z]+)#(\d+) (?:([<>]) (.*)|closed)$/.exec(line);
    if (!onWire) {
      happenings.push(toldBy(line));
      continue;
    }
    const [, client = '', conn = '', arrow, text = ''] = onWire;
    if (!opened.has(conn)) happenings.push({ type: 'open', conn: Number(conn), client });
    opened.add(conn);
    if (arrow === undefined) {
      happenings.push({ type: 'close', conn: Number(conn), by: 'client', how: 'fin' });
      continue;
    }
    const from: Role = arrow === '>' ? 'client' : 'server';
    const bytes = upgraded.has(conn) ? frame(text, from) : http(text, from);
    if (text.startsWith('101')) upgraded.add(conn);
    happenings.push({ type: 'bytes', conn: Number(conn), from, bytes });
  }
  return happenings.map((happening, i) => ({ ...happening, seq: i + 1, at: micros(i * 1000) }));
}

function toldBy(line: string): Happening {
  const [who, what, ...rest] = line.split(' ');
  if (who === 'fault' && what) {
    assert(rest[0] === 'set' || rest[0] === 'cleared' || rest[0] === 'acted', line);
    const [state, direction] = rest;
    const fault = { type: 'fault', fault: what, state, detail: line } as const;
    return direction === 'up' || direction === 'down' ? { ...fault, direction } : fault;
  }
  if (who && what === 'traces') {
    const event: unknown = JSON.parse(rest.join(' '));
    assert(isTraceEvent(event), line);
    return { type: 'trace', side: who, event };
  }
  assert(who === 'server' && (what === 'connection' || what === 'disconnect'), line);
  const [nsp = '', socket = '', sid = '', ...reason] = rest;
  const event = { kind: 'socket', action: what, nsp, socket, sid } as const;
  return {
    type: 'trace',
    side: 'server',
    event: reason.length > 0 ? { ...event, reason: reason.join(' ') } : event,
  };
}

function http(text: string, from: Role): Uint8Array {
  if (from === 'client') {
    const plain = /^(GET|POST|UPGRADE) (\/\S*)$/.exec(text);
    if (plain) {
      const [, verb = '', target] = plain;
      const method = verb === 'UPGRADE' ? 'GET' : verb;
      return message(
        [`${method} ${target} HTTP/1.1`, 'Host: localhost', ...(verb === 'UPGRADE' ? UPGRADE : [])],
        '',
      );
    }
    const request = /^(GET|POST) (polling|websocket)(?: (\w+))?(?: \| (.*))?$/.exec(text);
    assert(request, text);
    const [, method, transport, sid, written = ''] = request;
    const body = joined(written);
    const query = `EIO=4&transport=${transport}${sid ? `&sid=${sid}` : ''}`;
    const upgrade = transport === 'websocket' ? UPGRADE : [];
    const length = method === 'POST' ? [`Content-Length: ${utf8Bytes(body).length}`] : [];
    return message(
      [`${method} /socket.io/?${query} HTTP/1.1`, 'Host: localhost', ...upgrade, ...length],
      body,
    );
  }
  const response = /^(\d{3})(?: (.*))?$/.exec(text);
  assert(response, text);
  const [, status, body = ''] = response;
  if (status === '101') {
    const accept = `Sec-WebSocket-Accept: ${ACCEPT}`;
    return message(
      ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', accept],
      '',
    );
  }
  const payload = joined(body);
  return message([`HTTP/1.1 ${status} Told`, `Content-Length: ${utf8Bytes(payload).length}`], payload);
}

function joined(packets: string): string {
  return packets.replaceAll('␞', '\u001e');
}

/** The example of RFC 6455 §1.3. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${KEY}`,
];

function message(head: readonly string[], body: string): Uint8Array {
  return utf8Bytes(`${[...head, '', ''].join('\r\n')}${body}`);
}

/** RFC 6455 §5.2: a client's frames are masked. */
function frame(text: string, from: Role): Uint8Array {
  const [opcode, payload] = payloadOf(text);
  const masking = from === 'client' ? 0x80 : 0;
  const { length } = payload;
  assert(length < 65_536, 'a frame of a transcript is short');
  const size = length < 126 ? [masking | length] : [masking | 126, length >> 8, length & 0xff];
  const head = Uint8Array.of(0x80 | opcode, ...size);
  if (from === 'server') return concatBytes([head, payload]);
  const mask = [0xa1, 0x5e, 0x09, 0xc4];
  const masked = payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return concatBytes([head, Uint8Array.from(mask), masked]);
}

function payloadOf(text: string): readonly [opcode: number, payload: Uint8Array] {
  const binary = /^BINARY (\d+)$/.exec(text);
  if (binary) return [0x2, new Uint8Array(Number(binary[1]))];
  const close = /^CLOSE(?: (\d+)(?: (.*))?)?$/.exec(text);
  if (!close) return [0x1, utf8Bytes(text)];
  const code = close[1] === undefined ? undefined : Number(close[1]);
  const head = code === undefined ? [] : [code >> 8, code & 0xff];
  return [0x8, concatBytes([Uint8Array.from(head), utf8Bytes(close[2] ?? '')])];
}
