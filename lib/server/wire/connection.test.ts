import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Fault } from '@/lib/lab/faults';
import { WireEnd } from '../lab/wire-end';
import { openLog } from '../observe/log';
import { transcriptOf } from '../testing/test-server';
import { openConnection } from './connection';
import { openFaultSet } from './fault-set';
import { openSlab } from './slab';

/** A connection with the server's end of it in the test's hand. */
function connectionUnderTest() {
  const log = openLog(() => 1e9);
  const faults = openFaultSet(log.append);
  const [labEnd, server] = WireEnd.pair();
  let isGone = false;
  const connection = openConnection({
    client: 'alice',
    conn: 1,
    node: 1,
    isOneOfMany: false,
    labEnd,
    faults,
    record: log.append,
    copy: openSlab(),
    answeredBy: 'server',
    onGone: () => {
      isGone = true;
    },
  });
  return {
    connection,
    server,
    near: connection.near,
    isGone: () => isGone,
    lines: () => transcriptOf(log.after(0, Number.POSITIVE_INFINITY)),
    set(...wanted: Fault[]) {
      faults.replace(wanted);
      connection.replan();
    },
    closed: new Promise<void>((resolve) => {
      log.watch(() => log.after(0, 1e9).some(({ type }) => type === 'close') && resolve());
    }),
  };
}

/** Until its end, and no further: the other half stays open. */
async function readAll(end: Readable): Promise<string> {
  let all = '';
  end.on('data', (chunk) => {
    all += chunk;
  });
  await once(end, 'end');
  return all;
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('a connection over the wire', () => {
  it('carries both directions, and each half of it ends by itself', async () => {
    const { near, server, lines, closed, isGone } = connectionUnderTest();
    near.end('question');
    expect(await readAll(server)).toBe('question');
    server.end('answer');
    expect(await readAll(near)).toBe('answer');
    await closed;
    await nextTurn();
    expect(isGone()).toBe(true);
    expect(lines()).toEqual(['1 +alice', '1 > question', '1 < answer', '1 -client fin']);
  });

  it('records what crossed, whatever is done to the memory of it afterwards', async () => {
    const { near, server, lines } = connectionUnderTest();
    const chunk = Buffer.from('masked');
    near.write(chunk);
    chunk.fill('x');
    await nextTurn();
    server.read()?.fill('y');
    expect(lines()).toEqual(['1 +alice', '1 > masked']);
  });

  it.each([
    ['resets', 'rst', (end: WireEnd) => void end.resetAndDestroy(), 'ECONNRESET'],
    ['ends', 'fin', (end: WireEnd) => void end.destroy(), 'end'],
  ])('the client sees it when the server %s', async (_, how, leave, seen) => {
    const { near, server, lines, closed } = connectionUnderTest();
    const end = new Promise((resolve) => {
      near.on('end', () => resolve('end'));
      near.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    near.resume();
    leave(server);
    expect(await end).toBe(seen);
    near.end();
    await closed;
    expect(lines()).toEqual(['1 +alice', `1 -server ${how}`]);
  });

  it('holds the server back while the client does not read', async () => {
    const { near, server } = connectionUnderTest();
    let accepted = 0;
    for (let i = 0; i < 64; i++) server.write(Buffer.alloc(64 * 1024), () => void accepted++);
    for (let i = 0; i < 100; i++) await nextTurn();
    // What the streams at both ends hold, and not a chunk more.
    expect(accepted).toBeLessThan(5);
    near.resume();
    for (let i = 0; i < 200; i++) await nextTurn();
    expect(accepted).toBe(64);
    near.destroy();
  });

  it('frozen upwards, does not tell the server that the client has gone', async () => {
    const { near, server, lines, set, closed } = connectionUnderTest();
    let ended = false;
    server.on('end', () => {
      ended = true;
    });
    server.resume();
    set({ kind: 'freeze', direction: 'up' });
    near.write('lost in the tunnel');
    near.destroy();
    for (let i = 0; i < 10; i++) await nextTurn();
    expect(ended).toBe(false);
    // The server speaks to nobody, and is not told.
    server.write('are you there?');
    for (let i = 0; i < 10; i++) await nextTurn();
    expect(lines()).toEqual(['1 +alice', 'fault freeze set', 'fault freeze acted', '1 < are you there?']);
    set();
    for (let i = 0; i < 10; i++) await nextTurn();
    expect(ended).toBe(true);
    server.end();
    await closed;
    expect(lines().slice(4)).toEqual(['fault freeze cleared', '1 > lost in the tunnel', '1 -client fin']);
  });

  it('cut, loses what is on its way', async () => {
    const { near, connection, server, lines, set } = connectionUnderTest();
    set({ kind: 'freeze', direction: 'both' });
    near.write('never');
    connection.cut('fin');
    set();
    expect(await readAll(near)).toBe('');
    expect(await readAll(server)).toBe('');
    expect(lines().filter((line) => line.startsWith('1'))).toEqual(['1 +alice', '1 -fault fin']);
  });
});
