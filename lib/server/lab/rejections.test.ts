import { afterEach, describe, expect, test } from 'vitest';
import type { TraceEvent } from '@/lib/capture/record';
import { once, TestLab } from './testing';

let lab: TestLab | undefined;
afterEach(() => lab?.stop());

/** `rejection TypeError: no at server.js:3:12`. */
function told({ traces }: TestLab): string[] {
  return traces.flatMap((event: TraceEvent) => {
    if (event.kind !== 'exception') return [];
    const { file, line, column } = event.place ?? {};
    return [`${event.phase} ${event.name}: ${event.message} at ${file}:${line}:${column}`];
  });
}

const THROWS = 'async function f() {\n  throw new Error("no");\n}\n';

describe('a rejection that nobody handles is told where it was made', () => {
  test.each<[string, string, string]>([
    ['a call', `${THROWS}f();`, 'rejection Error: no at server.js:2:13'],
    ['a call behind an await', `${THROWS}(async () => { await null; await f(); })();`, '2:13'],
    ['a value that is kept', `${THROWS}const kept = [{ f: f() }];`, '2:13'],
    ['an argument', `${THROWS}console.log(f());`, '2:13'],
    ['a choice', `${THROWS}const chosen = Date.now() > 0 ? f() : undefined;`, '2:13'],
    ['a callback of forEach', '[1].forEach(async () => {\n  throw new Error("no");\n});', '2:13'],
    ['a callback of map', 'const all = [1].map(async () => {\n  throw new Error("no");\n});', '2:13'],
    ['a generator', 'async function* g() {\n  throw new Error("no");\n}\nvoid g().next();', '2:13'],
    ['a reason given by hand', '\nPromise.reject(new Error("no"));', '2:20'],
    ['an executor', 'const p = { p: new Promise(() => {\n  throw new Error("no");\n}) };', '2:13'],
    ['a reaction', 'Promise.resolve().then(() => {\n  throw new Error("no");\n});', '2:13'],
    ['finally, which handles nothing', '\nPromise.reject(new Error("no")).finally(() => {});', '2:20'],
    ['a list that waits for all', '\nPromise.all([Promise.reject(new Error("no"))]);', '2:33'],
    ['a timer', 'setTimeout(async () => {\n  throw new Error("no");\n}, 1);', '2:13'],
    ['a tick', 'process.nextTick(async () => {\n  throw new Error("no");\n});', '2:13'],
    ['a microtask', 'queueMicrotask(async () => {\n  throw new Error("no");\n});', '2:13'],
    ['an immediate', 'setImmediate(async () => {\n  throw new Error("no");\n});', '2:13'],
    [
      'handled too late',
      'const p = Promise.reject(new Error("no"));\nsetTimeout(() => p.catch(() => {}));',
      '1:30',
    ],
    ['the top level of a module', 'await null;\nthrow new Error("no");', 'start Error: no at server.js:2:11'],
    ['a text', '\n  Promise.reject("why");', "rejection Uncaught: 'why' at server.js:2:3"],
    [
      'a text that is thrown',
      'async function f() {\n\tthrow "why";\n}\nf();',
      "rejection Uncaught: 'why' at server.js:2:2",
    ],
    ['an object', '\nPromise.reject({ code: 5 });', 'rejection Uncaught: { code: 5 } at server.js:2:1'],
    ['nothing', '\nPromise.reject();', 'rejection Uncaught: undefined at server.js:2:1'],
    [
      'a text at the top level of a module',
      'import "events";\nthrow "why";',
      "start Uncaught: 'why' at server.js:2:1",
    ],
  ])('%s', async (_name, source, expected) => {
    lab = await TestLab.start(source);
    await lab.trace('exception');
    expect(told(lab)).toEqual([
      expected.includes(' ') ? expected : `rejection Error: no at server.js:${expected}`,
    ]);
  });

  test('a module that there is not', async () => {
    lab = await TestLab.start('\nimport("nope");');
    expect(await lab.trace('exception')).toMatchObject({ phase: 'rejection', place: { line: 2 } });
  });
});

