import type { Entry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

export type Scalar = string | number | boolean;

/**
 * What a key's values are, and so what they can be compared with. `layer` is there or not and has no value; `flag` is a
 * bit that is set or not; a `name` is one of few; `any` is what the peer made it: a number where both sides are one.
 */
export type KeyType = 'layer' | 'flag' | 'name' | 'text' | 'number' | 'time' | 'size' | 'any';

/**
 * True where `holds` is true of some value that the entry has for the key. An entry with several packets has several
 * values: one of them is enough, and two conditions need not be met by the same packet.
 */
export type Reader = (entry: Entry, timeline: Timeline, holds: (value: Scalar) => boolean) => boolean;

export interface KeyRow {
  readonly type: KeyType;
  /** One sentence: what the key tells. */
  readonly help: string;
  /** What has the value, after `with`: `an ack id`. */
  readonly noun: string;
  /** What stands before the value that it is equal to, where `with <noun>` would be stiff: `of Engine.IO type`. */
  readonly equal?: string;
  /** Its unit says already what is meant: `over 1 kB`. */
  readonly bare?: true;
  /** Of the bare key, where it is not `with <noun>`. */
  readonly present?: string;
  /** What its values are called, by what the wire says. Of a `name`: all of them. */
  readonly names?: Readonly<{ [value: string]: string }>;
  /** All plain frames of one shape (see `EntryStore`) answer alike, so that one of them may answer for the others. */
  readonly ofShape?: true;
  readonly some: Reader;
}

export interface Key extends KeyRow {
  readonly name: string;
}
