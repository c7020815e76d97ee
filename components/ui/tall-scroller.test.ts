import { describe, expect, it } from 'vitest';
import { TALLEST, tallScroller } from './tall-scroller';

/** A view of 500 pixels over an element that is laid out as tall as it may be. */
function scrolled(height: number) {
  const element = { scrollTop: 0, clientHeight: 500, scrollHeight: Math.min(height, TALLEST) };
  const scroller = tallScroller(() => element);
  scroller.fill(height);
  const wheel = (by: number) => {
    element.scrollTop = Math.min(Math.max(element.scrollTop + by, 0), element.scrollHeight - 500);
    return scroller.top();
  };
  return { element, scroller, wheel };
}

describe('a scroller', () => {
  it('of content that fits is the element itself', () => {
    const { element, scroller, wheel } = scrolled(9_000);
    expect([wheel(120), scroller.offset(), scroller.last(), scroller.laidOut()]).toEqual([
      120, 0, 8_500, 9_000,
    ]);
    scroller.scrollTo(700);
    expect([element.scrollTop, scroller.top()]).toEqual([700, 700]);
  });

  it.each<[what: string, height: number, ahead: { top: number; room: number; offset: number }]>([
    ['that fits', 9_026, { top: 8_526, room: 500, offset: 0 }],
    ['that has become too tall', 16_000_100, { top: 15_999_600, room: 500, offset: 100 }],
  ])('knows where the end will be of content %s before it is laid out', (_, height, ahead) => {
    const { element, scroller } = scrolled(9_000);
    expect(scroller.ahead()).toBeUndefined();
    scroller.scrollTo(scroller.last());
    scroller.fill(height);
    expect(scroller.ahead()).toEqual(ahead);
    element.scrollHeight = scroller.laidOut();
    scroller.scrollTo(scroller.last());
    expect({ top: scroller.top(), room: element.clientHeight, offset: scroller.offset() }).toEqual(ahead);
  });

  it('of content that is too tall is laid out as tall as it may be', () => {
    const { scroller } = scrolled(40_000_000);
    expect([scroller.laidOut(), scroller.last()]).toEqual([16_000_000, 39_999_500]);
  });

  it('moves by the wheel as many pixels as it is turned', () => {
    const { scroller, wheel } = scrolled(40_000_000);
    scroller.scrollTo(20_000_000);
    expect([wheel(100), wheel(100), wheel(-400)]).toEqual([20_000_100, 20_000_200, 19_999_800]);
  });

  it('goes by its scrollbar to the same share of the content, and to both ends', () => {
    const { element, scroller } = scrolled(40_000_000);
    const at = (scrollTop: number) => {
      element.scrollTop = scrollTop;
      return Math.round(scroller.top());
    };
    expect([at(7_999_750), at(15_999_500), at(0)]).toEqual([19_999_750, 39_999_500, 0]);
  });

  it('comes to its ends in small steps as well', () => {
    for (const [from, step, end] of [
      [39_990_000, 90, 39_999_500],
      [9_500, -90, 0],
    ] as const) {
      const { scroller, wheel } = scrolled(40_000_000);
      scroller.scrollTo(from);
      const tops = Array.from({ length: 110 }, () => wheel(step));
      const leaps = tops.map((top, i) => Math.abs(top - (tops[i - 1] ?? from)));
      // The last step takes what is left, which is laid out in two fifths of its height.
      expect(Math.max(...leaps)).toBeLessThanOrEqual(225);
      expect(leaps.filter((leap) => leap > 92).length).toBeLessThanOrEqual(1);
      expect(Math.round(tops.at(-1) ?? 0)).toBe(end);
    }
  });

  it('shows each place that it is told to', () => {
    const { scroller } = scrolled(40_000_000);
    const places = [0, 1, 26, 12_345_678, 39_999_499, 39_999_500];
    expect(
      places.map((place) => {
        scroller.scrollTo(place);
        return scroller.top();
      }),
    ).toEqual(places);
  });
});
