import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { apiOf, apiUsed } from './api-members';
import { ProgramError, startLab } from './lab';
import { once, TestLab } from './testing';

/* Programs as people write them, each run as it is written, and asked by the real client what it does. */

const BLOCKS = fileURLToPath(new URL('./blocks/', import.meta.url));
const read = (file: string) => readFileSync(join(BLOCKS, file), 'utf8');

let lab: TestLab;
afterEach(() => lab?.stop());

async function run(file: string, others: { readonly [file: string]: string } = {}): Promise<void> {
  lab = await TestLab.start({ 'server.js': read(file), ...others });
}

/** What a client is sent, in order, as `event arguments`. */
function heardBy(client: Awaited<ReturnType<TestLab['connected']>>): string[] {
  const heard: string[] = [];
  client.onAny((event, ...args) =>
    heard.push([event, ...args.map((arg: unknown) => JSON.stringify(arg))].join(' ')),
  );
  return heard;
}

test('chat.js: a chat over Express', async () => {
  await run('chat.js', { 'public/index.html': '<h1>chat</h1>' });
  expect(await (await fetch(lab.url)).text()).toBe('<h1>chat</h1>');
  const eve = lab.client();
  expect(await once(eve, 'connect_error')).toMatchObject({ message: 'Who are you?' });
  const alice = await lab.connected({ auth: { name: 'alice' } });
  const heard = heardBy(alice);
  const came = once(alice, 'came');
  const bob = await lab.connected({ auth: { name: 'bob' } });
  await came;
  expect(await bob.emitWithAck('say', 'hi')).toMatchObject({ heardBy: 1 });
  expect(await (await fetch(`${lab.url}/names`)).json()).toEqual(['alice', 'bob']);
  const went = once(alice, 'went');
  bob.disconnect();
  await went;
  expect(heard).toEqual([
    'came "bob"',
    'said {"by":"bob","text":"hi"}',
    'went "bob" "client namespace disconnect"',
  ]);
  expect(lab.logs()).toEqual(['listening on 3000', 'bob leaves 1 room']);
});

test('rooms.js: what is said to some, and done to many', async () => {
  await run('rooms.js');
  const [alice, bob] = await Promise.all(
    ['red', 'green'].map((team) =>
      lab.connected({ query: { team }, reconnection: false, transports: ['websocket'] }),
    ),
  );
  if (!alice || !bob) return;
  expect(await alice.emitWithAck('rooms')).toEqual(['red']);
  const [red, green] = [heardBy(alice), heardBy(bob)];
  await alice.emitWithAck('to each');
  await bob.emitWithAck('rooms');
  const ways = (heard: readonly string[]) =>
    heard.flatMap((line) => (line.startsWith('heard ') ? [line.slice('heard '.length)] : [])).sort();
  expect(ways(red)).toEqual(['"io.in"', '"io.to"']);
  expect(ways(green)).toEqual([
    '"broadcast"',
    '"io.except"',
    '"io.in"',
    '"io.local"',
    '"local"',
    '"socket.in.to"',
  ]);
  const many = await new Promise((done) => alice.emit('many', (...args: unknown[]) => done(args)));
  expect(many).toEqual([1, 2, 2, true]);
  expect(await alice.emitWithAck('rooms')).toEqual(['red', 'two', 'all']);
  const gone = once(alice, 'disconnect');
  bob.emit('out');
  expect(await gone).toBe('io server disconnect');
  const put = once(bob, 'disconnect');
  bob.emit('all out');
  expect(await put).toBe('io server disconnect');
});

test('namespaces.js: named, by pattern, by decision', async () => {
  await run('namespaces.js');
  expect(await once(lab.client({}, '/desk'), 'connect_error')).toMatchObject({ message: 'closed' });
  expect(await once(lab.client({}, '/gate'), 'connect_error')).toMatchObject({
    message: 'Invalid namespace',
  });
  await once(lab.client({ auth: { open: true } }, '/gate'), 'through');
  expect(await once(lab.client({}, '/table-9'), 'seat')).toBe('/table-9');
  const desk = await lab.connected({ auth: { key: 'k' }, transports: ['websocket'] }, '/desk');
  const ask = (event: string) => new Promise((done) => desk.emit(event, (...args: unknown[]) => done(args)));
  expect(await ask('names')).toEqual(['/desk', 1, true, true, true]);
  desk.on('ask', (ack) => ack('answer'));
  const heard = heardBy(desk);
  expect(await ask('all')).toEqual([1, true, false, ['answer']]);
  expect(heard.slice(0, -1)).toEqual([
    'heard 1',
    'message "heard as message"',
    'message "again"',
    'heard 2',
    'heard 3',
    'heard 5',
    'heard 6',
  ]);
  const out = once(desk, 'disconnect');
  desk.emit('out');
  expect(await out).toBe('io server disconnect');
  expect(lab.logs()).toEqual(['new /desk', 'new /gate', 'new /table-9']);
});

