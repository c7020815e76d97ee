import { expect, test } from 'vitest';
import { readTransports, type TransportChoice, writeTransports } from './transports';

test.each<[string, string, TransportChoice | undefined]>([
  ['nothing said', 'const socket = io();', 'upgrade'],
  ['a URL only', 'const socket = io("http://localhost:3000");', 'upgrade'],
  ['polling', 'io({ transports: ["polling"] })', 'polling'],
  ['websocket', 'io("/", { transports: ["websocket"] })', 'websocket'],
  ['both', 'io(url, { transports: ["polling", "websocket"] })', 'upgrade'],
  ['websocket first', 'io({ transports: ["websocket", "polling"] })', undefined],
  ['both, but no upgrade', 'io({ upgrade: false })', 'polling'],
  ['options by name', 'const options = { transports: ["websocket"] };\nio(options);', 'websocket'],
  ['io.connect', 'io.connect({ transports: ["polling"] })', 'polling'],
  ['inside a function', 'function go() { return io({ transports: ["polling"] }) }', 'polling'],
  ['options from elsewhere', 'io(url, options())', undefined],
  ['options that spread', 'io({ ...rest })', undefined],
  ['transports from elsewhere', 'io({ transports: chosen })', undefined],
  ['no io()', 'fetch("/")', undefined],
  ['no JavaScript', 'io({', undefined],
])('reads %s', (_name, source, choice) => {
  expect(readTransports(source)).toBe(choice);
});

test.each<[string, string, TransportChoice, string | undefined]>([
  ['io()', 'const s = io();', 'polling', "const s = io({ transports: ['polling'] });"],
  ['io(url)', 'const s = io("/chat");', 'websocket', 'const s = io("/chat", { transports: ["websocket"] });'],
  ['io({})', 'io({})', 'polling', "io({ transports: ['polling'] })"],
  [
    'an option that is there',
    "io({ transports: ['polling'], auth: {} })",
    'websocket',
    "io({ transports: ['websocket'], auth: {} })",
  ],
  [
    'back to both',
    "io({ transports: ['polling'] })",
    'upgrade',
    "io({ transports: ['polling', 'websocket'] })",
  ],
  ['another option on its line', 'io({ auth: 1 })', 'polling', "io({ auth: 1, transports: ['polling'] })"],
  [
    'options on lines of their own',
    'io({\n  auth: 1,\n});',
    'polling',
    "io({\n  auth: 1,\n  transports: ['polling'],\n});",
  ],
  [
    'options by name',
    'const o = { a: 1 };\nio(o);',
    'polling',
    "const o = { a: 1, transports: ['polling'] };\nio(o);",
  ],
  ['options from elsewhere', 'io(url, f())', 'polling', "io(url, { ...f(), transports: ['polling'] })"],
  [
    'upgrade: false',
    'io({ upgrade: false })',
    'upgrade',
    "io({ upgrade: true, transports: ['polling', 'websocket'] })",
  ],
  ['what is chosen already', 'io( )', 'upgrade', 'io( )'],
  ['no io()', 'fetch("/")', 'polling', undefined],
  ['no JavaScript', 'io({', 'polling', undefined],
])('writes %s', (_name, source, choice, written) => {
  expect(writeTransports(source, choice)).toBe(written);
});

test('what was written is what is read', () => {
  const starts = [
    'io()',
    'io(u)',
    'io({ a: 1 })',
    'io(u, { transports: ["polling"], upgrade: false })',
    'io({ transports: ["websocket", "polling"] })',
  ];
  const choices: TransportChoice[] = ['polling', 'websocket', 'upgrade', 'polling', 'upgrade', 'websocket'];
  const read = starts.map((start) => {
    let source = start;
    return choices.map((choice) => {
      source = writeTransports(source, choice) ?? '';
      return readTransports(source);
    });
  });
  expect(read).toEqual(starts.map(() => choices));
});
