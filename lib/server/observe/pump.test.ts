import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeBatch } from '@/lib/capture/batch';
import { openLog } from './log';
import { openPump } from './pump';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A reader that takes nothing from the kernel until it is told to. */
function slowReader() {
  const waiting: { size: number; taken: () => void }[] = [];
  const seqs: number[] = [];
  const sink = {
    readyState: 1,
    OPEN: 1,
    get bufferedAmount() {
      return waiting.reduce((sum, { size }) => sum + size, 0);
    },
    send(batch: Uint8Array, taken: () => void) {
      waiting.push({ size: batch.length, taken });
      seqs.push(...(decodeBatch(batch) ?? []).map(({ seq }) => seq));
    },
  };
  return { sink, seqs, read: () => waiting.shift()?.taken() };
}

const KILOBYTE = new Uint8Array(1000);

describe('the pump', () => {
  it('gathers what comes within 4 ms into one message', () => {
    const log = openLog(() => 1e9);
    const { sink, seqs } = slowReader();
    const send = vi.spyOn(sink, 'send');
    openPump(log, 0, sink);
    for (let i = 0; i < 10; i++) log.append({ type: 'open', conn: i, client: 'alice' });
    expect(send).toHaveBeenCalledTimes(0);
    vi.advanceTimersByTime(4);
    expect(send).toHaveBeenCalledTimes(1);
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('holds about a megabyte for a reader that does not read, and the log keeps the rest', () => {
    const log = openLog(() => 1e9);
    const { sink, seqs, read } = slowReader();
    openPump(log, 0, sink);
    for (let i = 0; i < 20_000; i++) log.append({ type: 'bytes', conn: 1, from: 'client', bytes: KILOBYTE });
    vi.advanceTimersByTime(10_000);
    expect(sink.bufferedAmount).toBeGreaterThan(1_000_000);
    expect(sink.bufferedAmount).toBeLessThan(1_300_000);
    const held = seqs.length;
    expect(held).toBeLessThan(1200);
    while (sink.bufferedAmount > 0) {
      read();
      vi.advanceTimersByTime(4);
    }
    expect(seqs).toEqual(Array.from({ length: 20_000 }, (_, i) => i + 1));
  });

  it('sends nothing to a reader that has gone', () => {
    const log = openLog(() => 1e9);
    const { sink, seqs } = slowReader();
    const pump = openPump(log, 0, sink);
    log.append({ type: 'open', conn: 1, client: 'alice' });
    pump.close();
    log.append({ type: 'open', conn: 2, client: 'alice' });
    vi.advanceTimersByTime(100);
    expect(seqs).toEqual([]);
  });
});