const SERVER = 'const io = require("socket.io")(3000);\n';

describe('in what the library calls', () => {
  test.each<[string, string]>([
    ['the handler of a connection', 'io.on("connection", async () => {\n  throw new TypeError("no");\n});'],
    [
      'the handler of an event',
      'io.on("connection", (s) => s.on("go", async () => {\n  throw new TypeError("no");\n}));',
    ],
    [
      'the handler of all events',
      'io.on("connection", (s) => s.onAny(async () => {\n  throw new TypeError("no");\n}));',
    ],
    [
      'the handler of an end',
      'io.on("connection", (s) => s.on("disconnect", async () => {\n  throw new TypeError("no");\n}));',
    ],
    [
      'a function that waits for an ACK',
      'io.on("connection", (s) => s.emit("ask", async () => {\n  throw new TypeError("no");\n}));',
    ],
    [
      'the middleware of a namespace',
      'io.use(async (s, next) => {\n  next(); throw new TypeError("no");\n});',
    ],
    [
      'the middleware of a socket',
      'io.on("connection", (s) => s.use(async () => {\n  throw new TypeError("no");\n}));',
    ],
  ])('%s', async (_name, source) => {
    lab = await TestLab.start(SERVER + source);
    const alice = lab.client({ transports: ['websocket'], reconnection: false });
    alice.on('ask', (ack) => ack());
    await once(alice, 'connect');
    alice.emit('go');
    alice.emit('leave');
    alice.io.engine.once('flush', () => alice.disconnect());
    await lab.trace('exception');
    expect(told(lab)[0]).toMatch(/^rejection TypeError: no at server\.js:3:(13|21)$/);
  });

  test('an answer that did not come in time, by the line that waited for it', async () => {
    lab = await TestLab.start(
      `${SERVER}io.on("connection", async (s) => {\n  await s.timeout(5).emitWithAck("nobody");\n});`,
    );
    await lab.connected();
    await lab.trace('exception');
    expect(told(lab)).toEqual(['rejection Error: operation has timed out at server.js:3:3']);
  });
});

describe('a rejection that somebody handles is not told', () => {
  test.each<[string, string]>([
    ['at once', 'Promise.reject(1).catch(() => {});'],
    ['within the turn', 'const p = Promise.reject(1);\nprocess.nextTick(() => p.catch(() => {}));'],
    ['by an await', '(async () => { const p = [Promise.reject(1)]; try { await p[0]; } catch {} })();'],
    ['by the list that it is in', 'Promise.allSettled([Promise.reject(1)]);'],
    ['by the race that it lost', 'Promise.race([Promise.resolve(), Promise.reject(1)]);'],
  ])('%s', async (_name, source) => {
    lab = await TestLab.start(`${source}\nsetTimeout(() => Promise.reject("the end"), 5);`);
    await lab.trace('exception');
    expect(told(lab)).toEqual([
      `rejection Uncaught: 'the end' at server.js:${source.split('\n').length + 1}:1`,
    ]);
  });
});

test('where there are too many at once, the first are told and that there were more', async () => {
  lab = await TestLab.start('for (let i = 0; i < 150; i++)\n  Promise.reject(i);');
  await lab.trace('exception', ({ phase }) => phase === 'limit');
  const lines = told(lab);
  expect(lines).toHaveLength(101);
  expect(lines[99]).toBe('rejection Uncaught: 99 at server.js:2:3');
  expect(lines[100]).toMatch(/^limit RejectionLimit: More than 100 promises were rejected at once/);
});

test('a reason that cannot be looked at does no harm', async () => {
  lab = await TestLab.start(
    'Promise.reject(new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } }));\nPromise.reject({ get a() { for (;;); } });\nsetTimeout(() => console.log("alive"), 1);',
  );
  await lab.trace('log', ({ text }) => text === 'alive');
});
