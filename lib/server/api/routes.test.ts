import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCapture } from '@/lib/capture/file';
import { LIMITS } from '@/lib/lab/limits';
import type { LabTicket } from '@/lib/lab/program';
import { plainLab } from '../testing/plain-lab';
import { openTestServer, recordsOf, type TestServer, transcriptOf } from '../testing/test-server';

const ID = 'abcdefghijklmnop';
const PROGRAM = { files: { 'server.js': 'let a = 1', 'client.js': 'let b = 2' }, cast: ['alice', 'bob'] };

let server: TestServer;
let lab: LabTicket;
let other: LabTicket;

beforeAll(async () => {
  server = await openTestServer(plainLab((http) => http.on('request', (_req, res) => res.end('hi'))));
  lab = await server.put();
  other = await server.put();
});
afterAll(() => server.close());

interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
}

/** Status and, where there is one, the error: what a caller branches on. */
async function refused({ method = 'PUT', path = `/api/labs/${ID}`, ...rest }: Call) {
  const response = await server.call(method, path, rest);
  const { error } = await response.json();
  return { status: response.status, code: error.code, path: error.path, message: error.message };
}

function program(changes: object): Call {
  return { body: { ...PROGRAM, ...changes } };
}

describe('PUT /api/labs/<id>', () => {
  it('starts a lab: 201 with its key and the address of each client', async () => {
    const response = await server.call('PUT', `/api/labs/${ID}`, { body: PROGRAM });
    const labs = server.serving.lab.main;
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      id: ID,
      key: expect.stringMatching(/^[\w-]{32}$/),
      urls: { alice: `${labs}/l/${ID}/alice/`, bob: `${labs}/l/${ID}/bob/` },
    });
  });

  it('again, with the key: 200 and another run, recorded in the same capture', async () => {
    const ticket = await server.put();
    const response = await server.call('PUT', `/api/labs/${ticket.id}`, { key: ticket.key, body: PROGRAM });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...ticket, urls: ticket.urls });
    expect(transcriptOf(recordsOf(server.lab(ticket)))).toEqual([
      'program started 1',
      'program stopped 1',
      'program started 2',
    ]);
  });

  it('again, without the key or with another: 401', async () => {
    const path = `/api/labs/${lab.id}`;
    for (const key of [undefined, other.key, 'x']) {
      const call = { path, body: PROGRAM, ...(key !== undefined && { key }) };
      expect(await refused(call)).toMatchObject({ status: 401, code: 'unauthorized' });
    }
    const response = await server.call('PUT', path, { body: PROGRAM });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('two at once for one name: the first has it', async () => {
    const path = '/api/labs/00000000000000aa';
    const answers = await Promise.all([1, 2].map(() => server.call('PUT', path, { body: PROGRAM })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 401]);
  });

  it.each([
    ['a name too short', { path: '/api/labs/abc', body: PROGRAM }, 'bad-id', 'id'],
    ['a name with a capital', { path: '/api/labs/Abcdefghijklmnop', body: PROGRAM }, 'bad-id', 'id'],
    ['no body', {}, 'not-json', undefined],
    ['a body that is not JSON', { body: '{"files":' }, 'not-json', undefined],
    ['a body that is a list', { body: [] }, 'bad-body', undefined],
    ['no files', { body: { cast: ['alice'] } }, 'bad-body', 'files'],
    ['no server.js', program({ files: { 'client.js': '' } }), 'bad-body', 'files'],
    ['a file that is no text', program({ files: { 'server.js': 7 } }), 'bad-body', 'files.server.js'],
    ['a file outside', program({ files: { 'server.js': '', '../x.js': '' } }), 'bad-body', 'files.../x.js'],
    [
      '25 files',
      program({
        files: Object.fromEntries([
          ['server.js', ''],
          ...Array.from({ length: 24 }, (_, i) => [`f${i}.js`, '']),
        ]),
      }),
      'bad-body',
      'files',
    ],
    [
      'a file by the name of every prototype',
      { body: '{"files":{"server.js":"","__proto__":"x"},"cast":["alice"]}' },
      'bad-body',
      'files.__proto__',
    ],
    ['no cast', program({ cast: undefined }), 'bad-body', 'cast'],
    ['an empty cast', program({ cast: [] }), 'bad-body', 'cast'],
    ['a cast of five', program({ cast: ['a', 'b', 'c', 'd', 'e'] }), 'bad-body', 'cast'],
    ['twice the same', program({ cast: ['alice', 'alice'] }), 'bad-body', 'cast'],
    ['a name with a space', program({ cast: ['alice', 'bob b'] }), 'bad-body', 'cast.1'],
    ['a client called server', program({ cast: ['server'] }), 'bad-body', 'cast.0'],
  ] satisfies [string, Call, string, string | undefined][])('%s: 400', async (_, call, code, path) => {
    const free = { path: '/api/labs/00000000000000bb', ...call };
    expect(await refused(free)).toEqual({
      status: 400,
      code,
      path,
      message: expect.stringMatching(/^[A-Z][^:]* .*\.$/),
    });
  });

  it.each([
    ['server.js', { 'server.js': 'let a = 1;\nlet a = 2;' }, { file: 'server.js', line: 2, column: 5 }],
    ['client.js', { 'server.js': '', 'client.js': 'io(;' }, { file: 'client.js', line: 1, column: 4 }],
  ])('a %s that does not parse: 400 with the place, and nothing was made', async (file, files, place) => {
    const path = '/api/labs/00000000000000cc';
    const response = await server.call('PUT', path, { body: { files, cast: ['alice'] } });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { code: 'does-not-parse', message: expect.any(String), path: `files.${file}`, place },
    });
    expect(server.serving.registry.find('00000000000000cc')).toBeUndefined();
  });

  it('a program that does not parse leaves the one that runs alone, and is told on the timeline', async () => {
    const ticket = await server.put();
    const body = { files: { 'server.js': 'let a =' }, cast: ['alice'] };
    const response = await server.call('PUT', `/api/labs/${ticket.id}`, { key: ticket.key, body });
    expect(response.status).toBe(400);
    const hosted = server.lab(ticket);
    expect(hosted.program.cast).toEqual(['alice', 'bob']);
    expect((await fetch(`${ticket.urls.alice}x`)).status).toBe(200);
    expect(recordsOf(hosted).filter(({ type }) => type === 'trace')).toMatchObject([
      { event: { kind: 'program', state: 'started', run: 1 } },
      {
        event: {
          kind: 'exception',
          phase: 'parse',
          name: 'SyntaxError',
          place: { file: 'server.js', line: 1 },
        },
      },
    ]);
  });

  it('more than 64 kB of source: 413, and so is a body of more than 256 kB', async () => {
    const path = '/api/labs/00000000000000dd';
    const big = '/'.repeat(LIMITS.sourceBytes + 1);
    expect(
      await refused({ path, ...program({ files: { 'server.js': '', 'client.js': big } }) }),
    ).toMatchObject({
      status: 413,
      code: 'source-too-large',
      path: 'files.client.js',
    });
    const huge = '/'.repeat(LIMITS.bodyBytes);
    expect(await refused({ path, ...program({ files: { 'server.js': huge } }) })).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
  });
});

