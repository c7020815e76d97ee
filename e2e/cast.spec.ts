import { expect, test } from '@playwright/test';
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
