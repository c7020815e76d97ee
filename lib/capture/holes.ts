import { grouped } from '@/lib/base/grouped';
import type { Micros } from '@/lib/base/micros';
import type { GapRecord, Seq } from './record';

/** What is looked at of a record. */
interface Numbered {
  readonly seq: Seq;
  readonly at: Micros;
  /** Of a gap. */
  readonly lost?: number;
}

/** Reads the numbers of records as they come, and tells where some are missing without a `gap` that says so. */
export interface HoleWatch {
  /** What stands in for the records that should be between the last one and this one; `undefined` where none are missing. */
  before(record: Numbered): GapRecord | undefined;
  /** One sentence on all that was found; `undefined` where nothing was. */
  told(): string | undefined;
}

export function watchHoles(): HoleWatch {
  let last: Seq = 0;
  let lost = 0;
  let holes = 0;
  let first: Seq = 0;
  let astray = 0;

  return {
    before(record) {
      // A gap takes the numbers of all that it stands for.
      const begins = record.seq - (record.lost ?? 1) + 1;
      const missing = begins - last - 1;
      if (missing < 0) astray += 1;
      last = Math.max(last, record.seq);
      if (missing <= 0) return undefined;
      if (holes === 0) first = begins - missing;
      holes += 1;
      lost += missing;
      return { type: 'gap', seq: begins - 1, at: record.at, lost: missing };
    },
    told() {
      const sentences = [
        holes > 0 &&
          `${counted(lost, 'record')} ${lost === 1 ? 'is' : 'are'} missing without a word about it, from number ${first} on${holes > 1 ? `, in ${holes} places` : ''}; each place is marked.`,
        astray > 0 &&
          `${counted(astray, 'record')} ${astray === 1 ? 'stands' : 'stand'} out of order or twice; all are shown as they stand.`,
      ].filter((sentence) => sentence !== false);
      return sentences.length === 0 ? undefined : sentences.join(' ');
    },
  };
}

function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
