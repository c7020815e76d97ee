import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

/** The code that runs inside of every sandbox, bundled once a process; its threads are given it. */
export interface Bundles {
  /** A function of the host's functions, which returns what is called from outside. */
  readonly main: string;
  /** The packages that a program may ask for, each a CommonJS function. */
  readonly packages: ReadonlyMap<string, string>;
}

const INSIDE = fileURLToPath(new URL('./inside/', import.meta.url));
const require = createRequire(import.meta.url);

/** Unmodified, but for what they import: that is the sandbox's own (`inside/modules.ts`, `inside/internals.ts`). */
export const PACKAGES = ['express', 'socket.io', 'socket.io-adapter', 'socket.io-parser', 'zod'] as const;

let bundles: Promise<Bundles> | undefined;

export function loadBundles(): Promise<Bundles> {
  bundles ??= bundleAll();
  return bundles;
}

/** Those that another thread has made. */
export function takeBundles(given: Bundles): void {
  bundles = Promise.resolve(given);
}

async function bundleAll(): Promise<Bundles> {
  const [main, ...packages] = await Promise.all([bundleMain(), ...PACKAGES.map(bundlePackage)]);
  return { main, packages: new Map(PACKAGES.map((name, i) => [name, packages[i] ?? ''])) };
}

const COMMON: BuildOptions = {
  bundle: true,
  write: false,
  platform: 'neutral',
  mainFields: ['main'],
  conditions: ['node', 'require'],
  target: 'es2022',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'silent',
};

async function bundleMain(): Promise<string> {
  const code = await textOf({
    ...COMMON,
    entryPoints: [join(INSIDE, 'main.ts')],
    format: 'iife',
    globalName: '__inside',
    plugins: [eventsThatTell],
  });
  return `(function (__host) { ${code}; return __inside.inside; })`;
}

async function bundlePackage(name: string): Promise<string> {
  const code = await textOf({
    ...COMMON,
    entryPoints: [name === 'express' ? join(INSIDE, 'express', 'express.ts') : require.resolve(name)],
    format: 'cjs',
    plugins: [nothingElse(name)],
  });
  return `(function (exports, require, module, __filename, __dirname) { ${code}\n})`;
}

/** Whatever is not a file of the package itself is asked for inside. */
function nothingElse(name: string): Plugin {
  return {
    name: 'nothing-else',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        if (kind === 'entry-point' || path === name || path === '@socket.io/component-emitter')
          return undefined;
        return { path, external: true };
      });
    },
  };
}

const eventsThatTell: Plugin = {
  name: 'events-that-tell',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/]events[\\/]events\.js$/ }, ({ path }) => ({
      contents: `var Reflect = require(${JSON.stringify(join(INSIDE, 'reflect.ts'))});\n${readFileSync(path, 'utf8')}`,
      loader: 'js',
    }));
  },
};

async function textOf(options: BuildOptions): Promise<string> {
  // Who is given its bundles needs no bundler.
  const { build } = await import('esbuild');
  const { outputFiles } = await build(options);
  return outputFiles?.[0]?.text ?? '';
}
