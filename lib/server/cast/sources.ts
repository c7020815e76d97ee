import type { Program } from '@/lib/lab/program';
import { type Marked, markLines } from '@/lib/program/mark';
import { MARK } from '@/lib/program/mark-number';
import { parseAs, type SourceKind } from '@/lib/program/syntax';

/** The scripts of a program as a client's browser is given them. */
export interface ClientSources {
  /** The program's files, by whose place in the list the marks name them. */
  readonly names: readonly string[];
  /** A file with its marks; absent for one that does not parse, whose errors the browser is to tell. */
  marked(name: string): Marked | undefined;
  /** Marks a script that stands within a page, by the page's own lines and columns. */
  markInline(page: string, from: number, to: number, kind: 'script' | 'module'): Marked | undefined;
}

const known = new WeakMap<Program, ClientSources>();

export function sourcesOf(program: Program): ClientSources {
  const sources = known.get(program) ?? openSources(program);
  known.set(program, sources);
  return sources;
}

export function isScript(name: string): boolean {
  return /\.m?js$/.test(name);
}

/** A worker has none of our scripts, but may load files that are marked: its marks tell nobody. */
export function forWorker(source: string): string {
  return `${source}\nfunction ${MARK}(_, value) { ${MARK}.here = () => ${MARK}; return value }\n`;
}

function openSources({ files }: Program): ClientSources {
  const names = Object.keys(files);
  const marks = new Map<string, Marked | undefined>();

  /** The page says whether a file is a module, and we read the file: what only a module may say makes it one. */
  function mark(file: string, source: string, kinds: readonly SourceKind[]): Marked | undefined {
    for (const kind of kinds) {
      const syntax = parseAs(kind, source);
      if (syntax.ok) return markLines(source, syntax.ast, names.indexOf(file), 'browser');
    }
    return undefined;
  }

  return {
    names,
    marked(name) {
      const source = files[name];
      if (source === undefined || !isScript(name) || name === 'server.js') return undefined;
      if (!marks.has(name)) marks.set(name, mark(name, source, ['script', 'module']));
      return marks.get(name);
    },
    markInline(page, from, to, kind) {
      const source = files[page] ?? '';
      // What stands before is as long, and says nothing.
      const blank = source.slice(0, from).replaceAll(/[^\r\n]/g, ' ');
      const marked = mark(page, blank + source.slice(from, to), [kind]);
      return marked && { ...marked, code: marked.code.slice(from) };
    },
  };
}
