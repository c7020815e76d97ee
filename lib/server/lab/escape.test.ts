import { afterEach, describe, expect, test } from 'vitest';
import { TestLab } from './testing';

let lab: TestLab;
afterEach(() => lab?.stop());

const evaluated = async (expression: string): Promise<string | undefined> => {
  lab = await TestLab.start(
    `let result;\ntry { result = ${expression}; } catch (error) { result = error.name; }\nconsole.log(String(result));`,
  );
  return lab.logs()[0];
};

/* A program reaches what is written here, and nothing of the process that runs it. */

test.each([
  [
    'the constructor of a function of the host',
    'console.log.constructor("return typeof process.binding + typeof process.mainModule + typeof require")()',
    'undefinedundefinedundefined',
  ],
  [
    'the constructor of an error of the host',
    '(() => { try { new URL("x") } catch (e) { return e.constructor.constructor("return typeof process.dlopen")() } })()',
    'undefined',
  ],
  [
    'the constructor of bytes of the host',
    'crypto.getRandomValues(new Uint8Array(1)).constructor.constructor("return typeof process.abort")()',
    'undefined',
  ],
  [
    'a request’s prototypes',
    'Object.getPrototypeOf(require("http").IncomingMessage.prototype) === require("events").prototype',
    'true',
  ],
  ['Function', 'Function("return this")() === globalThis', 'true'],
  ['indirect eval', '(0, eval)("typeof require")', 'undefined'],
  ['process.binding', 'typeof process.binding', 'undefined'],
  ['process.mainModule', 'typeof process.mainModule', 'undefined'],
  ['process.env of the host', 'process.env.PATH', 'undefined'],
  ['process.kill', 'typeof process.kill', 'undefined'],
  ['process.exit', 'process.exit(1)', 'Error'],
  ['fetch', 'typeof fetch', 'undefined'],
  ['WebAssembly', 'typeof WebAssembly', 'undefined'],
  ['SharedArrayBuffer and Atomics together', 'typeof Atomics', 'undefined'],
  [
    'the constructors of all kinds of functions',
    '[async () => {}, function* () {}, async function* () {}].map((f) => Object.getPrototypeOf(f).constructor("return typeof process.binding + typeof require")).map((f) => typeof f)',
    'function,function,function',
  ],
  [
    'a generator of text',
    'Object.getPrototypeOf(function* () {}).constructor("yield typeof process.dlopen + typeof require")().next().value',
    'undefinedundefined',
  ],
  [
    'import.meta of the host',
    '(() => { try { return eval("import.meta") } catch (e) { return e.name } })()',
    'SyntaxError',
  ],
  ['who called', 'typeof (() => { try { return __line.caller } catch { return undefined } })()', 'undefined'],
  [
    'the shell of the engine',
    '[typeof std, typeof os, typeof bjson, typeof scriptArgs, typeof gc, typeof print].join("")',
    'undefined'.repeat(6),
  ],
  ['a file by the name of a module', '__required("file:../../etc/passwd")', 'Error'],
  ['a file by the name of a property', '__required("file:constructor")', 'Error'],
  ['more randomness than there is', 'require("crypto").randomBytes(2 ** 40)', 'RangeError'],
  ['less than none', 'require("crypto").randomBytes(-1)', 'RangeError'],
  ['randomness for what is no bytes', 'crypto.getRandomValues({ byteLength: 8 })', 'TypeError'],
  ['the functions of the host', 'typeof __host + typeof __inside', 'undefinedundefined'],
  ['the file system', '(() => { try { require("fs") } catch (e) { return e.code } })()', 'MODULE_NOT_FOUND'],
  [
    'what only our own bundles ask for',
    '["debug", "zlib", "stream", "accepts", "cors", "lab-files", "lab-http", "__proto__", "constructor"].map((name) => { try { return typeof require(name) } catch (e) { return e.code } }).every((code) => code === "MODULE_NOT_FOUND")',
    'true',
  ],
  [
    'a file outside of the program',
    '(() => { try { require("../../../etc/passwd") } catch (e) { return e.message } })()',
    "Cannot find module '../../../etc/passwd' from server.js.",
  ],
  [
    'a path through a prototype',
    '(() => { try { require("./__proto__") } catch (e) { return e.code } })()',
    'MODULE_NOT_FOUND',
  ],
])('%s', async (_name, expression, expected) => {
  expect(await evaluated(expression)).toBe(expected);
});

