import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type End, markLines } from './mark';
import { MARK, markOf, unmark } from './mark-number';
import { parseAs, parseFile, type SourceKind } from './syntax';

function marked(source: string, kind: SourceKind = 'commonjs', end: End = 'server') {
  const syntax = parseAs(kind, source);
  if (!syntax.ok)
    throw new Error(`${syntax.problem.message} at ${syntax.problem.line}:${syntax.problem.column}`);
  return markLines(source, syntax.ast, 0, end);
}

test.each<[string, string, string]>([
  ['a statement', 'a = 1;', '__line(1);a = 1;'],
  ['statements without semicolons', 'a = 1\nb = 2', '__line(1);a = 1\n__line(2);b = 2'],
  ['a call whose value nobody takes', 'go();', '__line(1);__line(1,go());'],
  ['directives stay first', "'use strict'\na = 1", "'use strict'\n__line(2);a = 1"],
  ['functions are hoisted, and not marked', 'function f() { a = 1 }', 'function f() { __line(1);a = 1 }'],
  ['an arrow that is an expression', 'f = () => a', '__line(1);f = () => (__line(1),a)'],
  ['an arrow that gives an object', 'f = () => ({ a })', '__line(1);f = () => ((__line(1),{ a }))'],
  [
    'a branch without braces',
    'if (a) b = 1; else c = 1',
    '__line(1);if (__line(1),a) __line(1),b = 1; else __line(1),c = 1',
  ],
  ['arguments that call', 'f(g())', '__line(1);__line(1,f(__line(1,g())))'],
  [
    'a chain over lines',
    'io\n  .to(r)\n  .emit(a)',
    '__line(1);__line(1,io\n  .to(__line(2,r))\n  .emit(__line(3,a)))',
  ],
  [
    'an await',
    'async () => { x = await y }',
    '__line(1);async () => { __line(1);x = __line(1,await __line(1,y,1)) }',
  ],
  ['a return without braces', 'for (;;) return a', '__line(1);for (;;) return __line(1),a'],
  [
    'a loop',
    'for (let i = 0; i < 3; i++) f(i)',
    '__line(1);for (let i = 0; __line(1),i < 3; __line(1),i++) __line(1),f(i)',
  ],
  ['a label', 'a: for (;;) break a', '__line(1);a: for (;;) break a'],
  ['cases', 'switch (a) { case 1: b = 1 }', '__line(1);switch (a) { case 1: __line(1);b = 1 }'],
  ['spread arguments', 'f(...g())', '__line(1);__line(1,f(...__line(1,g())))'],
])('marks %s', (_name, source, code) => {
  expect(marked(source).code).toBe(code);
});

const OWN = 'const __in=__line.here();';

test.each<[string, string, string]>([
  ['a call', 'go();', '__line(1);go();'],
  ['a value', 'const a = go(), b = a', '__line(1);const a = go(), b = a'],
  [
    'a function that waits',
    'async () => { x = await y; go() }',
    `__line(1);async () => { ${OWN}__in(1);x = __in(1,await y); __in(1);go() }`,
  ],
  [
    'functions within it, which others call',
    'async () => { await y; f(() => a) }',
    `__line(1);async () => { ${OWN}__in(1);__in(1,await y); __in(1);f(() => (__line(1),a)) }`,
  ],
  [
    'one that waits in an expression',
    'async () => await y',
    '__line(1);async () => (__line(1),__line.here()(1,await y))',
  ],
  ['one that does not wait', 'async () => { go() }', '__line(1);async () => { __line(1);go() }'],
  [
    'one that catches what it waited for',
    'async () => { try { await y } catch { go() } }',
    `__line(1);async () => { ${OWN}__in(1);try { __in(1);__in(1,await y) } catch { __in(1);go() } }`,
  ],
  [
    'a value that an engine would quote',
    'async () => { const [a] = await y }',
    `__line(1);async () => { ${OWN}__in(1);const [a] = await y }`,
  ],
  ['what is spread', 'f(...g())', '__line(1);f(...g(),...__line(1,[]))'],
])('marks for a browser: %s', (_name, source, code) => {
  expect(marked(source, 'commonjs', 'browser').code).toBe(code);
});

test('a module that waits has a mark of its own', () => {
  expect(marked('import "a"\nawait b', 'module', 'browser').code).toBe(
    `${OWN}import "a"\n__in(2);__in(2,await b)`,
  );
});

