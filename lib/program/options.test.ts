import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type OptionKey, type OptionValue, readOptions, SERVER_OPTIONS, writeOption } from './options';
import { parseFile } from './syntax';

const IMPORT = "import { Server } from 'socket.io';\n";

test.each([
  ['none', 'new Server(3000)', {}],
  ['no arguments', 'new Server', {}],
  ['behind a port', 'new Server(3000, { pingInterval: 5000, cors: {} })', { pingInterval: 5000 }],
  ['alone', 'new Server({ pingTimeout: 25_000 })', { pingTimeout: 25000 }],
  ['arithmetic', 'new Server({ maxHttpBufferSize: 5 * 1e6 })', { maxHttpBufferSize: 5_000_000 }],
  ['a name', 'const ms = 10 ** 3;\nnew Server({ "pingTimeout": ms })', { pingTimeout: 1000 }],
  ['options by name', 'const o = { allowEIO3: true };\nnew Server(http, o)', { allowEIO3: true }],
  [
    'an object that says how',
    'new Server({ perMessageDeflate: { threshold: 1 } })',
    { perMessageDeflate: true },
  ],
  [
    'flags',
    'new Server({ httpCompression: false, connectionStateRecovery: {} })',
    { httpCompression: false, connectionStateRecovery: true },
  ],
  ['a list', "new Server({ transports: ['websocket'] })", { transports: 'websocket' }],
  [
    'another order',
    "new Server({ transports: ['websocket', 'polling'] })",
    { transports: 'polling,websocket' },
  ],
  [
    'what cannot be seen',
    'new Server({ pingTimeout: limit(), pingInterval: 1 })',
    { pingTimeout: undefined, pingInterval: 1 },
  ],
  ['a spread', 'new Server({ ...defaults })', undefined],
  ['what a function gives', 'new Server(3000, options())', undefined],
  ['no server', 'console.log(1)', undefined],
])('reads %s', (_, source, values) => {
  expect(readOptions(IMPORT + source)).toEqual(values);
});

describe('finds the server', () => {
  test.each([
    "import { Server as IO } from 'socket.io';\nnew IO(1, { pingTimeout: 7 });",
    "import * as sio from 'socket.io';\nnew sio.Server({ pingTimeout: 7 });",
    "const { Server } = require('socket.io');\nnew Server({ pingTimeout: 7 });",
    "const { Server: IO } = require('socket.io');\nnew IO({ pingTimeout: 7 });",
    "const socketio = require('socket.io');\nsocketio(http, { pingTimeout: 7 });",
    "const socketio = require('socket.io');\nconst Server = socketio.Server;\nnew Server({ pingTimeout: 7 });",
    "const io = require('socket.io')(3000, { pingTimeout: 7 });",
    "const io = new (require('socket.io').Server)({ pingTimeout: 7 });",
    "const { Server } = await import('socket.io');\nnew Server({ pingTimeout: 7 });",
  ])('%s', (source) => {
    expect(readOptions(source)).toEqual({ pingTimeout: 7 });
    expect(writeOption(source, 'pingTimeout', 8)).toBe(source.replace('7', '8'));
  });

  test.each([
    "import { Server } from 'ws';\nnew Server({ pingTimeout: 7 })",
    'new Server({ pingTimeout: 7 })',
    'new Server((',
  ])('and none in %s', (source) => {
    expect([readOptions(source), writeOption(source, 'pingTimeout', 8)]).toEqual([undefined, undefined]);
  });
});

const MANY = `new Server(3000, {
  cors: { origin: '*' }, // everybody
  // Short, to see it.
  pingInterval: 300, // ms
  pingTimeout: 200
});`;

