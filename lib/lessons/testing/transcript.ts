import { assert } from '@/lib/base/assert';
import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import type { Record, Role } from '@/lib/capture/record';
import { openTimeline, step } from '@/lib/session/fold';
import type { Timeline } from '@/lib/session/timeline';

/**
 * A run of a program, written down as wire text, one thing a line:
 *
 *     alice#1 > GET polling                      a request; `POST polling S1 | 40` has a session and a body
 *     alice#1 < 200 0{"sid":"S1"}                its response; `␞` joins packets
 *     alice#2 > GET websocket S1
 *     alice#2 < 101                              from here on lines are frames; `CLOSE` is opcode 8
 *     alice#2 > 2probe
 *     alice#2 closed
 *     server connection / A1 S1                  traces: namespace, socket, session, reason
 *     server disconnect / A1 S1 ping timeout
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
    const request = /^(GET|POST) (polling|websocket)(?: (\w+))?(?: \| (.*))?$/.exec(text);
    assert(request, text);
    const [, method, transport, sid, written = ''] = request;
    const body = joined(written);
    const query = `EIO=4&transport=${transport}${sid ? `&sid=${sid}` : ''}`;
    const upgrade =
      transport === 'websocket'
        ? [
            'Connection: Upgrade',
            'Upgrade: websocket',
            'Sec-WebSocket-Version: 13',
            `Sec-WebSocket-Key: ${KEY}`,
          ]
        : [];
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

function message(head: readonly string[], body: string): Uint8Array {
  return utf8Bytes(`${[...head, '', ''].join('\r\n')}${body}`);
}

/** RFC 6455 §5.2: a client's frames are masked. */
function frame(text: string, from: Role): Uint8Array {
  const isClose = text === 'CLOSE';
  const payload = isClose ? new Uint8Array(0) : utf8Bytes(text);
  const first = isClose ? 0x88 : 0x81;
  assert(payload.length < 126, 'a frame of a transcript is short');
  if (from === 'server') return concatBytes([Uint8Array.of(first, payload.length), payload]);
  const mask = [0xa1, 0x5e, 0x09, 0xc4];
  const masked = payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0));
  return concatBytes([Uint8Array.of(first, 0x80 | payload.length, ...mask), masked]);
}
