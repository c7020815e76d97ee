import { afterEach, describe, expect, test } from 'vitest';
import type { TraceEvent } from '@/lib/capture/record';
import { once, TestLab } from './testing';

/* What a program is told to have done with a packet that came in: `#2` is the session's packet 2, `L4` line 4. */

let lab: TestLab;
afterEach(() => lab?.stop());

async function start(body: string, options = ''): Promise<TestLab> {
  lab = await TestLab.start(`const io = require("socket.io")(3000${options});\n${body}`);
  return lab;
}

const KINDS = new Set<TraceEvent['kind']>(['handler', 'unheard', 'unsent', 'sent']);

function told(since = 0): string[] {
  return lab.traces.slice(since).flatMap((event) => (KINDS.has(event.kind) ? [line(event)] : []));
}

function line(event: TraceEvent): string {
  const place = 'place' in event ? ` L${event.place?.line ?? '?'}` : '';
  switch (event.kind) {
    case 'handler':
      return `#${event.packet.ordinal} ${event.nsp} ${event.of} ${event.event}${place}`;
    case 'unheard':
      return `#${event.packet.ordinal} ${event.nsp} unheard ${event.event}`;
    case 'unsent':
      return `${event.fate} ${event.volatile ? 'volatile ' : ''}${event.nsp} ${event.event} ${event.rooms?.join() ?? ''}${place}`;
    case 'sent':
      return `sent ${event.ordinal}${place}${event.because ? ` because #${event.because.ordinal}` : ''}`;
    default:
      return '';
  }
}

describe('each function is told before it is called, with the line where it was registered', () => {
  test('of a socket, and of a namespace for the packet that joined it', async () => {
    await start(`io.on("connection", (socket) => {
  socket.emit("hello");
  socket.on("a", () => {
    socket.emit("first");
  });
  socket.once("a",
    (ack) => ack("second"));
});`);
    const alice = await lab.connected();
    await alice.emitWithAck('a');
    expect(told()).toEqual([
      '#0 / event connection L2',
      'sent 1 L3 because #0',
      '#1 / event a L4',
      'sent 2 L5 because #1',
      '#1 / event a L7',
      'sent 3 L8 because #1',
    ]);
  });

  test('one that listens to everything, and one that was there twice', async () => {
    await start(`const heard = () => {};
io.on("connection", (socket) => {
  socket.onAny(heard);
  socket.on("a", heard);
  socket.on("b", heard);
  socket.on("done", (ack) => ack());
});`);
    const alice = await lab.connected();
    alice.emit('a').emit('b').emit('c');
    await alice.emitWithAck('done');
    expect(told().slice(1, -3)).toEqual([
      '#1 / event a L4',
      '#1 / event a L5',
      '#2 / event b L4',
      '#2 / event b L6',
      '#3 / event c L4',
    ]);
  });

  test('the same one is still the one to be taken off', async () => {
    await start(`io.on("connection", (socket) => {
  const heard = () => socket.emit("heard");
  socket.on("a", heard);
  console.log(socket.listeners("a")[0] === heard, socket.listenerCount("a"));
  socket.off("a", heard);
  socket.on("end", (ack) => ack());
});`);
    const alice = await lab.connected();
    alice.emit('a');
    await alice.emitWithAck('end');
    expect(lab.logs()).toEqual(['true 1']);
    expect(told().slice(1)).toEqual(['#1 / unheard a', '#2 / event end L7', 'sent 1 L7 because #2']);
  });

  test('in a namespace, also one that is made when it is asked for', async () => {
    await start(`io.of(/^\\/room-/).on("connection", (socket) => {
  socket.on("a", (ack) => ack());
});`);
    const alice = await lab.connected({}, '/room-7');
    await alice.emitWithAck('a');
    expect(told()).toEqual([
      '#0 /room-7 event connection L2',
      '#1 /room-7 event a L3',
      'sent 1 L3 because #1',
    ]);
  });

  test('the packet of a binary event is the one that names it, not its attachments', async () => {
    await start(`io.on("connection", (socket) => {
  socket.on("bytes", (a, b, ack) => ack(a.length + b.length));
});`);
    const alice = await lab.connected();
    await alice.emitWithAck('bytes', Buffer.alloc(2), Buffer.alloc(3));
    await alice.emitWithAck('bytes', Buffer.alloc(2), Buffer.alloc(3));
    expect(told().slice(1)).toEqual([
      '#1 / event bytes L3',
      'sent 1 L3 because #1',
      '#4 / event bytes L3',
      'sent 2 L3 because #4',
    ]);
  });

  test('a client that leaves', async () => {
    await start(`io.on("connection", (socket) => {
  socket.on("disconnecting", () => io.emit("leaving"));
  socket.on("disconnect", () => console.log("left"));
});`);
    const alice = await lab.connected();
    alice.disconnect();
    await lab.trace('log');
    expect(told().slice(1)).toEqual([
      '#1 / event disconnecting L3',
      'sent 1 L3 because #1',
      '#1 / event disconnect L4',
    ]);
  });

  test('a listener that disconnects its socket', async () => {
    await start(`io.on("connection", (socket) => {
  socket.on("disconnect", () => console.log("gone"));
  socket.on("kick", () => socket.disconnect());
});`);
    const alice = await lab.connected();
    alice.emit('kick');
    await lab.trace('log');
    expect(told().slice(1)).toEqual(['#1 / event kick L4', 'sent 1 L4 because #1']);
  });

  test('what a middleware refuses is neither heard nor unheard; what no function takes is', async () => {
    await start(`io.on("connection", (socket) => {
  socket.use(([event], next) => next(event === "no" ? new Error("no") : undefined));
  socket.on("no", () => {});
  socket.on("end", (ack) => ack());
});`);
    const alice = await lab.connected();
    alice.emit('no').emit('typo', 1).emit('error', 'x');
    await alice.emitWithAck('end');
    expect(told().slice(1)).toEqual([
      '#2 / unheard typo',
      '#3 / unheard error',
      '#4 / event end L5',
      'sent 1 L5 because #4',
    ]);
  });
});

