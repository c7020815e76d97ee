import { describe, expect, it, vi } from 'vitest';
import { micros } from '@/lib/base/micros';
import type { Record } from '@/lib/capture/record';
import { consoleLines } from './console-lines';
import { createRecording } from './recording';
import { currentRun } from './totals';

const started = (seq: number, run: number): Record => ({
  type: 'trace',
  seq,
  at: micros(seq),
  side: 'server',
  event: { kind: 'program', state: 'started', run },
});
const said = (seq: number, side: string, text: string): Record => ({
  type: 'trace',
  seq,
  at: micros(seq),
  side,
  event: { kind: 'log', level: 'log', text },
});

describe('a recording', () => {
  it('takes what comes within one frame as one batch, in its order', () => {
    const frames: (() => void)[] = [];
    const recording = createRecording((flush) => frames.push(flush));
    const versions: number[] = [];
    recording.subscribe(() => versions.push(recording.version()));

    recording.append([started(1, 1)]);
    recording.append([said(2, 'server', 'one'), said(3, 'server', 'two')]);
    expect([frames.length, recording.timeline().entries.length]).toEqual([1, 0]);

    for (const flush of frames.splice(0)) flush();
    expect(versions).toEqual([1]);
    expect(consoleLines(recording.timeline(), 1, 'server').map(({ text }) => text)).toEqual([
      'the server runs',
      'one',
      'two',
    ]);

    recording.append([said(4, 'server', 'three')]);
    expect(frames.length).toBe(1);
  });

  it('takes what is more than a frame has time for in parts', () => {
    // Each look at the clock finds it an eighth of a millisecond on, and there is one after each record.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 0.125;
      return now;
    });
    const frames: (() => void)[] = [];
    const recording = createRecording((flush) => frames.push(flush));
    recording.append(Array.from({ length: 200 }, (_, i) => said(i + 1, 'alice', 'x')));
    const parts: string[] = [];
    for (let flush = frames.shift(); flush; flush = frames.shift()) {
      flush();
      parts.push(`${recording.timeline().entries.length} taken, ${recording.waiting()} waiting`);
    }
    expect(parts).toEqual(['81 taken, 119 waiting', '162 taken, 38 waiting', '200 taken, 0 waiting']);
    clock.mockRestore();
  });

  it('tells of what nobody waits for ever more seldom, and of the last of it always', () => {
    vi.useFakeTimers();
    const recording = createRecording((flush) => flush(), 250);
    const told: string[] = [];
    const begun = performance.now();
    recording.subscribe(() =>
      told.push(`${performance.now() - begun} ms: ${recording.timeline().entries.length}`),
    );
    for (let seq = 1; seq <= 30; seq += 1) {
      recording.append([said(seq, 'alice', 'x')]);
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['0 ms: 1', '250 ms: 3', '750 ms: 8', '1500 ms: 15', '2500 ms: 25', '3500 ms: 30']);
    vi.useRealTimers();
  });

  it('tells at once of what it would tell later, and no more of that', () => {
    vi.useFakeTimers();
    const recording = createRecording((flush) => flush(), 250);
    const told: number[] = [];
    recording.subscribe(() => told.push(recording.timeline().entries.length));
    for (let seq = 1; seq <= 3; seq += 1) recording.append([said(seq, 'alice', 'x')]);
    expect(told).toEqual([1]);
    recording.tell();
    recording.tell();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([1, 3]);
    vi.useRealTimers();
  });

  it('is dated by what is known of it', () => {
    const recording = createRecording((flush) => flush());
    recording.dated(Date.UTC(2026, 10, 21, 9));
    recording.append([started(1, 1)]);
    expect(recording.capture().header.createdAt).toBe('2026-11-21T09:00:00.000Z');
  });

  it('forgets what waits when it begins anew', () => {
    const frames: (() => void)[] = [];
    const recording = createRecording((flush) => frames.push(flush));
    recording.append([started(1, 1)]);
    recording.clear();
    for (const flush of frames.splice(0)) flush();
    expect(recording.timeline().entries.length).toBe(0);
  });
});

describe('a console', () => {
  it('holds the lines of one side and one run', () => {
    const recording = createRecording((flush) => flush());
    recording.append([started(1, 1), said(2, 'alice', 'first run')]);
    recording.append([started(3, 2), said(4, 'alice', 'second run'), said(5, 'bob', 'hello')]);
    const { entries } = recording.timeline();
    expect(entries.length).toBeGreaterThan(0);
    expect(currentRun(recording.timeline())).toBe(2);
    expect(consoleLines(recording.timeline(), 2, 'alice').map(({ text }) => text)).toEqual(['second run']);
    expect(consoleLines(recording.timeline(), 2, 'bob').map(({ text }) => text)).toEqual(['hello']);
    expect(consoleLines(recording.timeline(), 1, 'alice').map(({ text }) => text)).toEqual(['first run']);
  });
});
