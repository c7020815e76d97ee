import { describe, expect, it } from 'vitest';
import { UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { filterSays, matches, parseFilter } from './filter';

/** Entries 1 to 22 are Alice's: she begins on polling, moves to WebSocket, says hello, and leaves. */
const STORY = timelineOf(`
  ${UPGRADE}
  # 23, 24: what was told
  server traces {"kind":"log","level":"warn","text":"slow","place":{"file":"server.js","line":7}}
  fault {"fault":"freeze","state":"set","client":"alice","detail":"Alice hears nothing."}
  # 25 to 29: Bob
  bob opens 3
  3 > UPGRADE /socket.io/?EIO=4&transport=websocket
  3 < 101
  3 < text 0{"sid":"b1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  3 > text 42/room,["chat:new","${'a'.repeat(1000)}"]
  # 30: a server that masks, which it must not; 31: records that are missing
  3 < bytes 81 81 00 00 00 00 32
  gap 4
`);

function kept(text: string): number[] | string {
  const parsed = parseFilter(text);
  if (!parsed.ok) return parsed.message;
  return STORY.entries.filter((entry) => matches(parsed.filter, entry, STORY)).map(({ n }) => n);
}

describe('matches', () => {
  it.each<[string, number[]]>([
    // packets
    ['eio.type == "ping"', [12, 18, 30]],
    ['eio.type == 5', [15]],
    ['eio.type != message && ws', [12, 13, 15, 18, 19, 28, 30]],
    ['eio.data == probe', [12, 13]],
    ['eio.open.pingInterval >= 25000', [3, 28]],
    ['eio.open.upgrades == websocket', [3]],
    ['eio.transport == websocket && http', [9, 11, 26, 27]],
    ['sio.type == event', [7, 16, 29]],
    ['sio.type == CONNECT', [4, 7]],
    ['sio.event ~ "^chat"', [29]],
    ['sio.event != hello', [7, 29]],
    ['sio.nsp == /room', [29]],
    ['sio.id', [16, 17]],
    ['sio.id == 0', [16, 17]],
    ['sio.data ~ "Alice"', [16]],
    ['sio.sid == sock1', [7]],
    ['sio.arg == Alice', [16]],
    // frames
    ['ws.opcode == close', [21]],
    ['ws.opcode == 8', [21]],
    ['ws && !ws.masked', [13, 17, 18, 28]],
    ['ws.masked == false', [13, 17, 18, 28]],
    ['ws.length > 1kB', [29]],
    ['ws.key', [12, 15, 16, 19, 20, 21, 29, 30]],
    ['ws.rsv1', []],
    // messages
    ['http.method == POST', [4, 5]],
    ['http.status >= 200', [3, 5, 7, 14]],
    ['http.query.t == abe', [6, 7]],
    ['http.path == /socket.io/ && n < 5', [2, 3, 4]],
    ['http.header.Upgrade == websocket', [9, 11, 26, 27]],
    ['http.header.content-length < 10', [4, 5, 14]],
    ['http.reason ~ "^Switch"', [11, 27]],
    ['http.body == ok', [5]],
    // every entry
    ['client == bob', [25, 26, 27, 28, 29, 30]],
    ['client == alice && !http && sio', [16, 17, 20]],
    ['from == bob', [25, 26, 29]],
    ['to == bob', [27, 28, 30]],
    ['conn == 2 && kind != unit', [8, 22]],
    ['kind == gap', [31]],
    ['n < 3 || n >= 30', [1, 2, 30, 31]],
    ['bytes > 1kB', [29]],
    ['at > 25 s && at <= 25.019s', [18, 19, 20]],
    ['sid == b1', [28, 29, 30]],
    ['transport == websocket && http', [9, 11, 26, 27]],
    // what belongs together
    ['sio.ack.rtt > 2ms', [16, 17]],
    ['sio.ack.rtt > 20ms', []],
    ['rtt >= 100ms', [10, 14]],
    ['issue', [30]],
    ['issue == ws-masked', [30]],
    ['issue ~ "^http"', []],
    ['issue.level == error', [30]],
    // what was told
    ['fault', [24]],
    ['fault == freeze && fault.state == set', [24]],
    ['trace', [23]],
    ['trace == log && trace.level == warn && trace.line == 7', [23]],
    ['trace.file != server.js', []],
    // how conditions are joined
    ['n == 1 || n == 2 && n == 3', [1]],
    ['(n == 1 || n == 2) && n != 1', [2]],
    ['!(n > 1)', [1]],
    ['!!n && !n > 1', [1]],
    ["client=='bob'&&bytes>1KB", [29]],
    // several packets in one entry: each condition is met by another one
    ['sio.type == CONNECT && sio.event == welcome', [7]],
  ])('%s', (text, numbers) => {
    expect(kept(text)).toEqual(numbers);
  });

  it('keeps everything where nothing is asked', () => {
    expect(kept('  ')).toHaveLength(31);
  });
});

describe('filterSays', () => {
  it.each([
    ['', 'all entries'],
    [
      'eio.type == ping && from == alice && bytes > 1kB',
      'entries of Engine.IO type ping, from alice, over 1 kB',
    ],
    ['sio.event ~ "^chat"', 'entries with an event name matching "^chat"'],
    ['sio.ack.rtt > 20ms', 'entries with an ack that took over 20 ms'],
    ['client == alice && !http', 'entries of client alice, not in HTTP'],
    ['issue', 'entries with an issue'],
    ['!issue', 'entries without an issue'],
    ['sio.id == 3 || sio.id != 4', 'entries with ack id 3, or with an ack id other than 4'],
    [
      'ws && (n < 3 || n >= 9)',
      'entries in a WebSocket frame, either with a number under 3 or with a number of at least 9',
    ],
    ['!(fault || trace)', 'entries neither with a fault nor with a trace'],
    ['!(eio.type == ping)', 'entries not of Engine.IO type ping'],
    ['bytes == 12', 'entries of 12 bytes'],
    ['ws.fin == false', 'entries with FIN not set'],
    ['trace.text == "too slow"', 'entries with trace text "too slow"'],
    ['ws.length >= 1MB', 'entries with a payload of at least 1 MB'],
    ['http.body ~ ok', 'entries with HTTP body matching "ok"'],
    ['because == 19', 'entries sent because of entry 19'],
    ['!because', 'entries not sent because of another entry'],
    ['handler == server.js:6', 'entries handled at server.js:6'],
    ['sent.line < 9', 'entries with a line that sent it under 9'],
    ['unheard', 'entries with an event nobody listened to'],
    ['unsent == dropped || retry', 'entries of an emit with fate dropped, or with a retry'],
    ['retry.delay > 1s', 'entries with a retry that waits over 1 s'],
    ['buffered', 'entries with an emit that waited in a buffer'],
    ['link == fanout && node == 2', 'entries joined by fanout, of node 2'],
    ['close.by == fault', 'entries closed by fault'],
  ])('%s', (text, said) => {
    const parsed = parseFilter(text);
    expect(parsed.ok ? filterSays(parsed.filter) : parsed.message).toBe(said);
  });
});
