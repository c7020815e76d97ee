import { expect, type Page, test } from '@playwright/test';
import type { TraceEvent } from '@/lib/capture/record';
import type { FrameCommand } from '@/lib/lab/frame-message';
import { Stage } from './cast-stage';

const ECHO = `import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.emit("welcome", "you");
  socket.on("hello", (name, ack) => ack("Hello " + name));
  socket.on("ask", (what) => socket.emit("answer", what));
  socket.on("file", (bytes) => socket.emit("file", bytes));
  socket.on("nothing", () => socket.emit("nothing"));
});
`;

/** Each build of the library that a page may load, and how a program gets it. */
const BUILDS = [
  ['its own server', '<script src="/socket.io/socket.io.js"></script><script src="/client.js"></script>', ''],
  [
    'its own server, minified',
    '<script src="/socket.io/socket.io.min.js"></script><script src="/client.js"></script>',
    '',
  ],
  [
    'the network of copies',
    '<script src="https://cdn.socket.io/4.8.1/socket.io.min.js"></script><script src="/client.js"></script>',
    '',
  ],
  ['a bundler', '<script type="module" src="/client.js"></script>', 'import { io } from "socket.io-client";'],
  [
    'the network of copies, as a module',
    '<script type="module" src="/client.js"></script>',
    'import { io } from "https://cdn.socket.io/4.8.1/socket.io.esm.min.js";',
  ],
] as const;

const CLIENT = `
const socket = io();
socket.emit("early", 1);
socket.on("welcome", (who) => {
  console.log("welcome", who);
  socket.emit("hello", "Alice", (answer) => {
    console.log(answer);
    socket.emit("ask", 1);
  });
});
socket.on("answer", async (n) => {
  if (n === 1) {
    await Promise.resolve();
    socket.emit("ask", 2);
  } else {
    setTimeout(() => socket.emit("nothing"), 1);
  }
});
socket.volatile.emit("dropped");
`;

for (const [where, html, first] of BUILDS) {
  test(`a line knows its packets, with the library of ${where}`, async ({ page }) => {
    const files = {
      'server.js': ECHO,
      'client.js': first + CLIENT,
      'index.html': `<!doctype html>\n${html}`,
    };
    const stage = await Stage.open(page, { files });
    await stage.enter();
    await stage.expectStory(
      'alice',
      'client.js:3 early is buffered',
      'client.js:19 volatile dropped is dropped',
      'client.js:2 sent 40',
      'client.js:3 sent 42["early",1]',
      'client.js:4 hears event welcome in 42["welcome","you"]',
      'client.js:5 prints welcome you',
      'client.js:6 sent 420["hello","Alice"] because 42["welcome","you"]',
      'client.js:6 hears ack hello in 430["Hello Alice"]',
      'client.js:8 sent 42["ask",1] because 430["Hello Alice"]',
      'client.js:11 hears event answer in 42["answer",1]',
      'client.js:14 sent 42["ask",2] because 42["answer",1]',
      'client.js:11 hears event answer in 42["answer",2]',
      'client.js:16 sent 42["nothing"] because 42["answer",2]',
      'nobody hears nothing in 42["nothing"]',
    );
  });
}

/** A page that has the library's own build, and runs `client.js`. */
async function play(page: Page, client: string, server = ECHO): Promise<Stage> {
  const stage = await Stage.open(page, { files: { 'server.js': server, 'client.js': client } });
  await stage.enter();
  return stage;
}

test('attachments are packets, too, and an event is known by the packet that announces them', async ({
  page,
}) => {
  const stage = await play(
    page,
    `const socket = io({ transports: ["websocket"] });
socket.on("file", (bytes) => socket.emit("nothing", bytes.byteLength));
socket.on("connect", () => {
  socket.emit("file", new Uint8Array([97, 98]), new Uint8Array([99]));
  socket.emit("ask", "after");
});`,
  );
  await stage.expectStory(
    'alice',
    'client.js:4 sent 452-["file",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
    'client.js:4 sent <ab>',
    'client.js:4 sent <c>',
    'client.js:5 sent 42["ask","after"]',
    'client.js:2 hears event file in 451-["file",{"_placeholder":true,"num":0}]',
    'client.js:2 sent 42["nothing",2] because 451-["file",{"_placeholder":true,"num":0}]',
    'nobody hears answer in 42["answer","after"]',
  );
});

