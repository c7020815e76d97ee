import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dissectTyped, EXAMPLES } from './raw-packet';

const pieces = (text: string) => dissectTyped(text, 'client').pieces.map(({ key, text }) => `${key}=${text}`);
const issues = (text: string) =>
  dissectTyped(text, 'client').issues.map(({ column, code }) => `${column} ${code}`);

describe('a packet as it is typed', () => {
  it('is told apart into its fields', () => {
    expect(pieces('42/admin,7["x"]')).toEqual([
      'eio.type=4',
      'sio.type=2',
      'sio.nsp=/admin',
      'sio.mark=,',
      'sio.id=7',
      'sio.punctuation=[',
      'sio.event="x"',
      'sio.punctuation=]',
    ]);
  });

  it.each([
    ['42["x"', ['6 sio-json']],
    ['42/é,["x"', ['9 sio-json']],
    ['9', ['1 eio-type']],
    ['48', ['2 sio-type']],
    ['', ['1 eio-type']],
  ])('%j has its fault at its column', (text, found) => {
    expect(issues(text)).toEqual(found);
  });

  it('is in its pieces, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          dissectTyped(text, 'client')
            .pieces.map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('is without a fault in each example', () => {
    expect(EXAMPLES.flatMap(({ packet }) => issues(packet))).toEqual([]);
    expect(EXAMPLES.length).toBeGreaterThan(4);
  });
});
