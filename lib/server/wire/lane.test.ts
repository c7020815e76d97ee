import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLEAR } from './faults';
import type { Gate } from './gate';
import { type LaneItem, type LanePlan, openLane } from './lane';
import type { Link } from './link';

/** A gate that lets everything through. */
const OPEN: Gate = {
  isShut: false,
  pass: (chunk) => [chunk],
  reconsider: () => [],
  flush: () => [],
  clear: () => undefined,
};
const bytes = (text: string) => new TextEncoder().encode(text);

/** A lane whose plan and receiver the test moves by hand; `out` is what came out and when. */
function laneUnderTest(link: Link = { freeAt: 0 }) {
  const out: [ms: number, item: string][] = [];
  let plan: LanePlan = CLEAR;
  let hasRoom = true;
  let rooms = 0;
  const began = performance.now();
  const lane = openLane({
    plan: () => plan,
    link,
    gate: OPEN,
    deliver(item: LaneItem) {
      out.push([performance.now() - began, typeof item === 'string' ? item : new TextDecoder().decode(item)]);
      return hasRoom;
    },
    onRoom: () => {
      rooms += 1;
    },
  });
  return {
    lane,
    out,
    rooms: () => rooms,
    block: () => {
      hasRoom = false;
    },
    unblock: () => {
      hasRoom = true;
      lane.resume();
    },
    set(changed: Partial<LanePlan>) {
      plan = { ...plan, ...changed };
      lane.replan();
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a lane', () => {
  it('hands everything on at once when nothing is set', () => {
    const { lane, out } = laneUnderTest();
    lane.send(bytes('a'));
    lane.send('fin');
    expect(out).toEqual([
      [0, 'a'],
      [0, 'fin'],
    ]);
  });

  it('delays each item by its latency, and the end of the stream with them', () => {
    const { lane, out, set } = laneUnderTest();
    set({ delayMs: 100 });
    lane.send(bytes('a'));
    vi.advanceTimersByTime(30);
    lane.send(bytes('b'));
    lane.send('fin');
    vi.advanceTimersByTime(200);
    expect(out).toEqual([
      [100, 'a'],
      [130, 'b'],
      [130, 'fin'],
    ]);
  });

  it('never lets a later item overtake, also when the latency falls', () => {
    const { lane, out, set } = laneUnderTest();
    set({ delayMs: 100 });
    lane.send(bytes('slow'));
    set({ delayMs: 10 });
    lane.send(bytes('fast'));
    set({ delayMs: 0 });
    lane.send(bytes('now'));
    vi.advanceTimersByTime(200);
    expect(out).toEqual([
      [100, 'slow'],
      [100, 'fast'],
      [100, 'now'],
    ]);
  });

  it('keeps everything back while frozen, and gives it in order when it thaws', () => {
    const { lane, out, set } = laneUnderTest();
    set({ frozen: true });
    lane.send(bytes('a'));
    lane.send(bytes('b'));
    lane.send('rst');
    vi.advanceTimersByTime(60_000);
    expect(out).toEqual([]);
    set({ frozen: false });
    expect(out).toEqual([
      [60_000, 'a'],
      [60_000, 'b'],
      [60_000, 'rst'],
    ]);
  });

  it('tells a sender to wait when 256 kB are on their way, and when there is room again', () => {
    const { lane, out, rooms, set } = laneUnderTest();
    set({ frozen: true });
    const quarter = new Uint8Array(64 * 1024);
    const answers = [1, 2, 3, 4].map(() => lane.send(quarter));
    expect(answers).toEqual([true, true, true, false]);
    set({ frozen: false });
    expect(out).toHaveLength(4);
    expect(rooms()).toBe(1);
  });

  it('waits for a receiver that is full', () => {
    const { lane, out, rooms, block, unblock } = laneUnderTest();
    block();
    expect(lane.send(bytes('a'))).toBe(false);
    lane.send(bytes('b'));
    expect(out).toEqual([[0, 'a']]);
    unblock();
    expect(out).toEqual([
      [0, 'a'],
      [0, 'b'],
    ]);
    expect(rooms()).toBe(1);
  });

  it('delays by its jitter, too, at random and in order', () => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(0.5).mockReturnValueOnce(0).mockReturnValueOnce(0.9);
    const { lane, out, set } = laneUnderTest();
    set({ delayMs: 100, jitterMs: 40 });
    for (const text of ['a', 'b', 'c']) lane.send(bytes(text));
    vi.advanceTimersByTime(200);
    expect(out).toEqual([
      [120, 'a'],
      [120, 'b'],
      [136, 'c'],
    ]);
  });

  it('lets so many bytes a second through, a tenth of a second at a time', () => {
    const { lane, out, set } = laneUnderTest({ freeAt: performance.now() });
    set({ bytesPerSecond: 100 });
    lane.send(bytes('twenty-five bytes of text'));
    lane.send('fin');
    vi.advanceTimersByTime(1000);
    expect(out).toEqual([
      [100, 'twenty-fiv'],
      [200, 'e bytes of'],
      [250, ' text'],
      [250, 'fin'],
    ]);
  });

  it('shares its link with the client’s other connections', () => {
    const link: Link = { freeAt: performance.now() };
    const [one, other] = [laneUnderTest(link), laneUnderTest(link)];
    for (const { lane, set } of [one, other]) {
      set({ bytesPerSecond: 1000 });
      lane.send(new Uint8Array(200));
    }
    vi.advanceTimersByTime(1000);
    expect([one.out.map(([ms]) => ms), other.out.map(([ms]) => ms)]).toEqual([
      [100, 300],
      [200, 400],
    ]);
  });

  it('is as wide as ever once it is no longer narrow', () => {
    const { lane, out, set } = laneUnderTest({ freeAt: performance.now() });
    set({ bytesPerSecond: 100 });
    lane.send(bytes('twenty-five bytes of text'));
    vi.advanceTimersByTime(150);
    set({ bytesPerSecond: Number.POSITIVE_INFINITY });
    expect(out).toEqual([
      [100, 'twenty-fiv'],
      [150, 'e bytes of text'],
    ]);
  });

  it('forgets what is on its way when it is cleared', () => {
    const { lane, out, set } = laneUnderTest();
    set({ delayMs: 50 });
    lane.send(bytes('a'));
    lane.clear();
    vi.advanceTimersByTime(100);
    expect(out).toEqual([]);
  });
});
