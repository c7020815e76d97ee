import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { entryAfterKey } from './keys';
import { grow, openLayout } from './layout';

/** Connection 1 has entries 1, 3, 4, 6, 7 and 9, connection 2 has 2, 5 and 8. Entry 6 is not shown. */
const timeline = timelineOf(`
  alice opens 1
  bob opens 2
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 < text 2
  2 < 101
  1 > text 3
`);
const layout = openLayout(timeline.entries);
grow(layout, (n) => n !== 6);

describe('keys', () => {
  it.each([
    ['j', undefined, 1],
    ['ArrowUp', undefined, 9],
    ['ArrowDown', 5, 7],
    ['ArrowUp', 7, 5],
    ['j', 6, 7],
    ['k', 6, 5],
    ['j', 9, 9],
    ['Home', 5, 1],
    ['End', 5, 9],
    ['PageDown', 1, 9],
    ['PageUp', 9, 1],
    ['.', 4, 7],
    [',', 4, 3],
    ['.', 5, 8],
    ['.', 9, undefined],
    [',', 8, 5],
    ['l', 7, 9],
    ['h', 9, 7],
    ['l', 9, undefined],
    ['h', 4, 3],
    ['q', 4, undefined],
  ])('%s from %s leads to %s', (key, from, to) => {
    expect(entryAfterKey(key, layout, timeline, from)).toBe(to);
  });
});