test('acks.js: answers, and those that never come', async () => {
  await run('acks.js');
  const [alice, bob] = await Promise.all([lab.connected(), lab.connected()]);
  for (const [name, socket] of Object.entries({ alice, bob })) {
    socket.on('question', (n, ack) => ack(`${name} ${n}`));
    socket.on('silence', () => {});
  }
  expect(await alice.emitWithAck('save', 7)).toEqual({ ok: true, id: 7 });
  expect(await alice.emitWithAck('save', -1)).toEqual({ ok: false, error: 'too small' });
  const ask = (event: string) => new Promise((done) => alice.emit(event, (...args: unknown[]) => done(args)));
  expect(await ask('one')).toEqual(['alice 1', 'alice 2', 'operation has timed out', 'alice 3']);
  expect(await ask('all')).toEqual([
    expect.arrayContaining(['alice 4', 'bob 4']),
    expect.arrayContaining(['alice 5', 'bob 5']),
    'operation has timed out',
    [],
  ]);
});

describe.each(['polling', 'websocket'])('bytes.js over %s', (transport) => {
  test('bytes in both directions', async () => {
    await run('bytes.js');
    const alice = await lab.connected({ transports: [transport] });
    const [reversed, { half, at }] = await new Promise<[Buffer, { half: Buffer; at: number }]>((done) =>
      alice.emit(
        'turn',
        Buffer.from([1, 2, 3]),
        { bytes: Uint8Array.of(9, 8, 7).buffer, at: 5 },
        (...args: never) => done(args),
      ),
    );
    expect([reversed.toString('hex'), half.toString('hex'), at]).toEqual(['030201', '0908', 5]);
    const picture = once<Buffer>(alice, 'picture');
    const plain = once<Buffer>(alice, 'plain');
    await alice.emitWithAck('picture');
    expect((await picture).toString('hex')).toBe('89504e47');
    expect(await plain).toHaveLength(32);
  });
});

test('remote.js: sockets known by their details, and other servers', async () => {
  await run('remote.js');
  const alice = await lab.connected({ reconnection: false });
  alice.on('ask', (ack) => ack('yes'));
  const afar = once(alice, 'from afar');
  const ask = (event: string) => new Promise((done) => alice.emit(event, (...args: unknown[]) => done(args)));
  expect(await ask('look')).toEqual([7, 1, false, ['far'], 'yes']);
  expect(await afar).toBe(true);
  expect(await ask('servers')).toEqual([['count done'], ['sum done']]);
  expect(lab.logs()).toEqual([
    'to the other servers: hello 1',
    'to the other servers: hello 2',
    'to the other servers: count ',
    'to the other servers: sum 3',
  ]);
  const gone = once(alice, 'disconnect');
  alice.emit('kick');
  expect(await gone).toBe('io server disconnect');
});

