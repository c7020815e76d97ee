import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { once, TestLab } from './testing';

/** What the real library does, seen by the real client: the lab adds nothing and takes nothing away. */

let lab: TestLab;
afterEach(() => lab?.stop());

const start = async (body: string, options = '{}') => {
  lab = await TestLab.start(
    `import { Server } from "socket.io";\nconst io = new Server(3000, ${options});\n${body}`,
  );
  return lab;
};

test('a broadcast to a room reaches its members, but not the sender', async () => {
  await start(`io.on("connection", (socket) => {
    socket.on("join", (room, ack) => { socket.join(room); ack(); });
    socket.on("say", (room, text, ack) => { socket.to(room).emit("said", text); ack(); });
  });`);
  const [alice, bob, carol] = await Promise.all([lab.connected(), lab.connected(), lab.connected()]);
  await Promise.all([alice.emitWithAck('join', 'r'), bob.emitWithAck('join', 'r')]);
  const heard: string[] = [];
  for (const [name, socket] of Object.entries({ alice, bob, carol }))
    socket.on('said', (text) => heard.push(`${name} ${text}`));
  const said = once(bob, 'said');
  await alice.emitWithAck('say', 'r', 'hello');
  await said;
  // A round trip of each shows that nothing more was on its way.
  await Promise.all([alice, carol].map((socket) => socket.emitWithAck('join', 'other')));
  expect(heard).toEqual(['bob hello']);
});

test('the server asks for acknowledgements: of one, of all, and in vain', async () => {
  await start(`io.on("connection", (socket) => {
    socket.on("ask me", async (ack) => ack(await socket.emitWithAck("question", 1)));
    socket.on("ask all", async (ack) => ack(await io.timeout(500).emitWithAck("question", 2)));
    socket.on("ask nobody", (ack) => socket.timeout(20).emit("unheard", (error) => ack(error.message)));
  });`);
  const [alice, bob] = await Promise.all([lab.connected(), lab.connected()]);
  alice.on('question', (n, ack) => ack(`alice ${n}`));
  bob.on('question', (n, ack) => ack(`bob ${n}`));
  expect(await alice.emitWithAck('ask me')).toBe('alice 1');
  expect((await alice.emitWithAck('ask all')).sort()).toEqual(['alice 2', 'bob 2']);
  expect(await alice.emitWithAck('ask nobody')).toBe('operation has timed out');
});

test('a middleware refuses with its message and data', async () => {
  await start(`io.use((socket, next) => {
    if (socket.handshake.auth.token === "secret") return next();
    const error = new Error("not authorized");
    error.data = { code: 42 };
    next(error);
  });
  io.on("connection", () => {});`);
  const eve = lab.client({ auth: { token: 'wrong' } });
  expect(await once(eve, 'connect_error')).toMatchObject({ message: 'not authorized', data: { code: 42 } });
  const alice = await lab.connected({ auth: { token: 'secret' } });
  expect(alice.connected).toBe(true);
});

test('a middleware of a socket sees each packet', async () => {
  await start(`io.on("connection", (socket) => {
    socket.use(([event, ...args], next) => event === "bad" ? next(new Error("no")) : next());
    socket.on("error", (error) => socket.emit("refused", error.message));
    socket.on("good", (ack) => ack("yes"));
    socket.on("bad", () => socket.emit("heard"));
  });`);
  const alice = await lab.connected();
  const refused = once(alice, 'refused');
  alice.emit('bad');
  expect(await refused).toBe('no');
  expect(await alice.emitWithAck('good')).toBe('yes');
});

describe('namespaces', () => {
  test('static ones share one connection', async () => {
    await start(`io.on("connection", () => {});
    io.of("/admin").on("connection", (socket) => socket.emit("hello", socket.nsp.name, socket.conn.id));`);
    const alice = await lab.connected();
    const admin = alice.io.socket('/admin');
    admin.connect();
    const [nsp, sid] = await new Promise<string[]>((done) => admin.once('hello', (...args) => done(args)));
    expect([nsp, sid]).toEqual(['/admin', Reflect.get(alice.io.engine, 'id')]);
  });

  test('dynamic ones are made by a pattern or a function', async () => {
    await start(`io.of(/^\\/room-\\d+$/).on("connection", (socket) => socket.emit("in", socket.nsp.name));
    io.of((name, auth, next) => next(null, auth.key === name)).on("connection", (socket) => socket.emit("in", socket.nsp.name));`);
    expect(await once(lab.client({}, '/room-7'), 'in')).toBe('/room-7');
    expect(await once(lab.client({ auth: { key: '/own' } }, '/own'), 'in')).toBe('/own');
    expect(await once(lab.client({}, '/unknown'), 'connect_error')).toMatchObject({
      message: 'Invalid namespace',
    });
  });
});

