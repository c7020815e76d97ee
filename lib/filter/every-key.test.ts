import { describe, expect, it } from 'vitest';
import type { Entry } from '@/lib/session/entry';
import { told } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { matches, parseFilter } from './filter';
import type { Key, Scalar } from './key';
import { knownKeys } from './keys';

function hex(text: string): string {
  return Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
}

function traced(side: string, event: object): string {
  return `${side} traces ${JSON.stringify(event)}`;
}

const STORY = timelineOf(`
  # 1: the program's second run
  ${traced('server', { kind: 'program', state: 'started', run: 2 })}
  # 2 to 8: alice, over polling, with the second of two nodes
  alice opens 1 to 2
  1 > GET /socket.io/?EIO=3&transport=polling&t=t1
  +20 1 < 200 86:0{"sid":"s1","upgrades":["websocket"],"pingInterval":9000,"pingTimeout":8000,"more":1}
  1 > GET /socket.io/?EIO=4&transport=polling&t=t2
  1 < 200 0{"sid":"s2","upgrades":["websocket"],"pingInterval":9000,"pingTimeout":8000,"maxPayload":70,"more":1}
  1 > POST /socket.io/?EIO=4&transport=polling&sid=s2 | 40/admin,{"token":"x"}␞bAQ==
  1 < 200 ok
  # 9 to 11
  1 > GET /socket.io/?EIO=4&transport=polling&sid=s2
  1 < 200 40/admin,{"sid":"sock","pid":"p1"}␞42/admin,["news",{"room":"den"},"off9"]␞44/x,{"message":"no","data":{"code":7}}␞9
  ${told.unheard('alice', ['s2', 1], 'news')}
  # 12 to 16: chunks with a trailer; Server-Sent Events
  1 > GET /plain?j=0&b64=1
  1 < bytes ${hex('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 9\r\n\r\n')}
  1 > GET /events
  1 < bytes ${hex('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n')}
  1 < bytes ${hex(': hush\nevent: tick\nid: 5\nretry: 100\ndata: 1\nfoo: 2\n\n')}
  # 17 to 21: bob, over WebSocket, with the first node
  1 closes by server
  bob opens 2 to 1
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket
  2 < 101
  2 < text 0{"sid":"w1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  # 22 to 26: a photo with its ack; line 7 answers because line 4 asked
  2 > text 40
  2 > text 451-7["photo",{"_placeholder":true,"num":0},{"a":1}]
  ${told.sent('bob', 'w1', 1, 4)}
  2 > binary 01 02 03
  +0 ${told.handler('server', ['w1', 2], 'photo', 6)}
  +30 2 < text 437[true]
  2 < text 42["${'long'.repeat(40)}"]
  ${told.handler('bob', ['w1', 1], 'long', 9)}
  ${told.sent('server', 'w1', 1, 7, ['w1', 1])}
  # 27 to 30: a frame with reserved bits, one of no known protocol, goodbye, and half a header
  2 < bytes f1 02 34 39
  2 < text what
  2 > bytes 88 85 00 00 00 00 0f a1 62 79 65
  2 < bytes 81
  2 closes by fault rst
  # 32 to 35
  carol opens 3
  3 > bytes 16 03 01 ff 0d 0a 0d 0a
  3 closes by client
  fault {"fault":"hold","state":"acted","direction":"down","client":"bob","detail":"A pong is held."}
  gap 9
  # 37 to 47
  ${told.unsent('carol', 'buffered', 'hi', 3)}
  ${told.unsent('server', 'nobody', 'hey', 8, { rooms: ['den'], volatile: true })}
  ${traced('carol', { kind: 'retry', attempt: 2, delayMs: 1500 })}
  ${traced('carol', { kind: 'queued', path: '/socket.io/', ms: 40 })}
  ${traced('server', { kind: 'log', level: 'warn', text: 'slow', place: { file: 'server.js', line: 5 } })}
  ${traced('server', { kind: 'exception', phase: 'turn', name: 'TypeError', message: 'no', place: { file: 'a.js', line: 2 } })}
  ${traced('server', { kind: 'socket', action: 'disconnect', nsp: '/chat', socket: 'so', sid: 'si', reason: 'gone' })}
  ${traced('server', { kind: 'room', action: 'join', nsp: '/', room: 'den', socket: 'so' })}
  ${traced('carol', { kind: 'client', source: 'manager', event: 'reconnect', detail: 'at once' })}
  # 46 to 50: what carol's buffer held
  carol opens 4
  4 > UPGRADE /socket.io/?EIO=4&transport=websocket
  4 < 101
  4 < text 0{"sid":"c1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  4 > text 42["hi"]
  # 51 to 55: raw WebSocket
  dave opens 5
  5 > UPGRADE /raw
  5 < 101
  5 > text hello
  5 > binary ff fe
  # 56 to 59: a start line without a status
  dave opens 6
  6 > GET /other
  6 < bytes ${hex('HTTP/1.1 fine\r\n\r\n')}
  6 closes by server
`);

