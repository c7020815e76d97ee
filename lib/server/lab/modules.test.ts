import { afterEach, expect, test } from 'vitest';
import { startLab } from './lab';
import { TestLab } from './testing';

let lab: TestLab;
afterEach(() => lab?.stop());

const logsOf = async (files: string | { readonly [file: string]: string }) => {
  lab = await TestLab.start(files);
  return lab.logs();
};

test('ES modules of the program import each other', async () => {
  const logs = await logsOf({
    'server.js':
      'import { add, total } from "./lib/math.js";\nimport * as all from "./lib/math.js";\nadd(2);\nconsole.log(total, Object.keys(all), import.meta.url);',
    'lib/math.js':
      'import { log } from "../log.mjs";\nexport let total = 1;\nexport function add(n) { total += n; log("add", n); }',
    'log.mjs': 'export const log = (...args) => console.log("log:", ...args);',
  });
  expect(logs).toEqual(['log: add 2', "3 [ 'add', 'total' ] file:///server.js"]);
});

test('CommonJS files require each other, once, and may go in circles', async () => {
  const logs = await logsOf({
    'server.js': `const a = require("./a");
      console.log(a.name, a.other(), require("./a.js") === a, require("./data.json").list, __filename, __dirname);
      console.log(typeof module, typeof exports, this === module.exports);`,
    'a.js': 'exports.name = "a"; const b = require("./lib"); exports.other = () => b.name + b.sees();',
    'lib/index.js': 'const a = require("../a"); module.exports = { name: "b", sees: () => a.name };',
    'data.json': '{"list":[1,2]}',
  });
  expect(logs).toEqual(['a ba true [ 1, 2 ] /server.js /', 'object object true']);
});

test('an ES module imports CommonJS by default and by name', async () => {
  const logs = await logsOf({
    'server.js':
      'import whole, { one } from "./old.cjs";\nimport data from "./data.json" with { type: "json" };\nconsole.log(one, whole, data);',
    'old.cjs': 'module.exports = { one: 1, two: 2 };',
    'data.json': '{"a":1}',
  });
  expect(logs).toEqual(['1 { one: 1, two: 2 } { a: 1 }']);
});

test('await works at the top level', async () => {
  const logs = await logsOf(
    'const later = await new Promise((done) => setTimeout(() => done("later"), 1));\nconsole.log(later);',
  );
  expect(logs).toEqual([]);
  await lab.trace('log');
  expect(lab.logs()).toEqual(['later']);
});

test('the modules of the lab are there under their usual names', async () => {
  const logs = await logsOf(`import { Server } from "socket.io";
    import http, { createServer } from "node:http";
    import EventEmitter, { once } from "events";
    import { Buffer as B } from "node:buffer";
    import path, { join } from "path";
    import { randomUUID, createHash } from "crypto";
    import { setTimeout as wait } from "timers/promises";
    import { inspect } from "node:util";
    console.log(typeof Server, http.createServer === createServer, new EventEmitter() instanceof EventEmitter, B === Buffer);
    console.log(join("/a", "../b"), path.extname("x.js"), /^[0-9a-f-]{36}$/.test(randomUUID()), createHash("sha1").update("abc").digest("hex"));
    console.log(await wait(1, "waited"), inspect({ a: 1 }), typeof once);`);
  expect(logs[1]).toBe('/b .js true a9993e364706816aba3e25717850c26c9cd0d89d');
  await lab.trace('log', ({ text }) => text.startsWith('waited'));
  expect(lab.logs()).toEqual(['function true true true', logs[1], 'waited { a: 1 } function']);
});

test.each([
  ['import', 'import fs from "fs";'],
  ['require', 'const fs = require("fs");'],
  ['a dynamic import', 'await import("node:child_process");'],
])('what is not in the lab is refused with what is: by %s', async (_name, source) => {
  lab = await TestLab.start(source);
  const { phase, message } = await lab.trace('exception');
  expect(phase).toBe('start');
  expect(message).toMatch(
    /^Cannot find module '(node:)?(fs|child_process)'\.(?: A lab has no disk: its files are those of the program\.)? The lab has: .*events, .*http, .*socket\.io/,
  );
});

test('a file that is not there is named', async () => {
  lab = await TestLab.start('import "./missing.js";');
  expect(await lab.trace('exception')).toMatchObject({
    phase: 'start',
    message: "Cannot find module './missing.js' imported from server.js",
  });
});