test.each([
  ['file:///etc/passwd'],
  ['/etc/passwd'],
  ['../../package.json'],
  ['file:server.json'],
  ['data:text/javascript,export default 1'],
  ['http://localhost:3000/x.js'],
  ['https://localhost/x.js'],
  ['node:child_process'],
  ['lab:main'],
  ['missing:x'],
  ['__proto__'],
])('import(%j) finds nothing', async (name) => {
  lab = await TestLab.start(
    `import(${JSON.stringify(name)}).then(() => console.log("found"), (error) => console.log(error.message));`,
  );
  const { text } = await lab.trace('log');
  expect(text).toMatch(/^Cannot find module /);
});

test('an address made from that of a file means a file of the program', async () => {
  lab = await TestLab.start({
    'server.mjs':
      'const { here } = await import(new URL("./lib/a.mjs", import.meta.url)); console.log(here);',
    'lib/a.mjs': 'export const here = import.meta.url;',
  });
  expect((await lab.trace('log')).text).toBe('file:///lib/a.mjs');
});

test('no error tells where the host is, or what it runs', async () => {
  lab = await TestLab.start(`const told = [];
const look = (provoke) => {
  try {
    provoke();
    told.push("nothing thrown");
  } catch (error) {
    for (let at = error; at; at = Object.getPrototypeOf(at))
      for (const name of Reflect.ownKeys(at)) told.push(String(name) + "=" + String(Reflect.get(at, name, error)));
  }
};
look(() => new URL("x"));
look(() => require("crypto").createHash("nope").digest());
look(() => require("crypto").createHmac("nope", "k").digest());
look(() => require("jsonwebtoken").verify("x", "y"));
look(() => require("jsonwebtoken").sign({}, ""));
look(() => require("socket.io")(3000, { transports: "x" }));
look(() => { for (;;) new (require("ws").WebSocketServer)({ noServer: true }); });
look(() => require("./nope"));
look(() => require("./bad.json"));
look(() => JSON.parse("{"));
look(() => nope());
Error.prepareStackTrace = (_error, sites) => sites.map((site) => [site.getFileName(), site.getFunctionName(), typeof site.getThis?.()].join(":")).join();
look(() => new URL("x"));
look(() => nope());
console.log(told.join("\\n"));`);
  const { text } = await lab.trace('log');
  expect(text.split('\n').filter((line) => line === 'nothing thrown')).toEqual([]);
  expect(text).not.toContain(process.cwd());
  expect(text).not.toMatch(/node_modules|emscripten|quickjs|\.ts\b|wasm|node:internal|webpack/i);
});