test('each function is told by where it was registered, and one that was taken off no more', async ({
  page,
}) => {
  const stage = await play(
    page,
    `const socket = io();
const twice = () => {};
const gone = () => {};
socket.on("answer", twice);
socket.once("answer", () => console.log("once"));
socket
  .on("answer", gone)
  .on("answer", twice);
socket.off("answer", gone);
socket.emit("ask", 1);
socket.emit("ask", 2);
socket.onAny(() => {});`,
  );
  await stage.expectStory(
    'alice',
    'client.js:4 hears event answer in 42["answer",1]',
    'client.js:5 hears event answer in 42["answer",1]',
    'client.js:5 prints once',
    'client.js:8 hears event answer in 42["answer",1]',
    'client.js:4 hears event answer in 42["answer",2]',
    'client.js:8 hears event answer in 42["answer",2]',
  );
  // What an onAny hears was heard.
  expect((await stage.story('alice')).filter((line) => line.startsWith('nobody'))).toEqual([]);
});

test('what is tried again keeps its line', async ({ page }) => {
  const stage = await play(
    page,
    `const socket = io({ retries: 3, ackTimeout: 500 });
let tries = 0;
socket.emit("slow", "a");
socket.emit("quick", "b", (error, answer) => console.log(error, answer));`,
    `import { Server } from "socket.io";
const io = new Server(3000);
let tries = 0;
io.on("connection", (socket) => {
  socket.on("slow", (_, ack) => { if (++tries === 2) ack(); });
  socket.on("quick", (_, ack) => ack("done"));
});`,
  );
  await stage.expectStory(
    'alice',
    'client.js:3 slow is buffered',
    'client.js:4 quick is buffered',
    'client.js:3 sent 420["slow","a"]',
    'client.js:3 sent 421["slow","a"]',
    'client.js:4 sent 422["quick","b"]',
    'client.js:4 hears ack quick in 432["done"]',
    'client.js:4 prints null done',
  );
});

test('an outgoing listener, an answer and a farewell have lines of their own', async ({ page }) => {
  const stage = await play(
    page,
    `const socket = io();
socket.onAnyOutgoing((event) => {
  console.log("out", event);
});
socket.on("question", (ack) => {
  socket.emit("ask", 1);
  ack("yes");
  socket.disconnect();
});`,
    `import { Server } from "socket.io";
new Server(3000).on("connection", (socket) => socket.emit("question", () => {}));`,
  );
  await stage.expectStory(
    'alice',
    'client.js:1 sent 40',
    'client.js:5 hears event question in 420["question"]',
    'client.js:3 prints out ask',
    'client.js:6 sent 42["ask",1] because 420["question"]',
    'client.js:7 sent 430["yes"] because 420["question"]',
    'client.js:8 sent 41 because 420["question"]',
  );
});

test('what nobody catches is told with its place, as it was written', async ({ page }) => {
  const stage = await Stage.open(page, {
    files: {
      'server.js': ECHO,
      'index.html': `<!doctype html>
<p>Hello</p><script>const a = one(); function one() { return 1 } socket.emit("x")</script>
<script>
  const words = ["''"]; console.log(words.map((word) => word.replaceAll("'", ''')));
</script>
<script src="/client.js"></script>
<script type="module" src="/late.js"></script>`,
      'client.js': `const list = [1, 2].map((n) => n * 2);
setTimeout(() => { list.forEach((n) => n.nope()); });
const [first] = list.find(() => false);
`,
      'late.js': `import "./part.js";
const wait = async () => { await null; throw new RangeError("too late") };
wait();
`,
      'part.js': `export const part = 1;
Promise.reject(new Error("part"));
`,
    },
  });
  await stage.enter();
  const exceptions = async () =>
    (await stage.traces('alice')).flatMap((event) => (event.kind === 'exception' ? [event] : []));
  await expect
    .poll(async () =>
      (await exceptions())
        .map(
          ({ phase, name, message, place }) =>
            `${place?.file}:${place?.line}:${place?.column} ${phase} ${name}: ${message}`,
        )
        .sort(),
    )
    .toEqual([
      'client.js:2:42 turn TypeError: n.nope is not a function',
      'client.js:3:17 turn TypeError: undefined is not iterable (cannot read property Symbol(Symbol.iterator))',
      'index.html:2:66 turn ReferenceError: socket is not defined',
      'index.html:4:78 parse SyntaxError: missing ) after argument list',
      'late.js:2:46 rejection RangeError: too late',
      'part.js:2:16 rejection Error: part',
    ]);
  const stacks = (await exceptions()).flatMap(({ stack = '' }) => stack.split('\n').slice(1));
  expect(stacks.filter((line) => /__line|__in|frame\.js|http/.test(line))).toEqual([]);
  expect(stacks).toContain('    at Array.forEach (<anonymous>)');
  expect(stacks).toContain('    at client.js:2:42');
});