describe('on whose behalf a function goes on', () => {
  /** Runs a marked program; `say(word)` notes the line and whose it is, `as(name, f)` calls on somebody's behalf. */
  async function said(source: string): Promise<string[]> {
    const notes: string[] = [];
    let line = 0;
    let whose = 'nobody';
    const speak = (mark: number, value: unknown) => {
      line = unmark(mark).line;
      return value;
    };
    const here = () => {
      const kept = whose;
      return (mark: number, value: unknown) => {
        whose = kept;
        return speak(mark, value);
      };
    };
    const as = (name: string, run: () => unknown) => {
      whose = name;
      const result = run();
      whose = 'nobody';
      return result;
    };
    const say = (word: string) => notes.push(`${word} ${whose}:${line}`);
    const code = marked(`(async () => {\n${source}\n})()`, 'commonjs', 'browser').code;
    await new Function(MARK, 'as', 'say', 'tick', `return ${code.replace(/^__line\(\d+\);/, '')}`)(
      Object.assign(speak, { here }),
      as,
      say,
      () => Promise.resolve(),
    );
    return notes;
  }

  test.each<[string, string, string[]]>([
    [
      'two at a time',
      `const f = async (word) => {
  say(word);
  await tick();
  say(word);
  await tick(); say(word);
};
await Promise.all([as('alice', () => f('a')), as('bob', () => f('b'))]);
say('end');`,
      ['a alice:3', 'b bob:3', 'a alice:5', 'b bob:5', 'a alice:6', 'b bob:6', 'end nobody:9'],
    ],
    [
      'after a rejection',
      `const f = async (word) => {
  try { await Promise.reject() }
  catch { say(word) }
  finally { say(word) }
};
await Promise.all([as('alice', () => f('a')), as('bob', () => f('b'))]);`,
      ['a alice:4', 'a alice:5', 'b bob:4', 'b bob:5'],
    ],
    [
      'within an expression',
      `const f = async (word) => say(word + (await tick()));
await Promise.all([as('alice', () => f('a')), as('bob', () => f('b'))]);`,
      ['aundefined alice:2', 'bundefined bob:2'],
    ],
    [
      'over a loop that waits',
      `const f = async (words) => { for await (const word of words) say(word) };
await Promise.all([as('alice', () => f('ab')), as('bob', () => f('cd'))]);`,
      ['a alice:2', 'c bob:2', 'b alice:2', 'd bob:2'],
    ],
  ])('%s', async (_name, source, notes) => {
    expect(await said(source)).toEqual(notes);
  });
});

/** Runs a program that says `out(…)`, plain and marked, and tells what each said or threw. */
function bothWays(source: string, end: End = 'server'): [unknown, unknown] {
  const run = (code: string) => {
    const said: unknown[] = [];
    const out = (...values: unknown[]) => said.push(...values);
    const speak = (_mark: number, value: unknown) => value;
    const line = Object.assign(speak, { here: () => speak });
    try {
      new Function('out', MARK, code)(out, line);
    } catch (error) {
      said.push(error instanceof Error ? error.message : error);
    }
    return said;
  };
  return [run(source), run(marked(source, 'commonjs', end).code)];
}

