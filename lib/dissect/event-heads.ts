import type { EventHead } from './event-scan';

/** With more there is little that they have in common. */
const MOST = 2 ** 14;

/** The heads of events and acks that were met, by number: from 1, in the order in which they were. */
export class EventHeads {
  readonly #met: EventHead[] = [];
  readonly #byHash = new Map<number, number>();

  /** 0 of one too many, and of one whose hash is another's. */
  numberOf(head: EventHead): number {
    const known = this.#byHash.get(head.hash);
    if (known !== undefined) return isSame(this.at(known), head) ? known : 0;
    if (this.#met.length >= MOST) return 0;
    this.#met.push(kept(head));
    this.#byHash.set(head.hash, this.#met.length);
    return this.#met.length;
  }

  at(number: number): EventHead | undefined {
    return this.#met[number - 1];
  }

  all(): readonly EventHead[] {
    return this.#met;
  }
}

/** With bytes of its own. */
function kept({ bytes, type, nspStart, nspEnd, nameStart, nameEnd, hash }: EventHead): EventHead {
  const end = nspEnd - nspStart;
  return {
    bytes: Uint8Array.of(...bytes.subarray(nspStart, nspEnd), ...bytes.subarray(nameStart, nameEnd)),
    type,
    nspStart: 0,
    nspEnd: end,
    nameStart: end,
    nameEnd: end + nameEnd - nameStart,
    hash,
  };
}

function isSame(one: EventHead | undefined, other: EventHead): boolean {
  return (
    one !== undefined &&
    one.type === other.type &&
    isAlike(one.bytes, one.nspStart, one.nspEnd, other.bytes, other.nspStart, other.nspEnd) &&
    isAlike(one.bytes, one.nameStart, one.nameEnd, other.bytes, other.nameStart, other.nameEnd)
  );
}

function isAlike(
  one: Uint8Array,
  start: number,
  end: number,
  other: Uint8Array,
  from: number,
  to: number,
): boolean {
  if (end - start !== to - from) return false;
  for (let i = 0; i < end - start; i += 1) if (one[start + i] !== other[from + i]) return false;
  return true;
}
