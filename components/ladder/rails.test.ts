import { describe, expect, it } from 'vitest';
import type { Span } from '@/lib/session/entry';
import { placeHolds, placeRails } from './rails';
import { layoutOf, span } from './testing/rows';

/** Ten rows; the arrow of entry n is at 26n - 13: 13, 39, 65, 91, 117, 143, 169, 195, 221, 247. They end at 260. */
const layout = layoutOf(10);

function rails(...spans: readonly Span[]): string[] {
  return placeRails(layout, spans, 1).map(
    ({ client, look, top, bottom }) => `${client} ${look} ${top}–${bottom}`,
  );
}

describe('rails', () => {
  it('polling gives way to a WebSocket at the upgrade packet, beside which the second connection was tried', () => {
    expect(
      rails(
        span({ kind: 'transport', transport: 'polling', startEntry: 2, endEntry: 8 }),
        span({ kind: 'upgrade', startEntry: 4, endEntry: 8 }),
        span({ kind: 'transport', transport: 'websocket', startEntry: 8 }),
      ),
    ).toEqual(['alice polling 30–192', 'alice probing 82–198', 'alice websocket 198–260']);
  });

  it('what lasts reaches to the newest row', () => {
    expect(rails(span({ kind: 'disconnected', startEntry: 9, sid: undefined }))).toEqual([
      'alice disconnected 212–260',
    ]);
  });

  it('another run has its own', () => {
    expect(rails(span({ kind: 'transport', transport: 'polling', startEntry: 2, run: 2 }))).toEqual([]);
  });

  it('ends with the rows, where the end is not shown yet', () => {
    const paused = { ...layoutOf(5), read: 5 };
    const [rail] = placeRails(
      paused,
      [span({ kind: 'transport', transport: 'polling', startEntry: 2, endEntry: 8 })],
      1,
    );
    expect(rail?.bottom).toBe(130);
  });
});

describe('held requests', () => {
  const held = (startEntry: number, endEntry?: number) => span({ kind: 'held-poll', startEntry, endEntry });

  it.each([
    ['one after the other, at the lane', [held(1, 3), held(3, 5)], ['13–65 at 0', '65–117 at 0']],
    [
      'at the same time, side by side',
      [held(1, 4), held(2, 3), held(3, 5)],
      ['13–91 at 0', '39–65 at 1', '65–117 at 1'],
    ],
    ['one that is not answered keeps its place', [held(1), held(2, 3)], ['13–260 at 0', '39–65 at 1']],
  ])('%s', (_, spans, expected) => {
    expect(
      placeHolds(layout, spans, 1).map(({ top, bottom, track }) => `${top}–${bottom} at ${track}`),
    ).toEqual(expected);
  });

  it('tells how long, once it is answered', () => {
    expect(placeHolds(layout, [held(1, 4), held(5)], 1).map(({ took }) => took)).toEqual([3000, undefined]);
  });
});