describe.each([['polling'], ['websocket']])('binary over %s', (transport) => {
  test('goes up as Buffers and comes down as bytes, in several places of one packet', async () => {
    await start(`io.on("connection", (socket) => {
      socket.on("up", (value, ack) => ack([Buffer.isBuffer(value.a), value.a.toString("hex"), value.list[0].length]));
      socket.on("down", () => socket.emit("bytes", Buffer.from("abc"), { b: new Uint8Array([1, 2]).buffer, c: new Uint8Array([0, 255]).subarray(1) }));
      socket.on("empty", (value, ack) => ack(value.length, Buffer.alloc(0)));
    });`);
    const alice = await lab.connected({ transports: [transport] });
    expect(
      await alice.emitWithAck('up', { a: Buffer.from('00ff', 'hex'), list: [new Uint8Array(3)] }),
    ).toEqual([true, '00ff', 3]);
    const bytes = new Promise<unknown[]>((done) => alice.once('bytes', (...args) => done(args)));
    alice.emit('down');
    expect(await bytes).toEqual([Buffer.from('abc'), { b: Buffer.from([1, 2]), c: Buffer.from([255]) }]);
    const empty = await new Promise<unknown[]>((done) =>
      alice.emit('empty', Buffer.alloc(0), (...args: unknown[]) => done(args)),
    );
    expect(empty).toEqual([0, Buffer.alloc(0)]);
  });
});

test('a volatile packet is dropped while the transport is busy, an ordinary one waits', async () => {
  await start(`io.on("connection", (socket) => {
    socket.on("burst", () => {
      socket.emit("ordinary", 1);
      console.log("writable", socket.conn.transport.writable);
      socket.volatile.emit("volatile", 2);
      socket.emit("ordinary", 3);
    });
  });`);
  const alice = await lab.connected({ transports: ['polling'] });
  const heard: unknown[] = [];
  const third = new Promise<void>((done) =>
    alice.onAny((_event, n) => {
      heard.push(n);
      if (n === 3) done();
    }),
  );
  alice.emit('burst');
  await third;
  expect(heard).toEqual([1, 3]);
  expect(lab.logs()).toEqual(['writable false']);
});

test('fetchSockets, socketsJoin, socketsLeave and disconnectSockets act on many', async () => {
  await start(`io.on("connection", (socket) => { socket.data.name = socket.handshake.query.name; });
  const all = async (room) => (await io.in(room).fetchSockets()).map((one) => one.data.name).sort();
  io.of("/control").on("connection", (socket) => {
    socket.on("go", async (ack) => {
      io.socketsJoin("a");
      const joined = await all("a");
      io.in("a").socketsLeave("a");
      const left = await all("a");
      io.disconnectSockets(true);
      ack(joined, left);
    });
  });`);
  const [alice, bob] = await Promise.all([
    lab.connected({ query: { name: 'alice' } }),
    lab.connected({ query: { name: 'bob' } }),
  ]);
  const gone = Promise.all([once(alice, 'disconnect'), once(bob, 'disconnect')]);
  const control = await lab.connected({}, '/control');
  const answer = await new Promise<unknown[]>((done) =>
    control.emit('go', (...args: unknown[]) => done(args)),
  );
  expect(answer).toEqual([['alice', 'bob'], []]);
  expect(await gone).toEqual(['io server disconnect', 'io server disconnect']);
});

test('a client that comes back in time gets its rooms, its data and what it missed', async () => {
  await start(
    `io.on("connection", (socket) => {
      if (!socket.recovered) { socket.data.name = "alice"; socket.join("r"); }
      socket.emit("state", socket.recovered, socket.data.name, socket.rooms.has("r"));
      socket.on("cut", () => { socket.conn.close(); setTimeout(() => io.to("r").emit("news", 1), 1); });
    });`,
    '{ connectionStateRecovery: {} }',
  );
  const alice = lab.client({ reconnectionDelay: 10, transports: ['websocket'] });
  // With recovery the library adds an offset to each packet: the fourth argument.
  expect(await new Promise((done) => alice.once('state', (...args) => done(args.slice(0, 3))))).toEqual([
    false,
    'alice',
    true,
  ]);
  const state = new Promise((done) => alice.once('state', (...args) => done(args.slice(0, 3))));
  const news = once(alice, 'news');
  alice.emit('cut');
  expect(await news).toBe(1);
  expect(await state).toEqual([true, 'alice', true]);
  expect(alice.recovered).toBe(true);
});

