import { fileURLToPath } from 'node:url';
import { assert } from '@/lib/base/assert';

const SOURCE = new URL('./worker.ts', import.meta.url);
const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
/** Asked for at run time: they bring files of their own, or are there on some machines only. */
const ASKED_FOR = ['esbuild', 'bufferutil', 'utf-8-validate'];

let code: Promise<string> | undefined;

/** The program of a lab's thread as one script, which Node runs as it is: no loader has to be set up in each thread. */
export function workerCode(): Promise<string> {
  code ??= bundle();
  return code;
}

async function bundle(): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(SOURCE)],
    absWorkingDir: PROJECT,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ASKED_FOR,
    define: { 'import.meta.url': JSON.stringify(SOURCE.href) },
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  assert(output, 'a bundle is one file');
  return `(function (require) {${output.text}\n})(require('node:module').createRequire(${JSON.stringify(SOURCE.href)}));`;
}