test('recovery.js: a client that comes back in time', async () => {
  await run('recovery.js');
  const alice = lab.client({ reconnectionDelay: 1, transports: ['websocket'] });
  await once(alice, 'seed');
  const heard = heardBy(alice);
  alice.io.engine.close();
  await once(alice, 'connect');
  expect(alice.recovered).toBe(true);
  expect(heard.slice(0, 2).map((line) => line.replace(/ "[^"]*"$/, ''))).toEqual(['missed 1', 'missed 2']);
  await lab.trace('log', ({ text }) => text.startsWith('again'));
  expect(lab.logs()).toEqual([
    'middleware false',
    'new',
    'transport close',
    'middleware true',
    'again 1 true',
  ]);
});

test('below.js: the engine, its headers and its connections', async () => {
  await run('below.js');
  const open = await fetch(`${lab.url}/socket.io/?EIO=4&transport=polling`, {
    headers: { 'user-agent': 'me' },
  });
  expect([...open.headers].filter(([name]) => /^(x-|set-cookie)/.test(name))).toEqual([
    ['set-cookie', 'sticky=session-1; Max-Age=86400; Path=/; HttpOnly; SameSite=Strict'],
    ['x-first', 'yes'],
    ['x-seen', 'GET'],
    ['x-transport', 'polling'],
  ]);
  const refused = await fetch(`${lab.url}/socket.io/?EIO=4&transport=polling`, {
    headers: { 'user-agent': 'bot' },
  });
  expect([refused.status, await refused.json()]).toEqual([403, { code: 4, message: 'no robots' }]);
  expect(await (await fetch(lab.url)).text()).toBe('mine');
  const alice = await lab.connected({ query: { q: 'asked' }, reconnection: false });
  await lab.trace('log', ({ text }) => text.startsWith('now'));
  const gone = once(alice, 'disconnect');
  alice.emit('bye');
  await gone;
  await lab.trace('log', ({ text }) => text.startsWith('closed'));
  expect(lab.logs().filter((text) => !text.startsWith('in p'))).toEqual([
    '4 Forbidden',
    'session-2 polling true 4',
    '4 asked false number',
    'now websocket 2',
    'in message 2["bye"]',
    'closed forced close',
  ]);
});

test('raw-ws.js: without Socket.IO', async () => {
  await run('raw-ws.js');
  const sockets = ['a', 'b'].map((path) => new WebSocket(`${lab.url.replace('http', 'ws')}/${path}`));
  const next = (socket?: WebSocket) =>
    new Promise<string>((done) => socket?.once('message', (data) => done(String(data))));
  const [alice, bob] = sockets;
  expect(await Promise.all(sockets.map(next))).toEqual(['{"hello":"/a"}', '{"hello":"/b"}']);
  alice?.send('not JSON');
  alice?.send('{"say":"hi"}');
  expect(await next(bob)).toBe('{"said":"hi"}');
  bob?.close(4000);
  await lab.trace('log', ({ text }) => text.startsWith('closed'));
  expect(lab.logs()).toEqual(['no JSON: false', 'closed 4000']);
  alice?.close();
});

test('checked.js: tokens and shapes', async () => {
  await run('checked.js');
  const login = async (user: string): Promise<{ token: string }> => {
    const headers = { 'content-type': 'application/json' };
    return (
      await fetch(`${lab.url}/login`, { method: 'POST', headers, body: JSON.stringify({ user }) })
    ).json();
  };
  expect(await once(lab.client({ auth: { token: 'x' } }), 'connect_error')).toMatchObject({
    message: 'not authorized',
    data: { why: 'jwt malformed' },
  });
  const [alice, bob] = [
    await lab.connected({ auth: await login('alice') }),
    await lab.connected({ auth: await login('bob') }),
  ];
  const said = once(bob, 'said');
  alice.emit('say', { text: 'hi', to: 'bob' });
  expect(await said).toEqual({ by: 'alice', text: 'hi' });
  const refused = once(alice, 'refused');
  alice.emit('say', { text: '' });
  expect(await refused).toBe('Too small: expected string to have >=1 characters');
});

test('listeners.js: listeners of every kind', async () => {
  await run('listeners.js');
  const alice = await lab.connected();
  alice.emit('go').emit('go');
  expect(await alice.emitWithAck('order')).toEqual([
    ...['before go', 'any go', 'last', 'use go', 'once', '3 2 true'],
    ...['before out reply', 'out reply', 'before out message', 'before out message'],
    ...['before go', 'any go', 'use go', '2 1 true'],
    ...['before out reply', 'before out message', 'before out message'],
    ...['before order', 'any order', 'use order'],
  ]);
  alice.disconnect();
  await lab.trace('log');
  expect(lab.logs()).toEqual(['true false true']);
});

test('servers.js: servers put together by hand', async () => {
  await run('servers.js');
  expect(lab.logs()).toEqual(['/chat 20000 true true', 'true 0 / object']);
  await once(lab.client({ path: '/other' }), 'other');
  await once(lab.client({ path: '/by-hand' }), 'by hand');
  const alice = lab.client({ path: '/chat', addTrailingSlash: false, reconnection: false });
  const heard = heardBy(alice);
  await once(alice, 'message');
  const gone = once(alice, 'disconnect');
  alice.emit('close');
  expect(await gone).toBe('transport close');
  await lab.trace('log', ({ text }) => text === 'all gone');
  expect(heard).toEqual(['message "to all"', 'message "again"', 'closing']);
  expect(lab.logs().slice(2)).toEqual(['closed', 'all gone']);
});

test('limited.js: a meter of one’s own', async () => {
  await run('limited.js');
  const alice = await lab.connected();
  const slow = once(alice, 'slow down');
  const answers = await Promise.all(['a', 'b', 'c'].map((text) => alice.emitWithAck('say', text)));
  alice.emit('say', 'd');
  expect(answers).toEqual(['A', 'B', 'C']);
  expect(await slow).toBe(4);
});

test('files.js: several files, in both kinds of module', async () => {
  await run(
    'files.js',
    Object.fromEntries(['nothing.js', 'register.js', 'settings.json'].map((name) => [name, read(name)])),
  );
  const alice = await lab.connected({ path: '/live' });
  const answer = await new Promise((done) => alice.emit('read', (...args: unknown[]) => done(args)));
  expect(answer).toEqual(['nothing to read', '/live', 3000, '/register.js']);
});

/* What is broken shows what it would show at home: the error, and where it is. */

test.each<[string, string, { message: string; line: number; column?: number }]>([
  [
    'quotes that end too early',
    "const quoted = (text) =>\n  '''.concat(text);\n",
    { message: 'Unterminated string constant', line: 2, column: 5 },
  ],
  [
    'an assignment of three dots',
    'io.use((socket, next) => {\n  socket.data.user = ...\n  next();\n});',
    { message: 'Unexpected token', line: 2, column: 22 },
  ],
])('%s do not parse', async (_name, source, { message, ...place }) => {
  const starting = startLab({ files: { 'server.js': source }, cast: [] }, { run: 1, onTrace: () => {} });
  await expect(starting).rejects.toThrow(ProgramError);
  await expect(starting).rejects.toMatchObject({ message, place: { file: 'server.js', ...place } });
});

test.each([
  ['by require', 'const http = require("http");\nconst io = require("socket.oi")(3000);'],
  ['by import', 'import http from "http";\nimport { Server } from "socket.oi";'],
])('a package whose name is misspelt is named: %s', async (_name, source) => {
  lab = await TestLab.start(source);
  expect(await lab.trace('exception')).toMatchObject({
    phase: 'start',
    message: expect.stringMatching(
      /^Cannot find module 'socket\.oi'\. Did you mean 'socket\.io'\? The lab has: /,
    ),
    place: { file: 'server.js', line: 2 },
  });
});

test('the client is not a module of the server, and that is said', async () => {
  lab = await TestLab.start('const { io } = require("socket.io-client");');
  expect(await lab.trace('exception')).toMatchObject({
    message: expect.stringMatching(
      /^Cannot find module 'socket\.io-client'\. In the lab clients are the cast: write client\.js\. The lab has: .*\bsocket\.io\b.*\bzod\.$/,
    ),
    place: { line: 1 },
  });
});

test('a file sent by a relative path is refused where it is sent, and the client sees an error', async () => {
  lab = await TestLab.start({
    'server.js':
      'const app = require("express")();\napp.get("/", (request, response) => {\n  response.sendFile("./public/index.html");\n});\napp.listen(3000);',
    'public/index.html': 'never sent',
  });
  const response = await fetch(lab.url);
  expect(response.status).toBe(500);
  expect(await response.text()).toContain('path must be absolute or specify root to res.sendFile');
  expect(await lab.trace('log')).toMatchObject({
    level: 'error',
    text: expect.stringMatching(/^TypeError: path must be absolute .*\n {4}at .*server\.js:3:/),
    place: { file: 'server.js', line: 3 },
  });
});

/* How much of the library the programs above use, by its own type definitions. */

test('nearly all of the members that the types of socket.io name are used', () => {
  const types = dirname(createRequire(import.meta.url).resolve('socket.io'));
  const api = apiOf(types);
  const files = readdirSync(BLOCKS).filter((name) => name.endsWith('js'));
  const used = apiUsed(api, files.map(read));
  const missing = api.members.filter((member) => !used.has(member));
  const covered = api.members.length - missing.length;
  console.log(`covered ${covered} of ${api.members.length}; not used: ${missing.join(' ')}`);
  expect(api.members.length).toBeGreaterThan(100);
  expect(covered / api.members.length).toBeGreaterThan(0.97);
});
