import { EMPTY_BYTES } from '@/lib/base/bytes';
import { LARGEST_WORD, words } from '@/lib/base/column';
import { FORM, type RecordPack } from '@/lib/capture/pack';
import type { Role } from '@/lib/capture/record';
import type { RecordStore } from '@/lib/capture/record-store';
import { EventHeads } from '@/lib/dissect/event-heads';
import { type EventHead, scanEvent } from '@/lib/dissect/event-scan';

/**
 * What the records of a pack are by a first look, in columns that change hands with it:
 *
 *     head │ 0 │ 0 │ 1 │ 2 │ 1 │ …   its number in `heads`, from 1; 0 of what is no event and no ack, or an odd one
 *     id   │ 0 │ 0 │ 0 │ 8 │ 9 │ …   of its ack, plus one; 0 without
 */
export interface ScannedPack {
  readonly head: Uint32Array;
  readonly id: Uint32Array;
  readonly heads: readonly EventHead[];
}

/** Looks at all records of a pack. It needs no timeline, so that another thread can do it. */
export function scanPack({ form, length, bytes }: RecordPack): ScannedPack {
  const heads = new EventHeads();
  const head = new Uint32Array(form.length);
  const id = new Uint32Array(form.length);
  let [filled, start] = [0, 0];
  for (let place = 0; place < form.length; place += 1) {
    if (form[place] === FORM.other) continue;
    const size = length[filled] ?? 0;
    const from = roleOf(form[place]);
    if (from !== undefined && look(heads, bytes, start, size, from)) {
      head[place] = SEEN.head;
      id[place] = SEEN.id;
    }
    filled += 1;
    start += size;
  }
  return { head, id, heads: heads.all() };
}

/** The same of the records of a store, each looked at once, ahead of the fold: they are held until they are forgotten. */
export class EventScans {
  readonly records: RecordStore;
  readonly heads = new EventHeads();
  /** The place of the first that is held. */
  #first = 0;
  #head = words();
  #id = words();

  constructor(records: RecordStore) {
    this.records = records;
  }

  /** Before the store takes the pack that was scanned. */
  adopt({ head, id, heads }: ScannedPack): void {
    this.#readTo(this.records.length);
    const numbers = heads.map((one) => this.heads.numberOf(one));
    this.#head.append(head.map((number) => numbers[number - 1] ?? 0));
    this.#id.append(id);
  }

  /** The heads of the records from a place on, before `to`, and their ids: as many as lie together. */
  from(place: number, to: number): Pick<ScannedPack, 'head' | 'id'> {
    this.#readTo(to);
    const held = place - this.#first;
    return { head: this.#head.from(held).subarray(0, to - place), id: this.#id.from(held) };
  }

  /** All of them were taken. */
  forget(): void {
    this.#first += this.#head.length;
    this.#head = words();
    this.#id = words();
  }

  #readTo(end: number): void {
    for (let place = this.#first + this.#head.length; place < end; ) {
      const rows = this.records.rows(place, end);
      for (let i = 0; i < rows.length; i += 1) {
        const from = roleOf(rows.form[i]);
        const bytes = rows.blocks[rows.block[i] ?? 0] ?? EMPTY_BYTES;
        const isSeen =
          from !== undefined && look(this.heads, bytes, rows.start[i] ?? 0, rows.size[i] ?? 0, from);
        this.#head.push(isSeen ? SEEN.head : 0);
        this.#id.push(isSeen ? SEEN.id : 0);
      }
      place += rows.length;
    }
  }
}

/** Written anew by each look. */
const SEEN = { head: 0, id: 0 };

function look(heads: EventHeads, bytes: Uint8Array, start: number, size: number, from: Role): boolean {
  const scan = scanEvent(bytes, start, size, from);
  if (!scan || scan.id >= LARGEST_WORD) return false;
  SEEN.head = heads.numberOf(scan);
  SEEN.id = scan.id + 1;
  return SEEN.head !== 0;
}

function roleOf(form: number | undefined): Role | undefined {
  if (form === FORM.fromClient) return 'client';
  return form === FORM.fromServer ? 'server' : undefined;
}
