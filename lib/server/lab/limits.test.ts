import { afterEach, describe, expect, test } from 'vitest';
import { once, TestLab } from './testing';

const labs: TestLab[] = [];
afterEach(() => {
  for (const lab of labs.splice(0)) lab.stop();
});

async function start(source: string): Promise<TestLab> {
  const lab = await TestLab.start(source);
  labs.push(lab);
  return lab;
}

const ECHO =
  'const io = require("socket.io")(3000);\nio.on("connection", (socket) => socket.on("echo", (n, ack) => ack(n)));\n';

// Each of these would keep a process for ever, or take all of its memory. The line is where it is found.
test.each<[string, string, { name: string; line?: number }]>([
  ['a loop', 'let n = 0;\nwhile (true) n++;', { name: 'TurnLimit', line: 2 }],
  ['a loop of promises', '(async () => {\n  for (;;) await null;\n})();', { name: 'TurnLimit', line: 2 }],
  [
    'a chain of promises',
    'const next = () =>\n  Promise.resolve().then(next);\nnext();',
    { name: 'TurnLimit' },
  ],
  ['a chain of ticks', 'const next = () => process.nextTick(next);\nnext();', { name: 'TurnLimit' }],
  ['a pattern that never matches', '/^(a+)+$/.test("a".repeat(40) + "b");', { name: 'TurnLimit', line: 1 }],
  ['a built-in function', '\n[].indexOf.call({ length: 2 ** 53 - 1 }, 1);', { name: 'TurnLimit', line: 2 }],
  ['a search in a long text', '"a".repeat(4e6).indexOf("a".repeat(2e6) + "b");', { name: 'TurnLimit' }],
  [
    'a getter in what is thrown',
    'throw new (class extends Error { get message() { for (;;); } })();',
    { name: 'TurnLimit' },
  ],
  ['a recursion', 'function f(n) {\n  return f(n + 1) + 1;\n}\nf(0);', { name: 'StackLimit', line: 2 }],
  ['JSON too deep', '\nJSON.parse("[".repeat(1e6));', { name: 'StackLimit', line: 2 }],
  ['bytes', 'const kept = [];\nfor (;;) kept.push(new Uint8Array(4e6));', { name: 'MemoryLimit', line: 2 }],
  ['code too deep for its engine', 'eval("(".repeat(1e5));', { name: 'SandboxError' }],
])('%s is stopped, and another lab does not notice', async (_name, source, { name, line }) => {
  const other = await start(ECHO);
  const alice = await other.connected();
  const lab = await start(source);
  const told = await lab.trace('exception');
  expect(told).toMatchObject({
    phase: 'limit',
    name,
    ...(line === undefined ? {} : { place: { file: 'server.js', line } }),
  });
  expect(await alice.emitWithAck('echo', 1)).toBe(1);
  expect(other.traces.filter(({ kind }) => kind === 'exception')).toEqual([]);
});

describe('what a turn took too long for is over, and the next one comes', () => {
  test.each([
    ['in a handler', 'for (;;);'],
    ['behind an await', 'await null; for (;;);'],
    ['in a catch that would go on', 'for (;;) { try { for (;;); } catch {} finally { for (;;); } }'],
  ])('%s', async (_name, body) => {
    const lab = await start(
      `${ECHO}io.on("connection", (socket) => socket.on("loop", async () => { ${body} }));`,
    );
    const alice = await lab.connected();
    alice.emit('loop');
    expect(await lab.trace('exception')).toMatchObject({
      phase: 'limit',
      name: 'TurnLimit',
      place: { line: 3 },
    });
    expect(await alice.emitWithAck('echo', 2)).toBe(2);
  });
});

