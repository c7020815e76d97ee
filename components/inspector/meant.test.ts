import { expect, test } from 'vitest';
import { utf8Text } from '@/lib/base/bytes';
import { down, frame, switching, unitsOf, up, upgrade } from '@/lib/dissect/made-wire';
import { dissectedOf } from './dissected';
import { meantBy } from './meant';

const KEY = [0xa1, 0x5e, 0x09, 0xc4];
const [asked, , masked, bare, , joined] = unitsOf([
  up(upgrade('/socket.io/?EIO=4&transport=websocket')),
  down(switching()),
  up(frame('2probe', { key: KEY })),
  down(frame('3probe')),
  up(frame('42["he', { key: KEY, fin: false })),
  up(frame('llo"]', { key: KEY, opcode: 0 })),
]);

test.each([
  ['of a masked frame, what was masked', masked, '2probe'],
  ['of one that is not, what is after its header', bare, '3probe'],
  ['of the last of many, the message', joined, '42["hello"]'],
])('%s', (_, unit, text) => {
  expect(unit && utf8Text(meantBy(unit, dissectedOf(unit).buffers))).toBe(text);
});

test('of HTTP, all of it', () => {
  expect(asked && meantBy(asked, dissectedOf(asked).buffers)).toBe(asked?.wire);
});