describe('a marked program does what it did', () => {
  test.each<[string, string, unknown[]]>([
    ['no semicolons', 'let a = 1\nlet b = a\n++b\nout(a, b)', [1, 2]],
    ['a return before a line break', 'function f() { return\n1 }\nout(f())', [undefined]],
    ['do … while without a semicolon', 'let i = 0\ndo i++\nwhile (i < 3) out(i)', [3]],
    ['if after if', 'if (0) out(1); else if (1) out(2); else out(3)', [2]],
    ['strictness', '"use strict"; function f() { return this }\nout(f())', [undefined]],
    ['strictness of a function', 'function f() { "use strict"; return this }\nout(f())', [undefined]],
    ['hoisting', 'out(f(), typeof v); function f() { return 1 } var v = 1', [1, 'undefined']],
    ['names of functions', 'const f = () => 1, g = function () {}; out(f.name, g.name)', ['f', 'g']],
    [
      'names of classes and fields',
      'const C = class { x = () => 1 }; out(C.name, new C().x.name)',
      ['C', 'x'],
    ],
    ['this', 'const o = { n: 1, f() { return this.n } }; out(o.f(), o["f"](), (0, o).f())', [1, 1, 1]],
    [
      'this of an optional call',
      'const o = { n: 1, f() { return this.n } }; out(o?.f(), o.g?.(), o.f?.())',
      [1, undefined, 1],
    ],
    [
      'super before this',
      'class A { constructor(x) { this.x = x } } class B extends A { constructor() { super(out(1)); out(this.x) } } new B()',
      [1, 1],
    ],
    [
      'static blocks and private names',
      'class A { static #n = 1; static { out(A.#n) } #m() { return 2 } m() { return this.#m() } } out(new A().m())',
      [1, 2],
    ],
    ['labels', 'a: for (const i of [1, 2]) { for (;;) { if (i === 2) break a; out(i); continue a } }', [1]],
    [
      'generators',
      'function* g() { const x = yield 1; out(x); yield* [2] } const i = g(); out(i.next().value, i.next("x").value, i.next().done)',
      ['x', 1, 2, true],
    ],
    ['comma and arrows', 'const f = (a) => (a, 2); out(f(1), (() => ({}))().x)', [2, undefined]],
    ['direct eval', 'function f() { var x = 1; return eval("x") } out(f())', [1]],
    [
      'arguments in order',
      'let n = 0; const next = () => ++n; out(next(), next(), [next(), next()].join())',
      [1, 2, '3,4'],
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the program has the template
    ['tagged templates', 'const t = (s, ...v) => s.raw.join("|") + v; out(t`a${1}b${t`c`}`)', ['a|b|1,c']],
    ['templates', 'const f = (x) => x * 2; out(`$' + '{f(2)}-$' + '{f(f(1))}`)', ['4-4']],
    [
      'destructuring',
      'const { a = f(), ...rest } = { b: 2 }; function f() { return 1 } out(a, rest.b)',
      [1, 2],
    ],
    [
      'assignment of calls',
      'const o = {}; o.a = o.b = (() => 3)(); let [x, y] = (() => [1, 2])(); out(o.a, o.b, x, y)',
      [3, 3, 1, 2],
    ],
    [
      'new',
      'function A(x) { this.x = x } const a = new A(1), b = new (class { y = 2 })(); out(a.x, b.y, new A(new A(5).x).x)',
      [1, 2, 5],
    ],
    [
      'exceptions',
      'try { null.x } catch { out("caught") } finally { out("done") } undefined.y',
      ['caught', 'done', "Cannot read properties of undefined (reading 'y')"],
    ],
    [
      'what is not a function',
      'const socket = { on: 1 }; socket.emitt("x")',
      ['socket.emitt is not a function'],
    ],
    [
      'what is not a function, after a call',
      'const io = { to: () => ({}) }; io.to("r").emitt("x")',
      ['io.to(...).emitt is not a function'],
    ],
    ['getters and setters', 'const o = { get a() { return 1 }, set a(v) { out(v) } }; o.a = o.a', [1]],
    [
      'loops of all kinds',
      'for (const k in { a: 1 }) out(k); for (const v of [1]) out(v); let n = 2; while (n--) out(n); do out("d"); while (0)',
      ['a', 1, 1, 0, 'd'],
    ],
    [
      'a closure per turn',
      'const fs = []; for (let i = 0; i < 2; i++) fs.push(() => i); out(...fs.map((f) => f()))',
      [0, 1],
    ],
    [
      'switch with fall through',
      'switch (1) { case 1: out(1); case 2: out(2); break; default: out(3) }',
      [1, 2],
    ],
    ['with, in sloppy code', 'with ({ x: 1 }) out(x)', [1]],
    [
      'delete and typeof of calls',
      'const f = () => ({ a: 1 }); out(delete f().a, typeof f())',
      [true, 'object'],
    ],
    ['an empty program', '', []],
    ['a block in a block', '{ { out(1) } ; ; }', [1]],
  ])('%s', (_name, source, said) => {
    expect(bothWays(source)).toEqual([said, said]);
    expect(bothWays(source, 'browser')).toEqual([said, said]);
  });

  test('whatever it is made of', () => {
    const { expression, statement } = fc.letrec<{ expression: string; statement: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('1', 'a', 'b', '[]', 'null', '"s"'),
        fc.tuple(tie('expression'), tie('expression')).map(([l, r]) => `${l} + ${r}`),
        fc.tuple(tie('expression'), tie('expression')).map(([l, r]) => `f(${l}, ${r})`),
        tie('expression').map((e) => `(() => ${e})()`),
        tie('expression').map((e) => `[...[${e}]]`),
        tie('expression').map((e) => `a?.[${e}]?.b(${e})`),
        tie('expression').map((e) => `\`x\${${e}}\``),
        tie('expression').map((e) => `(a = ${e})`),
        tie('expression').map((e) => `new Array(3).fill(${e}).map((x) => x)`),
      ),
      statement: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        tie('expression').map((e) => `out(${e})`),
        tie('expression').map((e) => `b = ${e};`),
        tie('expression').map(
          (e) => `let x${Math.abs(e.length)}_${e.length % 7} = 0; void x${e.length}_${e.length % 7}`,
        ),
        fc
          .tuple(tie('expression'), tie('statement'), tie('statement'))
          .map(([e, s, t]) => `if (${e}) { ${s} } else { ${t} }`),
        fc.tuple(tie('expression'), tie('statement')).map(([e, s]) => `for (const v of [${e}]) { ${s}\n}`),
        tie('statement').map((s) => `try { ${s}\n} catch (e) { out(e.name) }`),
        tie('statement').map((s) => `;(function g() { ${s}\n })()`),
        fc.tuple(tie('expression'), tie('statement')).map(([e, s]) => `switch (${e}) { default: ${s}\n }`),
      ),
    }));
    void expression;
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
        const source = `let a = 1, b = 2; const f = (x, y) => x ?? y;\n${statements.join('\n')}`;
        fc.pre(parseAs('commonjs', source).ok);
        const [plain, withMarks] = bothWays(source);
        const [, withBrowserMarks] = bothWays(source, 'browser');
        expect([withMarks, withBrowserMarks]).toEqual([plain, plain]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('lines and columns', () => {
  test('lines stay, and columns are taken back', () => {
    const source = 'f(a(), b())\n  x.y(() => z)';
    const { code, toSource } = marked(source);
    expect(code.split('\n')).toHaveLength(2);
    const found = [...source.matchAll(/[a-z]/g)].map(({ index, 0: name }) => {
      const [line, column] = position(source, index);
      const at =
        code
          .split('\n')
          [line - 1]?.indexOf(name === 'a' ? 'a()' : name === 'b' ? 'b()' : name === 'f' ? 'f(' : name) ?? -1;
      return [name, toSource(line, at + 1), { line, column }];
    });
    expect(found.map(([, back]) => back)).toEqual(found.map(([, , there]) => there));
  });

  test('a position inside of a mark is that of what follows it', () => {
    expect(marked('a = 1').toSource(1, 3)).toEqual({ line: 1, column: 1 });
  });

  test('lines are told as they are executed', () => {
    const source = 'one()\nconst two = () => {\n  three()\n}\ntwo(\n  six(),\n)';
    const told: number[] = [];
    const line = (mark: number, value: unknown) => {
      told.push(unmark(mark).line);
      return value;
    };
    const say = (name: string) => () => told.push(name as never);
    new Function(MARK, 'one', 'three', 'six', marked(source).code)(
      line,
      say('one'),
      say('three'),
      say('six'),
    );
    expect(told.join(' ')).toBe('1 one 1 2 5 six 5 3 three 3 5');
  });

  test('a mark holds its file and its line', () => {
    expect(unmark(markOf(3, 1234))).toEqual({ file: 3, line: 1234 });
    expect(unmark(0)).toEqual({ file: 0, line: 0 });
  });
});

function position(source: string, index: number): [number, number] {
  const before = source.slice(0, index).split('\n');
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}

test.each<[string, string, SourceKind | string]>([
  ['a.js', 'const a = require("b")', 'commonjs'],
  ['a.js', 'import a from "b"', 'module'],
  ['a.js', 'await 1', 'module'],
  ['a.js', 'return 1', 'commonjs'],
  ['a.mjs', 'var a', 'module'],
  ['a.cjs', 'import a from "b"', "'import' and 'export' may appear only with 'sourceType: module' 1:1"],
  ['a.js', 'import a from "b"\nlet x = = 1', 'Unexpected token 2:9'],
  ['a.js', 'const a = 1\r\nconst a = 2', "Identifier 'a' has already been declared 2:7"],
  ['a.js', 'with (a) {}\nimport "b"', "'with' in strict mode 1:1"],
])('%s: %j is taken for %s', (file, source, expected) => {
  const syntax = parseFile(file, source);
  const { problem } = syntax.ok ? { problem: undefined } : syntax;
  expect(syntax.ok ? syntax.kind : `${problem?.message} ${problem?.line}:${problem?.column}`).toBe(expected);
});
