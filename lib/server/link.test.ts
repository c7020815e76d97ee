import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Record } from '@/lib/capture/record';
import { deleteLab, LabRefused, type LinkState, newLabId, observe, putLab, setFaults } from '@/lib/lab/link';
import { LAB_ID, type LabTicket, type Program } from '@/lib/lab/program';
import { plainLab } from './testing/plain-lab';
import { openTestServer, recordsOf, type TestServer, untilRecords } from './testing/test-server';

/** The browser's side against the real server. */
const PROGRAM: Program = { files: { 'server.js': '', 'client.js': '' }, cast: ['alice'] };

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer(plainLab(() => {}));
  vi.stubGlobal('location', new URL('/learn/engine-io/upgrade', server.serving.app.main));
  vi.stubGlobal('WebSocket', WebSocket);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await server.close();
});

function follow(ticket: LabTicket, after = 0) {
  const records: Record[] = [];
  const states: LinkState[] = [];
  let look = () => {};
  const link = observe({
    ...ticket,
    after,
    onRecords: (more) => {
      records.push(...more);
      look();
    },
    onState: (state) => {
      states.push(state);
      look();
    },
  });
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      look = () => holds() && resolve();
      look();
    });
  return { link, records, states, until };
}

describe('the page and its lab', () => {
  it('makes names that the server takes', () => {
    const ids = Array.from({ length: 500 }, newLabId);
    expect(ids.filter((id) => !LAB_ID.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(500);
  });

  it('starts it, runs it again, breaks its wire and ends it', async () => {
    const id = newLabId();
    const ticket = await putLab(id, PROGRAM);
    expect(ticket.urls.alice).toBe(`${server.serving.lab.main}/l/${id}/alice/`);
    expect(await putLab(id, PROGRAM, ticket.key)).toEqual(ticket);
    expect(
      await setFaults(id, ticket.key, [{ kind: 'block-websocket' }, { kind: 'cut', how: 'rst' }]),
    ).toEqual([{ kind: 'block-websocket' }]);
    await deleteLab(id, ticket.key);
    await expect(deleteLab(id, ticket.key)).rejects.toMatchObject({ code: 'unknown-lab', status: 404 });
  });

  it('hears why a program was refused, and where', async () => {
    const broken = { ...PROGRAM, files: { 'server.js': 'const = 1' } };
    const refusal = await putLab(newLabId(), broken).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LabRefused);
    expect(refusal).toMatchObject({
      code: 'does-not-parse',
      status: 400,
      path: 'files.server.js',
      place: { file: 'server.js', line: 1, column: 7 },
    });
  });

  it('hears that nobody answers', async () => {
    vi.stubGlobal('location', new URL('http://localhost:1/'));
    await expect(putLab(newLabId(), PROGRAM)).rejects.toMatchObject({ code: 'unreachable', status: 0 });
  });
});

describe('the link to a lab', () => {
  it('brings every record once, and comes back by itself where it left off', async () => {
    const ticket = await server.put();
    const lab = server.lab(ticket);
    const { link, records, states, until } = follow(ticket);
    await until(() => records.length === 1);
    server.dropObservers();
    lab.trace('alice', { kind: 'log', level: 'log', text: 'meanwhile' });
    await until(() => records.length === 2);
    expect(records).toEqual(recordsOf(lab));
    expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live']);
    link.close();
  });

  it('hands on what a client told, also what was told before it was open', async () => {
    const ticket = await server.put();
    const { link } = follow(ticket);
    link.trace('alice', [{ kind: 'log', level: 'log', text: 'early' }]);
    link.trace('alice', []);
    const records = await untilRecords(server.lab(ticket), (all) => all.length === 2);
    expect(records.at(-1)).toMatchObject({ side: 'alice', event: { text: 'early' } });
    link.close();
  });

  it('is gone when the lab is, and stays away', async () => {
    const ticket = await server.put();
    const { states, until } = follow(ticket);
    await until(() => states.includes('live'));
    await deleteLab(ticket.id, ticket.key);
    await until(() => states.includes('gone'));
    expect(states).toEqual(['connecting', 'live', 'gone']);
  });

  it('says nothing after it was closed', async () => {
    const ticket = await server.put();
    const { link, records, states, until } = follow(ticket);
    await until(() => records.length === 1);
    link.close();
    await deleteLab(ticket.id, ticket.key);
    expect(states).toEqual(['connecting', 'live']);
    expect(records).toHaveLength(1);
  });
});
