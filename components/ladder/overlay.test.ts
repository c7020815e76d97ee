import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link, Span } from '@/lib/session/entry';
import { LinkStore } from '@/lib/session/link-store';
import { timelineOf } from '@/lib/session/transcript';
import { grow, type Layout, openLayout } from './layout';
import { growOverlay, type OverlayPart, openOverlay, overlayBetween } from './overlay';
import { ack, layoutOf, span } from './testing/rows';

/** Ten rows; the arrow of entry n is at 26n - 13: 13, 39, 65, 91, 117, 143, 169, 195, 221, 247. They end at 260. */
const layout = layoutOf(10);

function drawn(
  { spans = [], links = [], rows = layout }: { spans?: Span[]; links?: Iterable<Link>; rows?: Layout },
  chosen: readonly Link[] = [],
): OverlayPart {
  const overlay = openOverlay(1);
  growOverlay(overlay, rows, spans, storeOf(links));
  return overlayBetween(overlay, rows, { top: 0, bottom: 10_000 }, chosen);
}

function storeOf(links: Iterable<Link>): LinkStore {
  const store = new LinkStore();
  for (const link of links) store.push(link);
  return store;
}

describe('rails', () => {
  const rails = (...spans: Span[]) =>
    drawn({ spans })
      .rails.map(({ client, look, top, bottom }) => `${client} ${look} ${top}–${bottom}`)
      .sort();

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

  it('the wait before a new try, and what an emit waits in, stand there as well', () => {
    expect(
      rails(
        span({ kind: 'retry', startEntry: 3, endEntry: 5, sid: undefined, attempt: 1, delayMs: 2000 }),
        span({ kind: 'buffered', startEntry: 4, endEntry: 6, sid: undefined }),
      ),
    ).toEqual(['alice buffering 82–146', 'alice waiting 56–120']);
  });

  it('another run has its own', () => {
    expect(rails(span({ kind: 'transport', transport: 'polling', startEntry: 2, run: 2 }))).toEqual([]);
  });

  it('ends with the rows, where the end is not shown yet', () => {
    const paused = { ...layoutOf(5), read: 5 };
    const spans = [span({ kind: 'transport', transport: 'polling', startEntry: 2, endEntry: 8 })];
    expect(drawn({ spans, rows: paused }).rails[0]?.bottom).toBe(130);
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
    const told = drawn({ spans }).holds.map(({ top, bottom, track }) => `${top}–${bottom} at ${track}`);
    expect(told.sort()).toEqual(expected);
  });

  it('tells how long, once it is answered', () => {
    const took = drawn({ spans: [held(1, 4), held(5)] }).holds.map((hold) => hold.took);
    expect(took).toEqual([3000, undefined]);
  });

  it('is told in words from ten milliseconds on, and while it lasts', () => {
    const spans = [held(1, 4), { ...held(4, 6), end: span(held(4)).start }, held(7)];
    const long = { ...held(2, 9), end: span(held(2 + 121)).start };
    expect(drawn({ spans: [...spans, long] }).words.map(({ text, y }) => `${text} at ${y}`)).toEqual([
      'GET held 121 ms at 126',
      'GET held … at 168',
    ]);
  });
});

describe('curves', () => {
  const curves = (links: Link[], chosen: readonly Link[] = []) =>
    drawn({ links }, chosen).curves.map(
      ({ link, top, bottom, track }) => `${link.a}→${link.b} ${top}–${bottom} at ${track}`,
    );

  it.each([
    [
      'one pair after another keeps to the lane',
      [ack(1, 2), ack(3, 4)],
      ['1→2 13–39 at 0', '3→4 65–91 at 0'],
    ],
    ['one may begin where another ends', [ack(1, 2), ack(2, 3)], ['1→2 13–39 at 0', '2→3 39–65 at 0']],
    ['what took longer goes outside', [ack(2, 3), ack(1, 4)], ['2→3 39–65 at 0', '1→4 13–91 at 1']],
    ['one that was told late hangs the same way', [ack(4, 2)], ['4→2 39–91 at 0']],
    ['an entry that is not there has none', [ack(1, 12)], []],
    ['two packets of one entry need none', [ack(3, 3)], []],
  ])('%s', (_, links, expected) => {
    expect(curves(links)).toEqual(expected);
  });

  it.each(['response', 'because'] as const)(
    'a %s is joined only when one of its ends is selected',
    (kind) => {
      const link: Link = { ...ack(1, 4), kind };
      expect(curves([link])).toEqual([]);
      expect(curves([link], [link])).toEqual(['1→4 13–91 at 4']);
    },
  );

  it('packets of one body that have one cause are joined to it once', () => {
    const link: Link = { ...ack(1, 4), kind: 'because' };
    const both = [
      { ...link, packetB: 0 },
      { ...link, packetB: 1 },
    ];
    expect(curves(both, both)).toEqual(['1→4 13–91 at 4']);
  });
});

const BUSY = `
  server traces {"kind":"program","state":"started","run":1}
  alice opens 1
  1 > GET /socket.io/?EIO=4&transport=polling
  1 < 200 0{"sid":"s1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40
  1 < 200 ok
  1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
  1 < 200 40{"sid":"a1"}
  alice opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
  2 < 101
  1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
  2 > text 2probe
  2 < text 3probe
  +100 1 < 200 6
  2 > text 5
  2 > text 420["one"]
  2 < text 430[]
  +2000 2 < text 2
  2 > text 421["two"]
  2 > text 3
  2 < text 431[]
  2 closes by server
  bob opens 3
  3 > GET /socket.io/?EIO=4&transport=polling
`;

it('tells of a namespace that is joined its name: there is room for little else', () => {
  const joins = (label: string, a: number): Link => ({ ...ack(a, a + 1), kind: 'connect', label });
  const { words } = drawn({ links: [joins('connect', 1), joins('connect /news', 3)] });
  expect(words.map(({ text }) => text)).toEqual(['connect', '/news']);
});

describe('growing', () => {
  it('comes to the same in steps of any size, and nothing that has ended moves', () => {
    const { entries, spans, links } = timelineOf(BUSY);
    const whole = openLayout(entries);
    grow(whole, () => true);
    const sorted = ({ rails, holds, curves, words }: OverlayPart) => ({
      rails: [...rails].sort((a, b) => (a.key < b.key ? -1 : 1)),
      holds: [...holds].sort((a, b) => a.key - b.key),
      curves: [...curves].sort((a, b) => a.link.b - b.link.b || a.link.a - b.link.a),
      words: [...words].sort((a, b) => a.y - b.y),
    });
    const expected = sorted(drawn({ spans, links, rows: whole }));
    expect(expected.curves.length).toBeGreaterThan(3);
    expect(expected.rails.length).toBeGreaterThan(2);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: entries.length })), (stops) => {
        const layout = openLayout(entries);
        const overlay = openOverlay(1);
        for (const until of [...stops.sort((a, b) => a - b), entries.length]) {
          // What the fold had come to by that entry.
          const then = timelineOf(
            BUSY.split('\n')
              .slice(0, until + 1)
              .join('\n'),
          );
          grow(layout, () => true, then.entries.length);
          growOverlay(overlay, layout, spans, storeOf([...links].slice(0, then.links.length)));
        }
        const part = overlayBetween(overlay, layout, { top: 0, bottom: 10_000 }, []);
        expect(sorted(part)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