describe('functions that wait for an answer', () => {
  test('of one, of a promise, and of all', async () => {
    await start(`io.on("connection", (socket) => {
  socket.on("go", async (ack) => {
    socket.emit("q1", () => socket.emit("after q1"));
    await socket.emitWithAck("q2");
    io.timeout(1000).emit("q3", (error, answers) => ack(answers));
  });
});`);
    const alice = await lab.connected();
    for (const question of ['q1', 'q2', 'q3']) alice.on(question, (ack) => ack(question));
    expect(await alice.emitWithAck('go')).toEqual(['q3']);
    expect(told().slice(1)).toEqual([
      '#1 / event go L3',
      'sent 1 L4 because #1',
      'sent 2 L5 because #1',
      '#2 / ack q1 L4',
      'sent 3 L4 because #2',
      '#3 / ack q2 L5',
      'sent 4 L6 because #1',
      '#4 / ack q3 L6',
      'sent 5 L6 because #4',
    ]);
  });

  test('when time is up no packet called it', async () => {
    await start(`io.on("connection", (socket) => {
  socket.on("go", (ack) => {
    socket.timeout(5).emit("q", (error) => ack(error.message));
  });
});`);
    const alice = await lab.connected();
    expect(await alice.emitWithAck('go')).toBe('operation has timed out');
    expect(told().slice(1)).toEqual(['#1 / event go L3', 'sent 1 L4 because #1', 'sent 2 L4 because #1']);
  });
});

test.each<[string, string]>([
  ['a tick', 'process.nextTick(() => emit());'],
  ['a timer', 'setTimeout(() => emit(), 1);'],
  ['an interval', 'const timer = setInterval(() => { clearInterval(timer); emit(); }, 1);'],
  ['an immediate', 'setImmediate(() => emit());'],
  ['a microtask', 'queueMicrotask(() => emit());'],
  ['then', 'Promise.resolve().then(() => emit());'],
  ['catch', 'Promise.reject(new Error("x")).catch(() => {}).finally(() => emit());'],
  ['await nothing', 'await undefined; emit();'],
  ['await a promise', 'await new Promise((done) => setTimeout(done, 2)); emit();'],
  ['await what fails', 'try { await Promise.reject(1); } catch { emit(); }'],
  ['await what only looks like a promise', 'await { then: (done) => setTimeout(done, 1) }; emit();'],
  ['await as a callee', '(await Promise.resolve(emit))();'],
  ['await a subclass', 'await new (class extends Promise {})((done) => done()); emit();'],
  ['await several', 'await Promise.all([null, require("timers/promises").setTimeout(1)]); emit();'],
  ['await in a function of its own', 'const later = async () => { await null; emit(); }; await later();'],
  [
    'a generator',
    'const list = async function* () { await null; yield 1; }; for await (const _ of list()); emit();',
  ],
  ['events.once', 'setTimeout(() => bus.emit("x"), 1); await require("events").once(bus, "x"); emit();'],
])('%s goes on with the packet that it began with', async (_name, body) => {
  await start(`const bus = new (require("events"))();
io.on("connection", (socket) => {
  const emit = () => socket.emit("done");
  socket.on("go", async (ack) => { ${body} });
  socket.on("other", () => {});
});`);
  const alice = await lab.connected();
  alice.emit('go').emit('other').emit('other');
  await once(alice, 'done');
  const sent = told().filter((text) => text.startsWith('sent'));
  // Behind what runs itself, such as `for await`, nobody knows: then nothing is said, and nothing wrong.
  expect(sent).toEqual([_name === 'a generator' ? 'sent 1 L4' : 'sent 1 L4 because #1']);
});

