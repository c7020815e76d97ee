import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { StartLab } from '../hosted-lab';
import { plainLab } from '../testing/plain-lab';
import {
  openTestServer,
  recordsOf,
  sendRaw,
  type TestServer,
  transcriptOf,
  untilRecords,
} from '../testing/test-server';

let server: TestServer;
afterEach(() => server.close());

/** A lab of one test, whose server does `answer` with every request. */
async function openLab(startLab: StartLab) {
  server = await openTestServer(startLab);
  const ticket = await server.put();
  const { labPort } = server.serving;
  return {
    ticket,
    labPort,
    host: `localhost:${labPort}`,
    lab: server.lab(ticket),
    path: (client: string) => `/l/${ticket.id}/${client}`,
  };
}

const hello = plainLab((http) =>
  http.on('request', (_req, res) => {
    res.sendDate = false;
    res.writeHead(200, 'Fine', ['X-One', '1', 'x-TWO', '2', 'Content-Length', '2']).end('hi');
  }),
);

function wireOf(lab: Parameters<typeof recordsOf>[0]): string[] {
  return transcriptOf(recordsOf(lab)).filter((line) => !line.startsWith('program'));
}

const isClosed = (count: number) => (records: readonly { type: string }[]) =>
  records.filter(({ type }) => type === 'close').length === count;

