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
  ['with a name in the last place', 'const o = {};\n[1].map((n) => o.f(n));', 'o.f is not a function'],
  [
    'with a member in the last place',
    'const io = { to: () => ({}) }, data = { n: 1 };\nio.to("a").emitt(data.n);',
    '(…).emitt is not a function',
  ],
  ['with members in all places', 'let f;\nconst p = { q: [1] };\nf(p.q[0], p.q);', 'f is not a function'],
  ['by a name in quotes', 'const o = {};\no["f"](1);', 'o.f is not a function'],
  ['by a computed name', 'const o = {}, k = "f";\no[k](1);', 'o[k] is not a function'],
  ['on another line', 'const o = {}, p = {};\no.f\n  (p.q);', 'o.f is not a function'],
  ['a class of a module', 'const o = {}, p = {};\nnew o.F(p.q);', 'o.F is not a constructor'],
  [
    'in an argument of what is known',
    'const o = {}, p = {};\nconsole.log(o.f(p.q));',
    'o.f is not a function',
  ],
  // The engine points to the same place, whichever of the two it is.
  ['around another call', 'const o = { g() {} };\no.f("x", o.g("y"));', 'o.g or o.f is not a function'],
  ['one that the program threw itself', 'throw new TypeError("not a function");', 'not a function'],
])('%s that cannot be called is named', async (_name, source, message) => {
  lab = await TestLab.start(source);
  const told = await lab.trace('exception');
  expect(told).toMatchObject({ name: 'TypeError', message });
  expect(told.stack).toMatch(`TypeError: ${message}\n`);
});
