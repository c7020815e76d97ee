import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CALM_MS, calmly } from './calmly';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** News at some milliseconds, heard at others. A turn takes one millisecond of this clock. */
function heard(news: readonly number[], until: number): number[] {
  const listeners = new Set<() => void>();
  const subscribe = calmly((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  const times: number[] = [];
  const begun = performance.now();
  const leave = subscribe(() => times.push(performance.now() - begun));
  for (const at of news) setTimeout(() => listeners.forEach((tell) => void tell()), at);
  vi.advanceTimersByTime(until);
  leave();
  vi.advanceTimersByTime(10 * CALM_MS);
  return times;
}

it.each<[what: string, news: number[], until: number, heard: number[]]>([
  ['what comes alone at once', [10], 1000, [11]],
  [
    'what comes with each frame four times a second, and the last of it',
    [0, 16, 32, 300, 316],
    1000,
    [1, 251, 501],
  ],
  ['what comes after a pause at once again', [0, 16, 700], 1000, [1, 251, 701]],
  ['nothing after it has left', [0, 16], 100, [1]],
])('hears %s', (_, news, until, times) => {
  expect(heard(news, until)).toEqual(times);
});

it('hears in a turn of its own, not in that of the news', () => {
  let tell = () => {};
  const told = vi.fn();
  calmly((listener) => {
    tell = listener;
    return () => undefined;
  })(told);
  tell();
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(0);
  expect(told).toHaveBeenCalledOnce();
});
