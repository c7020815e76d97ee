import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabTicket } from '@/lib/lab/program';
import { plainLab } from '../testing/plain-lab';
import { openTestServer, recordsOf, type TestServer, transcriptOf } from '../testing/test-server';

let server: TestServer;
let ticket: LabTicket;

beforeAll(async () => {
  // What the lab itself is asked for, it answers with the path that reached it.
  server = await openTestServer(
    plainLab((http) => http.on('request', ({ method, url }, res) => res.end(`lab: ${method} ${url}`))),
  );
  ticket = await server.put({
    files: {
      'server.js': '// secret',
      'client.js': 'io()',
      'broken.js': 'return 1',
      'about.html': '<script>io()</script>',
      'css/a.css': 'p {}',
      'data.json': '{}',
    },
  });
});
afterAll(() => server.close());

const get = (path: string, init?: RequestInit) => fetch(`${ticket.urls.alice}${path}`, init);

describe('a client’s frame', () => {
  it.each([
    ['', 'text/html; charset=utf-8', /^<!doctype html>/],
    ['index.html', 'text/html; charset=utf-8', /^<!doctype html>/],
    [
      'about.html',
      'text/html; charset=utf-8',
      /^<script src="[^"]+frame\.js".*<script>__line\(196609\);io\(\)<\/script>$/,
    ],
    ['client.js', 'text/javascript; charset=utf-8', /^__line\(65537\);io\(\)$/],
    ['client.js?v=2', 'text/javascript; charset=utf-8', /^__line\(65537\);io\(\)$/],
    ['broken.js', 'text/javascript; charset=utf-8', /^return 1$/],
    ['css/a.css', 'text/css; charset=utf-8', /^p \{\}$/],
    ['data.json', 'application/json; charset=utf-8', /^\{\}$/],
    ['~/frame.js', 'text/javascript; charset=utf-8', /socketscope-frame/],
    ['~/socket.io-client.js', 'text/javascript; charset=utf-8', /from '\.\/socket\.io\.esm\.min\.js'/],
    [
      '~/cdn/4.8.1/socket.io.esm.min.js',
      'text/javascript; charset=utf-8',
      /from '\.\.\/\.\.\/socket\.io\.esm\.min\.js'/,
    ],
  ])('is served %s', async (path, type, body) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(await response.text()).toMatch(body);
  });

  it.each([
    'socket.io/socket.io.js',
    '~/socket.io.js',
    '~/cdn/4.8.1/socket.io.min.js',
    '~/socket.io.esm.min.js',
  ])('is served %s as the library’s package has it', async (path) => {
    const main = createRequire(import.meta.url).resolve('socket.io-client/package.json');
    const file = await readFile(join(dirname(main), 'dist', path.split('/').at(-1) ?? ''), 'utf8');
    expect(await (await get(path)).text()).toBe(file);
  });

  it.each([
    ['script', '__line(65537);io()'],
    // To be read, or to be run where nobody hears the marks.
    ['empty', 'io()'],
    ['document', 'io()'],
    ['worker', 'io()\nfunction __line(_, value) { __line.here = () => __line; return value }\n'],
  ])('is served its program’s script for the destination %s', async (destination, body) => {
    const response = await get('client.js', { headers: { 'Sec-Fetch-Dest': destination } });
    expect(await response.text()).toBe(body);
  });

  it('has in its script what is ours in each file', async () => {
    const script = await (await get('~/frame.js')).text();
    const [, known = ''] = /^\{const socketscopeProgram=(\{.*?\});/.exec(script) ?? [];
    expect(JSON.parse(known).files[1]).toEqual({ name: 'client.js', inserts: [1, 1, 14] });
  });

  it('is kept by nobody, and held by the app alone', async () => {
    const { headers } = await get('');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`connect-src ${server.serving.lab.main}/l/${ticket.id}/ `);
    const { port } = server.serving;
    expect(policy).toMatch(
      new RegExp(`frame-ancestors http://localhost:${port} http://127\\.0\\.0\\.1:${port}$`),
    );
  });

  it('has its slash', async () => {
    const response = await fetch((ticket.urls.alice ?? '').slice(0, -1), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([308, `/l/${ticket.id}/alice/`]);
  });

  it.each(['~/frame.css', '~/cdn/4.8.1/other.js', 'socket.io/socket.io.old.js'])(
    'has no %s: 404',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect((await response.json()).error.code).toBe('no-such-file');
    },
  );

  it('never crosses the wire', () => {
    expect(transcriptOf(recordsOf(server.lab(ticket)))).toEqual(['program started 1']);
  });
});

describe('what the lab answers itself', () => {
  it.each([
    ['GET', 'news?page=2', 'lab: GET /news?page=2'],
    ['GET', 'server.js', 'lab: GET /server.js'],
    ['GET', 'socket.io/?EIO=4', 'lab: GET /socket.io/?EIO=4'],
    ['GET', 'css/', 'lab: GET /css/'],
    ['POST', 'client.js', 'lab: POST /client.js'],
    ['POST', '', 'lab: POST /'],
  ])('%s %s', async (method, path, body) => {
    expect(await (await get(path, { method })).text()).toBe(body);
  });
});
