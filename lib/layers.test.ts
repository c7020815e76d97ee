import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom, and which package is used where. Imports point down:
 *
 *   base → dissect, capture → session → explain, filter → lessons → state → components → app
 *   capture, lab, program → server → server.ts
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const MAY_IMPORT: { readonly [layer: string]: readonly string[] } = {
  'lib/base': [],
  'lib/capture': ['lib/base'],
  'lib/dissect': ['lib/base', 'lib/capture'],
  'lib/session': ['lib/base', 'lib/capture', 'lib/dissect'],
  'lib/explain': ['lib/base', 'lib/capture', 'lib/dissect', 'lib/session', 'lib/lab'],
  'lib/export': ['lib/base', 'lib/capture', 'lib/dissect', 'lib/session', 'lib/explain'],
  'lib/filter': ['lib/base', 'lib/capture', 'lib/dissect', 'lib/session'],
  'lib/program': ['lib/base', 'lib/capture'],
  'lib/lab': ['lib/base', 'lib/capture', 'lib/program'],
  'lib/lessons': [
    'lib/base',
    'lib/capture',
    'lib/dissect',
    'lib/session',
    'lib/explain',
    'lib/lab',
    'lib/program',
  ],
  'lib/state': [
    'lib/base',
    'lib/capture',
    'lib/dissect',
    'lib/session',
    'lib/explain',
    'lib/filter',
    'lib/export',
    'lib/lab',
    'lib/program',
    'lib/lessons',
  ],
  'lib/server': ['lib/base', 'lib/capture', 'lib/dissect', 'lib/lab', 'lib/program'],
  'lib/command': ['lib/base', 'lib/capture', 'lib/dissect', 'lib/session', 'lib/explain', 'lib/filter'],
  components: [
    'lib/base',
    'lib/capture',
    'lib/dissect',
    'lib/session',
    'lib/explain',
    'lib/filter',
    'lib/export',
    'lib/lab',
    'lib/program',
    'lib/lessons',
    'lib/state',
  ],
  app: ['components', 'lib/base', 'lib/lessons', 'lib/state', 'lib/lab', 'lib/program'],
  'server.ts': ['lib/server', 'lib/base'],
  'mdx-components.tsx': ['components'],
  e2e: [
    'lib/base',
    'lib/capture',
    'lib/dissect',
    'lib/session',
    'lib/explain',
    'lib/filter',
    'lib/export',
    'lib/lab',
    'lib/program',
    'lib/lessons',
  ],
  bench: [
    'lib/base',
    'lib/capture',
    'lib/dissect',
    'lib/session',
    'lib/explain',
    'lib/filter',
    'lib/lab',
    'lib/server',
  ],
};

/** Panels meet only in `workbench`, and each by itself in `gallery`; everything may use `ui`. */
const PANELS_MAY_IMPORT: { readonly [panel: string]: readonly string[] } = {
  ui: [],
  ladder: ['ui'],
  list: ['ui'],
  inspector: ['ui'],
  code: ['ui'],
  wire: ['ui'],
  filter: ['ui'],
  lesson: ['ui'],
  chrome: ['ui'],
  inspect: ['ui'],
  statistics: ['ui'],
  reference: ['ui'],
  compare: ['ui'],
  palette: ['ui'],
  keep: ['ui'],
  findings: ['ui'],
  gallery: [
    'ui',
    'ladder',
    'list',
    'inspector',
    'code',
    'wire',
    'filter',
    'lesson',
    'inspect',
    'statistics',
    'compare',
    'time',
    'minimap',
    'keep',
    'findings',
    'reference',
  ],
  time: ['ui'],
  minimap: ['ui'],
  workbench: [
    'ui',
    'ladder',
    'list',
    'inspector',
    'code',
    'wire',
    'filter',
    'lesson',
    'chrome',
    'inspect',
    'statistics',
    'compare',
    'time',
    'minimap',
    'keep',
    'findings',
  ],
};

