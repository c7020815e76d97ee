import { describe, expect, it } from 'vitest';
import type { Entry } from './entry';
import { stopOf } from './stops';
import { timelineOf } from './transcript';

const WS = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"w1"}
`;
const FREEZE = '"fault":"freeze","detail":"Bytes are kept back."';
const ACTED = `fault {${FREEZE},"state":"acted","client":"alice","conn":1,"direction":"down"}`;
const CLEARED = `fault {${FREEZE},"state":"cleared"}`;
const ping = '{"from":"server","eio":"ping"}';
/** Bytes from the server before what came down after the handshake: the 101, and the open packet in its frame. */
const BEFORE = 129 + 2 + 13;
const pingAt = (offset: number) => `{"from":"server","eio":"ping","offset":${offset}}`;
const hold = (state: string, rest = '') =>
  `fault {"fault":"hold","waitsFor":"ping","detail":"ping","state":"${state}"${rest}}`;
const HELD = hold('acted', `,"client":"alice","conn":1,"direction":"down","packet":${ping}`);
const lost = (packet: string) =>
  `fault {"fault":"drop","state":"acted","client":"alice","conn":1,"direction":"down","detail":"Lost","packet":${packet}}`;

/** What came down after the handshake: `kept`, `late` and by what, `lost`, or `came`. */
function fates(transcript: string): string[] {
  const timeline = timelineOf(WS + transcript);
  const fateOf = (entry: Entry): string => {
    const stop = stopOf(timeline, entry);
    if (!stop) return 'came';
    return stop.until === undefined ? stop.how : `late, #${stop.until}`;
  };
  return timeline.entries.filter((entry) => entry.n > 4 && entry.kind === 'unit').map(fateOf);
}

describe('what the wire does not bring', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a freeze keeps what was sent at once before its record, and all behind it',
      `1 < text 3\n1 < text 2\n${ACTED}\n1 > text 3\n1 < text 42["a"]`,
      ['came', 'kept', 'came', 'kept'],
    ],
    [
      'what is kept comes when the fault is cleared, and what is sent then comes at once',
      `1 < text 2\n${ACTED}\n1 < text 42["a"]\n${CLEARED}\n1 < text 42["b"]`,
      ['late, #8', 'late, #8', 'came'],
    ],
    [
      'a hold keeps its packet and what is behind it, not what is before it in the same bytes',
      `1 < bytes 81 05 34 32 5b 31 5d 81 01 32 81 01 36\n${HELD}`,
      ['came', 'kept', 'kept'],
    ],
    [
      'a hold of another packet is not let go by this one',
      `1 < text 2\n${HELD}\n${hold('cleared').replaceAll('ping', 'ack')}`,
      ['kept'],
    ],
    [
      'a client that has gone gets nothing any more',
      `1 < text 2\n${ACTED}\n1 closes by client\n${CLEARED}`,
      ['kept'],
    ],
    [
      'what a server said before it went still comes',
      `1 < text 2\n${ACTED}\n1 closes by server\n${CLEARED}`,
      ['late, #8'],
    ],
    [
      'another client’s wire thaws alone',
      `1 < text 2\n${ACTED}\n${CLEARED.replace('}', ',"client":"bob"}')}`,
      ['kept'],
    ],
    [
      'a packet is lost, its neighbours are not',
      `1 < text 2\n1 < text 43["a"]\n${lost('{"from":"server","eio":"message","sio":"ACK"}')}\n1 < text 43["b"]`,
      ['came', 'lost', 'came'],
    ],
    [
      'of two alike in the same bytes the first is the first one lost',
      `1 < bytes 81 01 32 81 01 32\n${lost(ping)}\n${lost(ping)}\n1 < text 2`,
      ['lost', 'lost', 'came'],
    ],
    [
      'of what was delayed too, nobody can say here which was lost',
      `1 < text 2\n+300 ${lost(ping)}`,
      ['came'],
    ],
    [
      'where the record says where it lay, that one was lost, however late it was met',
      `1 < text 2\n1 < text 42["a"]\n1 < text 2\n+300 ${lost(pingAt(BEFORE))}`,
      ['lost', 'came', 'came'],
    ],
    [
      'and held',
      `1 < text 42["a"]\n1 < text 2\n+300 1 < text 2\n${HELD.replace(ping, pingAt(BEFORE + 9))}`,
      ['came', 'kept', 'kept'],
    ],
    [
      'where another packet lies there, as after a gap, it is looked for among the last',
      `1 < text 42["a"]\n1 < text 2\n${lost(pingAt(BEFORE))}`,
      ['came', 'lost'],
    ],
    [
      'what goes up is seen only where it arrives',
      `1 > text 3\n${ACTED.replace('down', 'up')}\n1 > text 3`,
      ['came', 'came'],
    ],
  ])('%s', (_, transcript, expected) => {
    expect(fates(transcript)).toEqual(expected);
  });

  it('is not told of a body that lost one of its packets', () => {
    const timeline = timelineOf(`
      alice opens 1
      1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
      1 < 200 2␞42["a"]
      ${lost(ping)}
    `);
    expect(timeline.entries.map((entry) => stopOf(timeline, entry)).filter(Boolean)).toEqual([]);
  });
});
