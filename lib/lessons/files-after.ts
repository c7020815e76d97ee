import { writeTransports } from '@/lib/program/transports';
import type { Act } from './lesson';

type Files = { readonly [name: string]: string };

/** The program as these acts leave it. `solved` are the files of the lesson's `solution/`. */
export function filesAfter(files: Files, acts: readonly Act[], solved: Files): Files {
  const now = { ...files };
  for (const act of acts) {
    if (act.act === 'edit') now[act.file] = solved[act.file] ?? '';
    if (act.act === 'replace') now[act.file] = (now[act.file] ?? '').replace(act.from, () => act.to);
    if (act.act === 'transport') {
      const source = writeTransports(now['client.js'] ?? '', act.choice);
      if (source !== undefined) now['client.js'] = source;
    }
  }
  return now;
}

/**
 * The program that a solution starts from: the lesson's sample where it runs anything, since its acts are written
 * for that; the reader's own where it only chooses, looks or waits.
 */
export function filesBefore(acts: readonly Act[], own: Files, sample: Files): Files {
  return acts.some(({ act }) => act === 'run') ? sample : own;
}
