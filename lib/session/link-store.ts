import { LARGEST_WORD, octets, words } from '@/lib/base/column';
import { type Micros, micros } from '@/lib/base/micros';
import type { EntryNumber, Link } from './entry';

const KINDS: readonly Link['kind'][] = [
  'response',
  'ack',
  'pong',
  'probe',
  'connect',
  'attachment',
  'fanout',
  'because',
  'buffered',
];

/** An ack and the event that asked for it, both the only packets of their entries. */
export interface AckPair {
  readonly a: EntryNumber;
  readonly b: EntryNumber;
  readonly took: Micros;
  readonly id: number;
}

/**
 * The links of a timeline, in the order in which their second halves came. Nearly all of many join events with their acks:
 * of those a row of columns is kept, and the link is made again when somebody looks. The others stand apart.
 */
export class LinkStore implements Iterable<Link> {
  readonly #kind = octets();
  readonly #a = words();
  readonly #b = words();
  readonly #took = words();
  readonly #id = words();
  readonly #apart = new Map<number, Link>();

  get length(): number {
    return this.#kind.length;
  }

  push(link: Link): void {
    this.#apart.set(this.length, link);
    this.#pushRow(KINDS.indexOf(link.kind), link.a, link.b, 0, 0);
  }

  pushAck({ a, b, took, id }: AckPair): void {
    if (took <= LARGEST_WORD && id <= LARGEST_WORD && Number.isInteger(took)) {
      this.#pushRow(ACK, a, b, took, id);
    } else this.push(ackLink(a, b, took, id));
  }

  /** By its place from 0. */
  at(place: number): Link | undefined {
    if (place < 0 || place >= this.length) return undefined;
    const apart = this.#apart.get(place);
    if (apart) return apart;
    return ackLink(this.#a.at(place), this.#b.at(place), micros(this.#took.at(place)), this.#id.at(place));
  }

  /** The same without a link made for it. */
  kindAt(place: number): Link['kind'] | undefined {
    return place < this.length ? KINDS[this.#kind.at(place)] : undefined;
  }

  /** The entries that the link at a place joins; 0 where there is none. */
  endsAt(place: number): { readonly a: EntryNumber; readonly b: EntryNumber } {
    return { a: this.#a.at(place), b: this.#b.at(place) };
  }

  *[Symbol.iterator](): Generator<Link, undefined> {
    yield* this.ofKinds(KINDS);
  }

  /** Those of one of these kinds, in their order. */
  *ofKinds(kinds: readonly Link['kind'][]): Generator<Link, undefined> {
    const wanted = KINDS.map((kind) => kinds.includes(kind));
    for (let place = 0; place < this.length; place += 1) {
      const link = wanted[this.#kind.at(place)] ? this.at(place) : undefined;
      if (link) yield link;
    }
  }

  #pushRow(kind: number, a: EntryNumber, b: EntryNumber, took: number, id: number): void {
    this.#kind.push(kind);
    this.#a.push(a);
    this.#b.push(b);
    this.#took.push(took);
    this.#id.push(id);
  }
}

const ACK = KINDS.indexOf('ack');

function ackLink(a: EntryNumber, b: EntryNumber, took: Micros, id: number): Link {
  return { kind: 'ack', a, b, packetA: 0, packetB: 0, took, label: `ack ${id}` };
}
