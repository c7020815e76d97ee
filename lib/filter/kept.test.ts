import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import { openTimeline, step } from '@/lib/session/fold';
import { CHAT, told, UPGRADE } from '@/lib/session/stories';
import type { Timeline } from '@/lib/session/timeline';
import { recordsOf } from '@/lib/session/transcript';
import { type Filter, matches, parseFilter } from './filter';
import { growKept, hiddenCount, keeps, openKept } from './kept';

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.filter;
}

/** All but what a program told, as the ladder shows it. */
const isShown = (entry: Entry | undefined) => entry?.kind !== 'trace';
const showsIn = (timeline: Timeline) => (n: EntryNumber) => isShown(timeline.entries.nth(n));

describe('growKept', () => {
  it.each([
    // the event is kept as soon as its ack is there, the packet as soon as its line was told
    ['sio.ack.rtt', `${UPGRADE}`, [16, 17], 1],
    ['handler.side == bob', CHAT, [21], 1],
    ['sent.line == 13', CHAT, [23], 1],
    ['unheard', CHAT, [23, 24], 1],
    // what was kept until it was answered is hidden then
    ['eio.type == ping && !rtt', UPGRADE, [], 2],
  ])('%s', (text, story, numbers, changes) => {
    const timeline = openTimeline();
    const kept = openKept(filterOf(text), showsIn(timeline));
    for (const record of recordsOf(story)) {
      step(timeline, record);
      growKept(kept, timeline);
    }
    expect(timeline.entries.filter(({ n }) => keeps(kept, n)).map(({ n }) => n)).toEqual(numbers);
    expect(kept.changes).toBe(changes);
  });

  it('looks at each entry once, and again only at those that were joined since', () => {
    let asked = 0;
    const { condition } = filterOf('http');
    const counting: Filter = {
      condition,
      byShape: false,
      test: () => {
        asked += 1;
        return true;
      },
    };
    const timeline = openTimeline();
    const kept = openKept(counting, showsIn(timeline));
    for (const record of recordsOf(`alice opens 1\n${'1 > GET /\n1 < 200 ok\n'.repeat(1000)}`)) {
      step(timeline, record);
      growKept(kept, timeline);
      growKept(kept, timeline);
    }
    // 2001 entries, and 1000 requests once more when they were answered.
    expect(asked).toBe(3001);
  });

  it('in parts, comes to the same', () => {
    const timeline = openTimeline();
    for (const record of recordsOf(`alice opens 1\n${'1 > GET /\n1 < 200 ok\n'.repeat(500)}`))
      step(timeline, record);
    const [whole, parts] = [1, 2].map(() => openKept(filterOf('http.status && rtt'), showsIn(timeline)));
    if (!whole || !parts) throw new Error('There are two.');
    expect(growKept(whole, timeline)).toBe(true);
    const read: number[] = [];
    let isWhole = false;
    while (!isWhole) {
      isWhole = growKept(parts, timeline, () => false);
      read.push(parts.entriesRead);
    }
    expect(read).toEqual([256, 512, 768, 1001]);
    expect(timeline.entries.map(({ n }) => keeps(parts, n))).toEqual(
      timeline.entries.map(({ n }) => keeps(whole, n)),
    );
    expect([hiddenCount(parts, 0), hiddenCount(whole, 0)]).toEqual([501, 501]);
  });

  it('counts what is hidden of each run, but not what nobody would see', () => {
    const timeline = openTimeline();
    const kept = openKept(filterOf('kind == open'), showsIn(timeline));
    const records = recordsOf(`
      server traces {"kind":"program","state":"started","run":1}
      alice opens 1
      1 > GET /
      1 < 200 ok
      server traces {"kind":"program","state":"started","run":2}
      alice opens 2
      2 > GET /
      ${told.unheard('server', ['x', 0], 'hi')}
    `);
    for (const record of records) step(timeline, record);
    growKept(kept, timeline);
    expect([hiddenCount(kept, 1), hiddenCount(kept, 2), hiddenCount(kept, 3)]).toEqual([2, 1, 0]);
  });

  it('in whatever portions records come, it keeps what the filter keeps of the whole', () => {
    const filters = [
      'rtt',
      'sio.ack.rtt || because',
      'handler && !link',
      'sent',
      '!unheard && eio',
      'bytes > 40',
      'client == alice && sio.event ~ e',
      '!(eio.type == message) || from == server',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...filters),
        fc.constantFrom(UPGRADE, CHAT),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }),
        (text, story, portions) => {
          const timeline = openTimeline();
          const kept = openKept(filterOf(text), showsIn(timeline));
          const records = recordsOf(story);
          for (let at = 0, i = 0; at < records.length; i += 1) {
            const size = portions[i % portions.length] ?? 1;
            for (const record of records.slice(at, at + size)) step(timeline, record);
            growKept(kept, timeline);
            at += size;
          }
          const wanted = timeline.entries.filter((entry) => matches(kept.filter, entry, timeline));
          expect(timeline.entries.filter(({ n }) => keeps(kept, n))).toEqual(wanted);
          expect(hiddenCount(kept, 0)).toBe(
            timeline.entries.filter((entry) => isShown(entry) && !wanted.includes(entry)).length,
          );
        },
      ),
    );
  });
});
