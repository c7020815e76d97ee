import { EMPTY_BYTES } from '@/lib/base/bytes';
import { floats, LARGEST_WORD, words } from '@/lib/base/column';
import { firstPlace } from '@/lib/base/first-where';
import { type Micros, micros } from '@/lib/base/micros';
import type { ConnId, Role } from '@/lib/capture/record';
import type { RecordRows } from '@/lib/capture/record-store';
import type { SioPacket, UnitContext } from '@/lib/dissect/layer';
import { isPlainFrame, plainFrame } from '@/lib/dissect/websocket-unit';
import type { Entry, EntryNumber, Party, UnitEntry } from './entry';
import { messageKey } from './messages';
import type { Expectation } from './pairs';

/** What all plain frames of one connection and direction have in common while nothing changes. */
export interface Route {
  readonly conn: ConnId;
  readonly role: Role;
  readonly from: Party;
  readonly to: Party;
  readonly run: number;
  readonly sid: string | undefined;
  readonly transport: UnitEntry['transport'];
  readonly context: UnitContext | undefined;
  /** Under which its messages are counted; absent without a session. */
  readonly key: string | undefined;
  /** The shapes of its frames, by what is in them. */
  readonly shapes: Map<string, number>;
  /** What became of the events and acks among them, by the number of their head: see `skim`. */
  readonly heads: Map<number, LearnedHead>;
}

/** What becomes of events that begin alike, or of acks. */
export interface LearnedHead {
  readonly shape: number;
  /** Does it ask for the acks, or answer? */
  readonly asks: boolean;
  /** The acks that are waited for where such an event asks for one, or such an ack answers. */
  readonly acks: Map<number, Expectation>;
}

/** A row without a shape is an entry that is kept as it is. Numbers of shapes count from 1. */
const KEPT = 0;

const AT_HAND = 512;
/** With more shapes than that there is little that entries have in common. */
const MOST_SHAPES = 65_536;
/** Characters. A longer name of an event is no name of many. */
const LONGEST_NAME = 80;

/**
 * The entries of a timeline. Nearly all of a long one are frames of WebSocket of which everything follows from their bytes:
 * of those a row of columns is kept, and the entry is made of it again when somebody looks.
 *
 *     shape  │ 0 │ 0 │ 1 │ 2 │ 1 │ …   1: alice → server, text, EVENT "chat" …
 *     at     │ 0 │ 9 │12 │13 │19 │ …
 *     wire   │   │   │ ▪ │ ▪ │ ▪ │ …   where the bytes lie: in which buffer, from where, how many
 *
 * Frames of one shape are alike in all but their times, their bytes and what those say: who sent them to whom over what,
 * the type of their packet, its namespace and the event's name.
 */
export class EntryStore implements Iterable<Entry> {
  readonly #shape = words();
  readonly #at = floats();
  /** Microseconds from the first byte to the last. */
  readonly #lasted = words();
  readonly #seq = words();
  readonly #offset = floats();
  readonly #buffer = words();
  readonly #start = words();
  readonly #size = words();
  readonly #run = words();
  readonly #begins = new Map<number, Micros>();

  readonly #kept = new Map<number, Entry>();
  readonly #shapes: Route[] = [];
  /** The last of each connection and direction. */
  readonly #routes = { client: new Map<ConnId, Route>(), server: new Map<ConnId, Route>() };
  readonly #buffers: ArrayBufferLike[] = [];
  readonly #atHand: (Entry | undefined)[] = [];
  readonly #mostAtHand: number;

  /** So many entries that came last, or were asked for, are at hand as they were. */
  constructor(atHand = AT_HAND) {
    this.#mostAtHand = atHand;
  }

  get length(): number {
    return this.#shape.length;
  }