/** Packages by folder, the innermost that has a row; `node:` stands for all of Node's own. Tests are free in this. */
const PACKAGES: { readonly [layer: string]: readonly string[] } = {
  'lib/base': [],
  'lib/capture': [],
  'lib/dissect': ['fflate'],
  'lib/session': [],
  'lib/explain': [],
  'lib/filter': [],
  'lib/program': ['acorn', 'magic-string'],
  'lib/lab': [],
  'lib/lessons': [],
  'lib/state': ['zustand', 'react', 'fflate'],
  'lib/server': [
    'node:',
    'socket.io',
    'socket.io-client',
    'engine.io',
    'ws',
    'esbuild',
    'zod',
    'quickjs-emscripten-core',
    '@jitl',
    'acorn',
    'jsonwebtoken',
  ],
  // Bundled for the sandbox: what the library needs inside of it.
  'lib/server/lab/inside': ['buffer', 'events', 'cors', 'negotiator', 'socket.io', 'lab-http', 'lab-files'],
  'lib/command': ['node:'],
  components: [
    'react',
    'react-dom',
    'next',
    'zustand',
    'lucide-react',
    '@base-ui',
    '@codemirror',
    '@lezer',
    'react-resizable-panels',
  ],
  app: ['react', 'next', 'node:', 'lucide-react', '@fontsource-variable'],
  'server.ts': ['node:', 'next'],
  'mdx-components.tsx': ['mdx'],
  e2e: ['@playwright', '@axe-core', 'node:', 'socket.io-client', 'ws'],
  bench: [
    '@socket.io/admin-ui',
    'node:',
    'socket.io',
    'socket.io-client',
    'engine.io',
    'engine.io-parser',
    'socket.io-parser',
    'ws',
    '@playwright',
    'playwright-core',
  ],
};
interface Import {
  readonly file: string;
  readonly target: string;
}

const files = sourceFiles();
const imports: readonly Import[] = files.flatMap(importsOf);

describe('the layers', () => {
  it('covers every source file', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => layerOf(file) === undefined && !isConfig(file))).toEqual([]);
  });

  it('imports point down', () => {
    const wrong = ours().filter(({ from, to, file }) => {
      if (from === to) return false;
      // A unit test may drive the whole way down from its own layer, and the server's tests dissect what they recorded.
      if (isTest(file) && from === 'lib/server') return !to?.startsWith('lib/');
      if (isTest(file) && from === 'lib/lessons') return !to?.startsWith('lib/');
      return from === undefined || to === undefined || !MAY_IMPORT[from]?.includes(to);
    });
    expect(wrong.map(told)).toEqual([]);
  });

  it('panels meet only in the workbench', () => {
    const wrong = ours().filter(({ file, path }) => {
      const [from, to] = [panelOf(file), panelOf(path)];
      return from && to && from !== to && !PANELS_MAY_IMPORT[from]?.includes(to);
    });
    expect(wrong.map(told)).toEqual([]);
  });

  it('a package is used only where the table says', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (isOurs(target) || isTest(file) || isConfig(file)) return false;
      const allowed = PACKAGES[innermost(file)] ?? [];
      return !allowed.some(
        (name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`),
      );
    });
    expect(wrong.map(({ file, target }) => `${file} uses ${target}`)).toEqual([]);
  });
});

function ours() {
  return imports
    .filter(({ target }) => isOurs(target))
    .map(({ file, target }) => {
      const path = target.startsWith('@/') ? target.slice(2) : posix.join(posix.dirname(file), target);
      return { file, path, from: layerOf(file), to: layerOf(path) };
    });
}

function told({ file, path }: { file: string; path: string }): string {
  return `${file} imports ${path}`;
}

function isOurs(target: string): boolean {
  return target.startsWith('@/') || target.startsWith('.');
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.includes('/testing/');
}

function isConfig(file: string): boolean {
  return /^[\w-]+\.(config|setup)\.ts$/.test(file) || file === 'lib/layers.test.ts';
}

function layerOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((layer) => file === layer || file.startsWith(`${layer}/`));
}

/** The row of the longest folder that holds the file. */
function innermost(file: string): string {
  const rows = Object.keys(PACKAGES).filter((folder) => file === folder || file.startsWith(`${folder}/`));
  return rows.sort((a, b) => b.length - a.length)[0] ?? '';
}

function panelOf(file: string): string | undefined {
  return /^components\/([\w-]+)\//.exec(file)?.[1];
}

function sourceFiles(): string[] {
  const folders = ['lib', 'components', 'app', 'e2e', 'bench'];
  const below = folders.flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  );
  const top = readdirSync(ROOT);
  return [...top, ...below]
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'));
}

function importsOf(file: string): Import[] {
  const source = readFileSync(ROOT + file, 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
  const targets = source.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
  );
  return Array.from(targets, (match) => ({ file, target: match[1] ?? match[2] ?? match[3] ?? '' }));
}
