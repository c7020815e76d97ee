import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { TestLab } from './testing';

let lab: TestLab;
afterEach(() => lab?.stop());

const start = async (files: string | { readonly [file: string]: string }) => {
  lab = await TestLab.start(files);
  return lab;
};

describe('express', () => {
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(lab.url + path, { redirect: 'manual', ...init });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.text(),
      headers: response.headers,
    };
  };

  test('routes by method and path, with parameters and queries', async () => {
    await start(`import express from "express";
      const app = express();
      app.get("/", (req, res) => res.send("<h1>Hello</h1>"));
      app.get("/users/:id/posts/:post", (req, res) => res.json({ ...req.params, q: req.query, path: req.path }));
      app.post("/users", (req, res) => res.status(201).end());
      app.get("/go", (req, res) => res.redirect("/"));
      app.get("/teapot", (req, res) => res.sendStatus(418));
      app.get(/^\\/r(\\d+)$/, (req, res) => res.type("text").send(req.params[0]));
      app.get("/files/*path", (req, res) => res.set("X-Path", req.params.path).send(Buffer.from("bytes")));
      app.listen(3000, () => console.log("listening"));`);
    expect(await ask('/')).toMatchObject({
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '<h1>Hello</h1>',
    });
    expect(JSON.parse((await ask('/users/7/posts/a%20b?x=1&y=2&y=3&z[a]=4')).body)).toEqual({
      id: '7',
      post: 'a b',
      q: { x: '1', y: ['2', '3'], z: { a: '4' } },
      path: '/users/7/posts/a%20b',
    });
    expect(await ask('/users', { method: 'POST' })).toMatchObject({ status: 201 });
    expect((await ask('/go')).headers.get('location')).toBe('/');
    expect(await ask('/teapot')).toMatchObject({ status: 418, body: "I'm a Teapot" });
    expect(await ask('/r42')).toMatchObject({ type: 'text/plain; charset=utf-8', body: '42' });
    expect((await ask('/files/a/b.c')).headers.get('x-path')).toBe('a/b.c');
    expect(await ask('/nothing')).toMatchObject({
      status: 404,
      body: expect.stringContaining('Cannot GET /nothing'),
    });
    expect(await ask('/users', { method: 'DELETE' })).toMatchObject({ status: 404 });
    expect(lab.logs()).toEqual(['listening']);
  });

  test('middlewares, routers, bodies and errors', async () => {
    await start(`const express = require("express");
      const app = express();
      app.use(express.json(), express.urlencoded({ extended: true }));
      app.use((req, res, next) => { res.locals.user = req.get("x-user"); next(); });
      const api = express.Router();
      api.post("/echo", (req, res) => res.json({ body: req.body, base: req.baseUrl, url: req.url, user: res.locals.user }));
      api.get("/fail", async () => { throw Object.assign(new Error("no"), { status: 422 }); });
      app.use("/api", api);
      app.route("/both").get((req, res) => res.send("got")).put((req, res) => res.send("put"));
      app.use((error, req, res, next) => res.status(error.status ?? 500).json({ error: error.message }));
      require("http").createServer(app).listen(3000);`);
    const json = (body: string) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user': 'alice' },
      body,
    });
    expect(JSON.parse((await ask('/api/echo', json('{"a":[1]}'))).body)).toEqual({
      body: { a: [1] },
      base: '/api',
      url: '/echo',
      user: 'alice',
    });
    const form = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=1&b=x+y',
    };
    expect(JSON.parse((await ask('/api/echo', form)).body).body).toEqual({ a: '1', b: 'x y' });
    expect(await ask('/api/fail')).toMatchObject({ status: 422, body: '{"error":"no"}' });
    expect(await ask('/api/echo', json('{"a"'))).toMatchObject({ status: 400 });
    expect((await ask('/both', { method: 'PUT' })).body).toBe('put');
  });

  test('static files are those of the program, beside Socket.IO', async () => {
    await start({
      'server.js': `import express from "express";
        import { createServer } from "node:http";
        import { dirname, join } from "node:path";
        import { fileURLToPath } from "node:url";
        import { Server } from "socket.io";
        const app = express();
        const __dirname = dirname(fileURLToPath(import.meta.url));
        app.use(express.static(join(__dirname, "public")));
        app.get("/page", (req, res) => res.sendFile(join(__dirname, "index.html")));
        app.get("/secret", (req, res) => res.sendFile("/etc/passwd"));
        const io = new Server(createServer(app).listen(3000));
        io.on("connection", (socket) => socket.emit("hello"));`,
      'index.html': '<p>page</p>',
      'public/index.html': '<p>public</p>',
      'public/style.css': 'p { color: red }',
    });
    expect(await ask('/')).toMatchObject({ body: '<p>public</p>', type: 'text/html; charset=utf-8' });
    expect(await ask('/style.css')).toMatchObject({
      body: 'p { color: red }',
      type: 'text/css; charset=utf-8',
    });
    expect((await ask('/page')).body).toBe('<p>page</p>');
    expect(await ask('/secret')).toMatchObject({ status: 404 });
    expect(await ask('/..%2fserver.js')).toMatchObject({ status: 404 });
    expect(await ask('/..%2f__proto__')).toMatchObject({ status: 404 });
    expect(await ask('/%')).toMatchObject({ status: 404 });
    const alice = lab.client();
    await new Promise((done) => alice.once('hello', done));
  });
});

