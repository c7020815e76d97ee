import { afterEach, describe, expect, it } from 'vitest';
import type { TraceEvent } from '@/lib/capture/record';
import { LIMITS } from '@/lib/lab/limits';
import type { StartLab } from './hosted-lab';
import { IDLE_MS, openRegistry, type Registry } from './registry';
import { plainLab } from './testing/plain-lab';
import { recordsOf, transcriptOf } from './testing/test-server';

const PROGRAM = { files: { 'server.js': '' }, cast: ['alice'] };
const quiet = plainLab(() => {});

let registry: Registry;
afterEach(() => registry.close());

const inAnHour = () => performance.now() + 4 * IDLE_MS;

describe('the labs of a process', () => {
  it('are as many as may be, and no more', () => {
    registry = openRegistry(quiet);
    const made = Array.from({ length: LIMITS.labs + 2 }, (_, i) => registry.create(`lab${i}`));
    expect(made.filter((lab) => lab === undefined)).toHaveLength(2);
    registry.remove('lab0');
    expect(registry.create('another')?.id).toBe('another');
  });

  it('are dropped when nobody has used them for a quarter of an hour', () => {
    registry = openRegistry(quiet);
    registry.create('idle');
    registry.sweep(performance.now() + IDLE_MS - 1000);
    expect(registry.find('idle')?.id).toBe('idle');
    registry.sweep(inAnHour());
    expect(registry.find('idle')).toBeUndefined();
  });

  it('stay while a page looks at them or a client is connected', async () => {
    registry = openRegistry(quiet);
    const [seen, used] = [registry.create('seen'), registry.create('used')];
    if (!seen || !used) throw new Error('There was no room.');
    const release = registry.hold(seen);
    await used.run(PROGRAM);
    used.connect('alice');
    registry.sweep(inAnHour());
    expect([registry.find('seen')?.id, registry.find('used')?.id]).toEqual(['seen', 'used']);
    release();
    registry.sweep(inAnHour());
    expect(registry.find('seen')).toBeUndefined();
  });
});

describe('a lab over its runs', () => {
  /** Tells a line while it starts and one whenever a connection comes. */
  const chatty: StartLab = async (program, options) => {
    const log = (text: string): TraceEvent => ({ kind: 'log', level: 'log', text });
    options.onTrace(log(`run ${options.run} starts`));
    const lab = await plainLab(() => {})(program, options);
    return {
      ...lab,
      stop() {
        lab.stop();
        options.onTrace(log(`run ${options.run} stops`));
      },
    };
  };

  it('tells nothing of a run before it has started, nor after it has stopped', async () => {
    registry = openRegistry(chatty);
    const lab = registry.create('lab');
    if (!lab) throw new Error('There was no room.');
    await Promise.all([lab.run(PROGRAM), lab.run(PROGRAM)]);
    const told = recordsOf(lab).map((record) =>
      record.type === 'trace' && record.event.kind === 'log' ? record.event.text : transcriptOf([record])[0],
    );
    expect(told).toEqual([
      'program started 1',
      'run 1 starts',
      'run 1 stops',
      'program stopped 1',
      'program started 2',
      'run 2 starts',
    ]);
  });

  it('goes on when the next program cannot start', async () => {
    let starts = 0;
    registry = openRegistry((program, options) => {
      starts += 1;
      return starts === 2 ? Promise.reject(new Error('no')) : quiet(program, options);
    });
    const lab = registry.create('lab');
    await lab?.run(PROGRAM);
    await expect(lab?.run({ ...PROGRAM, cast: ['bob'] })).rejects.toThrow('no');
    expect(lab?.program.cast).toEqual(['alice']);
    expect(lab?.connect('alice')?.conn).toBe(1);
    await lab?.run(PROGRAM);
    expect(transcriptOf(lab ? recordsOf(lab) : []).filter((line) => line.startsWith('program'))).toEqual([
      'program started 1',
      'program stopped 1',
      'program started 2',
    ]);
  });
});
