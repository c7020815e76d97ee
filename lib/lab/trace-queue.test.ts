import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '@/lib/capture/record';
import { openTraceQueue } from './trace-queue';

const log = (text: string): TraceEvent => ({ kind: 'log', level: 'log', text });

describe('what clients tell, on its way', () => {
  it('goes in one message while it is of one client and small', () => {
    const queue = openTraceQueue();
    queue.put('alice', [log('a'), log('b')]);
    queue.put('bob', [log('c')]);
    queue.put('alice', [log('d')]);
    expect(queue.take()).toEqual([
      '{"trace":{"client":"alice","events":[{"kind":"log","level":"log","text":"a"},{"kind":"log","level":"log","text":"b"}]}}',
      '{"trace":{"client":"bob","events":[{"kind":"log","level":"log","text":"c"}]}}',
      '{"trace":{"client":"alice","events":[{"kind":"log","level":"log","text":"d"}]}}',
    ]);
    expect(queue.take()).toEqual([]);
  });

  it('goes in as many messages as the server needs, in order', () => {
    const queue = openTraceQueue();
    const texts = Array.from({ length: 50 }, (_, i) => `${i} ${'€'.repeat(9000)}`);
    queue.put('alice', texts.map(log));
    const messages = queue.take();
    expect(messages.length).toBeGreaterThan(5);
    expect(messages.filter((message) => Buffer.byteLength(message) > 256 * 1024)).toEqual([]);
    const told = messages.flatMap((message) => JSON.parse(message).trace.events);
    expect(told).toEqual(texts.map(log));
  });

  it('is counted where it is too large or too much', () => {
    const queue = openTraceQueue();
    queue.put('alice', [log('x'.repeat(100_000)), log('small')]);
    queue.put('bob', Array(300).fill(log('x'.repeat(10_000))));
    const told = queue.take().flatMap((message) => {
      const { client, events } = JSON.parse(message).trace;
      return events.map((event: TraceEvent) => ({ client, event }));
    });
    expect(
      told
        .filter(({ event }) => event.name === 'TraceLimit')
        .map(({ client, event }) => [client, event.message.slice(0, 40)]),
    ).toEqual([
      ['alice', '1 events of this client were not recorde'],
      ['bob', '101 events of this client were not record'.slice(0, 40)],
    ]);
  });
});
