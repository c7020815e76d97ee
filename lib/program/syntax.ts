import { type Program as Ast, type Options, parse } from 'acorn';

const CR = 13;
const LF = 10;

/** How a file is run: as an ES module, as a CommonJS module (Node), or as a plain script (a browser). */
export type SourceKind = 'module' | 'commonjs' | 'script';

/** The file does not parse. Lines and columns count from 1. */
export interface SyntaxProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export type Syntax =
  | { readonly ok: true; readonly ast: Ast; readonly kind: SourceKind }
  | { readonly ok: false; readonly problem: SyntaxProblem };

/**
 * Parses a file as Node would take it: `.mjs` is a module, `.cjs` is not, and any other is a module
 * if only a module may say what it says (`import`, `export`, `await` outside a function).
 */
export function parseFile(file: string, source: string): Syntax {
  if (file.endsWith('.mjs')) return parseAs('module', source);
  const plain = parseAs('commonjs', source);
  if (plain.ok || file.endsWith('.cjs')) return plain;
  const module = parseAs('module', source);
  const saysModule = plain.problem.message.startsWith("'import' and 'export' may appear only");
  return module.ok || saysModule || isFurther(module.problem, plain.problem) ? module : plain;
}

export function parseAs(kind: SourceKind, source: string): Syntax {
  const options: Options = {
    ecmaVersion: 'latest',
    sourceType: kind === 'module' ? 'module' : 'script',
    allowReturnOutsideFunction: kind === 'commonjs',
    allowHashBang: true,
  };
  try {
    return { ok: true, ast: parse(source, options), kind };
  } catch (error) {
    if (!(error instanceof SyntaxError) || !('pos' in error) || typeof error.pos !== 'number') throw error;
    const { line, column } = positionAt(source, error.pos);
    // acorn ends its messages with the position, which we say in our own way.
    return { ok: false, problem: { message: error.message.replace(/ \(\d+:\d+\)$/, ''), line, column } };
  }
}

/** Where an offset lies; both count from 1. */
export function positionAt(source: string, offset: number): { line: number; column: number } {
  return new Lines(source).positionAt(offset);
}

/** Where the lines of a source begin, so that an offset is found in no time. */
export class Lines {
  readonly #starts = [0];

  constructor(source: string) {
    for (let i = 0; i < source.length; i++) {
      const code = source.charCodeAt(i);
      if (code === LF || (code === CR && source.charCodeAt(i + 1) !== LF)) this.#starts.push(i + 1);
    }
  }

  positionAt(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  offsetAt(line: number, column: number): number {
    return (this.#starts[line - 1] ?? 0) + column - 1;
  }
}

/** The reading that understood more of the file is the one its author meant. */
function isFurther(a: SyntaxProblem, b: SyntaxProblem): boolean {
  return a.line > b.line || (a.line === b.line && a.column > b.column);
}