test('the Manager’s waits, its tries and a refused upgrade are told', async ({ page }) => {
  const stage = await Stage.open(page, {
    files: {
      'server.js': ECHO,
      'client.js': `const socket = io({ reconnectionDelay: 100, reconnectionDelayMax: 250, randomizationFactor: 0 });
socket.on("disconnect", () => socket.emit("later"));`,
    },
  });
  await stage.faults({ kind: 'block-websocket' });
  await stage.enter();
  const events = async () =>
    (await stage.traces('alice')).flatMap((event) =>
      event.kind === 'client' ? [`${event.source} ${event.event} ${event.detail ?? ''}`] : [],
    );
  await expect.poll(events).toContain('engine upgradeError probe error: Error: websocket error');
  await stage.end();
  const waits = async () =>
    (await stage.traces('alice')).flatMap((event) =>
      event.kind === 'retry' ? [`${event.attempt}: ${event.delayMs} ms`] : [],
    );
  await expect.poll(waits).toContain('3: 250 ms');
  expect((await waits()).slice(0, 3)).toEqual(['1: 100 ms', '2: 200 ms', '3: 250 ms']);
  expect(await events()).toContain('manager reconnect_attempt 1');
  const unsent = (await stage.traces('alice')).filter(({ kind }) => kind === 'unsent');
  expect(unsent).toMatchObject([{ fate: 'buffered', event: 'later', place: { file: 'client.js', line: 2 } }]);
});

test('forms act on the program’s sockets, and say what became of it', async ({ page }) => {
  const stage = await play(
    page,
    `const socket = io();
const admin = io("/admin", { autoConnect: false, forceNew: true });
socket.on("answer", (what) => console.log(what));`,
    `${ECHO}io.of("/admin").on("connection", () => {});`,
  );
  await expect.poll(() => stage.sockets('alice')).toEqual(['/ connected', '/admin rests']);
  const outcomes = async (command: FrameCommand) => {
    const id = await stage.command('alice', command);
    await expect.poll(() => stage.outcomes('alice', id), { timeout: 15_000 }).not.toEqual([]);
    return stage.outcomes('alice', id);
  };
  const emit = { do: 'emit', nsp: '/', event: 'hello', args: '["Bob"]', ack: true } as const;

  expect(await outcomes(emit)).toEqual(['acked ["Hello Bob"]']);
  expect(await outcomes({ ...emit, event: 'ask', args: '[{"a":[1]}]', ack: false })).toEqual(['done']);
  expect(await outcomes({ ...emit, args: '"Bob"' })).toEqual([
    'failed The arguments must be a JSON array, such as ["hello", 1].',
  ]);
  expect((await outcomes({ ...emit, args: '[' }))[0]).toMatch(/^failed The arguments are not JSON: /);
  expect(await outcomes({ ...emit, event: 'connect' })).toEqual([
    'failed "connect" is a reserved event name',
  ]);
  expect(await outcomes({ ...emit, nsp: '/none' })).toEqual([
    'failed The program of this client has no socket for the namespace /none.',
  ]);
  expect(await outcomes({ ...emit, event: 'unknown' })).toEqual([
    'failed No acknowledgement came within 10 seconds.',
  ]);
  // No line of the program sent these: they are on the wire, and have no place.
  await stage.expectStory(
    'alice',
    'client.js:1 sent 40',
    'client.js:3 hears event answer in 42["answer",{"a":[1]}]',
    'client.js:3 prints { a: [ 1 ] }',
  );
  expect((await stage.story('alice')).filter((line) => line.includes('sent 42'))).toEqual([]);

  await outcomes({ do: 'connect', nsp: '/admin' });
  await expect.poll(() => stage.sockets('alice')).toEqual(['/ connected', '/admin connected']);
  await outcomes({ do: 'disconnect', nsp: '/' });
  await expect.poll(() => stage.sockets('alice')).toEqual(['/ rests', '/admin connected']);
  expect(await outcomes({ ...emit, ack: false })).toEqual(['done The socket is not connected.']);
  await outcomes({ do: 'connect', nsp: '/' });
  await expect.poll(() => stage.sockets('alice')).toEqual(['/ connected', '/admin connected']);
});

