import { afterEach, expect, test } from 'vitest';
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
