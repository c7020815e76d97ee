import { once } from 'node:events';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Lab, startLab } from './lab';
import { TestLab } from './testing';

/* Whatever a program or a client does, nothing is thrown where nobody could catch it: the runner counts such errors as failures. */

let lab: TestLab | undefined;
afterEach(() => lab?.stop());

const ECHO =
  'const io = require("socket.io")(3000);\nio.on("connection", (socket) => socket.on("echo", (n, ack) => ack(n)));\n';

describe('options that the engine could not work with are refused at the start', () => {
  test.each([
    ['a cookie that is no token', '{ cookie: { name: "a b" } }', 'option name is invalid'],
    ['a path with a line break', '{ cookie: { path: "/\\n" } }', 'option path is invalid'],
    [
      'an age that is none',
      '{ cookie: { maxAge: -1 } }',
      'maxAge must be a number from 0 to 9007199254740991 in the lab.',
    ],
    ['sameSite', '{ cookie: { sameSite: "sideways" } }', 'option sameSite is invalid'],
    [
      'a level there is not',
      '{ httpCompression: { level: 99 } }',
      'level must be a number from -1 to 9 in the lab.',
    ],
    [
      'a window there is not',
      '{ perMessageDeflate: { serverMaxWindowBits: 1 } }',
      'serverMaxWindowBits must be a number from 9 to 15 in the lab.',
    ],
    [
      'heartbeats without a pause',
      '{ pingInterval: 0 }',
      'pingInterval must be a number from 10 to 2147483647 in the lab.',
    ],
    ['transports by name', '{ transports: "polling" }', 'transports must be an array.'],
  ])('%s', async (_name, options, message) => {
    lab = await TestLab.start(`require("socket.io")(3000, ${options});`);
    expect(await lab.trace('exception')).toMatchObject({ phase: 'start', name: 'TypeError', message });
  });
});

describe('what a program gives while it answers', () => {
  const polled = async (source: string) => {
    lab = await TestLab.start(
      `const io = require("socket.io")(3000);\n${source}\nio.on("connection", () => {});`,
    );
    return fetch(`${lab.url}/socket.io/?EIO=4&transport=polling`);
  };

  test.each([
    [
      'a header with a line break',
      'io.engine.on("headers", (headers) => { headers.bad = "a\\nb"; headers.good = "yes"; });',
      /Invalid character in header content \["bad"\]/,
    ],
    [
      'a header without a name',
      'io.engine.on("initial_headers", (headers) => { headers[""] = "x"; headers.good = "yes"; });',
      /Header name must be a valid HTTP token \[""\]/,
    ],
  ])('%s is left out and told', async (_name, source, message) => {
    const response = await polled(source);
    expect([response.status, response.headers.get('good')]).toEqual([200, 'yes']);
    expect((await lab?.trace('exception'))?.message).toMatch(message);
  });

  test('a middleware that sets what is no header throws where it does', async () => {
    lab = await TestLab.start(`const io = require("socket.io")(3000);
io.engine.use((req, res, next) => {
  res.setHeader("a b", "x");
});`);
    const asking = fetch(`${lab.url}/socket.io/?EIO=4&transport=polling`).catch(() => {});
    expect(await lab.trace('exception')).toMatchObject({
      message: 'Header name must be a valid HTTP token ["a b"]',
      place: { line: 3 },
    });
    lab.stop();
    await asking;
  });

  test.each([
    ['a status there is not', 'res.writeHead(99999); res.end();'],
    ['a header with a line break', 'res.setHeader("x", "a\\r\\nb"); res.end();'],
    ['more than once', 'res.end("a"); res.end("b"); res.write("c");'],
    ['an object', 'res.end({});'],
    ['after its client went', 'req.on("close", () => { res.write("x"); res.end("y"); }); res.write("z");'],
  ])('an answer with %s', async (_name, body) => {
    lab = await TestLab.start(`${ECHO}require("http").createServer((req, res) => { ${body} }).listen(1);`);
    await fetch(`${lab.url}/`, { signal: AbortSignal.timeout(50) })
      .then((response) => response.text())
      .catch(() => {});
    const alice = await lab.connected();
    expect(await alice.emitWithAck('echo', 1)).toBe(1);
  });
});

/** Sends bytes to a lab and waits for the connection's end. */
async function send(target: Lab, bytes: Uint8Array): Promise<void> {
  const wire = target.dial('alice');
  wire.on('error', () => {});
  wire.resume();
  wire.end(bytes);
  if (!wire.closed) await new Promise((done) => wire.once('close', done));
}

test('a client may send what it likes', async () => {
  const target = await startLab(
    {
      files: {
        'server.js': `${ECHO}new (require("ws").WebSocketServer)({ server: io.httpServer, path: "/raw" });`,
      },
      cast: [],
    },
    { run: 1, onTrace: () => {} },
  );
  const line = fc.constantFrom(
    'GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    'GET /raw HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    'POST /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n40',
    'GET / HTTP/1.1\r\n\r\n',
    '\u0081\u00840000',
    '\u0082\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff',
  );
  const piece = fc.oneof(
    line.map((text) => Buffer.from(text, 'latin1')),
    fc.uint8Array({ maxLength: 50 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 4 }), (pieces) => send(target, Buffer.concat(pieces))),
    { numRuns: 150 },
  );
  const alive = target.dial('alice');
  alive.write('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n');
  const [answer] = await once(alive, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 OK/);
  alive.destroy();
  target.stop();
});

test('a packet that is none closes its connection, and only that', async () => {
  lab = await TestLab.start(ECHO);
  const [alice, bob] = await Promise.all([lab.connected({ reconnection: false }), lab.connected()]);
  const gone = new Promise<void>((done) => alice.once('disconnect', () => done()));
  alice.io.engine.write('2{"not":"an array"}');
  await gone;
  expect(await bob.emitWithAck('echo', 1)).toBe(1);
});

test('text with a NUL comes through whole, both ways', async () => {
  lab = await TestLab.start(`const engine = require("engine.io").listen(3000);
    engine.on("connection", (socket) => socket.on("message", (data) => socket.send(data + "|" + data.length)));`);
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/engine.io/?EIO=4&transport=websocket`);
  const echoed = new Promise<string>((done) =>
    socket.on('message', (data) => String(data).startsWith('4') && done(String(data))),
  );
  socket.once('open', () => socket.send('4a\u0000b'));
  expect(await echoed).toBe('4a\u0000b|3');
  socket.terminate();
});

test('a lab that was stopped refuses connections', async () => {
  const target = await startLab({ files: { 'server.js': ECHO }, cast: [] }, { run: 1, onTrace: () => {} });
  target.stop();
  target.stop();
  const [error] = await once(target.dial('alice'), 'error');
  expect(error).toMatchObject({ code: 'ECONNRESET' });
});