test.each<[name: string, source: string, key: OptionKey, value: OptionValue | undefined, written: string]>([
  ['into none', 'new Server(3000);', 'pingTimeout', 5, 'new Server(3000, { pingTimeout: 5 });'],
  ['without parentheses', 'new Server;', 'pingTimeout', 5, 'new Server({ pingTimeout: 5 });'],
  ['into no arguments', 'new Server();', 'allowEIO3', true, 'new Server({ allowEIO3: true });'],
  ['into an empty object', 'new Server({});', 'pingTimeout', 5, 'new Server({ pingTimeout: 5 });'],
  ['behind others', 'new Server({ a: 1 });', 'pingTimeout', 5, 'new Server({ a: 1, pingTimeout: 5 });'],
  ['behind a comma', 'new Server({ a: 1, });', 'pingTimeout', 5, 'new Server({ a: 1, pingTimeout: 5, });'],
  [
    'in the place of one',
    'new Server({ pingTimeout : 4 /* ms */ });',
    'pingTimeout',
    5,
    'new Server({ pingTimeout : 5 /* ms */ });',
  ],
  ['of a short one', 'new Server({ pingTimeout });', 'pingTimeout', 5, 'new Server({ pingTimeout: 5 });'],
  [
    'what it is already',
    'new Server({ pingTimeout: 5 * 1 });',
    'pingTimeout',
    5,
    'new Server({ pingTimeout: 5 * 1 });',
  ],
  [
    'a list in its quotes',
    'const a = "b" + "c";\nnew Server();',
    'transports',
    'polling',
    'const a = "b" + "c";\nnew Server({ transports: ["polling"] });',
  ],
  [
    'recovery',
    'new Server();',
    'connectionStateRecovery',
    true,
    'new Server({ connectionStateRecovery: {} });',
  ],
  [
    'recovery as it is',
    'new Server({ connectionStateRecovery: { maxDisconnectionDuration: 9 } });',
    'connectionStateRecovery',
    true,
    'new Server({ connectionStateRecovery: { maxDisconnectionDuration: 9 } });',
  ],
  [
    'around what cannot be seen',
    'new Server(1, f());',
    'pingTimeout',
    5,
    'new Server(1, { ...f(), pingTimeout: 5 });',
  ],
  ['a line of its own', MANY, 'pingTimeout', 5, MANY.replace('200', '5')],
  ['a new line', MANY, 'allowEIO3', true, MANY.replace('200', '200,\n  allowEIO3: true')],
  [
    'a new line behind a comment',
    'new Server({\n\ta: 1 // one\n});',
    'pingTimeout',
    5,
    'new Server({\n\ta: 1, // one\n\tpingTimeout: 5\n});',
  ],
  [
    'out of the last',
    MANY,
    'pingTimeout',
    undefined,
    MANY.replace('300, // ms\n  pingTimeout: 200', '300 // ms'),
  ],
  ['out of the middle', MANY, 'pingInterval', undefined, MANY.replace('\n  pingInterval: 300, // ms', '')],
  [
    'out of a line',
    'new Server({ pingTimeout: 5, a: 1 });',
    'pingTimeout',
    undefined,
    'new Server({ a: 1 });',
  ],
  [
    'out of its end',
    'new Server({ a: 1, pingTimeout: 5 });',
    'pingTimeout',
    undefined,
    'new Server({ a: 1 });',
  ],
  ['with its object', 'new Server(3000, { pingTimeout: 5 });', 'pingTimeout', undefined, 'new Server(3000);'],
  [
    'out of what has a name',
    'const o = { pingTimeout: 5 };\nnew Server(o);',
    'pingTimeout',
    undefined,
    'const o = {};\nnew Server(o);',
  ],
  [
    'but leaves a comment',
    'new Server({ pingTimeout: 5 /* why */ });',
    'pingTimeout',
    undefined,
    'new Server({ /* why */ });',
  ],
  ['nothing out of nothing', 'new Server( 3000 );', 'pingTimeout', undefined, 'new Server( 3000 );'],
])('writes %s', (_, source, key, value, written) => {
  expect(writeOption(IMPORT + source, key, value)).toBe(IMPORT + written);
});

test.each<[key: OptionKey, value: OptionValue]>([
  ['pingInterval', -1],
  ['pingInterval', Number.NaN],
  ['pingInterval', '5'],
  ['allowEIO3', 1],
  ['transports', 'pigeon'],
])('does not write %s: %s', (key, value) => {
  expect(writeOption(`${IMPORT}new Server();`, key, value)).toBeUndefined();
});

test('what is given by a function cannot be taken out', () => {
  expect(writeOption(`${IMPORT}new Server(1, f());`, 'pingTimeout', undefined)).toBeUndefined();
});

const setting = fc.constantFrom(...SERVER_OPTIONS).chain((spec) => {
  const value: fc.Arbitrary<OptionValue> =
    spec.kind === 'number'
      ? fc.integer({ min: spec.range[0], max: spec.range[1] })
      : spec.kind === 'flag'
        ? fc.boolean()
        : fc.constantFrom(...spec.choices.map((choice) => choice.value));
  return value.map((chosen) => [spec.key, chosen] as const);
});

const SOURCES = [
  'new Server(3000);',
  'new Server( );',
  'new Server({ cors: {} });',
  'new Server({cors:{},});',
  'new Server({});',
  'const o = {\r\n\tcors: {}, // all\r\n\tpath: "/x" /* a, b */\r\n};\nnew Server(3000, o);',
  'new Server({\n  cors: {},\n\n  // the end, of it\n});',
  'new Server({ cors: {} // all, of them\n});',
  'new Server({\n  cors: {}\n  , path: "/x"\n});',
].map((source) => `${IMPORT}const before = 1;\n${source}\nconst after = 2;\n`);

describe('whatever is written', () => {
  it('is what is read, parses, and leaves the rest', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SOURCES),
        fc.array(setting, { minLength: 1, maxLength: 6 }),
        (start, settings) => {
          let source = start;
          const wanted = new Map<OptionKey, OptionValue>();
          for (const [key, value] of settings) {
            source = writeOption(source, key, value) ?? '';
            wanted.set(key, value);
            expect(readOptions(source)).toEqual(Object.fromEntries(wanted));
          }
          expect(parseFile('server.js', source).ok).toBe(true);
          expect(isWithin(start, source)).toBe(true);
        },
      ),
    );
  });

  it('can be taken out again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SOURCES),
        fc.uniqueArray(setting, { minLength: 1, maxLength: 5, selector: ([key]) => key }),
        (start, settings) => {
          const written = settings.reduce((text, [key, value]) => writeOption(text, key, value) ?? '', start);
          const back = settings.reduce((text, [key]) => writeOption(text, key, undefined) ?? '', written);
          expect(readOptions(back)).toEqual({});
          expect(parseFile('server.js', back).ok).toBe(true);
          expect(back.replaceAll(/[\s,]|\{\}/g, '')).toBe(start.replaceAll(/[\s,]|\{\}/g, ''));
        },
      ),
    );
  });
});

/** Every character of `part` is in `whole`, in this order: nothing of it was lost. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const char of whole) if (char === part[at]) at += 1;
  return at === part.length;
}
