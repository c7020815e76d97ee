import { Worker } from 'node:worker_threads';
import type { Cast } from './stage';

/** Plays each client in a thread of this process, which ends as a page does: without a word. */
export function openNodeCast(): Cast {
  let workers: readonly Worker[] = [];
  return {
    async enter({ files, urls }) {
      const source = files['client.js'] ?? '';
      workers = Object.values(urls).map(
        (url) => new Worker(new URL('./client-worker.mjs', import.meta.url), { workerData: { source, url } }),
      );
      await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('online', resolve))));
    },
    async leave() {
      await Promise.all(workers.map((worker) => worker.terminate()));
      workers = [];
    },
  };
}