test('a disconnect is told to both ends and on the timeline, with its reason', async () => {
  await start(`io.on("connection", (socket) => {
    socket.on("disconnecting", () => console.log("leaving", socket.rooms.size));
    socket.on("disconnect", (reason) => console.log("bye", reason));
    socket.on("kick", () => socket.disconnect());
  });`);
  const alice = await lab.connected();
  const { id } = alice;
  alice.disconnect();
  expect(await lab.trace('socket', ({ action }) => action === 'disconnect')).toMatchObject({
    nsp: '/',
    socket: id,
    reason: 'client namespace disconnect',
  });
  await lab.trace('log', ({ text }) => text.startsWith('bye'));
  expect(lab.logs()).toEqual(['leaving 1', 'bye client namespace disconnect']);
  const bob = await lab.connected();
  const kicked = once(bob, 'disconnect');
  bob.emit('kick');
  expect(await kicked).toBe('io server disconnect');
});

test('the connection below can be seen: its transport, its upgrade and its packets', async () => {
  await start(`io.engine.on("connection", (conn) => console.log("engine", conn.protocol, io.engine.clientsCount));
  io.on("connection", (socket) => {
    console.log(socket.conn.transport.name, socket.handshake.address, socket.handshake.query.EIO, socket.handshake.headers["x-test"]);
    socket.conn.once("upgrade", (transport) => console.log("upgraded to", transport.name, socket.conn.transport.name));
    socket.conn.on("packet", ({ type, data }) => { if (type === "message") console.log("packet", data); });
    socket.on("hello", () => socket.disconnect(true));
  });`);
  const alice = await lab.connected({ extraHeaders: { 'x-test': 'yes' } });
  await lab.trace('log', ({ text }) => text.startsWith('upgraded'));
  const gone = once(alice, 'disconnect');
  alice.emit('hello', 'bob');
  await gone;
  expect(lab.logs()).toEqual([
    'engine 4 1',
    'polling 127.0.0.1 4 yes',
    'upgraded to websocket websocket',
    'packet 2["hello","bob"]',
  ]);
});

test('a server that closes ends its clients and takes no more', async () => {
  await start(
    `io.on("connection", (socket) => { socket.on("close", () => io.close(() => console.log("closed"))); });`,
  );
  const alice = await lab.connected({ transports: ['websocket'], reconnection: false });
  const gone = once(alice, 'disconnect');
  alice.emit('close');
  expect(await gone).toBe('transport close');
  await lab.trace('log', ({ text }) => text === 'closed');
  const bob = lab.client({ reconnection: false });
  expect(await once(bob, 'connect_error')).toBeInstanceOf(Error);
});

test.each([['socket.disconnect(true)'], ['socket.conn.close()'], ['io.close()']])(
  'a connection that ends by %s is gone as soon as its client has answered',
  async (end) => {
    await start(
      `io.on("connection", (socket) => { socket.emit("ready"); socket.on("end", () => { ${end}; }); });`,
    );
    // The client's own CLOSE frame is its answer; then it waits for the server's FIN, for ws up to 30 s.
    const alice = new WebSocket(`${lab.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const frames: string[] = [];
    alice.on('message', (data) => {
      const packet = String(data);
      frames.push(packet.replace(/\{.*/, '{…}'));
      if (packet.startsWith('0')) alice.send('40');
      if (packet === '42["ready"]') alice.send('42["end"]');
    });
    expect(await new Promise((done) => alice.once('close', done))).toBe(1005);
    expect(frames.slice(0, 3)).toEqual(['0{…}', '40{…}', '42["ready"]']);
  },
);

test('serverSideEmit and listeners for any event are the library’s own', async () => {
  await start(`io.on("connection", (socket) => {
    socket.onAny((event, ...args) => console.log("any", event, args.length));
    socket.onAnyOutgoing((event) => console.log("out", event));
    socket.prependAny(() => console.log("first"));
    socket.on("x", (ack) => { socket.emit("y"); socket.broadcast.emit("z"); ack(socket.listenersAny().length); });
  });`);
  const alice = await lab.connected();
  expect(await alice.emitWithAck('x')).toBe(2);
  expect(lab.logs()).toEqual(['first', 'any x 1', 'out y']);
});

test('each run of a program is a server of its own: nothing is left of the one before', async () => {
  const program = `let count = 0;\nio.on("connection", (socket) => socket.emit("count", ++count));`;
  await start(program);
  expect(await once(lab.client(), 'count')).toBe(1);
  expect(await once(lab.client(), 'count')).toBe(2);
  lab.stop();
  await start(program);
  expect(await once(lab.client(), 'count')).toBe(1);
});
