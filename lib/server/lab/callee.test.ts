import { afterEach, expect, test } from 'vitest';
import { TestLab } from './testing';

let lab: TestLab;
afterEach(() => lab?.stop());

test.each([
  ['a name', 'let ack;\nack({ a: 1 });', 'ack is not a function'],
  ['a method', 'const o = { a: {} };\n  o.a.b(1, 2);', 'o.a.b is not a function'],
  ['a method of what a call gives', '\nnew Set().add(1).nope();', '(…).nope is not a function'],
  ['behind an await', 'let ack;\nawait ack(1);', 'ack is not a function'],
  ['a class', 'const f = {};\nnew f();', 'f is not a constructor'],
  ['in an argument', 'let inner;\nconsole.log(inner());', 'inner is not a function'],
  // QuickJS points into the arguments of a call in the last place: who is meant is not sure.
  ['in the last place', 'const o = {};\n[1].map((n) => o.f(n));', 'not a function'],
  ['one that the program threw itself', 'throw new TypeError("not a function");', 'not a function'],
])('%s that cannot be called is named', async (_name, source, message) => {
  lab = await TestLab.start(source);
  const told = await lab.trace('exception');
  expect(told).toMatchObject({ name: 'TypeError', message });
  expect(told.stack).toMatch(`TypeError: ${message}\n`);
});
