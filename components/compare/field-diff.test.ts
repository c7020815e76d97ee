import { describe, expect, it } from 'vitest';
import { dissect } from '@/lib/dissect/dissect';
import type { Unit } from '@/lib/dissect/layer';
import { timelineOf } from '@/lib/session/transcript';
import { bytePieces } from './byte-diff';
import { pairFields } from './field-diff';

function unitsOf(transcript: string): Unit[] {
  return timelineOf(transcript).entries.flatMap((entry) => (entry.kind === 'unit' ? [entry.unit] : []));
}

const WS = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
`;

function pairOf(said: string): readonly [Unit, Unit] {
  const [a, b] = unitsOf(said).slice(-2);
  if (!a || !b) throw new Error('A pair is two units.');
  return [a, b];
}

function differing(said: string): string[] {
  return pairFields(...pairOf(said))
    .filter(({ differs }) => differs)
    .map(({ label, a, b }) => `${label}: ${a?.text ?? '·'} | ${b?.text ?? '·'}`);
}

describe('the fields in which two entries differ', () => {
  it.each<[string, string, string[]]>([
    ['none in two that are the same', `${WS} 1 < text 2\n1 < text 2`, []],
    [
      'a longer one, where only that and its length differ',
      `${WS} 1 < text 42["hi",1]\n1 < text 42["hi",17]`,
      ['Payload length: 10 | 11', 'Argument 1: 1 | 17'],
    ],
    [
      'one that asks for an ack, and has one argument more',
      `${WS} 1 < text 42["hi",1]\n1 < text 425["hi",1,2]`,
      ['Payload length: 10 | 13', 'Ack id: · | 5', 'Argument 2: · | 2'],
    ],
    [
      'two requests, each with what the other has not',
      `alice opens 1
       1 > GET /socket.io/?EIO=4&transport=polling&t=a
       1 > OPTIONS /socket.io/?EIO=4&transport=polling&sid=s1`,
      ['Method: GET | OPTIONS', 'sid: · | s1', 't: a | ·'],
    ],
  ])('%s', (_what, said, expected) => {
    expect(differing(said)).toEqual(expected);
  });
});

describe('bytes side by side', () => {
  it('marks what differs by its field, and folds what is the same', () => {
    const same = 'x'.repeat(48);
    const [a, b] = pairOf(`${WS} 1 < text 42["${same}",1]\n1 < text 420["${same}",1]`);
    const told = (unit: Unit, side: 'a' | 'b') =>
      bytePieces(dissect(unit), 0, pairFields(a, b), side).pieces.map((piece) =>
        piece.kind === 'same'
          ? `${piece.offset}: ${piece.length} the same`
          : `${piece.row.offset}: ${piece.row.bytes.map(({ value, differs }) => (differs ? `[${char(value)}]` : char(value))).join('')}`,
      );
    // The length is in the second byte, 56 and 57; the ack id follows the type.
    expect(told(a, 'a')).toEqual(['0: .[8]42["xx', '8: xxxxxxxx', '16: 42 the same']);
    expect(told(b, 'b')).toEqual(['0: .[9]42[0]["x', '8: xxxxxxxx', '16: 43 the same']);
  });
});

function char(value: number): string {
  return value >= 32 && value < 127 ? String.fromCharCode(value) : '.';
}
