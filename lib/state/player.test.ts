import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { micros } from '@/lib/base/micros';
import type { Record } from '@/lib/capture/record';
import { createPlayer } from './player';
import { createRecording } from './recording';
import { currentRun } from './totals';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const RECORDS: readonly Record[] = [
  {
    seq: 1,
    at: micros(0),
    type: 'trace',
    side: 'server',
    event: { kind: 'program', state: 'started', run: 1 },
  },
  { seq: 2, at: micros(100_000), type: 'open', conn: 1, client: 'alice' },
  { seq: 3, at: micros(100_000), type: 'open', conn: 2, client: 'bob' },
  { seq: 4, at: micros(300_000), type: 'close', conn: 1, by: 'client', how: 'fin' },
];

it('shows each record when it is due, and again from the start as a later run', () => {
  const recording = createRecording((flush) => flush());
  const player = createPlayer(recording);
  const shown = () =>
    `run ${currentRun(recording.timeline())}: ${recording.timeline().entries.map(({ seq }) => seq)}`;

  player.play(RECORDS, 1);
  expect(shown()).toBe('run 1: 1');
  vi.advanceTimersByTime(99);
  expect(shown()).toBe('run 1: 1');
  vi.advanceTimersByTime(1);
  expect(shown()).toBe('run 1: 1,2,3');

  player.play(RECORDS, 1);
  vi.advanceTimersByTime(300);
  expect(shown()).toBe('run 2: 1,2,3,4');

  player.play(RECORDS, 1);
  player.stop();
  vi.advanceTimersByTime(300);
  expect(shown()).toBe('run 3: 1');
});
