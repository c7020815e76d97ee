import { posix } from 'node:path';
import type { ModuleSource } from './sandbox';
import type { SourceMap } from './source-map';

/** Finds modules for the program: its own files, and those of the lab by the facades of `lab:` names. */

const BUILTIN = 'lab:';
const COMMONJS = 'file:';
const ENDINGS = ['', '.js', '.mjs', '.cjs', '.json', '/index.js'];

export class Modules implements ModuleSource {
  readonly #files: { readonly [name: string]: string };
  readonly #sources: SourceMap;
  /** Set when the sandbox is there: what a module exports, by name. */
  exportNames: (name: string) => readonly string[] = () => [];

  constructor(files: { readonly [name: string]: string }, sources: SourceMap) {
    this.#files = files;
    this.#sources = sources;
  }

  /** The file of the program that a relative or absolute path means. */
  findFile(from: string, request: string): string | undefined {
    const path = posix.join(
      posix.dirname(`/${from}`),
      request.startsWith('/') ? posix.relative(posix.dirname(`/${from}`), request) : request,
    );
    return ENDINGS.map((ending) => `${path}${ending}`.slice(1)).find((name) =>
      Object.hasOwn(this.#files, name),
    );
  }

  resolve(from: string, request: string): string {
    if (!/^\.{0,2}\//.test(request)) return BUILTIN + request.replace(/^node:/, '');
    const file = this.findFile(from, request);
    if (file === undefined) throw new Error(`Cannot find module '${request}' imported from ${from}`);
    return file.endsWith('.json') || this.#sources.prepare(file).kind !== 'module'
      ? BUILTIN + COMMONJS + file
      : file;
  }

  load(name: string): string {
    if (!name.startsWith(BUILTIN)) return this.#sources.prepare(name).code;
    const inner = name.slice(BUILTIN.length);
    const exported = this.exportNames(inner);
    const list = exported.map((key, i) => `_${i} as ${key}`).join(',');
    const take = exported.map((key, i) => `_${i}=m[${JSON.stringify(key)}]`).join(',');
    return `const m=__required(${JSON.stringify(inner)});export default m;${take ? `const ${take};export{${list}};` : ''}`;
  }
}
