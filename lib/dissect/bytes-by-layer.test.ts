import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesByLayer, SHARES } from './bytes-by-layer';
import { down, frame, get, http, ok, post, switching, unitsOf, up, upgrade } from './made-wire';

const WS = [up(upgrade('/socket.io/?EIO=4&transport=websocket')), down(switching())];
const GET = up(get('/socket.io/?EIO=4&transport=polling&sid=s1'));

function told(said: Parameters<typeof unitsOf>[0]): string {
  const unit = unitsOf(said).at(-1);
  if (!unit) return 'nothing';
  const shares = bytesByLayer(unit);
  const whole = SHARES.reduce((sum, share) => sum + shares[share], 0);
  const parts = SHARES.filter((share) => shares[share] > 0).map(
    (share) => `${share} ${round(shares[share])}`,
  );
  return `${parts.join(' · ')} = ${round(whole)} of ${unit.wire.length}`;
}

const round = (value: number) => Math.round(value * 10) / 10;

describe('whose the bytes are', () => {
  test.each([
    ['an event', [...WS, down(frame('42["hello","Alice"]'))], 'ws 2 · eio 1 · sio 4 · payload 14 = 21 of 21'],
    [
      'the same under a mask',
      [...WS, up(frame('42["hello","Alice"]', { key: [1, 2, 3, 4] }))],
      'ws 6 · eio 1 · sio 4 · payload 14 = 25 of 25',
    ],
    ['a ping', [...WS, down(frame('2'))], 'ws 2 · eio 1 = 3 of 3'],
    ['bytes', [...WS, down(frame(Uint8Array.of(1, 2, 3)))], 'ws 2 · payload 3 = 5 of 5'],
    ['a close', [...WS, down(frame(Uint8Array.of(3, 232), { opcode: 8 }))], 'ws 4 = 4 of 4'],
  ] as const)('%s', (_name, said, expected) => {
    expect(told([...said])).toBe(expected);
  });

  test('a poll is mostly HTTP', () => {
    expect(told([GET, down(ok('42["hello","Alice"]'))])).toBe(
      'http 39 · eio 1 · sio 4 · payload 14 = 58 of 58',
    );
  });

  test('base64 costs a third more', () => {
    expect(told([GET, down(ok('bAQIDBAUG'))])).toBe('http 38 · eio 1 · payload 8 = 47 of 47');
  });

  test('what was compressed shares what it cost', () => {
    const body = gzipSync(`42["hello","${'a'.repeat(1000)}"]`);
    const shares = told([GET, down(ok(body, 'Content-Encoding: gzip'))]);
    expect(shares).toMatch(/^http \d+ · .* · payload [\d.]+ = (\d+) of \1$/);
  });

  test('the sizes of chunks are HTTP', () => {
    const chunked = http(
      ['HTTP/1.1 200 OK', 'Content-Type: text/plain', 'Transfer-Encoding: chunked'],
      '8\r\n42["hey"\r\n4\r\n,12]\r\n0\r\n\r\n',
    );
    expect(told([GET, down(chunked)])).toMatch(/ eio 1 · sio 4 · payload 7 = (\d+) of \1$/);
  });

  test.each([
    [
      '`ok`, which answers a POST, is nobody’s',
      [up(post('/socket.io/?EIO=4&transport=polling', '40')), down(ok('ok'))],
      'http 40 = 40 of 40',
    ],
    ['a page is what was asked for', [up(get('/')), down(ok('<p>'))], 'http 38 · payload 3 = 41 of 41'],
    ['the text of a probe is Engine.IO’s', [...WS, down(frame('3probe'))], 'ws 2 · eio 6 = 8 of 8'],
  ] as const)('%s', (_name, said, expected) => {
    expect(told([...said])).toBe(expected);
  });

  test('they add up, whatever is said and however it is carried', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const bodies = bytes.map((some) => [up(get('/socket.io/?EIO=4&transport=polling')), down(ok(some))]);
    const zipped = fc
      .json()
      .map((json) => [GET, down(ok(gzipSync(`42["x",${json}]\x1ebAQID`), 'Content-Encoding: gzip'))]);
    const frames = bytes.map((some) => [...WS, up(frame(some, { key: [9, 8, 7, 6] }))]);
    fc.assert(
      fc.property(fc.oneof(bodies, zipped, frames), (said) => {
        for (const unit of unitsOf(said)) {
          const shares = bytesByLayer(unit);
          const whole = SHARES.reduce((sum, share) => sum + shares[share], 0);
          expect(Math.abs(whole - unit.wire.length)).toBeLessThan(1e-6);
        }
      }),
    );
  });
});
