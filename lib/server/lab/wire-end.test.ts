import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { Channel } from './channel';
import { WireEnd } from './wire-end';

/** What one end sees, in order, as a reader of the wire would tell it. */
function watch(end: WireEnd): string[] {
  const seen: string[] = [];
  end.on('data', (chunk) => seen.push(String(chunk)));
  end.on('end', () => seen.push('FIN'));
  end.on('error', (error: NodeJS.ErrnoException) => seen.push(error.code ?? error.message));
  end.on('close', () => seen.push('closed'));
  return seen;
}

function closed(end: WireEnd): Promise<void> {
  return new Promise((done) => end.once('close', done));
}

/** Two ends in one thread, and those of a channel as it leads from one thread to another. */
const { port1, port2 } = new MessageChannel();
const [here, there] = [new Channel(port1, () => {}), new Channel(port2, () => {})];
let wires = 0;
afterAll(() => port1.close());

function overChannel(): [WireEnd, WireEnd] {
  wires += 1;
  return [here.wire(wires), there.wire(wires)];
}

/** Whatever was sent before has arrived. */
async function channelCrossed(): Promise<void> {
  const [a, b] = overChannel();
  a.write('last');
  await once(b, 'data');
}

describe.each([
  { where: 'in one thread', pair: WireEnd.pair, crossed: () => new Promise((done) => setImmediate(done)) },
  { where: 'between threads', pair: overChannel, crossed: channelCrossed },
])('a wire $where', ({ pair, crossed }) => {
  test('what is written at one end is read at the other, both ways', async () => {
    const [a, b] = pair();
    const [seenByA, seenByB] = [watch(a), watch(b)];
    a.write('to b');
    b.write('to a');
    a.end();
    b.end();
    await Promise.all([once(a, 'close'), once(b, 'close')]);
    expect([seenByA, seenByB]).toEqual([
      ['to a', 'FIN', 'closed'],
      ['to b', 'FIN', 'closed'],
    ]);
  });

  test('destroy is a FIN after what was written, and what comes then is refused', async () => {
    const [a, b] = pair();
    const seen = watch(b);
    a.write('last words');
    a.destroy();
    await once(b, 'end');
    b.write('too late');
    await closed(b);
    expect(seen).toEqual(['last words', 'FIN', 'EPIPE', 'closed']);
  });

  test('a reset is seen at once', async () => {
    const [a, b] = pair();
    const seen = watch(b);
    a.resetAndDestroy();
    await closed(b);
    expect(seen).toEqual(['ECONNRESET', 'closed']);
    expect(a.destroyed).toBe(true);
  });

  test('half of it can be closed', async () => {
    const [a, b] = pair();
    const [seenByA, seenByB] = [watch(a), watch(b)];
    a.end('request');
    await once(b, 'end');
    b.end('response');
    await Promise.all([once(a, 'close'), once(b, 'close')]);
    expect([seenByA, seenByB]).toEqual([
      ['response', 'FIN', 'closed'],
      ['request', 'FIN', 'closed'],
    ]);
  });

  test('a writer waits for its reader', async () => {
    const [a, b] = pair();
    const chunk = 'x'.repeat(a.writableHighWaterMark);
    a.write(chunk);
    a.write(chunk);
    expect(a.write(chunk)).toBe(false);
    await crossed();
    expect(a.writableLength).toBeGreaterThan(0); // nobody has read
    b.resume();
    await once(a, 'drain');
    expect(a.writableLength).toBe(0);
  });

  test('what is corked together arrives together', async () => {
    const [a, b] = pair();
    const seen = watch(b);
    a.cork();
    a.write('head ');
    a.write('body');
    a.uncork();
    await once(b, 'data');
    expect(seen).toEqual(['head body']);
    expect([a.bytesWritten, b.bytesRead]).toEqual([9, 9]);
  });

  test('an end that is idle for too long is told so', async () => {
    const [a, b] = pair();
    a.setTimeout(5);
    await once(a, 'timeout');
    a.setTimeout(0);
    a.destroy();
    b.destroy();
  });

  test('an empty write does not hold up the next', async () => {
    const [a, b] = pair();
    const seen = watch(b);
    a.write('');
    a.write('x');
    await once(b, 'data');
    expect(seen).toEqual(['x']);
  });

  test('what comes while an end is held waits, with the FIN behind it, and the writer waits, too', async () => {
    const [a, b] = pair();
    const seen = watch(b);
    b.hold();
    const written: string[] = [];
    const [one, two] = ['1', '2'].map((digit) => digit.repeat(a.writableHighWaterMark));
    a.write(one, () => written.push('one'));
    a.write(two, () => written.push('two'));
    a.end();
    await crossed();
    expect([seen, written]).toEqual([[], []]);
    b.release();
    await once(b, 'end');
    expect([seen, written]).toEqual([
      [one, two, 'FIN'],
      ['one', 'two'],
    ]);
  });

  test('a held end that is destroyed lets the writer go on', async () => {
    const [a, b] = pair();
    watch(a);
    b.hold();
    const written = new Promise((done) => a.write('x'.repeat(a.writableHighWaterMark), done));
    b.destroy();
    await written;
  });

  test('a writer that is destroyed while the other end is held is still heard out', async () => {
    const [a, b] = pair();
    const seen = watch(b);
    b.hold();
    a.write('last words');
    a.destroy();
    await crossed();
    b.release();
    await once(b, 'end');
    expect(seen).toEqual(['last words', 'FIN']);
  });
});
