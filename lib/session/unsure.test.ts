import { describe, expect, it } from 'vitest';
import { timelineOf } from './transcript';

const OPEN = '0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
const SESSION = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text ${OPEN}
  1 > text 40
  1 < text 40{"sid":"a"}
`;
const HEADER = '451-["photo",{"_placeholder":true,"num":0}]';

/** What is said against each of the last entries. */
function blamed(transcript: string): string[] {
  const { entries } = timelineOf(transcript);
  return entries.flatMap((entry) =>
    entry.kind === 'unit' ? entry.unit.issues.map(({ code }) => `#${entry.n} ${code}`) : [],
  );
}

describe('nobody is blamed for what was not recorded', () => {
  it.each([
    ['what announced it is lost', `${SESSION}  gap 1\n  1 < binary 01`, []],
    ['it is lost itself', `${SESSION}  1 < text ${HEADER}\n  gap 1\n  1 < text 42["next"]`, []],
    [
      'it comes after the gap',
      `${SESSION}  1 < text ${HEADER}\n  gap 1\n  1 < binary 01\n  1 < text 42["next"]`,
      [],
    ],
    [
      'with the next packet one knows again',
      `${SESSION}  gap 1\n  1 < binary 01\n  1 < text 42["next"]\n  1 < binary 02`,
      ['#10 sio-attachment-unexpected'],
    ],
    [
      'that of the other direction is not known by it',
      `${SESSION}  gap 1\n  1 > text 42["next"]\n  1 < binary 01\n  1 > binary 02`,
      ['#10 sio-attachment-unexpected'],
    ],
    [
      'of a session that nobody has named',
      `
        alice opens 1
        1 > UPGRADE /socket.io/?EIO=4&transport=websocket
        1 < 101
        1 < text 40{"sid":"a"}
        gap 1
        1 < binary 01
      `,
      [],
    ],
    [
      'a session that was open when the recording began',
      `
        alice opens 1
        1 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s0
        1 < 101
        1 < binary 01
        1 < text ${HEADER}
        1 < text 42["next"]
      `,
      ['#6 sio-attachment-missing'],
    ],
    ['without a gap', `${SESSION}  1 < binary 01`, ['#7 sio-attachment-unexpected']],
  ])('%s', (_, transcript, expected) => {
    expect(blamed(transcript)).toEqual(expected);
  });
});
