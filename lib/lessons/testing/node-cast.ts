import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { Cast } from './stage';

/** Plays each client in a thread of this process, which ends as a page does: without a word. */
export function openNodeCast(): Cast {
  let workers: readonly Worker[] = [];
  return {
    async enter({ files, urls }) {
      const source = files['client.js'] ?? '';
      const script = await clientScript();
      workers = Object.values(urls).map(
        (url) => new Worker(script, { eval: true, workerData: { source, url } }),
      );
      await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('online', resolve))));
    },
    async leave() {
      await Promise.all(workers.map((worker) => worker.terminate()));
      workers = [];
    },
  };
}

let script: Promise<string> | undefined;

/** In one piece: a thousand clients come and go, and each would look up and read every module of the library. */
function clientScript(): Promise<string> {
  script ??= build({
    entryPoints: [fileURLToPath(new URL('./client-worker.mjs', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['bufferutil', 'utf-8-validate'],
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '');
  return script;
}
