import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import type { Record } from '@/lib/capture/record';
import { cuesOf } from './recorded';

const started = (seq: number, at: number, run: number): Record => ({
  seq,
  at: micros(at),
  type: 'trace',
  side: 'server',
  event: { kind: 'program', state: 'started', run },
});
const opened = (seq: number, at: number, conn: number): Record => ({
  seq,
  at: micros(at),
  type: 'open',
  conn,
  client: 'alice',
});

const RECORDS: readonly Record[] = [
  started(1, 0, 1),
  opened(2, 40_000, 1),
  started(3, 9_000_000, 2),
  opened(4, 9_250_000, 2),
  opened(5, 29_250_000, 3),
];

describe('a recording that is played', () => {
  it.each([
    ['the first run, as the first', 1, 1, ['0 ms #1 run 1', '40 ms #2']],
    ['the second run, as the seventh', 2, 7, ['0 ms #3 run 7', '250 ms #4', '1750 ms #5']],
    ['a run that was never recorded', 3, 1, []],
  ])('%s', (_, run, as, expected) => {
    const told = cuesOf(RECORDS, run, as).map(({ afterMs, record }) => {
      const named =
        record.type === 'trace' && record.event.kind === 'program' ? ` run ${record.event.run}` : '';
      return `${afterMs} ms #${record.seq}${named}`;
    });
    expect(told).toEqual(expected);
  });
});
