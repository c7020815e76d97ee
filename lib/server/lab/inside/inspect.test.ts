import { format as nodeFormat, inspect as nodeInspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { format } from './format';
import { inspect } from './inspect';

class Point {
  x = 1;
}
class Named extends Map<unknown, unknown> {}
const circular: Record<string, unknown> = { name: 'a', list: [1] };
circular.self = circular;
const longObject = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i]));

// Node is the oracle: what a lab prints is what the same line prints at home.
test.each<[string, unknown]>([
  ['numbers', [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 10n]],
  ['strings', ['a', "it's", '"both" it\'s', 'line\nbreak', '\u0001\u007f', 'é🎉', '\ud800']],
  ['nothing', [undefined, null, {}, [], '']],
  ['holes', Object.assign(new Array(7), { 0: 1, 3: 4, 5: 6 })],
  ['one huge hole', new Array(1_000_000)],
  ['nested objects', { a: { b: { c: { d: 1 } } }, e: [[[[1]]]] }],
  ['keys', { 'a-b': 1, 2: 2, [Symbol('s')]: 3, é: 4 }],
  [
    'accessors',
    Object.defineProperties(
      {},
      {
        a: { get: () => 1, enumerable: true },
        b: { set: () => {}, enumerable: true },
        c: { get: () => 1, set: () => {}, enumerable: true },
      },
    ),
  ],
  ['functions', [() => 1, function named() {}, class A {}, class B extends Point {}, async () => {}]],
  ['instances', [new Point(), Object.create(null), Object.create({ a: 1 }), new (class {})()]],
  [
    'collections',
    [
      new Map<unknown, unknown>([
        ['a', { b: 1 }],
        [{ k: 1 }, 2],
      ]),
      new Set([1, 'x']),
      new Named([[1, 2]]),
      new Map(),
      new Set(),
    ],
  ],
  ['bytes', [Uint8Array.of(1, 2), new Float64Array(2), Uint8Array.of(1, 255).buffer]],
  ['dates and patterns', [new Date(0), new Date(Number.NaN), /a+/gi]],
  ['boxes', [Object(1), Object('ab'), Object(true)]],
  ['weak things', [new WeakMap(), new WeakSet()]],
  ['a circle', circular],
  ['a list of numbers', Array.from({ length: 120 }, (_, i) => i * i)],
  ['a list of words', Array.from({ length: 27 }, (_, i) => 'word'.repeat((i % 3) + 1))],
  ['a long object', longObject],
  ['a list of objects', Array.from({ length: 5 }, (_, id) => ({ id, name: `user ${id}`, tags: ['a', 'b'] }))],
  ['a long string in an object', { text: 'x'.repeat(200), other: 1 }],
  ['a text of lines in an object', { text: 'first line\nsecond line\nthird line', other: 1 }],
  ['a tagged object', { [Symbol.toStringTag]: 'Tag', a: 1 }],
  ['a symbol', Symbol('x')],
  ['array with properties', Object.assign([1, 2], { extra: true })],
])('prints %s as Node does', (_name, value) => {
  expect(inspect(value)).toBe(nodeInspect(value));
});

test.each<[unknown[]]>([
  [['%s is %d years and %i', 'Bob', 42.5, 42.9, 'extra']],
  [['%j and %o', { a: [1] }, { b: 1 }]],
  [['%O', { a: { b: { c: {} } } }]],
  [['100%', 1]],
  [['%% %s']],
  [['%s', { a: { b: 1 } }]],
  [['%s %s %s', null, undefined, 12n]],
  [['a', 'b', { c: 1 }, "it's"]],
  [[{ a: 1 }, 'text', 5]],
  [['%f and %d', '1.5x', 'no']],
  [['%c styled', 'color: red']],
  [[]],
])('formats list %# as Node does', (args) => {
  expect(format(...args)).toBe(nodeFormat(...args));
});

test('a key by the name of the prototype is told apart from it', () => {
  expect(inspect(JSON.parse('{"__proto__":0,"a":1}'))).toBe("{ ['__proto__']: 0, a: 1 }");
});

test('prints any JSON as Node does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(inspect(value)).toBe(nodeInspect(value));
    }),
    { numRuns: 500 },
  );
});
