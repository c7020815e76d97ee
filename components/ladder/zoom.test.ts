import { expect, it } from 'vitest';
import { type Zoom, zoomAfterKey, zoomed, zoomText } from './zoom';

it('goes from ten microseconds to a minute, and no further', () => {
  const seen: string[] = [];
  let zoom: Zoom;
  for (let i = 0; i < 5; i++) zoom = zoomed(zoom, 'in');
  for (let i = 0; i < 9; i++) {
    seen.push(zoomText(zoom));
    zoom = zoomed(zoom, 'out');
  }
  expect(seen).toEqual(['10 µs', '100 µs', '1 ms', '10 ms', '100 ms', '1 s', '10 s', '1 min', '1 min']);
});

it.each<[string, Zoom, { zoom: Zoom } | undefined]>([
  ['+', undefined, { zoom: 10_000 }],
  ['=', 10_000, { zoom: 1_000 }],
  ['-', undefined, { zoom: 1_000_000 }],
  ['0', 10_000, { zoom: undefined }],
  ['x', 10_000, undefined],
])('the key %s leads from %s to %j', (key, zoom, expected) => {
  expect(zoomAfterKey(key, zoom)).toEqual(expected);
});
