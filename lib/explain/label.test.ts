import { describe, expect, it } from 'vitest';
import { BINARY, BLOCKED, UPGRADE, WEBSOCKET_ONLY } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { labelOf } from './label';

const OPEN =
  '0{"sid":"vK3abcdef","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';

/** A WebSocket with a session on it: entries 1 to 4. */
const WS = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text ${OPEN}
`;

describe('labels', () => {
  it('reads as the story of an upgrade', () => {
    expect(labels(UPGRADE)).toEqual([
      'TCP connection 1 opens',
      'GET /socket.io/?EIO=4&transport=polling',
      '0 open sid s1 upgrades [websocket]',
      '4 0 CONNECT namespace / (POST)',
      '200 ok',
      'GET waits until #7 sid=s1',
      'CONNECT + EVENT "welcome" 2 packets, 1 body',
      'TCP connection 2 opens',
      'GET Upgrade: websocket another TCP connection, same sid',
      'GET waits until #14 sid=s1',
      'WS 101 another TCP connection, same sid',
      '2 ping probe “does this road work?”',
      '3 pong probe',
      '6 noop lets the hanging GET go',
      '5 upgrade from now on: WebSocket only',
      '2 EVENT "hello" "Alice" ack id 0',
      '3 ACK 0 { ok: true }',
      '2 ping server asks: still there?',
      '3 pong 1.0 ms',
      '1 DISCONNECT namespace /',
      'CLOSE without a code, which both ends call 1005',
      'TCP connection 2 closes FIN by Alice',
    ]);
  });

  it('says the same of a session that begins as a WebSocket', () => {
    expect(labels(WEBSOCKET_ONLY).slice(1, 4)).toEqual([
      'GET Upgrade: websocket /socket.io/?EIO=4&transport=websocket',
      'WS 101 from here on: frames',
      '0 open sid w1 upgrades []',
    ]);
  });

  it('names binary events and their attachments', () => {
    expect(labels(BINARY).slice(4, 6)).toEqual([
      '5 BINARY_EVENT "photo" ⟨binary 0⟩ 1 attachment',
      'attachment of "photo" 3 bytes',
    ]);
    expect(labels(BINARY).at(-1)).toBe(
      'BINARY_EVENT "pair" + binary 3 bytes + binary 2 bytes 3 packets, 1 body',
    );
  });

  it('tells namespaces apart that are joined in one body', () => {
    const joined = labels(`
      alice opens 1
      1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40/news,␞40/nwes,
    `);
    expect(joined[1]).toBe('CONNECT /news + CONNECT /nwes 2 packets, 1 body');
  });

  it('says that an event goes on where it is not kept', () => {
    const long = `${WS}  1 > text 42["a",1,"${'x'.repeat(5_000_000)}"]`;
    expect(labels(long).at(-1)).toBe('2 EVENT "a" 1 … 805722 bytes of payload are not kept');
  });

  it('says of a poll that nothing has ended yet only what it does', () => {
    const poll = 'alice opens 1\n1 > GET /socket.io/?EIO=4&transport=polling&sid=vK3abcdef';
    expect(labels(poll).at(-1)).toBe('GET waits for news sid=vK3…');
  });

  it('shows a refused upgrade', () => {
    expect(labels(BLOCKED).slice(4, 6)).toEqual([
      'GET Upgrade: websocket another TCP connection, same sid',
      '403 Forbidden the upgrade is refused',
    ]);
  });

  it.each([
    ['1 < 200 40{"sid":"qP0hAAB"}', '4 0 CONNECT id qP0… namespace /'],
    ['1 > text 40', '4 0 CONNECT namespace /'],
    ['1 > text 40/admin,{"token":"x"}', '4 0 CONNECT with token namespace /admin'],
    ['1 > text 40{"pid":"p","offset":"o","a":1,"b":2}', '4 0 CONNECT with pid, offset, a … namespace /'],
    ['1 < text 44/admin,{"message":"not authorized"}', '4 CONNECT_ERROR “not authorized” namespace /admin'],
    ['1 > text 42/admin,["save",{"a":[1,null]},"x"]', '2 EVENT "save" { a: [1, null] }, "x" in /admin'],
    ['1 > text 42["hi"]', '2 EVENT "hi"'],
    ['1 < text 4399["x"]', '3 ACK 99 "x" nobody had asked'],
    ['1 > text 3', '3 pong nobody had asked'],
    ['1 < close 1009', 'CLOSE 1009 message too big'],
    ['1 < binary 01 02', 'binary message 2 bytes ⚠ No packet announced an attachment'],
    ['gap 12', '12 records lost what happened here was not recorded'],
    ['1 closes by fault rst', 'TCP connection 1 closes cut with RST'],
    ['server traces {"kind":"program","state":"started","run":2}', 'program run 2 starts'],
    ['server traces {"kind":"log","level":"log","text":"got\\n1"}', 'console got 1'],
    [
      'server traces {"kind":"exception","phase":"turn","name":"TypeError","message":"ack is not a function","place":{"file":"server.js","line":9}}',
      'TypeError ack is not a function server.js:9',
    ],
    [
      'alice traces {"kind":"client","source":"manager","event":"reconnect_attempt","detail":"2"}',
      'manager reconnect_attempt 2',
    ],
    [
      'server traces {"kind":"unheard","event":"helo","nsp":"/chat","packet":{"sid":"x","ordinal":1}}',
      'unheard "helo" nobody listens in /chat',
    ],
    [
      'alice traces {"kind":"unsent","fate":"buffered","event":"hi","nsp":"/","place":{"file":"client.js","line":4}}',
      'buffered "hi" waits for a connection client.js:4',
    ],
    [
      'server traces {"kind":"unsent","fate":"dropped","event":"cursor","nsp":"/","volatile":true}',
      'dropped "cursor" volatile, and not the moment for it',
    ],
    [
      'server traces {"kind":"unsent","fate":"nobody","event":"news","nsp":"/","rooms":["lobby","hall"]}',
      'to nobody "news" nobody is in lobby, hall',
    ],
    [
      'server traces {"kind":"unsent","fate":"nobody","event":"news","nsp":"/"}',
      'to nobody "news" nobody is connected',
    ],
    ['server traces {"kind":"room","action":"join","nsp":"/","room":"vip","socket":"B"}', 'join vip B'],
    [
      'server traces {"kind":"room","action":"join","nsp":"/chat","room":"vip","socket":"B"}',
      'join vip B in /chat',
    ],
    [
      'server traces {"kind":"room","action":"create","nsp":"/chat","room":"vip"}',
      'room vip begins in /chat',
    ],
    ['alice traces {"kind":"retry","attempt":2,"delayMs":1234}', 'waits 1.2 s before attempt 2'],
    ['alice traces {"kind":"retry","attempt":1,"delayMs":2000}', 'waits 2 s before attempt 1'],
    [
      'alice traces {"kind":"queued","path":"/socket.io/?EIO=4&transport=polling","ms":812.5}',
      'queued 813 ms in the browser /socket.io/',
    ],
    [
      'fault {"fault":"freeze","state":"set","client":"alice","detail":"Bytes to Alice are kept back."}',
      'wire Bytes to Alice are kept back.',
    ],
    [
      'fault {"fault":"block-websocket","state":"acted","client":"alice","conn":1,"detail":"The upgrade was refused."}',
      'block websocket The upgrade was refused.',
    ],
  ])('%s reads %s', (line, expected) => {
    expect(labels(WS + line.replace('1 < 200 ', '1 < text ')).at(-1)).toBe(expected);
  });

  it.each([
    [',"rooms":["lobby","hall"]', 'to nobody "news" nobody else is in lobby, hall'],
    [',"rooms":["attic"]', 'to nobody "news" nobody is in attic'],
    ['', 'to nobody "news" nobody else is connected'],
  ])('tells an empty room from one that only the speaker is in: %s', (rooms, expected) => {
    const story = `${WS}
      server traces {"kind":"room","action":"join","nsp":"/","room":"B","socket":"B"}
      server traces {"kind":"room","action":"join","nsp":"/","room":"hall","socket":"B"}
      server traces {"kind":"unsent","fate":"nobody","event":"news","nsp":"/"${rooms}}`;
    expect(labels(story).at(-1)).toBe(expected);
  });

  it('says of what the wire did not bring that it did not', () => {
    const ping = `${WS}1 < text 2`;
    const fault = (kind: string, state: string, rest = '') =>
      `fault {"fault":"${kind}","state":"${state}","detail":"it acted"${rest}}`;
    const acted = ',"client":"alice","conn":1,"direction":"down"';
    const packet = `${acted},"packet":{"from":"server","eio":"ping"}`;
    const frozen = `${ping}\n${fault('freeze', 'acted', acted)}`;
    expect([
      labels(`${ping}\n${fault('drop', 'acted', packet)}`)[4],
      labels(frozen)[4],
      labels(`${frozen}\n${fault('freeze', 'cleared')}`)[4],
    ]).toEqual([
      '2 ping server asks: still there? lost on its way',
      '2 ping server asks: still there? kept back',
      '2 ping server asks: still there? kept back until #7',
    ]);
  });

  it('says of an event that nobody listened to it, as soon as that is told', () => {
    const heard = `${WS}1 > text 42["helo"]`;
    const told = `server traces {"kind":"unheard","event":"helo","nsp":"/","packet":{"sid":"vK3abcdef","ordinal":0}}`;
    expect(labels(heard)[4]).toBe('2 EVENT "helo"');
    expect(labels(`${heard}\n${told}`)[4]).toBe('2 EVENT "helo" nobody listened');
  });

  it('gives the error of Engine.IO by its code and message, also in a chunked body', () => {
    const body = '{"code":1,"message":"Session ID unknown"}';
    const chunked = `HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n29\r\n${body}\r\n0\r\n\r\n`;
    const hex = Array.from(new TextEncoder().encode(chunked), (byte) => byte.toString(16)).join(' ');
    const request = 'alice opens 1\n1 > GET /socket.io/?EIO=4&transport=polling&sid=gone\n';
    expect(labels(`${request}1 < 400 ${body}`).at(-1)).toBe('400 code 1 “Session ID unknown”');
    expect(labels(`${request}1 < bytes ${hex}`).at(-1)).toBe('400 code 1 “Session ID unknown”');
  });

  it('tells the tone of each piece', () => {
    const timeline = timelineOf(UPGRADE);
    const event = timeline.entries.at(15);
    expect(event && labelOf(event, timeline)).toEqual([
      { text: '2 EVENT', tone: 'sio' },
      { text: '"hello"', tone: 'ink' },
      { text: '"Alice"', tone: 'dim' },
      { text: 'ack id 0', tone: 'dim' },
    ]);
  });

  it('reads the payload of a plain WebSocket, masked or not', () => {
    expect(
      labels(`
        alice opens 1
        1 > UPGRADE /chat
        1 < 101
        1 > text hello é
        1 < text welcome
      `).slice(-2),
    ).toEqual(['text hello é', 'text welcome']);
  });

  it('reads of a payload that was cut off what there is, and nothing of its header', () => {
    const cut = (bytes: string) =>
      labels(`alice opens 1\n1 > UPGRADE /chat\n1 < 101\n1 ${bytes}\n1 closes by client`)[3];
    const over = (count: number) => `⚠ The connection ended after 2 of ${count} bytes of payload`;
    // The length in the second byte, and in the eight behind it.
    expect(cut('< bytes 81 05 68 65')).toBe(`text he ${over(5)}`);
    expect(cut('< bytes 81 7f 00 00 00 00 00 01 00 00 68 65')).toBe(`text he ${over(65536)}`);
    expect(cut('> bytes 81 85 01 02 03 04 69 67')).toBe(`text he ${over(5)}`);
  });

  it('reads the messages of an import, which kept no frames', () => {
    expect(
      labels(`
        browser opens 1
        1 > message UPGRADE /chat
        1 < message 101
        1 > message ws-text hello é
        1 < message ws-binary 01 02
      `).slice(1),
    ).toEqual([
      'GET Upgrade: websocket /chat',
      'WS 101 from here on: frames',
      'text hello é',
      'binary 2 bytes',
    ]);
  });

  it('stays short, however long the value is', () => {
    const [last] = labels(`${WS}1 > text 42["big","${'x'.repeat(30_000)}"]`).slice(-1);
    expect(last?.length).toBeLessThan(120);
  });
});

function labels(transcript: string): string[] {
  const timeline = timelineOf(transcript);
  return timeline.entries.map((entry) =>
    labelOf(entry, timeline)
      .map(({ text }) => text)
      .join(' '),
  );
}