  push(entry: Entry): void {
    const place = this.length;
    const shape = this.#shapeOf(entry);
    this.#shape.push(shape);
    this.#at.push(entry.at);
    this.#run.push(entry.run);
    if (shape === KEPT || entry.kind !== 'unit') {
      this.#kept.set(place, entry);
      this.#pushFrame(0, 0, 0, 0, 0, 0);
      return;
    }
    const { unit, seq, at, since } = entry;
    const { buffer, byteOffset, length } = unit.wire;
    if (this.#buffers.at(-1) !== buffer) this.#buffers.push(buffer);
    this.#pushFrame(at - since, seq, unit.offset, this.#buffers.length - 1, byteOffset, length);
    this.#lay(place, entry);
  }

  /**
   * Frames of shapes that there are, by the first rows of a store. Of the bytes of each the last came with the first;
   * `offsets` are theirs in the direction.
   */
  pushFrames(run: number, shapes: Uint32Array, offsets: Float64Array, rows: RecordRows): void {
    const { length } = shapes;
    const buffers = new Uint32Array(length);
    const starts = new Uint32Array(length);
    let block = -1;
    let before = 0;
    for (let i = 0; i < length; i += 1) {
      if (rows.block[i] !== block) {
        block = rows.block[i] ?? 0;
        const bytes = rows.blocks[block] ?? EMPTY_BYTES;
        if (this.#buffers.at(-1) !== bytes.buffer) this.#buffers.push(bytes.buffer);
        before = bytes.byteOffset;
      }
      buffers[i] = this.#buffers.length - 1;
      starts[i] = before + (rows.start[i] ?? 0);
    }
    this.#shape.append(shapes);
    this.#at.append(rows.at.subarray(0, length));
    this.#run.append(new Uint32Array(length).fill(run));
    this.#lasted.append(new Uint32Array(length));
    this.#seq.append(rows.seq.subarray(0, length));
    this.#offset.append(offsets);
    this.#buffer.append(buffers);
    this.#start.append(starts);
    this.#size.append(rows.size.subarray(0, length));
  }

  /** What the last plain frame of a connection and direction had in common with those before it. */
  routeOf(conn: ConnId, role: Role): Route | undefined {
    return this.#routes[role].get(conn);
  }

  /** Entry number `n`, counted from 1. */
  nth(n: EntryNumber): Entry | undefined {
    return n < 1 || n > this.length ? undefined : this.#entryAt(n - 1);
  }

  /** As of an array: places count from 0, and negative ones from the end. */
  at(place: number): Entry | undefined {
    return this.nth(place < 0 ? this.length + place + 1 : place + 1);
  }

  *[Symbol.iterator](): Generator<Entry, undefined> {
    for (let n = 1; n <= this.length; n += 1) {
      const entry = this.nth(n);
      if (entry) yield entry;
    }
  }

  /** All but plain frames, in their order. */
  *others(): Generator<Entry, undefined> {
    yield* this.#kept.values();
  }

  /**
   * The entries that hold, in their order. Of frames the first of each shape is asked, and speaks for all of it. Those that
   * are `left` out are not looked at.
   */
  *like(holds: (entry: Entry) => boolean, left?: (n: EntryNumber) => boolean): Generator<Entry, undefined> {
    const ofShapes: (boolean | undefined)[] = [];
    for (let first = 1; first <= this.length; ) {
      const shapes = this.shapesFrom(first);
      for (let i = 0; i < shapes.length; i += 1) {
        const shape = shapes[i] ?? KEPT;
        const known = ofShapes[shape];
        if (known === false || left?.(first + i)) continue;
        const entry = this.nth(first + i);
        if (!entry) continue;
        const isLike = known ?? holds(entry);
        if (shape !== KEPT) ofShapes[shape] = isLike;
        if (isLike) yield entry;
      }
      first += shapes.length;
    }
  }

  find<E extends Entry>(holds: (entry: Entry) => entry is E): E | undefined;
  find(holds: (entry: Entry) => boolean): Entry | undefined;
  find(holds: (entry: Entry) => boolean): Entry | undefined {
    for (const entry of this) if (holds(entry)) return entry;
    return undefined;
  }

  filter<E extends Entry>(holds: (entry: Entry) => entry is E): E[];
  filter(holds: (entry: Entry) => boolean): Entry[];
  filter(holds: (entry: Entry) => boolean): Entry[] {
    const found: Entry[] = [];
    for (const entry of this) if (holds(entry)) found.push(entry);
    return found;
  }

  map<T>(make: (entry: Entry, place: number) => T): T[] {
    return Array.from(this, make);
  }

  /** As of an array, with places from 0. */
  slice(from: number, to = this.length): Entry[] {
    const start = from < 0 ? Math.max(0, this.length + from) : from;
    const found: Entry[] = [];
    for (let n = start + 1; n <= Math.min(to, this.length); n += 1) {
      const entry = this.nth(n);
      if (entry) found.push(entry);
    }
    return found;
  }

  flatMap<T>(make: (entry: Entry) => T | readonly T[]): T[] {
    return [...this].flatMap(make);
  }

  /** When the last byte of entry `n` was seen. 0 where there is no such entry. */
  timeOf(n: EntryNumber): Micros {
    return micros(this.#at.at(n - 1));
  }

  runOf(n: EntryNumber): number {
    return this.#run.at(n - 1);
  }

  /** The same time, from the first entry of the run: whatever shows times counts from there. */
  timeInRun(n: EntryNumber): Micros {
    return micros(this.timeOf(n) - this.beginOf(this.runOf(n)));
  }

  /** When a run's first entry was seen; what comes later of an earlier run counts for the run that goes on. */
  beginOf(run: number): Micros {
    const known = this.#begins.get(run);
    if (known !== undefined) return known;
    const first = firstPlace(this.length, (place) => this.#run.at(place) >= run);
    if (first === this.length) return micros(0);
    const begin = micros(this.#at.at(first));
    this.#begins.set(run, begin);
    return begin;
  }

  /** Is it a plain frame? What looks for something else need not look at the entry. */
  isFrame(n: EntryNumber): boolean {
    return this.shapeOf(n) !== KEPT;
  }

  /** Of a plain frame, from 1; 0 of any other entry. */
  shapeOf(n: EntryNumber): number {
    return this.#shape.at(n - 1);
  }

  /** The shapes of entry `n` and those after it, as many as lie together. */
  shapesFrom(n: EntryNumber): Uint32Array {
    return this.#shape.from(n - 1);
  }

  /** The runs of the same entries as `shapesFrom`. */
  runsFrom(n: EntryNumber): Uint32Array {
    return this.#run.from(n - 1);
  }

  /** When the last bytes of the same entries were seen, in microseconds. */
  timesFrom(n: EntryNumber): Float64Array {
    return this.#at.from(n - 1);
  }

  /** Which end sent a plain frame; `undefined` of any other entry. */
  roleOf(n: EntryNumber): Role | undefined {
    return this.#shapes[this.shapeOf(n) - 1]?.role;
  }

  /** Bytes on the wire of a plain frame; 0 of any other entry. */
  sizeOf(n: EntryNumber): number {
    return this.#size.at(n - 1);
  }

  #pushFrame(lasted: number, seq: number, offset: number, buffer: number, start: number, size: number): void {
    this.#lasted.push(lasted);
    this.#seq.push(seq);
    this.#offset.push(offset);
    this.#buffer.push(buffer);
    this.#start.push(start);
    this.#size.push(size);
  }

  #entryAt(place: number): Entry | undefined {
    const kept = this.#kept.get(place);
    if (kept) return kept;
    const atHand = this.#atHand[place % this.#mostAtHand];
    if (atHand?.n === place + 1) return atHand;
    const entry = this.#again(place);
    if (entry) this.#lay(place, entry);
    return entry;
  }

  #lay(place: number, entry: Entry): void {
    this.#atHand[place % this.#mostAtHand] = entry;
  }

  #again(place: number): UnitEntry | undefined {
    const route = this.#shapes[this.#shape.at(place) - 1];
    const buffer = this.#buffers[this.#buffer.at(place)];
    if (!route || !buffer) return undefined;
    const { conn, role, from, to, run, sid, transport, context } = route;
    const at = micros(this.#at.at(place));
    const wire = new Uint8Array(buffer, this.#start.at(place), this.#size.at(place));
    return {
      kind: 'unit',
      n: place + 1,
      seq: this.#seq.at(place),
      at,
      run,
      from,
      to,
      conn,
      since: micros(at - this.#lasted.at(place)),
      unit: plainFrame(role, this.#offset.at(place), wire, context),
      ...(sid !== undefined && { sid }),
      ...(transport && { transport }),
    };
  }

  #shapeOf(entry: Entry): number {
    if (entry.kind !== 'unit' || !isPlainFrame(entry.unit)) return KEPT;
    const { seq, at, since } = entry;
    const lasted = at - since;
    const isWord = seq <= LARGEST_WORD && Number.isInteger(lasted) && lasted >= 0 && lasted <= LARGEST_WORD;
    const what = isWord ? contentOf(entry) : undefined;
    if (what === undefined) return KEPT;
    const route = this.#routeOf(entry);
    const known = route.shapes.get(what);
    if (known !== undefined) return known;
    if (this.#shapes.length >= MOST_SHAPES) return KEPT;
    this.#shapes.push(route);
    route.shapes.set(what, this.#shapes.length);
    return this.#shapes.length;
  }

  /** The one that the last frame of the connection took, if this one takes it as well. */
  #routeOf({ conn, from, to, run, sid, transport, unit }: UnitEntry): Route {
    const { from: role, context } = unit;
    const routes = this.#routes[role];
    const last = routes.get(conn);
    if (
      last?.context === context &&
      last?.run === run &&
      last.sid === sid &&
      last.transport === transport &&
      last.from === from &&
      last.to === to
    ) {
      return last;
    }
    const key = sid === undefined ? undefined : messageKey(role, sid);
    const about = { conn, role, from, to, run, sid, transport, context, key };
    const route: Route = { ...about, shapes: new Map(), heads: new Map() };
    routes.set(conn, route);
    return route;
  }
}

/** What frames of one shape have in them; `undefined` where that is something of its own. */
function contentOf({ unit: { wire, layers, packets } }: UnitEntry): string | undefined {
  const [packet] = packets;
  // FIN, RSV1 to 3 and the opcode.
  const first = wire[0] ?? 0;
  if (!packet) return `${first} ${layers.at(-1)}`;
  const { eio, sio } = packet;
  // It has a sid of its own.
  if (eio.type === 'open' || packets.length > 1) return undefined;
  if (!sio) return `${first} ${layers.at(-1)} ${eio.type}`;
  const { type, nsp } = sio;
  const name = nameOf(sio);
  if (nsp.length > LONGEST_NAME || name.length > LONGEST_NAME) return undefined;
  return `${first} ${type} ${nsp.length} ${nsp}${name}`;
}

/** What an event is called. */
function nameOf({ type, data }: SioPacket): string {
  if ((type !== 'EVENT' && type !== 'BINARY_EVENT') || !Array.isArray(data)) return '';
  const name: unknown = data[0];
  return typeof name === 'string' || typeof name === 'number' ? `${typeof name} ${name}` : '';
}
