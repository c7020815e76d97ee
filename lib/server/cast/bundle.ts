import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The scripts that every frame gets from us. Built and read once, when the first frame asks. */
export function openBundles(): {
  frameScript(): Promise<Uint8Array>;
  library(file: string): Promise<Uint8Array | undefined>;
} {
  let script: Promise<Uint8Array> | undefined;
  const files = new Map<string, Promise<Uint8Array | undefined>>();
  return {
    frameScript() {
      // A failure is not kept: the next frame tries again.
      script ??= buildFrameScript().catch((error: unknown) => {
        script = undefined;
        throw error;
      });
      return script;
    },
    library(file) {
      const known = files.get(file) ?? readLibrary(file);
      files.set(file, known);
      return known;
    },
  };
}

async function buildFrameScript(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./frame/main.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** The builds of socket.io-client as its package ships them. */
const LIBRARY_FILES = new Set([
  'socket.io.js',
  'socket.io.js.map',
  'socket.io.min.js',
  'socket.io.min.js.map',
  'socket.io.esm.min.js',
  'socket.io.esm.min.js.map',
  'socket.io.msgpack.min.js',
  'socket.io.msgpack.min.js.map',
]);

function readLibrary(file: string): Promise<Uint8Array | undefined> {
  if (!LIBRARY_FILES.has(file)) return Promise.resolve(undefined);
  const main = createRequire(import.meta.url).resolve('socket.io-client/package.json');
  return readFile(join(dirname(main), 'dist', file));
}