describe('after a turn that was interrupted', () => {
  const limits = (lab: TestLab) =>
    lab.traces.flatMap((event) => (event.kind === 'exception' ? [event.message] : []));
  const interrupted = (seconds: number) =>
    `The program ran for 100 ms without a pause and was interrupted here: a loop that does not end? Its next turn comes in ${seconds} s: others are first.`;

  test('an interval comes again, and so do the other timers and ticks', async () => {
    const lab = await start(`setInterval(() => { for (;;); }, 1);
      setTimeout(() => console.log('timer'), 50);
      process.nextTick(() => { for (;;); });
      process.nextTick(() => console.log('tick'));`);
    await lab.trace('exception', ({ message }) => message === interrupted(2));
    expect(limits(lab)).toEqual([interrupted(0.5), interrupted(1), interrupted(2)]);
    expect(lab.logs()).toEqual(['tick', 'timer']);
  });

  test('what clients send waits its time, and is handled in its order', async () => {
    const lab = await start(
      `${ECHO}io.on("connection", (socket) => {
        socket.on("loop", () => { for (;;); });
        socket.onAny((event, n) => console.log(event, n));
      });`,
    );
    const [alice, bob] = await Promise.all([lab.connected(), lab.connected()]);
    alice.emit('loop', 1);
    await lab.trace('exception');
    bob.emit('loop', 2);
    for (const n of [3, 4, 5]) bob.emit('echo', n, () => {});
    expect(await bob.emitWithAck('echo', 6)).toBe(6);
    expect(limits(lab)).toEqual([interrupted(0.5), interrupted(1)]);
    expect(lab.logs()).toEqual(['loop 1', 'loop 2', 'echo 3', 'echo 4', 'echo 5', 'echo 6']);
  });

  test('requests that came in one piece are not answered in one turn after the other', async () => {
    const lab = await start(
      'require("http").createServer((req, res) => { if (req.url === "/loop") for (;;); res.end(req.url); }).listen(1);',
    );
    const wire = lab.dial();
    wire.write(['/loop', '/loop', '/a'].map((url) => `GET ${url} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
    await lab.trace('exception', ({ message }) => message === interrupted(1));
    expect(limits(lab)).toEqual([interrupted(0.5), interrupted(1)]);
    wire.destroy();
  });

  test('who comes to the door waits, and where nobody opens is told so', async () => {
    const lab = await start('setTimeout(() => { for (;;); }, 1);');
    await lab.trace('exception');
    const response = await fetch(lab.url);
    expect([response.status, await response.text()]).toEqual([
      404,
      'The program of this lab answers no requests but those of Socket.IO.\n',
    ]);
  });
});

test('packets that came all in one body are handled a few at a time: others are asked in between', async () => {
  const lab = await start(
    `require("socket.io")(3000).on("connection", (socket) => {
      let sum = 0;
      socket.on("add", (n) => { sum += n; });
      socket.on("sum", () => console.log(sum));
    });`,
  );
  const url = `${lab.url}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1));
  const post = (body: string) => fetch(`${url}&sid=${sid}`, { method: 'POST', body });
  await post('40');
  const numbers = Array.from({ length: 1500 }, (_, n) => n);
  await post([...numbers.map((n) => `42["add",${n}]`), '42["sum"]'].join('\x1e'));
  const seen = new Set<number>();
  while (lab.logs().length === 0) {
    seen.add(lab.traces.length);
    await new Promise((done) => setImmediate(done));
  }
  expect(seen.size).toBeGreaterThan(1);
  expect(lab.logs()).toEqual(['1124250']);
});

test('a program that ran out of memory is gone, and its clients see that', async () => {
  const lab = await start(
    `${ECHO}io.on("connection", (socket) => socket.on("bomb", () => { const kept = []; for (;;) kept.push(new Uint8Array(4e6)); }));`,
  );
  const alice = await lab.connected({ reconnection: false });
  const gone = once(alice, 'disconnect');
  alice.emit('bomb');
  expect(await lab.trace('exception')).toMatchObject({
    name: 'MemoryLimit',
    message: 'The program needed more than 32 MiB of memory and was stopped. Run starts it anew.',
  });
  expect(['transport close', 'transport error']).toContain(await gone);
});

test('a console that is flooded says so once a second, and goes on', async () => {
  const lab = await start(
    'for (let t = 0; t < 10; t++) setImmediate(() => { for (let i = 0; i < 250; i++) console.log(i); });\nsetTimeout(() => console.log("later"), 1200);',
  );
  const told = await lab.trace('exception');
  expect(told).toMatchObject({ phase: 'limit', name: 'LogLimit', place: { line: 1 } });
  await lab.trace('log', ({ text }) => text === 'later');
  const lines = lab.logs().length;
  expect(lines).toBeLessThan(2501);
  const limits = lab.traces.flatMap((event) => (event.kind === 'exception' ? [event.name] : []));
  // Each time a thousand of them came before it.
  expect(limits.length).toBeLessThanOrEqual(lines / 1000);
  expect(limits.filter((name) => name !== 'LogLimit')).toEqual([]);
});

test('a line of the console is cut where it is too long', async () => {
  const lab = await start('console.log("x".repeat(100_000));');
  expect(lab.logs()[0]?.length).toBeLessThan(17_000);
  expect(lab.logs()[0]).toMatch(/x… \(100000 characters\)$/);
});

test.each([
  ['timers', 'setInterval(() => { for (let i = 0; i < 1e4; i++); }, 0);'],
  ['immediates', 'const again = () => { for (let i = 0; i < 1e4; i++); setImmediate(again); };\nagain();'],
])('a program that keeps the processor to itself by %s is stopped', async (_name, source) => {
  const lab = await start(source);
  expect(await lab.trace('exception', ({ name }) => name === 'ProcessorLimit')).toMatchObject({
    phase: 'limit',
  });
});

test('a program whose turns are long is slowed when half of its burst is used up, and told so once', async () => {
  const lab = await start(`let turns = 0;
    const long = () => {
      const end = Date.now() + 80;
      while (Date.now() < end);
      if (++turns < 30) setTimeout(long);
      else console.log('done');
    };
    long();`);
  await lab.trace('log', ({ text }) => text === 'done');
  expect(lab.traces.filter(({ kind }) => kind === 'exception')).toEqual([
    {
      kind: 'exception',
      phase: 'limit',
      name: 'ProcessorShare',
      message:
        'The program has kept the processor busy for a while. From now on it waits after each long turn, nine times as long as the turn took, so that other labs are first.',
    },
  ]);
});

test('a program that sends faster than its clients take is stopped', async () => {
  const lab = await start(`const io = require("socket.io")(3000, { pingTimeout: 60000 });
    io.on("connection", (socket) => { const bytes = Buffer.alloc(1e6); setInterval(() => socket.emit("bytes", bytes), 1); });`);
  const alice = lab.client({ transports: ['polling'], reconnection: false });
  // A client that asks once and never again: what is sent to it can only wait.
  alice.once('connect', () => Object.assign(alice.io.engine.transport, { doPoll: () => {} }));
  expect(await lab.trace('exception')).toMatchObject({ phase: 'limit', name: 'WaitingLimit' });
});

test('engines are numbered', async () => {
  const lab = await start('const { Server } = require("socket.io");\nfor (;;) new Server(3000);');
  expect(await lab.trace('exception')).toMatchObject({
    phase: 'start',
    message: 'A lab has at most 16 Engine.IO servers.',
    place: { line: 2 },
  });
});
