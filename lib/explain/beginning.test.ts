import { expect, test } from 'vitest';
import type { Unit } from '@/lib/dissect/layer';
import { down, frame, get, ok, switching, unitsOf, up, upgrade } from '@/lib/dissect/made-wire';
import { binarySize } from './beginning';

const BLOB = new Uint8Array(50_000_000);

function socket(...frames: readonly Uint8Array[]): Unit | undefined {
  const opening = [up(upgrade('/socket.io/?EIO=4&transport=websocket')), down(switching())];
  return unitsOf([...opening, ...frames.map((bytes) => down(bytes))]).at(-1);
}

const POLLED = unitsOf([
  up(get('/socket.io/?EIO=4&transport=polling&sid=s')),
  down(ok(`bAAAA\u001eb${'A'.repeat(8_000_000)}`)),
]).at(-1);

test.each<[string, Unit | undefined, number, string]>([
  ['of a frame', socket(frame(BLOB.subarray(0, 3000))), 0, '3.0 kB'],
  ['of a frame that is not kept whole', socket(frame(BLOB)), 0, '50.0 MB'],
  [
    'of two frames that are not',
    socket(frame(BLOB.subarray(0, 9_000_000), { fin: false }), frame('', { opcode: 0 })),
    0,
    'over 4.2 MB',
  ],
  ['in base64, in a body that is not', POLLED, 1, 'over 3.1 MB'],
  ['in base64, before it', POLLED, 0, '3 bytes'],
])('the size of bytes %s', (_, unit, place, size) => {
  expect(unit && binarySize(unit, place)).toBe(size);
});
