import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { once, TestLab } from './testing';

let lab: TestLab;
afterEach(() => lab?.stop());

interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: Buffer;
}

/** Plain HTTP, so that what is compared is what was sent. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request(
      lab.url + path,
      { method: options.method, headers: options.headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
        response.on('error', fail);
      },
    );
    sent.on('error', fail);
    sent.end(options.body);
  });
}

test('a request that nobody asked for is a 404', async () => {
  lab = await TestLab.start(
    'const { Server } = require("socket.io"); new Server(3000, { serveClient: false });',
  );
  expect(await ask('/nothing')).toMatchObject({ status: 404 });
});

test('a handler gets the request with its body, and answers', async () => {
  lab = await TestLab.start(`import { createServer } from "node:http";
    const server = createServer(async (req, res) => {
      let body = "";
      for await (const chunk of req) body += chunk;
      res.setHeader("X-Method", req.method);
      res.setHeader("Set-Cookie", ["a=1", "b=2"]);
      res.writeHead(201, "Made", { "Content-Type": "application/json" });
      res.write(JSON.stringify({ url: req.url, type: req.headers["content-type"] }));
      res.end(body.toUpperCase());
    });
    server.listen(8080, () => console.log("listening", server.address().port));`);
  const answer = await ask('/a?b=c', {
    method: 'POST',
    headers: { 'Content-Type': 'text/x' },
    body: 'grüße',
  });
  expect(answer).toMatchObject({
    status: 201,
    headers: { 'x-method': 'POST', 'set-cookie': ['a=1', 'b=2'] },
  });
  expect(answer.body.toString()).toBe('{"url":"/a?b=c","type":"text/x"}GRÜSSE');
  expect(lab.logs()).toEqual(['listening 8080']);
});

test('an answer can be streamed, and its end is seen when the client goes', async () => {
  lab = await TestLab.start(`require("http").createServer((req, res) => {
      res.writeHead(200, { "Content-Type": "text/event-stream" });
      res.write("data: 1\\n\\n");
      req.on("close", () => console.log("request closed"));
      res.on("close", () => console.log("response closed"));
    }).listen(3000);`);
  await new Promise<void>((done) => {
    const sent = request(`${lab.url}/events`, { agent: false }, (response) => {
      response.once('data', (chunk) => {
        expect(String(chunk)).toBe('data: 1\n\n');
        sent.destroy();
        done();
      });
    });
    sent.on('error', () => {});
    sent.end();
  });
  await lab.trace('log', ({ text }) => text === 'response closed');
  expect(lab.logs()).toEqual(['request closed', 'response closed']);
});

test('Socket.IO and a handler share one server', async () => {
  lab = await TestLab.start(`import { createServer } from "http";
    import { Server } from "socket.io";
    const httpServer = createServer((req, res) => res.end("page"));
    const io = new Server(httpServer, { path: "/chat/" });
    io.on("connection", (socket) => socket.emit("hello"));
    httpServer.listen(3000);`);
  expect(String((await ask('/')).body)).toBe('page');
  await once(lab.client({ path: '/chat/' }), 'hello');
});

test.each([
  ['new Server(port)', 'new Server(8080)'],
  ['new Server(options) and listen', 'const s = new Server({ pingInterval: 1000 }); s.listen(4000); s'],
  ['new Server() and attach(port)', 'const s = new Server(); s.attach(3001); s'],
  ['a port as text', 'new Server("3000")'],
  ['a server that is there without being made', 'new Server(httpServer)'],
  ['the function itself', 'require("socket.io")(3000)'],
])('understands %s', async (_name, expression) => {
  const parts = expression.split(';');
  const last = parts.pop();
  lab = await TestLab.start(
    `const { Server } = require("socket.io");\n${parts.join(';')};\nconst io = ${last};\nio.on("connection", (socket) => socket.emit("hello"));`,
  );
  await once(lab.client(), 'hello');
});

describe('the client’s own file', () => {
  test('is the one of the package', async () => {
    lab = await TestLab.start('const { Server } = require("socket.io"); new Server(3000);');
    const plain = await ask('/socket.io/socket.io.js');
    expect(plain).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/javascript; charset=utf-8', etag: '"4.8.4"' },
    });
    expect(plain.body.toString()).toMatch(/^\/\*!\n \* Socket\.IO v4\.8\.\d/);
    const zipped = await ask('/socket.io/socket.io.js', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
    expect(await ask('/socket.io/socket.io.js', { headers: { 'If-None-Match': '"4.8.4"' } })).toMatchObject({
      status: 304,
    });
  });
});

describe('options that reach the engine', () => {
  const handshake = async (
    options: string,
    query = 'EIO=4&transport=polling',
    headers: Record<string, string> = {},
  ) => {
    lab = await TestLab.start(
      `const { Server } = require("socket.io");\nglobalThis.io = new Server(3000, ${options});`,
    );
    return ask(`/socket.io/?${query}`, { headers });
  };

  test('numbers are told in the handshake', async () => {
    const { body } = await handshake(
      '{ pingInterval: 1234, pingTimeout: 567, maxHttpBufferSize: 89, allowUpgrades: false }',
    );
    expect(JSON.parse(body.toString().slice(1))).toMatchObject({
      upgrades: [],
      pingInterval: 1234,
      pingTimeout: 567,
      maxPayload: 89,
    });
  });

  test('transports are refused that are not allowed', async () => {
    const { status, body } = await handshake('{ transports: ["websocket"] }');
    expect([status, body.toString()]).toEqual([400, '{"code":0,"message":"Transport unknown"}']);
  });

  test('cookie, cors and EIO3', async () => {
    const { headers } = await handshake(
      '{ cookie: true, cors: { origin: "http://a.example", credentials: true } }',
      undefined,
      { Origin: 'http://a.example' },
    );
    expect(headers['set-cookie']?.[0]).toMatch(/^io=[\w-]{20}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'http://a.example',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
    lab.stop();
    expect(await handshake('{ allowEIO3: true }', 'EIO=3&transport=polling')).toMatchObject({ status: 200 });
    lab.stop();
    expect(String((await handshake('{}', 'EIO=3&transport=polling')).body)).toBe(
      '{"code":5,"message":"Unsupported protocol version"}',
    );
  });

  test('a preflight is answered by cors', async () => {
    lab = await TestLab.start(
      'const { Server } = require("socket.io"); new Server(3000, { cors: { origin: [/\\.example$/], methods: ["GET", "POST"] } });',
    );
    const answer = await ask('/socket.io/?EIO=4&transport=polling', {
      method: 'OPTIONS',
      headers: { Origin: 'http://b.example', 'Access-Control-Request-Method': 'POST' },
    });
    expect(answer).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': 'http://b.example',
        'access-control-allow-methods': 'GET,POST',
      },
    });
  });

  test('allowRequest may take its time and refuse', async () => {
    const options =
      '{ allowRequest: (req, done) => setTimeout(() => done(req.headers["x-ok"] ? null : "go away", Boolean(req.headers["x-ok"])), 1) }';
    const refused = await handshake(options);
    expect([refused.status, refused.body.toString()]).toEqual([403, '{"code":4,"message":"go away"}']);
    expect(await ask('/socket.io/?EIO=4&transport=polling', { headers: { 'X-Ok': '1' } })).toMatchObject({
      status: 200,
    });
  });

  test.each([
    [
      'webtransport',
      '{ transports: ["polling", "webtransport"] }',
      'webtransport is not in the lab: it needs HTTP/3.',
    ],
    ['wsEngine', '{ wsEngine: class {} }', 'wsEngine (another WebSocket engine) is not in the lab.'],
    [
      'a negative ping',
      '{ pingInterval: -1 }',
      'pingInterval must be a number from 10 to 2147483647 in the lab.',
    ],
  ])('%s is refused in words', async (_name, options, message) => {
    lab = await TestLab.start(`const { Server } = require("socket.io");\nnew Server(3000, ${options});`);
    expect(await lab.trace('exception')).toMatchObject({
      phase: 'start',
      message,
      place: { file: 'server.js', line: 2 },
    });
  });
});

describe('io.engine', () => {
  test('middlewares see every request, set headers, and the socket keeps what they left', async () => {
    lab = await TestLab.start(`import { Server } from "socket.io";
      const io = new Server(3000);
      io.engine.use((req, res, next) => { req.user = req.headers["x-user"]; res.setHeader("X-Seen", "yes"); setTimeout(next, 1); });
      io.on("connection", (socket) => socket.emit("user", socket.request.user));`);
    expect((await ask('/socket.io/?EIO=4&transport=polling')).headers['x-seen']).toBe('yes');
    expect(await once(lab.client({ extraHeaders: { 'x-user': 'alice' } }), 'user')).toBe('alice');
    expect(
      await once(lab.client({ extraHeaders: { 'x-user': 'bob' }, transports: ['websocket'] }), 'user'),
    ).toBe('bob');
  });

  test('a middleware that fails ends the request', async () => {
    lab = await TestLab.start(
      'const io = require("socket.io")(3000); io.engine.use((req, res, next) => next(new Error("no")));',
    );
    const { status, body } = await ask('/socket.io/?EIO=4&transport=polling');
    expect([status, body.toString()]).toEqual([400, '{"code":3,"message":"Bad request"}']);
  });

  test('headers are listened to and changed', async () => {
    lab = await TestLab.start(`const io = require("socket.io")(3000);
      io.engine.on("initial_headers", (headers, req) => { headers["set-cookie"] = "first=" + req._query.transport; });
      io.engine.on("headers", (headers) => { headers.test = "789"; });`);
    expect((await ask('/socket.io/?EIO=4&transport=polling')).headers).toMatchObject({
      'set-cookie': ['first=polling'],
      test: '789',
    });
  });

  test('connection errors are told with their code, message and context', async () => {
    lab = await TestLab.start(`const io = require("socket.io")(3000);
      io.engine.on("connection_error", ({ req, code, message, context }) => console.log(req.url, code, message, context));`);
    await ask('/socket.io/?EIO=4&transport=polling&sid=nobody');
    expect(lab.logs()).toEqual([
      "/socket.io/?EIO=4&transport=polling&sid=nobody 1 Session ID unknown { sid: 'nobody' }",
    ]);
  });

  test('ids are the program’s own', async () => {
    lab = await TestLab.start(
      'const io = require("socket.io")(3000); io.engine.generateId = (req) => Promise.resolve("id-" + req._query.transport);',
    );
    const { body } = await ask('/socket.io/?EIO=4&transport=polling');
    expect(JSON.parse(body.toString().slice(1)).sid).toBe('id-polling');
  });
});
