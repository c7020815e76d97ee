import type { Program as Ast } from 'acorn';
import type { SourcePlace } from '@/lib/capture/record';
import { commonJsExports } from '@/lib/program/commonjs';
import { importsOf } from '@/lib/program/imports';
import { type Marked, markLines } from '@/lib/program/mark';
import { unmark } from '@/lib/program/mark-number';
import { Lines, parseFile, type SourceKind } from '@/lib/program/syntax';
import { type Callee, calleeAt } from './callee';

/** The program does not parse: nothing of it was started. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
  constructor(
    message: string,
    readonly place: SourcePlace,
  ) {
    super(message);
  }
}

export interface PreparedFile {
  readonly kind: SourceKind;
  /** What is evaluated: with its marks, and for CommonJS as a function. */
  readonly code: string;
}

interface FileInUse {
  readonly marked: Marked;
  readonly prepared: PreparedFile;
  readonly ast: Ast;
  /** The length of what stands before the first line. */
  readonly head: number;
}

const WRAPPER = '(function (exports, require, module, __filename, __dirname) {';
const FRAME = /^ {4}at (?:.* \()?([^()\s]+):(\d+):(\d+)\)?$/m;

/** The files of a program as they run, and the way back from there to what was written. */
export class SourceMap {
  readonly #names: readonly string[];
  readonly #files: { readonly [name: string]: string };
  /** What its files ask for by name. */
  readonly imports: readonly string[];
  readonly #marked = new Map<string, FileInUse>();

  constructor(files: { readonly [name: string]: string }) {
    this.#names = Object.keys(files);
    this.#files = files;
    const imports = new Set<string>();
    for (const name of this.#names) {
      if (!/\.[mc]?js$/.test(name)) continue;
      const syntax = parseFile(name, files[name] ?? '');
      if (!syntax.ok)
        throw new ProgramError(syntax.problem.message, {
          file: name,
          line: syntax.problem.line,
          column: syntax.problem.column,
        });
      for (const imported of importsOf(syntax.ast)) imports.add(imported);
    }
    this.imports = [...imports];
  }

  prepare(name: string): PreparedFile {
    const known = this.#marked.get(name);
    if (known) return known.prepared;
    const source = (this.#files[name] ?? '').replace(/^#!/, '//');
    const syntax = parseFile(name, source);
    if (!syntax.ok) throw new ProgramError(syntax.problem.message, { file: name, line: syntax.problem.line });
    const marked = markLines(source, syntax.ast, this.#names.indexOf(name));
    const head = syntax.kind === 'module' ? `import.meta.url=${JSON.stringify(`file:///${name}`)};` : WRAPPER;
    const code = `${head}${marked.code}${syntax.kind === 'module' ? '' : '\n})'}`;
    const prepared = { kind: syntax.kind, code };
    this.#marked.set(name, { marked, prepared, ast: syntax.ast, head: head.length });
    return prepared;
  }

  /** Where a mark stands; `undefined` for 0, which is no line. */
  placeOf(mark: number): SourcePlace | undefined {
    const { file, line } = unmark(mark);
    const name = this.#names[file];
    return line > 0 && name !== undefined ? { file: name, line } : undefined;
  }

  /** The same with the column where the line's text begins. */
  beginningOf(mark: number): SourcePlace | undefined {
    const place = this.placeOf(mark);
    if (!place) return undefined;
    const source = this.#files[place.file] ?? '';
    const start = new Lines(source).offsetAt(place.line, 1);
    const [indentation = ''] = /^[\t ]*/.exec(source.slice(start)) ?? [];
    return { ...place, column: indentation.length + 1 };
  }

  /** The frames of an error, from QuickJS as JSON, as they are printed: only the program's own, where it wrote them. */
  stack(frames: string): string {
    const list: [called: string | null, file: string | null, line: number, column: number][] =
      JSON.parse(frames);
    return list
      .flatMap(([called, file, line, column]) => {
        const known = file === null ? undefined : this.#marked.get(file);
        if (!known) return [];
        // QuickJS counts the columns of the first line from 0.
        const at = known.marked.toSource(line, line === 1 ? column + 1 - known.head : column);
        const where = `${file}:${at.line}:${at.column}`;
        return called && called !== '<anonymous>' && called !== '<eval>'
          ? `    at ${called} (${where})`
          : `    at ${where}`;
      })
      .join('\n');
  }

  /** Where a file imports `request`. */
  placeOfImport(file: string, request: string): SourcePlace | undefined {
    const ast = this.#marked.get(file)?.ast;
    const found = ast?.body.find((node) => 'source' in node && node.source?.value === request);
    return found && { file, ...new Lines(this.#files[file] ?? '').positionAt(found.start) };
  }

  /** The names that a file gives to `import { … }`, as far as its text tells. */
  commonJsExports(file: string): readonly string[] {
    const known = file.endsWith('.json') ? undefined : this.#marked.get(file);
    return known ? commonJsExports(known.ast) : [];
  }

  /** What is called at a place, where that is sure. */
  calleeAt({ file, line, column }: SourcePlace): Callee | undefined {
    const known = this.#marked.get(file);
    if (!known || column === undefined) return undefined;
    const source = this.#files[file] ?? '';
    return calleeAt(known.ast, source, new Lines(source).offsetAt(line, column));
  }

  /** The place of the first frame of a stack that `stack` has printed. */
  placeIn(stack: string): SourcePlace | undefined {
    const [, file, line, column] = FRAME.exec(stack) ?? [];
    if (file === undefined || !this.#marked.has(file)) return undefined;
    return { file, line: Number(line), column: Number(column) };
  }
}
