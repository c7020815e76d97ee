import { posix } from 'node:path';
import type { SourcePlace } from '@/lib/capture/record';
import type { ModuleSource } from './sandbox';
import type { SourceMap } from './source-map';

/** What the inside knows of one of the lab's own modules. */
export type KnownModule = { readonly names: readonly string[] } | { readonly missing: string };

/*
 * ES modules by name: a file of the program is `lib/a.js`; the lab's own are `lab:http`, and files that
 * are not ES modules `lab:file:data.json`, each a facade over what `require` would give. Whatever is
 * not there is found out when it is loaded: QuickJS passes over what goes wrong before.
 */
const LAB = 'lab:';
const FILE = 'file:';
const MISSING = 'missing:';
const ENDINGS = ['', '.js', '.mjs', '.cjs', '.json', '/index.js'];

export class Modules implements ModuleSource {
  readonly #files: { readonly [name: string]: string };
  readonly #sources: SourceMap;
  readonly #ask: (name: string) => KnownModule;
  readonly #importers = new Map<string, SourcePlace>();

  constructor(
    files: { readonly [name: string]: string },
    sources: SourceMap,
    ask: (name: string) => KnownModule,
  ) {
    this.#files = files;
    this.#sources = sources;
    this.#ask = ask;
  }

  /** The file of the program that a relative or absolute path means. */
  findFile(from: string, request: string): string | undefined {
    const path = posix.resolve(posix.dirname(`/${from}`), request);
    return ENDINGS.map((ending) => `${path}${ending}`.slice(1)).find((name) =>
      Object.hasOwn(this.#files, name),
    );
  }

  resolve(from: string, request: string): string {
    const name = this.#nameOf(from, request);
    const place = this.#sources.placeOfImport(from, request);
    if (place && !this.#importers.has(name)) this.#importers.set(name, place);
    return name;
  }

  load(name: string): string {
    if (!name.startsWith(LAB)) return this.#sources.prepare(name).code;
    const asked = name.slice(LAB.length);
    if (asked.startsWith(MISSING)) throw new Error(asked.slice(MISSING.length));
    if (asked.startsWith(FILE)) return facade(asked, this.#sources.commonJsExports(asked.slice(FILE.length)));
    const known = this.#ask(asked);
    if ('missing' in known) throw new Error(known.missing);
    return facade(asked, known.names);
  }

  /** What went wrong while modules were linked, in the program's own words, and where it was imported. */
  explain(message: string): { readonly message: string; readonly place: SourcePlace | undefined } {
    const [, missing] = /^Cannot find module '([^']*)'/.exec(message) ?? [];
    const [, named] = /in module '([^']*)'$/.exec(message) ?? [];
    const places = [...this.#importers];
    const [, place] =
      places.find(
        ([name]) => name === named || name === `${LAB}${missing}` || name === `${LAB}${MISSING}${message}`,
      ) ?? [];
    return { message: message.replace(/'lab:(?:file:)?([^']*)'$/, "'$1'"), place };
  }

  #nameOf(from: string, request: string): string {
    if (!/^(file:|missing:|\.{0,2}\/)/.test(request)) return LAB + request.replace(/^node:/, '');
    // `import.meta.url` is such an address, so what is made from it means a file of the program, too.
    const file = this.findFile(from, request.replace(/^file:\/\//, ''));
    if (file === undefined) return `${LAB}${MISSING}Cannot find module '${request}' imported from ${from}`;
    return file.endsWith('.json') || this.#sources.prepare(file).kind !== 'module' ? LAB + FILE + file : file;
  }
}

function facade(name: string, exported: readonly string[]): string {
  const constants = exported.map((key, i) => `const _${i}=m[${JSON.stringify(key)}];`).join('');
  const list = exported.map((key, i) => `_${i} as ${key}`).join(',');
  return `const m=__required(${JSON.stringify(name)});export default m;${constants}export{${list}};`;
}