describe('HTTP over the wire', () => {
  it('has the request as the client wrote it but for its path, and the answer as the lab wrote it', async () => {
    const { lab, labPort, host, path } = await openLab(hello);
    const answer = await sendRaw(
      labPort,
      `GET ${path('alice')}/news?page=2&x=%20 HTTP/1.1\r\nhost: ${host}\r\nX-cAsE: a\r\nX-Twice: 1\r\nX-Twice: 2\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toBe(
      'HTTP/1.1 200 Fine\r\nX-One: 1\r\nx-TWO: 2\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi',
    );
    await untilRecords(lab, isClosed(1));
    expect(wireOf(lab).slice(0, 3)).toEqual([
      '1 +alice',
      `1 > GET /news?page=2&x=%20 HTTP/1.1␍␊host: ${host}␍␊X-cAsE: a␍␊X-Twice: 1␍␊X-Twice: 2␍␊Connection: close␍␊␍␊`,
      '1 < HTTP/1.1 200 Fine␍␊X-One: 1␍␊x-TWO: 2␍␊Content-Length: 2␍␊Connection: close␍␊␍␊hi',
    ]);
  });

  it('uses the wire of a browser’s connection again, and another one for each client', async () => {
    const { lab, labPort, path } = await openLab(hello);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const get = async (client: string) => {
      const [answer] = await once(
        request({ agent, port: labPort, path: `${path(client)}/x` }).end(),
        'response',
      );
      await once(answer.resume(), 'end');
    };
    for (const client of ['alice', 'alice', 'bob', 'alice']) await get(client);
    agent.destroy();
    const records = await untilRecords(lab, isClosed(2));
    expect(
      transcriptOf(records)
        .filter((line) => /^\d [+>-]/.test(line))
        .map((line) => line.slice(0, 11)),
    ).toEqual([
      '1 +alice',
      '1 > GET /x ',
      '1 > GET /x ',
      '2 +bob',
      '2 > GET /x ',
      '1 > GET /x ',
      '1 -client f',
      '2 -client f',
    ]);
  });

  it('keeps nothing of the requests that a wire has carried', async () => {
    const { lab, labPort, path } = await openLab(hello);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const listening: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const [answer] = await once(
        request({ agent, port: labPort, path: `${path('alice')}/x` }).end(),
        'response',
      );
      await once(answer.resume(), 'end');
      for (const { near } of lab.connections) listening.push(near.listenerCount('error'));
    }
    agent.destroy();
    expect(listening).toEqual(Array(12).fill(listening[0]));
  });

  it('carries a body with its trailers, both ways, and lets the lab say 100 Continue', async () => {
    const { lab, labPort, host, path } = await openLab(
      plainLab((http) =>
        http.on('request', (req, res) => {
          res.sendDate = false;
          res.writeHead(200, { Trailer: 'X-Sum' });
          req.pipe(res, { end: false });
          req.on('end', () => {
            res.addTrailers({ 'X-Sum': req.trailers['x-count'] ?? 'none' });
            res.end();
          });
        }),
      ),
    );
    const answer = await sendRaw(
      labPort,
      `POST ${path('alice')}/echo HTTP/1.1\r\nHost: ${host}\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\nTrailer: X-Count\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\nX-Count: 3\r\n\r\n`,
    );
    expect(answer).toContain('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n');
    expect(answer).toMatch(/\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 3\r\n\r\n$/);
    const up = wireOf(lab).flatMap((line) => (line.startsWith('1 > ') ? [line.slice(4)] : []));
    expect(up.join('')).toMatch(/␍␊␍␊3␍␊abc␍␊0␍␊X-Count: 3␍␊␍␊$/);
  });

  it('answers HEAD with the headers alone', async () => {
    const { labPort, host, path } = await openLab(hello);
    const answer = await sendRaw(
      labPort,
      `HEAD ${path('bob')}/x HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toBe(
      'HTTP/1.1 200 Fine\r\nX-One: 1\r\nx-TWO: 2\r\nContent-Length: 2\r\nConnection: close\r\n\r\n',
    );
  });

  it('tells the lab when the browser goes away under a held request', async () => {
    let left: (() => void) | undefined;
    const leaving = new Promise<void>((resolve) => {
      left = resolve;
    });
    const { lab, labPort, host, path } = await openLab(
      plainLab((http) => http.on('request', (req) => void req.on('close', () => left?.()))),
    );
    const socket = connect(labPort, '127.0.0.1');
    socket.write(`GET ${path('alice')}/held HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await untilRecords(lab, (records) => records.some(({ type }) => type === 'bytes'));
    socket.destroy();
    await leaving;
    expect(transcriptOf(await untilRecords(lab, isClosed(1))).at(-1)).toBe('1 -client fin');
  });

  it.each([
    ['ends', (socket: Socket) => void socket.destroy(), '1 -server fin', 'end'],
    ['resets', (socket: Socket) => void socket.resetAndDestroy(), '1 -server rst', 'ECONNRESET'],
  ])('tells the browser when the lab %s the connection under a request', async (_, leave, closing, seen) => {
    const { lab, labPort, host, path } = await openLab(
      plainLab((http) => http.on('request', (req) => leave(req.socket))),
    );
    const socket = connect(labPort, '127.0.0.1');
    socket.write(`GET ${path('alice')}/x HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    const end = new Promise((resolve) => {
      socket.on('end', () => resolve('end'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    socket.resume();
    expect(await end).toBe(seen);
    expect(transcriptOf(await untilRecords(lab, isClosed(1))).at(-1)).toBe(closing);
  });

  it('closes a browser’s idle connection when the lab closes its own', async () => {
    const { lab, labPort, host, path } = await openLab(
      plainLab((http) => {
        http.keepAliveTimeout = 20;
        http.on('request', (_req, res) => res.end('ok'));
      }),
    );
    const socket = connect(labPort, '127.0.0.1');
    socket.write(`GET ${path('alice')}/x HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await once(socket.resume(), 'end');
    expect(transcriptOf(await untilRecords(lab, isClosed(1))).at(-1)).toBe('1 -server fin');
  });

  // The browser asks again on another connection: a poll that was answered to nobody would have lost its packets.
  it('asks the lab nothing of a request that crossed with the end of its connection', async () => {
    let wire: Duplex | undefined;
    const { lab, labPort, host, path } = await openLab(
      plainLab((http) =>
        http.on('request', (req, res) => {
          wire = req.socket;
          res.end('ok');
        }),
      ),
    );
    const get = (name: string) => `GET ${path('alice')}/${name} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const socket = connect(labPort, '127.0.0.1');
    socket.write(get('first'));
    await once(socket, 'data');
    socket.write(get('second'));
    wire?.destroy();
    const answered: string[] = [];
    socket.on('data', (bytes) => answered.push(String(bytes)));
    socket.on('error', (error: NodeJS.ErrnoException) => answered.push(error.code ?? ''));
    await new Promise((resolve) => socket.on('close', resolve));
    expect(answered).toEqual(['ECONNRESET']);
    expect(wireOf(lab).map((line) => line.split('␍')[0])).toEqual([
      '1 +alice',
      '1 > GET /first HTTP/1.1',
      '1 < HTTP/1.1 200 OK',
      '1 -server fin',
    ]);
  });
});

describe('an upgrade over the wire', () => {
  /** A server that agrees to anything, and then says in capitals what it hears. */
  const shouting = plainLab((http) =>
    http.on('upgrade', (_req, socket, head) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: shout\r\nConnection: Upgrade\r\n\r\n');
      if (head.length > 0) socket.unshift(head);
      socket.on('data', (chunk: Buffer) => socket.write(chunk.toString().toUpperCase()));
      socket.on('end', () => socket.end());
    }),
  );

  it('is raw in both directions, from the first byte after the head', async () => {
    const { lab, labPort, host, path } = await openLab(shouting);
    const socket = connect({ port: labPort, host: '127.0.0.1', allowHalfOpen: true });
    socket.end(
      `GET ${path('alice')}/x HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\nearly`,
    );
    const answer = await text(socket);
    expect(answer).toBe(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: shout\r\nConnection: Upgrade\r\n\r\nEARLY',
    );
    await untilRecords(lab, isClosed(1));
    expect(wireOf(lab)).toEqual([
      '1 +alice',
      `1 > GET /x HTTP/1.1␍␊Host: ${host}␍␊Connection: Upgrade␍␊Upgrade: shout␍␊␍␊`,
      '1 < HTTP/1.1 101 Switching Protocols␍␊Upgrade: shout␍␊Connection: Upgrade␍␊␍␊',
      '1 > early',
      '1 < EARLY',
      '1 -client fin',
    ]);
  });

  it('passes nothing on after an answer that is not 101', async () => {
    const { lab, labPort, host, path } = await openLab(
      plainLab((http) =>
        http.on('upgrade', (_req, socket) =>
          socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'),
        ),
      ),
    );
    const answer = await sendRaw(
      labPort,
      `GET ${path('alice')}/x HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: shout\r\n\r\nGET /other HTTP/1.1\r\n\r\n`,
    );
    expect(answer).toBe('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    await untilRecords(lab, isClosed(1));
    expect(wireOf(lab).filter((line) => line.includes('/other'))).toEqual([]);
  });
});

describe('who may not pass the gateway', () => {
  const GET = { Accept: '*/*' };

  it.each([
    ['no lab', '/', 'localhost', GET, 404, 'no-such-page'],
    ['an unknown lab', '/l/0000000000000000/alice/x', 'localhost', GET, 404, 'unknown-lab'],
    [
      'somebody who is not of the cast',
      '/l/lab0000000000001/mallory/x',
      'localhost',
      GET,
      404,
      'no-such-client',
    ],
    ['another name for this machine', '/l/lab0000000000001/alice/x', 'evil.example', GET, 403, 'wrong-host'],
    [
      'a page of a stranger',
      '/l/lab0000000000001/alice/x',
      'localhost',
      { Origin: 'https://evil.example' },
      403,
      'wrong-origin',
    ],
    [
      'a page without an origin',
      '/l/lab0000000000001/alice/x',
      'localhost',
      { Origin: 'null' },
      403,
      'wrong-origin',
    ],
    [
      'an image in a stranger’s page',
      '/l/lab0000000000001/alice/x',
      'localhost',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' },
      403,
      'wrong-origin',
    ],
  ])('%s', async (_, path, name, headers, status, code) => {
    const { labPort, lab } = await openLab(hello);
    const options = { port: labPort, path, headers: { Host: `${name}:${labPort}`, ...headers } };
    const [answer] = await once(request(options).end(), 'response');
    const body = JSON.parse(await text(answer));
    expect([answer.statusCode, body.error.code]).toEqual([status, code]);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(wireOf(lab)).toEqual([]);
  });

  it('reads like a page to a browser, whatever the name was', async () => {
    const { labPort, host } = await openLab(hello);
    const answer = await sendRaw(
      labPort,
      `GET /l/lab0000000000001/<b>/ HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain("<p>Nobody of this name is in the lab's cast: alice, bob.</p>");
  });

  it.each([
    ['an unknown lab', '/l/0000000000000000/alice/x', 'localhost', '', 'HTTP/1.1 404 Not Found'],
    [
      'a stranger’s page',
      '/l/lab0000000000001/alice/x',
      'localhost',
      'Origin: https://evil.example\r\n',
      'HTTP/1.1 403 Forbidden',
    ],
    ['another name', '/l/lab0000000000001/alice/x', 'evil.example', '', 'HTTP/1.1 403 Forbidden'],
  ])('with an upgrade: %s', async (_, path, name, extra, statusLine) => {
    const { labPort, lab } = await openLab(hello);
    const answer = await sendRaw(
      labPort,
      `GET ${path} HTTP/1.1\r\nHost: ${name}:${labPort}\r\n${extra}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    expect(answer.split('\r\n')[0]).toBe(statusLine);
    expect(wireOf(lab)).toEqual([]);
  });

  it('welcomes the pages of the app and of the labs', async () => {
    const { labPort, path } = await openLab(hello);
    const statuses = await Promise.all(
      [server.serving.app.main, server.serving.lab.main].map(async (origin) => {
        const options = { port: labPort, path: `${path('alice')}/x`, headers: { Origin: origin } };
        const [answer] = await once(request(options).end(), 'response');
        answer.resume();
        return answer.statusCode;
      }),
    );
    expect(statuses).toEqual([200, 200]);
  });

  it('answers garbage with 400 and goes on', async () => {
    const { labPort, path, host } = await openLab(hello);
    expect(await sendRaw(labPort, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    const answer = await sendRaw(
      labPort,
      `GET ${path('alice')}/x HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('answers headers without end with 431', async () => {
    const { labPort, path, host } = await openLab(hello);
    const answer = await sendRaw(
      labPort,
      `GET ${path('alice')}/x HTTP/1.1\r\nHost: ${host}\r\nX-Long: ${'x'.repeat(20_000)}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('answers 503 when the lab has 64 connections, says so once on the timeline, and goes on when one is closed', async () => {
    const { lab, labPort, host, path } = await openLab(
      plainLab((http) => http.on('request', () => undefined)),
    );
    const held = Array.from({ length: 64 }, () => connect(labPort, '127.0.0.1'));
    for (const socket of held) socket.write(`GET ${path('alice')}/held HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await untilRecords(lab, (records) => records.filter(({ type }) => type === 'open').length === 64);
    const more = () =>
      sendRaw(labPort, `GET ${path('bob')}/ok HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(await more()).toMatch(/^HTTP\/1\.1 503 /);
    expect(await more()).toMatch(/^HTTP\/1\.1 503 /);
    const limits = recordsOf(lab).flatMap((record) =>
      record.type === 'trace' && record.event.kind === 'exception' ? [record.event.name] : [],
    );
    expect(limits).toEqual(['ConnectionLimit']);
    for (const socket of held) socket.destroy();
    await untilRecords(lab, isClosed(64));
  });
});
