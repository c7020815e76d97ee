import { afterEach, describe, expect, test } from 'vitest';
import { ProgramError, startLab } from './lab';
import { once, TestLab } from './testing';

let lab: TestLab;
afterEach(() => lab?.stop());

const ECHO = `import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.emit("welcome", socket.id);
  socket.on("echo", (value, ack) => ack(value));
});
`;

describe.each([['polling'], ['websocket']])('over %s', (transport) => {
  test('the server greets, and acknowledges what is sent', async () => {
    lab = await TestLab.start(ECHO);
    const alice = lab.client({ transports: [transport] });
    expect(await once(alice, 'welcome')).toBe(alice.id);
    expect(await alice.emitWithAck('echo', { text: 'é\u0000🎉', list: [1, null, true] })).toEqual({
      text: 'é\u0000🎉',
      list: [1, null, true],
    });
  });

  test('binary comes back as the bytes that were sent', async () => {
    lab = await TestLab.start(ECHO);
    const alice = await lab.connected({ transports: [transport] });
    const { a, b } = await alice.emitWithAck('echo', {
      a: Buffer.from([0, 1, 254, 255]),
      b: Uint8Array.of(7).buffer,
    });
    expect([a.toString('hex'), b.toString('hex')]).toEqual(['0001feff', '07']);
  });
});

test('each outgoing packet is told with its line, and joining a room as well', async () => {
  lab = await TestLab.start(`const { Server } = require("socket.io");
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.on("join", async (room, ack) => {
    socket.join(room);
    io.to(room).emit("joined", room);
    const sockets = await io.in(room).fetchSockets();
    ack(sockets.length);
  });
});
`);
  const alice = await lab.connected();
  expect(await alice.emitWithAck('join', 'r1')).toBe(1);
  const told = lab.traces.flatMap((event) => {
    if (event.kind === 'room' && event.room === 'r1')
      return [`${event.action} ${event.room} line ${event.place?.line}`];
    return event.kind === 'sent' ? [`packet ${event.ordinal} line ${event.place.line}`] : [];
  });
  // Packet 0 is the CONNECT, which the library sends by itself.
  expect(told).toEqual(['create r1 line 5', 'join r1 line 5', 'packet 1 line 6', 'packet 2 line 8']);
});

test('a program that does not parse is refused with its place', async () => {
  const starting = startLab(
    { files: { 'server.js': 'const a = 1;\nconst b = (;\n' }, cast: [] },
    { run: 1, onTrace: () => {} },
  );
  await expect(starting).rejects.toThrow(ProgramError);
  await expect(starting).rejects.toMatchObject({
    message: 'Unexpected token',
    place: { file: 'server.js', line: 2, column: 12 },
  });
});

test('an exception in a handler is told with its line, and the lab lives on', async () => {
  lab = await TestLab.start(`import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.on("boom", (value) => { value.a.b; });
  socket.on("later", async () => { await null; throw new TypeError("no"); });
  socket.on("echo", (value, ack) => ack(value));
});
`);
  const alice = await lab.connected();
  alice.emit('boom', {});
  expect(await lab.trace('exception')).toMatchObject({
    phase: 'turn',
    name: 'TypeError',
    place: { file: 'server.js', line: 4 },
  });
  alice.emit('later');
  expect(await lab.trace('exception', ({ phase }) => phase === 'rejection')).toMatchObject({
    name: 'TypeError',
    message: 'no',
    place: { line: 5 },
  });
  expect(await alice.emitWithAck('echo', 1)).toBe(1);
});

test('a loop without end is interrupted where it is, and the lab lives on', async () => {
  lab = await TestLab.start(`import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.on("loop", () => {
    for (;;) {
      Math.random();
    }
  });
  socket.on("echo", (value, ack) => ack(value));
});
`);
  const alice = await lab.connected();
  alice.emit('loop');
  expect(await lab.trace('exception')).toMatchObject({
    phase: 'limit',
    name: 'TurnLimit',
    place: { line: 6 },
  });
  expect(await alice.emitWithAck('echo', 1)).toBe(1);
});

test('a program that is stopped hears nothing of it, and tells nothing more', async () => {
  lab = await TestLab.start(`const io = require("socket.io")(3000);
io.on("connection", (socket) => socket.on("disconnect", () => console.log("gone")));`);
  const alice = await lab.connected({ reconnection: false, transports: ['websocket'] });
  const told = lab.traces.length;
  const gone = once<string>(alice, 'disconnect');
  lab.stopLab();
  expect(await gone).toBe('transport close');
  expect(lab.traces).toHaveLength(told);
});