describe('ws', () => {
  const open = (path = '/', protocols: string[] = []) => {
    const socket = new WebSocket(lab.url.replace('http', 'ws') + path, protocols);
    const seen: string[] = [];
    socket.on('message', (data, isBinary) =>
      seen.push(isBinary ? `bytes ${data.toString('hex')}` : String(data)),
    );
    socket.on('pong', (data) => seen.push(`pong ${data}`));
    const closed = new Promise<string>((done) => {
      socket.on('close', (code, reason) => done(`${code} ${reason}`));
      socket.on('error', (error) => done(error.message));
    });
    const opened = new Promise<void>((done) => socket.on('open', done));
    return { socket, seen, closed, opened };
  };

  test('a server with a port of its own', async () => {
    await start(`import { WebSocketServer } from "ws";
      const wss = new WebSocketServer({ port: 8080 });
      wss.on("connection", (ws, request) => {
        ws.send("hello " + request.url);
        ws.on("message", (data, isBinary) => {
          if (String(data) === "bye") return ws.close(4001, "so long");
          for (const client of wss.clients) if (client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
        });
        ws.on("close", (code, reason) => console.log("closed", code, String(reason)));
      });
      import WebSocket from "ws";`);
    const { socket, seen, closed, opened } = open('/chat?x=1');
    await opened;
    const answered = new Promise((done) => socket.on('pong', done));
    socket.send('text é');
    socket.send(Buffer.from('00ff', 'hex'));
    socket.ping('p');
    await answered;
    socket.send('bye');
    expect(await closed).toBe('4001 so long');
    expect(seen).toEqual(['hello /chat?x=1', 'text é', 'bytes 00ff', 'pong p']);
    await lab.trace('log');
    expect(lab.logs()).toEqual(['closed 4001 so long']);
  });

  test('upgrades can be told apart by hand, beside Socket.IO', async () => {
    await start(`const { createServer } = require("http");
      const { WebSocketServer } = require("ws");
      const server = createServer((req, res) => res.end("page"));
      const io = require("socket.io")(server);
      io.on("connection", (socket) => socket.emit("hello"));
      const wss = new WebSocketServer({ noServer: true });
      server.on("upgrade", (request, socket, head) => {
        if (request.url === "/raw") wss.handleUpgrade(request, socket, head, (ws) => ws.send("raw"));
        else if (request.url === "/no") socket.end("HTTP/1.1 403 Forbidden\\r\\n\\r\\n");
      });
      server.listen(3000);`);
    const { socket, seen, opened } = open('/raw');
    await opened;
    await expect.poll(() => seen).toEqual(['raw']);
    socket.terminate();
    expect(await open('/no').closed).toBe('Unexpected server response: 403');
    const alice = lab.client({ transports: ['websocket'] });
    await new Promise((done) => alice.once('hello', done));
  });

  test('a client in the lab is refused in words', async () => {
    await start('const WebSocket = require("ws");\nnew WebSocket("ws://example.com");');
    expect(await lab.trace('exception')).toMatchObject({
      message: 'A WebSocket client is not in the lab: a server reaches no network.',
      place: { line: 2 },
    });
  });
});

test('zod is the real one', async () => {
  await start(`import { z } from "zod";
    const Message = z.object({ text: z.string().max(5), n: z.number().optional() });
    console.log(Message.parse({ text: "hi" }), Message.safeParse({ text: "too long" }).error.issues[0].code);`);
  expect(lab.logs()).toEqual(["{ text: 'hi' } too_big"]);
});

test('jsonwebtoken is the real one', async () => {
  await start(`import jwt from "jsonwebtoken";
    const token = jwt.sign({ name: "alice", iat: 1 }, "secret");
    console.log(token);
    console.log(jwt.verify(token, Buffer.from("secret")), jwt.decode(token, { complete: true }).header);
    for (const act of [() => jwt.verify(token, "wrong"), () => jwt.verify(jwt.sign({}, "s", { expiresIn: -1 }), "s"), () => jwt.sign({}, "")]) {
      try { act(); } catch (error) { console.log(error.name, error.message, error instanceof jwt.JsonWebTokenError, error.expiredAt instanceof Date); }
    }
    jwt.verify(token, (header, done) => done(null, "secret"), (error, payload) => console.log(error, payload.name));`);
  expect(lab.logs()).toEqual([
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJuYW1lIjoiYWxpY2UiLCJpYXQiOjF9.1VCHodSX2WX_Ntv1wdyrNTwFMZHFaxvXsHYjHCcZaB0',
    "{ name: 'alice', iat: 1 } { alg: 'HS256', typ: 'JWT' }",
    'JsonWebTokenError invalid signature true false',
    'TokenExpiredError jwt expired true true',
    'Error secretOrPrivateKey must have a value false false',
    'null alice',
  ]);
});
