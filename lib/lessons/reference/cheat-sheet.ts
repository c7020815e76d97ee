import { and, from, isCloseFrame, isConnect, isConnectError, isDisconnect, to } from '@/lib/lessons/matchers';
import type { Play, SheetRow, SheetSection } from './sheet';

/** The program behind the cheat sheet, and which of its lines are listed. The bytes come from its recording. */
export const CHEAT_SHEET: Play = {
  chapter: 'reference',
  slug: 'cheat-sheet',
  cast: ['alice', 'bob', 'carol'],
};

const client = (line: string, says: string, lesson: string): SheetRow => ({
  file: 'client.js',
  line,
  says,
  lesson,
});
const server = (line: string, says: string, lesson: string): SheetRow => ({
  file: 'server.js',
  line,
  says,
  lesson,
});

export const SHEET: readonly SheetSection[] = [
  {
    id: 'connecting',
    title: 'Connecting',
    rows: [
      {
        ...client(
          'const socket = io({ transports: ["websocket"], auth: { name } });',
          'Opens an Engine.IO session, and joins the namespace / in it. What is in auth rides in CONNECT, not in a header.',
          'events/first-connection',
        ),
        sends: [and(isConnect('/'), from('alice'))],
      },
      {
        ...client(
          'const admin = io("/admin", { auth: { token: "secret" } });',
          'Another namespace on the same connection: a CONNECT of its own.',
          'many-clients/namespaces',
        ),
        sends: [and(isConnect('/admin'), from('alice'))],
      },
      {
        ...client(
          'io("/nowhere");',
          'A namespace that the server does not have is refused; the connection stays.',
          'many-clients/namespaces',
        ),
        sends: [and(isConnect('/nowhere'), from('alice'))],
      },
      {
        ...server(
          'next(new Error("not on the list"));',
          'Middleware of a namespace refuses in the same way, in your words.',
          'many-clients/namespaces',
        ),
        sends: [isConnectError('/vip')],
      },
      server(
        'io.on("connection", (socket) => {',
        'Runs once for each CONNECT to /, so again after each reconnection. Listening puts nothing on the wire.',
        'events/first-connection',
      ),
    ],
  },
  {
    id: 'client-sends',
    title: 'A client sends',
    rows: [
      client(
        'socket.emit("hello", "world", { n: 1 });',
        'An event: its name first, then the arguments as JSON.',
        'events/on-and-emit',
      ),
      client(
        'socket.emit("sum", 3, 4, (sum) => console.log(sum));',
        'A function as the last argument becomes a number, and the answer comes back with the same one.',
        'events/acknowledgements',
      ),
      client('await socket.emitWithAck("sum", 1, 2);', 'The same as a promise.', 'events/acknowledgements'),
      client(
        'socket.timeout(500).emit("lost?", (error) => console.log(error));',
        'Calls back with an error when no answer came in time. The wire shows nothing of the time-out.',
        'events/acknowledgements',
      ),
      client(
        'socket.emit("file", Uint8Array.of(104, 105));',
        'Bytes leave their place in the JSON to a placeholder, and follow as a message of their own.',
        'events/binary',
      ),
      client(
        'socket.volatile.emit("cursor", 1, 2);',
        'Looks like any other event, if it leaves at all: it is dropped when the transport is busy.',
        'events/buffering-and-volatile',
      ),
      client(
        'admin.on("connect", () => admin.emit("hello", "admins"));',
        'In a namespace other than / its name stands in front.',
        'many-clients/namespaces',
      ),
      client(
        'socket.on("ready?", (answer) => answer("yes"));',
        'Calling the function that came with an event sends the acknowledgement.',
        'events/acknowledgements',
      ),
      {
        ...client(
          'socket.on("bye", () => socket.disconnect());',
          'Leaves the namespace; the last one to go takes the connection along.',
          'when-things-break/disconnect-reasons',
        ),
        sends: [and(isDisconnect('client', '/'), from('carol'))],
      },
    ],
  },
  {
    id: 'server-to-one',
    title: 'The server sends to one',
    rows: [
      server(
        'socket.emit("welcome", "Alice", { round: 1 });',
        'To this client only, over whichever transport it has by now.',
        'many-clients/broadcasting',
      ),
      server(
        'socket.emit("ready?", (answer) => console.log(answer));',
        'A server may ask as well. Its numbers are its own: they count for the namespace, not for the socket.',
        'events/acknowledgements',
      ),
      server(
        'socket.emit("bytes", Buffer.from([1, 2, 3]));',
        'Bytes downwards; a browser hands them to you as an ArrayBuffer.',
        'events/binary',
      ),
      server(
        'socket.on("sum", (a, b, answer) => answer(a + b));',
        'The answer to an event that asked for one.',
        'events/acknowledgements',
      ),
      server(
        'socket.volatile.emit("cursor", 3, 4);',
        'Dropped right behind another emit, even where all is well.',
        'events/buffering-and-volatile',
      ),
    ],
  },
  {
    id: 'server-to-many',
    title: 'The server sends to many',
    rows: [
      server('io.emit("all");', 'Everybody in /, and nobody elsewhere.', 'many-clients/broadcasting'),
      server('socket.broadcast.emit("others");', 'Everybody but this client.', 'many-clients/broadcasting'),
      server('io.to("blue").emit("blue");', 'Everybody in a room.', 'many-clients/rooms'),
      server('socket.to("blue").emit("blue but me");', 'A room, but not this client.', 'many-clients/rooms'),
      server('io.except("blue").emit("not blue");', 'Everybody who is not in a room.', 'many-clients/rooms'),
      server(
        'io.to("red").emit("nobody is red");',
        'A room without anybody: no packet, and no error.',
        'many-clients/rooms',
      ),
      server('io.of("/admin").emit("admins");', 'Everybody in another namespace.', 'many-clients/namespaces'),
      server(
        'await io.timeout(1000).emitWithAck("vote");',
        'Asks everybody, with one number for all; the answers come back as an array.',
        'events/acknowledgements',
      ),
    ],
  },
  {
    id: 'server-keeps',
    title: 'What the server keeps, and how it parts',
    rows: [
      server(
        'if (name !== "carol") socket.join("blue");',
        'Rooms are kept in the server’s memory. Joining sends nothing.',
        'many-clients/room-internals',
      ),
      server('socket.leave("blue");', 'Nor does leaving.', 'many-clients/room-internals'),
      {
        ...server(
          'people.bob.disconnect();',
          'Sends the client out of the namespace. It does not come back by itself.',
          'when-things-break/disconnect-reasons',
        ),
        sends: [and(isDisconnect('server', '/'), to('bob'))],
      },
      {
        ...server(
          'setTimeout(() => socket.disconnect(true), 200);',
          'With true the connection ends as well: out of every namespace, then a CLOSE frame.',
          'when-things-break/disconnect-reasons',
        ),
        sends: [
          and(isDisconnect('server', '/'), to('alice')),
          and(isDisconnect('server', '/admin'), to('alice')),
          and(isCloseFrame, from('server'), to('alice')),
        ],
      },
    ],
  },
];
