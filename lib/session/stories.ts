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
