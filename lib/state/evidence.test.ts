import { describe, expect, it } from 'vitest';
import { UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { evidenceText } from './evidence';

describe('what proved a step', () => {
  it.each([
    ['short enough, as it was on the wire', 13, '#13 3probe'],
    ['with a name, where the wire has one digit', 14, '#14 6 noop'],
    ['too long, by its row', 3, '#3 0 open sid s1 upgrades [websocket]'],
    ['several packets, by their row', 7, '#7 CONNECT + EVENT "welcome" 2 packets, 1 body'],
  ])('%s', (_, n, expected) => {
    const timeline = timelineOf(UPGRADE);
    const entry = timeline.entries.nth(n);
    expect(entry && evidenceText(entry, timeline)).toBe(expected);
  });
});