test('handlers that wait at the same time do not take each other’s place', async () => {
  await start(`io.on("connection", (socket) => {
  socket.on("wait", async (ms, ack) => {
    for (let i = 0; i < 3; i++) {
      await new Promise((done) => setTimeout(done, ms));
      socket.emit("tick", ms);
    }
    ack();
  });
});
setInterval(() => io.emit("clock"), 3);`);
  const alice = await lab.connected({ transports: ['websocket'] });
  await Promise.all([2, 3, 5, 7].map((ms) => alice.emitWithAck('wait', ms)));
  const because = new Map<string, number>();
  for (const text of told()) {
    const cause = /^sent \d+ L(?:6|8) because (#\d)$/.exec(text)?.[1];
    if (cause) because.set(cause, (because.get(cause) ?? 0) + 1);
  }
  expect([...because]).toEqual(
    expect.arrayContaining([
      ['#1', 4],
      ['#2', 4],
      ['#3', 4],
      ['#4', 4],
    ]),
  );
  expect(told().filter((text) => / L11\b.*because/.test(text))).toEqual([]);
});

describe('what is emitted and not sent', () => {
  test('a broadcast that reaches nobody, and its rooms', async () => {
    await start(`io.emit("early");
io.on("connection", (socket) => {
  socket.on("go", (ack) => {
    io.to("empty").to("void").emit("a");
    socket.broadcast.emit("b");
    io.of("/admin").emit("c");
    io.except(socket.id).volatile.emit("d");
    io.emit("e");
    ack();
  });
});`);
    const alice = await lab.connected();
    await alice.emitWithAck('go');
    expect(told()).toEqual([
      'nobody / early  L2',
      '#0 / event connection L3',
      '#1 / event go L4',
      'nobody / a empty,void L5',
      'nobody / b  L6',
      'nobody /admin c  L7',
      'nobody volatile / d  L8',
      'sent 1 L9 because #1',
      'sent 2 L10 because #1',
    ]);
  });

  test('a volatile event while the connection is busy', async () => {
    await start(`io.on("connection", (socket) => {
  socket.on("go", (ack) => {
    socket.emit("a");
    socket.volatile.emit("b");
    io.volatile.emit("c");
    ack();
  });
});`);
    const alice = await lab.connected({ transports: ['websocket'] });
    await alice.emitWithAck('go');
    expect(told().slice(1)).toEqual([
      '#1 / event go L3',
      'sent 1 L4 because #1',
      'dropped volatile / b  L5',
      'dropped volatile / c  L6',
      'sent 2 L7 because #1',
    ]);
    const session = lab.traces.find((event) => event.kind === 'socket');
    const dropped = lab.traces.find((event) => event.kind === 'unsent');
    expect(dropped).toMatchObject({ sid: (session as { sid: string }).sid });
  });

  test('to a socket that is gone; with recovery it is kept', async () => {
    const body = `io.on("connection", (socket) => {
  socket.on("disconnect", () => {
    setTimeout(() => { socket.emit("late"); socket.volatile.emit("never"); console.log("end"); }, 1);
  });
});`;
    await start(body);
    (await lab.connected()).io.engine.close();
    await lab.trace('log');
    expect(told().slice(1)).toEqual(['dropped / late  L4', 'dropped volatile / never  L4']);
    lab.stop();
    await start(body, ', { connectionStateRecovery: {} }');
    (await lab.connected()).io.engine.close();
    await lab.trace('log');
    expect(told().slice(1)).toEqual(['nobody / late  L4', 'dropped volatile / never  L4']);
  });
});

test('names of any kind cross whole', async () => {
  await start(`io.of("/a\\u0000é").on("connection", (socket) => {
  socket.on("x\\u0000\\n", (ack) => ack());
});`);
  const alice = await lab.connected({}, '/a\u0000é');
  await alice.emitWithAck('x\u0000\n');
  const told = lab.traces.find((event) => event.kind === 'handler' && event.packet.ordinal > 0);
  expect(told).toMatchObject({ nsp: '/a\u0000é', event: 'x\u0000\n', place: { line: 3 } });
});
