import { isObject, isText } from '@/lib/capture/shape';
import { dirtyFiles, type Files } from './program';
import type { WorkbenchStore } from './store';
import { forgetText, keepText, readText } from './stored';

/** What a reader wrote is kept in this browser by page (`learn/engine-io/upgrade`), until it is the sample again. */

const VERSION = 1;

/** Brings back what was kept, and keeps what is written from now on. Gives back how to stop. */
export function followFiles({ getState, subscribe }: WorkbenchStore, page: string): () => void {
  const key = `socketscope:files:${page}`;
  const { pristine, restore } = getState();
  const kept = parseFiles(readText(key), pristine);
  if (kept) restore(kept);
  return subscribe(({ files }, before) => {
    if (files === before.files) return;
    if (dirtyFiles(files, pristine).length === 0) forgetText(key);
    else keepText(key, JSON.stringify({ version: VERSION, pristine, files }));
  });
}

/** Files that were written into another sample, or by a newer version, are not brought back. */
export function parseFiles(text: string | undefined, pristine: Files): Files | undefined {
  const stored = parseJson(text);
  if (!isObject(stored) || stored.version !== VERSION) return undefined;
  const { pristine: sample, files } = stored;
  if (!isFiles(sample) || !isFiles(files) || dirtyFiles(sample, pristine).length > 0) return undefined;
  return files;
}

function isFiles(value: unknown): value is Files {
  return isObject(value) && Object.values(value).every(isText);
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined; // not ours
  }
}
