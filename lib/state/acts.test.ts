import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { fieldOf, nthField } from './acts';

describe('a field by its key', () => {
  const entry = timelineOf(`
    alice opens 1
    1 > UPGRADE /socket.io/?EIO=4&transport=websocket
    1 < 101
    1 > text 42["add",2,3]
  `).entries.nth(4);
  if (!entry) throw new Error('The event is not there.');

  it.each([
    ['sio.event', 1, '"add"'],
    ['sio.arg', 1, '2'],
    ['sio.arg', 2, '3'],
    ['sio.arg', 3, undefined],
    ['sio.none', 1, undefined],
  ])('%s, number %i, is %s, and is told as that one', (key, nth, text) => {
    const field = fieldOf(entry, key, nth);
    expect(field?.text).toBe(text);
    if (field) expect(nthField(entry, field)).toBe(nth);
  });

  it('counts what is no field as the first', () => {
    expect(nthField(entry, { key: 'sio', buffer: 0, start: 0, end: 1 })).toBe(1);
  });
});
