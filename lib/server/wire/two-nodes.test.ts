import { Server } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Record } from '@/lib/capture/record';
import { openPool } from '../lab/pool';
import { plainLab } from '../testing/plain-lab';
import { heard, openTestClients, type TestClients } from '../testing/test-client';
import {
  openTestServer,
  recordsOf,
  type TestServer,
  transcriptOf,
  untilRecords,
} from '../testing/test-server';

let server: TestServer;
let clients: TestClients;
/** Nodes that run. */
let nodes: number;

beforeEach(async () => {
  nodes = 0;
  const start = plainLab((http) => new Server(http));
  server = await openTestServer(async (...args) => {
    const lab = await start(...args);
    nodes += 1;
    return {
      dial: lab.dial,
      stop() {
        nodes -= 1;
        lab.stop();
      },
    };
  });
  clients = openTestClients(server);
});
afterEach(async () => {
  clients.leave();
  await server.close();
});

/** Connections with their node, and the first line of each message. */
function story(records: readonly Record[]): string[] {
  const opened = records.flatMap((record) =>
    record.type === 'open' ? [`${record.conn} +${record.client} node ${record.node}`] : [],
  );
  const lines = transcriptOf(records).map(
    (line) => line.split('␍␊')[0]?.replace(/([?&](?:t|sid))=[^& ]*/g, '$1') ?? '',
  );
  return lines.map((line) => opened.find((open) => open.startsWith(`${line} `)) ?? line);
}

describe('two nodes without stickiness', () => {
  it('answer the default client: open on the one, “Session ID unknown” from the other', async () => {
    const ticket = await server.put();
    await server.faults(ticket, { kind: 'two-nodes' });
    expect(nodes).toBe(2);
    const alice = clients.join(ticket, 'alice', { reconnection: false });
    await heard(alice, 'disconnect');
    const records = recordsOf(server.lab(ticket));
    // This client closes its connections after each answer; a browser keeps them.
    const told = story(records).filter((line) => !line.endsWith(' fin'));
    expect(told.slice(0, 7)).toEqual([
      'program started 1',
      'fault two-nodes set',
      '1 +alice node 1',
      '1 > GET /socket.io/?EIO=4&transport=polling&t HTTP/1.1',
      '1 < HTTP/1.1 200 OK',
      '2 +alice node 2',
      'fault two-nodes acted',
    ]);
    expect(told[7]).toBe('2 > POST /socket.io/?EIO=4&transport=polling&t&sid HTTP/1.1');
    expect(told).toContain('2 < HTTP/1.1 400 Bad Request');
    expect(transcriptOf(records).find((line) => line.startsWith('2 < '))).toMatch(
      /␍␊\{"code":1,"message":"Session ID unknown"\}␍␊/,
    );
    const acted = records.find((record) => record.type === 'fault' && record.state === 'acted');
    expect(acted).toMatchObject({
      conn: 2,
      client: 'alice',
      detail: 'A request of alice goes to node 2, another process, which knows no session of node 1.',
    });
  });

  it('serve a client that speaks WebSocket only, each new connection by the other one', async () => {
    const ticket = await server.put();
    await server.faults(ticket, { kind: 'two-nodes', client: 'alice' });
    const once = { transports: ['websocket'], reconnection: false };
    for (const client of ['alice', 'alice', 'alice', 'bob', 'bob']) {
      const socket = clients.join(ticket, client, once);
      await heard(socket, 'connect');
    }
    expect(story(recordsOf(server.lab(ticket))).filter((line) => line.includes('node'))).toEqual([
      'fault two-nodes set',
      '1 +alice node 1',
      '2 +alice node 2',
      'fault two-nodes acted',
      '3 +alice node 1',
      '4 +bob node 1',
      '5 +bob node 1',
    ]);
  });

  it('are one again when the fault is cleared, and those on the second one are sent away', async () => {
    const ticket = await server.put();
    await server.faults(ticket, { kind: 'two-nodes' });
    const once = { transports: ['websocket'], reconnection: false };
    const [first, second] = [clients.join(ticket, 'alice', once), clients.join(ticket, 'alice', once)];
    await Promise.all([heard(first, 'connect'), heard(second, 'connect')]);
    const left = Promise.race([heard(first, 'disconnect'), heard(second, 'disconnect')]);
    await server.faults(ticket);
    expect(await left).toBe('transport close');
    expect([nodes, first.connected, second.connected].filter(Boolean)).toHaveLength(2);
    const third = clients.join(ticket, 'alice', once);
    await heard(third, 'connect');
    expect(
      recordsOf(server.lab(ticket))
        .filter(({ type }) => type === 'open')
        .at(-1),
    ).not.toHaveProperty('node');
  });

  it('both end with the lab, and both run a new program', async () => {
    const ticket = await server.put();
    await server.faults(ticket, { kind: 'two-nodes' });
    const files = { 'server.js': '', 'client.js': '' };
    const path = `/api/labs/${ticket.id}`;
    await server.call('PUT', path, { key: ticket.key, body: { files, cast: ['alice'] } });
    expect(nodes).toBe(2);
    await server.call('DELETE', path, { key: ticket.key });
    expect(nodes).toBe(0);
  });
});

it('tells of what each node’s program does, and which node it was', async () => {
  await server.close();
  const pool = await openPool({ size: 1 });
  server = await openTestServer(pool.startLab);
  clients = openTestClients(server);
  const program = `
    const { Server } = require('socket.io');
    const io = new Server(3000);
    io.on('connection', () => console.log('somebody is here'));
  `;
  const ticket = await server.put({ files: { 'server.js': program } });
  await server.faults(ticket, { kind: 'two-nodes' });
  for (const _ of [1, 2]) {
    await heard(clients.join(ticket, 'alice', { transports: ['websocket'] }), 'connect');
  }
  const logs = (records: readonly Record[]) =>
    records.flatMap((record) =>
      record.type === 'trace' && record.event.kind === 'log' ? [[record.node, record.event.text]] : [],
    );
  const records = await untilRecords(server.lab(ticket), (all) => logs(all).length === 2);
  expect(logs(records)).toEqual([
    [1, 'somebody is here'],
    [2, 'somebody is here'],
  ]);
  await pool.close();
});