/** Frames that differ only in what they say. */
const ALIKE = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > text 40
  1 < text 40{"sid":"A","pid":"P"}
  ${['"a"', '"bb",1', '{"c":3}'].map((said, i) => `1 > text 42${i}["say",${said}]\n+${i} 1 < text 43${i}[${said}]`).join('\n')}
  1 < text 42["say","x","off1"]
  1 < text 42["say",2,"off2"]
  1 < text 2
  1 > text 3
  1 < text 2
  1 > text 3
  1 > text 40/room,
  1 > text 40/room,{"token":1}
  1 > text 451-["photo",{"_placeholder":true,"num":0}]
  1 > binary 01 02
  1 > text 452-["photo",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]
  1 > binary 01 02 03
  1 > binary 04
`;

/** Each key once, with the entries it keeps. */
const KEEPS: readonly (readonly [filter: string, entries: readonly number[]])[] = [
  // every entry
  ['n == 36', [36]],
  ['at > 106ms && at < 108 ms', [57]],
  ['run == 2 && gap', [36]],
  ['kind == open', [2, 18, 32, 46, 51, 56]],
  ['conn == 3', [32, 33, 34]],
  ['client == carol && trace', [37, 39, 40, 45]],
  ['from == dave', [51, 52, 54, 55, 56, 57]],
  ['to == carol && http', [48]],
  ['sid == s2', [6, 7, 8, 9, 10]],
  ['transport == websocket && from == alice', []],
  ['bytes <= 4', [27, 30]],
  ['rtt > 15ms', [3, 4, 23, 25]],
  ['sio.ack.rtt >= 30ms', [23, 25]],
  ['issue == sio-type', [27]],
  ['issue.level == note', [16]],
  // layers
  ['http && from == dave', [52, 57]],
  ['ws && from == dave', [54, 55]],
  ['eio && http && from == server', [4, 6, 10]],
  ['sio && http', [7, 10]],
  ['sse', [16]],
  ['data', [33, 54, 55]],
  // HTTP
  ['http.method == POST', [7, 8]],
  ['http.target == /events', [14, 15]],
  ['http.path == /plain', [12, 13]],
  ['http.status == 101', [20, 48, 53]],
  ['http.query == t2', [5, 6]],
  ['http.header == chunked', [13]],
  ['http.header.upgrade == websocket && from == dave', [52]],
  ['http.query.EIO == 3', [3, 4]],
  ['http.query.transport == websocket', [19, 20, 47, 48]],
  ['http.query.sid == s2', [7, 8, 9, 10]],
  ['http.query.t == t1', [3, 4]],
  ['http.query.b64 == 1', [12, 13]],
  ['http.query.j', [12, 13]],
  ['http.version == HTTP/1.1 && from == dave', [52, 57]],
  ['http.reason == "Switching Protocols"', [20, 48, 53]],
  ['http.body == ok', [8]],
  ['http.chunk.size == 2', [13]],
  ['http.chunk.data == hi', [13]],
  ['http.trailer', [13]],
  ['http.unread', [58]],
  // WebSocket
  ['!ws.fin && ws', []],
  ['ws.masked && from == dave', [54, 55]],
  ['ws.opcode == binary', [24, 55]],
  ['ws.length > 125', [26]],
  ['ws.close.code == 4001', [29]],
  ['ws.close.reason == bye', [29]],
  ['ws.first && from == dave', [54, 55]],
  ['ws.rsv1', [27]],
  ['ws.rsv2', [27]],
  ['ws.rsv3', [27]],
  ['ws.second && from == dave', [54, 55]],
  ['ws.extended == 166', [26]],
  ['ws.key && from == dave', [54, 55]],
  ['ws.payload && from == dave', [54, 55]],
  ['ws.part', [30]],
  // Engine.IO
  ['eio.type == open', [4, 6, 21, 49]],
  ['eio.data == 37[true]', [25]],
  ['eio.transport == websocket && http', [19, 20, 47, 48]],
  ['eio.version == 3', [3, 4]],
  ['eio.open.sid == w1', [21]],
  ['eio.open.pingInterval < 10000', [4, 6]],
  ['eio.open.pingTimeout == 8000', [4, 6]],
  ['eio.open.maxPayload == 70', [6]],
  ['eio.open.upgrades == websocket', [4, 6]],
  ['eio.open.member', [4, 6]],
  ['eio.base64', [7]],
  ['eio.binary', [24]],
  ['eio.length == 86', [4]],
  ['eio.unread == 9', [10]],
  // Socket.IO
  ['sio.type == CONNECT_ERROR', [10]],
  ['sio.nsp == /admin', [7, 10]],
  ['sio.event == photo', [23]],
  ['sio.id == 7', [23, 25]],
  ['sio.attachments == 1', [23]],
  ['sio.data ~ den', [10]],
  ['sio.arg == true', [25]],
  ['sio.placeholder', [23]],
  ['sio.sid == sock', [10]],
  ['sio.pid == p1', [10]],
  ['sio.offset == off9', [10]],
  ['sio.auth == x', [7]],
  ['sio.message == no', [10]],
  ['sio.member', [10]],
  ['sio.attachment', [7, 24]],
  ['sio.unread', [27]],
  // Server-Sent Events, and bytes of nothing known
  ['sse.event == tick', [16]],
  ['sse.data == 1', [16]],
  ['sse.id == 5', [16]],
  ['sse.retry == 100', [16]],
  ['sse.comment ~ hush', [16]],
  ['sse.field', [16]],
  ['data.text == hello', [54]],
  ['data.bytes', [33, 55]],
  // what programs told of packets
  ['node == 1 && kind == close', [31]],
  ['link == attachment', [23, 24]],
  ['sent == client.js:4', [23]],
  ['sent.file == server.js', [26]],
  ['sent.line == 7', [26]],
  ['handler == server.js:6', [23]],
  ['handler.file == client.js', [26]],
  ['handler.line < 9', [23]],
  ['handler.side == bob', [26]],
  ['because == 23', [25, 26]],
  ['unheard == news', [10, 11]],
  ['buffered > 5ms', [37, 50]],
  // what was never on the wire
  ['fault == hold', [35]],
  ['fault.state == acted', [35]],
  ['fault.direction == down', [35]],
  ['fault.detail ~ pong', [35]],
  ['close.by == fault', [31]],
  ['close.how == rst', [31]],
  ['gap > 5', [36]],
  ['trace == unsent', [37, 38]],
  ['trace.side == server && trace.line', [38, 41, 42]],
  ['trace.file == a.js', [42]],
  ['trace.line == 8', [38]],
  ['trace.text == slow', [41]],
  ['trace.level == warn', [41]],
  ['trace.name == TypeError', [42]],
  ['trace.message == no', [42]],
  ['trace.phase == turn', [42]],
  ['trace.action == join', [44]],
  ['trace.nsp == /chat', [43]],
  ['trace.room == den', [44]],
  ['trace.socket == so', [43, 44]],
  ['trace.sid == si', [43]],
  ['trace.reason == gone', [43]],
  ['trace.source == manager', [45]],
  ['trace.event == reconnect', [45]],
  ['trace.detail == "at once"', [45]],
  ['trace.state == started', [1]],
  ['unsent == buffered', [37]],
  ['unsent.event == hey', [38]],
  ['unsent.room == den', [38]],
  ['unsent.volatile', [38]],
  ['retry == 2', [39]],
  ['retry.delay > 1s', [39]],
  ['queued == 40ms', [40]],
];

describe('every key', () => {
  it.each(KEEPS)('%s', (text, entries) => {
    const parsed = parseFilter(text);
    if (!parsed.ok) throw new Error(parsed.message);
    const kept = STORY.entries.filter((entry) => matches(parsed.filter, entry, STORY));
    expect(kept.map(({ n }) => n)).toEqual(entries);
  });

  it('that is said to be of a shape has the same values in all frames of it', () => {
    const { entries, ...timeline } = timelineOf(ALIKE);
    const valuesOf = ({ some }: Key, entry: Entry) => {
      const values: Scalar[] = [];
      some(entry, { entries, ...timeline }, (value) => {
        values.push(value);
        return false;
      });
      return values;
    };
    const keys = knownKeys().filter(({ ofShape }) => ofShape);
    expect(keys.length).toBeGreaterThan(25);
    let compared = 0;
    for (const one of entries) {
      const alike = entries.filter(
        ({ n }) => entries.isFrame(n) && entries.shapeOf(n) === entries.shapeOf(one.n),
      );
      compared += alike.length - 1;
      for (const key of keys) {
        const wanted = valuesOf(key, one);
        for (const other of alike)
          expect([key.name, other.n, valuesOf(key, other)]).toEqual([key.name, other.n, wanted]);
      }
    }
    expect(compared).toBeGreaterThan(12);
  });

  it('stands in the table, but for the headers, of which one does', () => {
    const tried = new Set(KEEPS.map(([text]) => /[\w.-]+/.exec(text)?.[0]));
    const names = knownKeys().map(({ name }) => name);
    expect(names.filter((name) => !tried.has(name) && !name.startsWith('http.header.'))).toEqual([]);
  });
});