test('a name that a module does not export is an error of the start', async () => {
  lab = await TestLab.start('import { Sever } from "socket.io";');
  const { message } = await lab.trace('exception');
  expect(message).toContain('Sever');
});

test('an exception of the top level is told with its place and stack, and the lab stands', async () => {
  lab = await TestLab.start({
    'server.js': 'import "./a.js";',
    'a.js': '\nfunction deep() {\n  throw new TypeError("no");\n}\n  deep();',
  });
  expect(await lab.trace('exception')).toEqual({
    kind: 'exception',
    phase: 'start',
    name: 'TypeError',
    message: 'no',
    place: { file: 'a.js', line: 3, column: 13 },
    stack: 'TypeError: no\n    at deep (a.js:3:13)\n    at a.js:5:3',
  });
});

test('a file of the program that does not parse is refused, also where nobody imports it', async () => {
  const starting = startLab(
    { files: { 'server.js': '', 'other.js': 'export const = 1' }, cast: [] },
    { run: 1, onTrace: () => {} },
  );
  await expect(starting).rejects.toMatchObject({
    name: 'ProgramError',
    place: { file: 'other.js', line: 1, column: 14 },
  });
});

test('a program without server.js is refused', async () => {
  const starting = startLab({ files: { 'client.js': '' }, cast: [] }, { run: 1, onTrace: () => {} });
  await expect(starting).rejects.toThrow('The program has no server.js.');
});

test('the globals of Node are there', async () => {
  const logs = await logsOf(`console.log(typeof process.env, process.env.PORT || 3000, global === globalThis);
    console.log(Buffer.from("é").toString("hex"), new TextDecoder().decode(new TextEncoder().encode("ü")));
    const url = new URL("/a?b=1", "http://x.example:80"); url.searchParams.set("c", "d e");
    console.log(url.href, url.host, String(new URLSearchParams({ a: "1&2" })));
    console.log(structuredClone({ d: new Date(0), m: new Map([[1, new Set([2])]]) }), atob(btoa("hi")));
    const { port1 } = globalThis; console.log(port1, typeof performance.now(), crypto.randomUUID().length);
    try { new URL("nonsense"); } catch (error) { console.log(error.name, error.code, error.message); }`);
  expect(logs).toEqual([
    'object 3000 true',
    'c3a9 ü',
    'http://x.example/a?b=1&c=d+e x.example a=1%262',
    '{ d: 1970-01-01T00:00:00.000Z, m: Map(1) { 1 => Set(1) { 2 } } } hi',
    'undefined number 36',
    'TypeError ERR_INVALID_URL Invalid URL',
  ]);
});

test('ticks, microtasks, timers and immediates run in the order of Node', async () => {
  await logsOf(`setTimeout(() => { console.log("timeout"); process.nextTick(() => console.log("tick of timeout")); }, 0);
    setImmediate(() => console.log("immediate"));
    setTimeout(() => console.log("later"), 5);
    const interval = setInterval(() => { console.log("interval"); clearInterval(interval); }, 10);
    Promise.resolve().then(() => { console.log("promise"); process.nextTick(() => console.log("tick of promise")); }).then(() => console.log("promise 2"));
    queueMicrotask(() => console.log("microtask"));
    process.nextTick((a, b) => console.log("tick", a, b), 1, 2);
    setTimeout(() => console.log("never"), 1).unref().close();
    console.log("sync");
    require("timers/promises").setTimeout(20, "done").then(console.log);`);
  await lab.trace('log', ({ text }) => text === 'done');
  const logs = lab.logs();
  expect(logs.slice(0, 6)).toEqual([
    'sync',
    'tick 1 2',
    'promise',
    'microtask',
    'promise 2',
    'tick of promise',
  ]);
  expect(logs.filter((text) => text !== 'immediate').slice(6)).toEqual([
    'timeout',
    'tick of timeout',
    'later',
    'interval',
    'done',
  ]);
  // Where the machine is slow all timers are due before the first immediate.
  await lab.trace('log', ({ text }) => text === 'immediate');
});

test('errors are printed with the stack of the program, without our marks', async () => {
  const logs = await logsOf(
    `const make = () => new RangeError("far");\nconsole.log(make());\nclass Own extends Error { name = "Own"; code = 7 }\nconsole.log(new Own("mine").stack.split("\\n")[1], [new Own("x")].length);`,
  );
  expect(logs).toEqual([
    'RangeError: far\n    at make (server.js:1:24)\n    at server.js:2:13',
    '    at server.js:4:17 1',
  ]);
});