describe('what takes the key of the lab', () => {
  const CALLS = [
    ['DELETE', ''],
    ['GET', '/capture'],
    ['PUT', '/faults'],
  ] as const;

  it.each(CALLS)(
    '%s /api/labs/<id>%s: 404 without it, with another lab’s, and for no lab',
    async (method, rest) => {
      const known = `/api/labs/${lab.id}${rest}`;
      const body = method === 'PUT' ? { body: { faults: [] } } : {};
      const answers = [
        await refused({ method, path: known, ...body }),
        await refused({ method, path: known, key: other.key, ...body }),
        await refused({ method, path: `/api/labs/0000000000000000${rest}`, key: lab.key, ...body }),
      ];
      expect(answers).toEqual(
        Array(3).fill({
          status: 404,
          code: 'unknown-lab',
          path: undefined,
          message: 'No lab of this name and key is running.',
        }),
      );
    },
  );

  it('DELETE ends the lab: 204, and then there is none', async () => {
    const ticket = await server.put();
    const response = await server.call('DELETE', `/api/labs/${ticket.id}`, ticket);
    expect(response.status).toBe(204);
    expect((await server.call('DELETE', `/api/labs/${ticket.id}`, ticket)).status).toBe(404);
    expect((await fetch(ticket.urls.alice ?? '')).status).toBe(404);
  });

  it('GET capture is the capture file so far', async () => {
    const ticket = await server.put({ cast: ['carol'] });
    await (await fetch(`${ticket.urls.carol}x`, { headers: { Connection: 'close' } })).text();
    const response = await server.call('GET', `/api/labs/${ticket.id}/capture`, ticket);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${ticket.id}.jsonl"`);
    const { header, records } = readCapture(await response.text());
    expect(header.cast).toEqual(['carol']);
    expect(header.program).toEqual({ 'server.js': '', 'client.js': '' });
    expect(transcriptOf(records).slice(0, 2)).toEqual(['program started 1', '1 +carol']);
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
  });

  it('PUT faults puts them in the place of the old ones and answers those that hold', async () => {
    const ticket = await server.put();
    const put = async (faults: unknown[]) =>
      (
        await server.call('PUT', `/api/labs/${ticket.id}/faults`, { key: ticket.key, body: { faults } })
      ).json();
    const block = { kind: 'block-websocket', client: 'bob' };
    const latency = { kind: 'latency', direction: 'down', ms: 300 };
    expect(await put([block, latency, latency])).toEqual({ faults: [block, latency] });
    expect(await put([latency])).toEqual({ faults: [latency] });
    expect(await put([])).toEqual({ faults: [] });
    expect(transcriptOf(recordsOf(server.lab(ticket))).slice(1)).toEqual([
      'fault block-websocket set',
      'fault latency set',
      'fault block-websocket cleared',
      'fault latency cleared',
    ]);
  });

  it.each([
    ['no list', { faults: {} }, 'faults'],
    ['no such fault', { faults: [{ kind: 'flood' }] }, 'faults.0.kind'],
    ['no direction', { faults: [{ kind: 'freeze' }] }, 'faults.0.direction'],
    ['time before it began', { faults: [{ kind: 'latency', direction: 'up', ms: -1 }] }, 'faults.0.ms'],
    ['a list of one that is none', { faults: [7] }, 'faults.0'],
    ['more than a minute', { faults: [{ kind: 'latency', direction: 'up', ms: 60_001 }] }, 'faults.0.ms'],
    [
      'jitter that is no number',
      { faults: [{ kind: 'latency', direction: 'up', ms: 1, jitterMs: '1' }] },
      'faults.0.jitterMs',
    ],
    ['no bandwidth', { faults: [{ kind: 'bandwidth', direction: 'up' }] }, 'faults.0.bytesPerSecond'],
    [
      '99 bytes a second',
      { faults: [{ kind: 'bandwidth', direction: 'up', bytesPerSecond: 99 }] },
      'faults.0.bytesPerSecond',
    ],
    [
      'more than 100 MB a second',
      { faults: [{ kind: 'bandwidth', direction: 'up', bytesPerSecond: 1e8 + 1 }] },
      'faults.0.bytesPerSecond',
    ],
    ['what cannot be held', { faults: [{ kind: 'hold', packet: 'open' }] }, 'faults.0.packet'],
    ['nothing to lose', { faults: [{ kind: 'drop' }] }, 'faults.0.like'],
    [
      'a packet of nobody',
      { faults: [{ kind: 'drop', like: { from: 'proxy', eio: 'ping' } }] },
      'faults.0.like.from',
    ],
    [
      'no packet of Engine.IO',
      { faults: [{ kind: 'drop', like: { from: 'client', eio: 'pang' } }] },
      'faults.0.like.eio',
    ],
    [
      'a ping that carries an event',
      { faults: [{ kind: 'drop', like: { from: 'server', eio: 'ping', event: 'x' } }] },
      'faults.0.like.eio',
    ],
    [
      'an event without end',
      { faults: [{ kind: 'drop', like: { from: 'server', eio: 'message', event: 'x'.repeat(201) } }] },
      'faults.0.like.event',
    ],
    ['33 of them', { faults: Array.from({ length: 33 }, () => ({ kind: 'two-nodes' })) }, 'faults'],
    [
      'nobody of the cast',
      { faults: [{ kind: 'freeze', direction: 'up', client: 'mallory' }] },
      'faults.0.client',
    ],
  ])('PUT faults with %s: 400', async (_, body, path) => {
    const call = { path: `/api/labs/${lab.id}/faults`, key: lab.key, body };
    expect(await refused(call)).toMatchObject({
      status: 400,
      code: 'bad-body',
      path,
      message: expect.stringMatching(/^[A-Z][^:]* .*\.$/),
    });
  });

  it('PUT faults takes every fault at the ends of its ranges, and answers it as it was', async () => {
    const ticket = await server.put();
    const faults = [
      { kind: 'latency', direction: 'both', ms: 60_000, jitterMs: 60_000 },
      { kind: 'latency', direction: 'up', ms: 0, jitterMs: 0 },
      { kind: 'bandwidth', direction: 'up', bytesPerSecond: 100 },
      { kind: 'bandwidth', client: 'bob', direction: 'down', bytesPerSecond: 100_000_000 },
      ...['ping', 'pong', 'probe', 'ack'].map((packet) => ({ kind: 'hold', packet })),
      { kind: 'drop', like: { from: 'client', eio: 'ping' } },
      {
        kind: 'drop',
        client: 'alice',
        like: { from: 'server', eio: 'message', sio: 'EVENT', event: 'chat' },
      },
      { kind: 'two-nodes', client: 'alice' },
    ];
    const path = `/api/labs/${ticket.id}/faults`;
    const response = await server.call('PUT', path, { key: ticket.key, body: { faults } });
    expect([response.status, await response.json()]).toEqual([200, { faults }]);
  });

  it('PUT faults with more than 256 kB: 413', async () => {
    const body = { faults: [{ kind: 'x'.repeat(LIMITS.bodyBytes) }] };
    const call = { path: `/api/labs/${lab.id}/faults`, key: lab.key, body };
    expect(await refused(call)).toEqual({
      status: 413,
      code: 'body-too-large',
      path: undefined,
      message: 'The body is larger than 256 kB.',
    });
  });

  it('PUT faults without end: 429, and when to come back', async () => {
    const ticket = await server.put();
    const call = () =>
      server.call('PUT', `/api/labs/${ticket.id}/faults`, { key: ticket.key, body: { faults: [] } });
    // Twice as many as fit, and more: wherever a second ends between them.
    const answers = await Promise.all(Array.from({ length: 120 }, call));
    const response = answers.find(({ status }) => status !== 200);
    expect([response?.status, response?.headers.get('retry-after'), await response?.json()]).toEqual([
      429,
      '1',
      {
        error: {
          code: 'too-many-calls',
          message: 'A lab may be changed 50 times a second. Try again in a second.',
        },
      },
    ]);
    // Another lab is not concerned.
    expect((await server.put()).key).toBeTruthy();
  });

  it.each([
    [
      'flood',
      'A fault is one of: block-websocket, strip-upgrade, latency, bandwidth, hold, drop, two-nodes, freeze, cut.',
    ],
    ['bandwidth', 'A direction is "up", "down" or "both".'],
    ['hold', 'What is held is a "ping", "pong", "probe" or "ack".'],
    ['cut', 'A cut is "fin" or "rst".'],
  ])('PUT faults says what a %s must be', async (kind, message) => {
    const call = { path: `/api/labs/${lab.id}/faults`, key: lab.key, body: { faults: [{ kind }] } };
    expect(await refused(call)).toMatchObject({ status: 400, message });
  });
});

