/** Transcripts that several tests tell from. */

const OPEN =
  '0{"sid":"s1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
const OPEN_WS = '0{"sid":"w1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';

/** Alice begins on polling, moves to WebSocket, says hello, and leaves. */
export const UPGRADE = `
  # 1 to 7: a session, and a place in the main namespace
  alice opens 1
  1 > GET /socket.io/?EIO=4&transport=polling&t=abc
  1 < 200 ${OPEN}
  1 > POST /socket.io/?EIO=4&transport=polling&t=abd&sid=s1 | 40
  1 < 200 ok
  1 > GET /socket.io/?EIO=4&transport=polling&t=abe&sid=s1
  1 < 200 40{"sid":"sock1"}␞42["welcome","sock1"]
  # 8 to 16: the upgrade; the noop lets the held GET go
  alice opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
  1 > GET /socket.io/?EIO=4&transport=polling&t=abf&sid=s1
  2 < 101
  2 > text 2probe
  2 < text 3probe
  +100 1 < 200 6
  2 > text 5
  # 16 to 19: an event and its ack, a ping and its pong
  2 > text 420["hello","Alice"]
  +3 2 < text 430[{"ok":true}]
  +24900 2 < text 2
  2 > text 3
  # 20 to 22: goodbye
  2 > text 41
  2 > close
  2 closes by client
`;

/** Bob was told to use WebSocket only. */
export const WEBSOCKET_ONLY = `
  bob opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text ${OPEN_WS}
  1 > text 40
  1 < text 40{"sid":"sockW"}
  1 < close
  1 closes by server
`;

/** The upgrade is refused on the way, and the session stays where it is. */
export const BLOCKED = `
  alice opens 1
  1 > GET /socket.io/?EIO=4&transport=polling
  1 < 200 ${OPEN}
  alice opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
  2 < 403
  2 closes by server
`;

/** A photo over WebSocket, one with two attachments over polling. */
export const BINARY = `
  bob opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text ${OPEN_WS}
  1 > text 451-["photo",{"_placeholder":true,"num":0}]
  1 > binary 01 02 03
  alice opens 2
  2 > GET /socket.io/?EIO=4&transport=polling
  2 < 200 ${OPEN}
  2 > GET /socket.io/?EIO=4&transport=polling&sid=s1
  2 < 200 452-["pair",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]␞bAQID␞bBAU=
`;

/** A line of a transcript in which a program tells of what it did. Lines are those of `server.js` or `client.js`. */
export const told = {
  sent: (side: string, sid: string, ordinal: number, line: number, because?: readonly [string, number]) =>
    traceOf(side, { kind: 'sent', sid, ordinal, place: placeOf(side, line), because: receivedOf(because) }),
  handler: (side: string, packet: readonly [string, number], event: string, line: number, of = 'event') =>
    traceOf(side, {
      kind: 'handler',
      of,
      event,
      nsp: '/',
      packet: receivedOf(packet),
      place: placeOf(side, line),
    }),
  unheard: (side: string, packet: readonly [string, number], event: string) =>
    traceOf(side, { kind: 'unheard', event, nsp: '/', packet: receivedOf(packet) }),
  unsent: (side: string, fate: 'buffered' | 'dropped' | 'nobody', event: string, line: number, more = {}) =>
    traceOf(side, { kind: 'unsent', fate, event, nsp: '/', place: placeOf(side, line), ...more }),
  room: (action: 'join' | 'leave', room: string, socket: string) =>
    traceOf('server', { kind: 'room', action, nsp: '/', room, socket }),
};

function traceOf(side: string, event: object): string {
  return `${side} traces ${JSON.stringify(event)}`;
}

function placeOf(side: string, line: number) {
  return { file: side === 'server' ? 'server.js' : 'client.js', line };
}

function receivedOf(packet: readonly [sid: string, ordinal: number] | undefined) {
  return packet && { sid: packet[0], ordinal: packet[1] };
}

const open = (client: string, conn: number, sid: string) => `
  ${client} opens ${conn}
  ${conn} > UPGRADE /socket.io/?EIO=4&transport=websocket
  ${conn} < 101
  ${conn} < text ${OPEN_WS.replace('w1', sid)}
  ${conn} > text 40
  ${conn} < text 40{"sid":"${sid}sock"}
`;

/** Alice, Bob and Carol on WebSockets with sessions `a`, `b` and `c`, in the main namespace: entries 1 to 18. */
export const THREE = open('alice', 1, 'a') + open('bob', 2, 'b') + open('carol', 3, 'c');

/**
 * Alice says something, the server passes it on to all three, and Bob answers: entries 19 to 23. Each of them tells
 * of it when it does it, the clients a little later than the wire.
 */
export const CHAT = `${THREE}
  # 19: the server's only listener runs once, and its line 7 reaches three sockets
  1 > text 42["say","hi"]
  ${told.sent('alice', 'a', 1, 4)}
  +0 ${told.handler('server', ['a', 1], 'say', 6)}
  +0 ${told.sent('server', 'a', 1, 7, ['a', 1])}
  +0 ${told.sent('server', 'b', 1, 7, ['a', 1])}
  +0 ${told.sent('server', 'c', 1, 7, ['a', 1])}
  # 20 to 22
  1 < text 42["said","hi"]
  2 < text 42["said","hi"]
  3 < text 42["said","hi"]
  ${told.handler('alice', ['a', 1], 'said', 9)}
  ${told.handler('bob', ['b', 1], 'said', 9)}
  ${told.handler('bob', ['b', 1], 'said', 12)}
  # 23: only then does Bob's client tell which line it was
  2 > text 42["seen"]
  ${told.sent('bob', 'b', 1, 13, ['b', 1])}
  # 24: nobody listened to that
  ${told.unheard('server', ['b', 1], 'seen')}
`;