for (const transport of ['websocket', 'polling'] as const) {
  test(`packets typed by hand go out as they were typed, over ${transport}`, async ({ page }) => {
    const stage = await play(
      page,
      '// Nobody connects but by hand.',
      `import { Server } from "socket.io";
const io = new Server(3000, { pingInterval: 400, pingTimeout: 1500 });
io.on("connection", (socket) => {
  socket.on("hello", (name, ack) => ack("Hello " + name));
});`,
    );
    await expect.poll(() => stage.isReady('alice')).toBe(true);
    const nothing = await stage.command('alice', { do: 'raw-send', text: '40' });
    await expect
      .poll(() => stage.outcomes('alice', nothing))
      .toEqual(['failed No connection is open. Open one, then send on it.']);

    const open = await stage.command('alice', { do: 'raw-open', transport });
    const came = () => stage.outcomes('alice', open);
    const type = async (text: string) => {
      const id = await stage.command('alice', { do: 'raw-send', text });
      await expect.poll(() => stage.outcomes('alice', id)).toEqual(['done']);
    };
    await expect.poll(came).toEqual(['opened', expect.stringMatching(/^came 0\{"sid":/)]);
    await type('40');
    // On a busy machine the first ping is there before it.
    await expect.poll(came).toContainEqual(expect.stringMatching(/^came 40\{"sid":/));
    await type('427["hello","you"]');
    await expect.poll(came).toContain('came 437["Hello you"]');
    // The server asks, and who types answers; then nobody answers, and the server goes.
    await expect.poll(came).toContain('came 2');
    await type('3');
    await expect.poll(async () => (await came()).filter((line) => line === 'came 2')).toHaveLength(2);
    await expect.poll(async () => (await came()).at(-1), { timeout: 10_000 }).toMatch(/^closed /);
  });
}

test('a raw connection is closed by whoever opened it, and another may follow', async ({ page }) => {
  const stage = await play(page, '// Nobody connects but by hand.');
  await expect.poll(() => stage.isReady('alice')).toBe(true);
  const first = await stage.command('alice', { do: 'raw-open', transport: 'polling' });
  await expect.poll(() => stage.outcomes('alice', first)).toHaveLength(2);
  const second = await stage.command('alice', { do: 'raw-open', transport: 'websocket' });
  await expect
    .poll(async () => (await stage.outcomes('alice', first)).at(-1))
    .toBe('closed The GET was given up. The server keeps the session until a pong does not come.');
  await expect.poll(() => stage.outcomes('alice', second)).toHaveLength(2);
  const close = await stage.command('alice', { do: 'raw-close' });
  await expect.poll(() => stage.outcomes('alice', close)).toEqual(['done']);
  await expect
    .poll(async () => (await stage.outcomes('alice', second)).at(-1))
    .toBe('closed The WebSocket is closed: code 1005.');
});

test('four polling clients share six connections, and a request that was kept back is told', async ({
  page,
}) => {
  const cast = ['alice', 'bob', 'carol', 'dave'];
  const stage = await Stage.open(page, {
    cast,
    files: {
      'server.js': `import { Server } from "socket.io";
const io = new Server(3000);
let here = 0;
io.on("connection", (socket) => {
  socket.on("say", (n, ack) => ack(n));
  if (++here === 4) io.emit("all", here);
});`,
      'client.js': `const socket = io({ transports: ["polling"] });
socket.on("all", async (here) => {
  for (let n = 0; n < 20; n++) await socket.emitWithAck("say", n);
  console.log(here, "here, all said");
});`,
    },
  });
  // What is on its way for longer keeps its connection for longer.
  await stage.faults({ kind: 'latency', direction: 'up', ms: 100 });
  await stage.enter();
  for (const client of cast) {
    await expect
      .poll(async () => (await stage.story(client)).filter((line) => line.includes('prints')), {
        timeout: 30_000,
      })
      .toEqual(['client.js:4 prints 4 here, all said']);
  }
  const queued: TraceEvent[] = [];
  for (const client of cast)
    queued.push(...(await stage.traces(client)).filter(({ kind }) => kind === 'queued'));
  const onWire = [...(await stage.timeline()).entries].flatMap((entry) =>
    entry.kind === 'unit' && entry.unit.http?.kind === 'request' ? [entry.unit.http.target] : [],
  );
  expect(queued.length).toBeGreaterThan(0);
  expect(
    queued.filter((event) => event.kind !== 'queued' || !onWire.includes(event.path) || event.ms < 30),
  ).toEqual([]);
});

test('one polling client is never told to wait for a connection', async ({ page }) => {
  const stage = await play(
    page,
    `const socket = io({ transports: ["polling"] });
(async () => {
  for (let n = 0; n < 20; n++) await socket.emitWithAck("hello", n);
  console.log("all said");
})();`,
  );
  await expect.poll(() => stage.story('alice'), { timeout: 20_000 }).toContain('client.js:4 prints all said');
  expect((await stage.traces('alice')).filter(({ kind }) => kind === 'queued')).toEqual([]);
});