describe('who and what the API is not for', () => {
  it.each([
    ['no lab named', 'GET', '/api/labs', 404, 'no-such-place'],
    ['no such thing of a lab', 'GET', `/api/labs/${ID}/secrets`, 404, 'no-such-place'],
  ])('%s', async (_, method, path, status, code) => {
    expect(await refused({ method, path })).toMatchObject({ status, code });
  });

  it('another method: 405 that says which', async () => {
    const response = await server.call('POST', `/api/labs/${ID}`, { body: PROGRAM });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'PUT, DELETE']);
  });

  it.each([
    ['a stranger’s page', { Origin: 'https://evil.example' }, 'wrong-origin'],
    ['a page of the labs, which runs a learner’s code', { Origin: 'labs' }, 'wrong-origin'],
    ['a page without an origin', { Origin: 'null' }, 'wrong-origin'],
    ['a name made to mean this machine', { Host: 'evil.example' }, 'wrong-host'],
  ])('%s: 403, and no CORS header', async (_, headers, code) => {
    const { port, lab: labs } = server.serving;
    const sent = 'Origin' in headers && headers.Origin === 'labs' ? { Origin: labs.main } : headers;
    for (const method of ['PUT', 'OPTIONS']) {
      const options = { port, method, path: '/api/labs/00000000000000ee', headers: sent };
      const [response] = await once(
        request(options).end(method === 'PUT' ? JSON.stringify(PROGRAM) : ''),
        'response',
      );
      const body = JSON.parse(await text(response));
      expect([response.statusCode, body.error.code]).toEqual([403, code]);
      expect(Object.keys(response.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect(server.serving.registry.find('00000000000000ee')).toBeUndefined();
  });

  it('the app’s own page, by any name of this machine, is welcome', async () => {
    const { port } = server.serving;
    const names = ['localhost', '127.0.0.1', '[::1]'];
    const statuses = await Promise.all(
      names.map(async (name) => {
        const headers = {
          Host: `${name}:${port}`,
          Origin: `http://${name}:${port}`,
          Authorization: `Bearer ${lab.key}`,
        };
        const options = { port, method: 'PUT', path: `/api/labs/${lab.id}/faults`, headers };
        const [response] = await once(request(options).end('{"faults":[]}'), 'response');
        response.resume();
        return response.statusCode;
      }),
    );
    expect(statuses).toEqual([200, 200, 200]);
  });
});