describe('what is put in the way of what crosses', () => {
  const SERVER = `const io = require("socket.io")(3000);
io.on("connection", (socket) => {
  socket.on("echo", (value, ack) => ack(value));
  socket.on("go", () => {
    `;

  test.each<[string, string, string | undefined]>([
    [
      'a proxy of bytes',
      'socket.conn.send(new Proxy(new ArrayBuffer(8), {}))',
      'Only text, numbers and bytes leave the lab: this is none of them.',
    ],
    [
      'bytes that were given away',
      'const b = new ArrayBuffer(8); b.transfer(); socket.conn.send(b)',
      'Only text, numbers and bytes leave the lab: this is none of them.',
    ],
    [
      'bytes that are none',
      'Object.defineProperty(ArrayBuffer, Symbol.hasInstance, { value: () => true }); socket.conn.send({ byteLength: 2 ** 40 })',
      'Only text, numbers and bytes leave the lab: this is none of them.',
    ],
    [
      'a getter behind bytes',
      'Object.defineProperty(Object.getPrototypeOf(Uint8Array.prototype), "buffer", { get: () => ({}) }); socket.conn.send(Buffer.from("x"))',
      'Only text, numbers and bytes leave the lab: this is none of them.',
    ],
    ['what throws as it becomes text', 'socket.conn.send({ toString() { throw new Error("no") } })', 'no'],
    ['toJSON that throws', 'socket.emit("x", { toJSON() { throw new Error("no") } })', 'no'],
    ['a getter that throws', 'socket.emit("x", { get a() { throw new Error("no") } })', 'no'],
    ['a name that throws', 'socket.join({ toString() { throw new Error("no") } })', 'no'],
    [
      'prototypes with options',
      'Object.assign(Object.prototype, { path: "/x", transports: ["webtransport"], headers: 1, pingInterval: 1, allowRequest: 1 })',
      undefined,
    ],
    [
      'a library that was changed',
      'socket.adapter.constructor.prototype.broadcast = () => { throw new Error("no") }; io.emit("x")',
      'no',
    ],
    [
      'the globals that we use ourselves',
      'Error = class {}; Reflect.apply = () => { throw 1 }; Promise = undefined; console.log = undefined; process.nextTick(() => { throw new TypeError("no") })',
      'no',
    ],
  ])('%s harms nobody else', async (_name, source, message) => {
    lab = await TestLab.start(`${SERVER}${source};\n  });\n});`);
    const other = await TestLab.start(`${SERVER}\n  });\n});`);
    const alice = await lab.connected({ transports: ['websocket'] });
    const [ours, theirs] = [Object.keys(Object.prototype), Object.keys(Array.prototype)];
    alice.emit('go');
    if (message === undefined) await alice.emitWithAck('echo', 1);
    else expect((await lab.trace('exception')).message).toBe(message);
    expect([Object.keys(Object.prototype), Object.keys(Array.prototype)]).toEqual([ours, theirs]);
    const bob = await other.connected();
    expect(await bob.emitWithAck('echo', 1)).toBe(1);
    other.stop();
  });
});

test('the globals are those of the language, and these', async () => {
  lab =
    await TestLab.start(`const language = ["Object", "Function", "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "InternalError", "AggregateError", "Iterator", "Array", "parseInt", "parseFloat", "isNaN", "isFinite", "decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent", "escape", "unescape", "Infinity", "NaN", "undefined", "Number", "Boolean", "String", "Math", "Reflect", "Symbol", "eval", "globalThis", "Date", "RegExp", "JSON", "Proxy", "Map", "Set", "WeakMap", "WeakSet", "ArrayBuffer", "SharedArrayBuffer", "Uint8ClampedArray", "Int8Array", "Uint8Array", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array", "Float64Array", "DataView", "Promise", "BigInt", "WeakRef", "FinalizationRegistry"];
    console.log(Object.getOwnPropertyNames(globalThis).filter((name) => !language.includes(name)).sort().join(" "));`);
  expect(lab.logs()).toEqual([
    'Buffer DOMException TextDecoder TextEncoder URL URLSearchParams __line __required atob btoa clearImmediate clearInterval clearTimeout console crypto global httpServer performance process queueMicrotask setImmediate setInterval setTimeout structuredClone',
  ]);
});

test('what one program changes, the next does not see', async () => {
  lab = await TestLab.start(
    'Array.prototype.map = 1; Object.prototype.polluted = true; globalThis.left = 1; Math.random = () => 0;',
  );
  lab.stop();
  lab = await TestLab.start(
    'console.log(typeof [].map, {}.polluted, typeof left, Math.random() !== Math.random());',
  );
  expect(lab.logs()).toEqual(['function undefined undefined true']);
});

test('no two labs have the same chance', async () => {
  lab = await TestLab.start('console.log(Math.random(), crypto.randomUUID());');
  const [first] = lab.logs();
  lab.stop();
  lab = await TestLab.start('console.log(Math.random(), crypto.randomUUID());');
  expect(lab.logs()[0]).not.toBe(first);
});

test('headers and options that carry prototypes carry nothing', async () => {
  lab = await TestLab.start(`const { Server } = require("socket.io");
    const io = new Server(3000, JSON.parse('{"__proto__":{"pingInterval":1},"cookie":{"__proto__":{"path":"/x"},"name":"c"},"perMessageDeflate":{"zlibDeflateOptions":{"chunkSize":1024}}}'));
    console.log("up");`);
  expect(lab.logs()).toEqual(['up']);
  expect(Reflect.get({}, 'pingInterval')).toBeUndefined();
  await lab.connected();
});
