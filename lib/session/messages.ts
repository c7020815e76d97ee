import { type Column, words } from '@/lib/base/column';
import type { Role } from '@/lib/capture/record';
import type { EntryNumber, UnitEntry } from './entry';
import type { Timeline } from './timeline';

/** One packet of an entry: `packet` is its place in `unit.packets`. */
export interface PacketAt {
  readonly n: EntryNumber;
  readonly packet: number;
}

/**
 * Message packets are counted, by session and by the end that sent them: a program tells of “the third message of
 * this session”, never of a time, for a packet may wait for the next GET. Where records were lost the count is lost
 * with them, and nothing more is joined by it.
 */
export interface MessageIndex {
  /** Entry and place of the `i`th stand at `2i` and `2i + 1`. */
  readonly seen: Map<string, Column>;
  /** Sessions of which every message so far was seen. */
  readonly counted: Set<string>;
}

export function openMessages(): MessageIndex {
  return { seen: new Map(), counted: new Set() };
}

/** The session's `ordinal`th message (from 0) from one end, once it was seen. */
export function messageAt(
  timeline: Timeline,
  from: Role,
  sid: string,
  ordinal: number,
): PacketAt | undefined {
  const seen = timeline.index.messages.seen.get(messageKey(from, sid));
  if (!seen || ordinal < 0 || 2 * ordinal >= seen.length) return undefined;
  return { n: seen.at(2 * ordinal), packet: seen.at(2 * ordinal + 1) };
}

/** May a message of this session still be met by counting? */
export function isCounted(timeline: Timeline, sid: string): boolean {
  return timeline.index.messages.counted.has(sid) || !timeline.sessions.has(sid);
}

/** Counts the messages of an entry, and says which each of them is. */
export function countMessages(
  timeline: Timeline,
  { unit, sid, n }: UnitEntry,
  meet: (ordinal: number, packet: number) => void,
): void {
  if (sid === undefined || unit.packets.length === 0) return;
  const { seen, counted } = timeline.index.messages;
  const key = messageKey(unit.from, sid);
  unit.packets.forEach(({ eio }, packet) => {
    if (eio.type === 'open' && unit.from === 'server') counted.add(sid);
    if (eio.type !== 'message' || !counted.has(sid)) return;
    const places = seen.get(key) ?? words();
    if (places.length === 0) seen.set(key, places);
    places.push(n);
    places.push(packet);
    meet(places.length / 2 - 1, packet);
  });
}

/** Records were lost, and messages may have been among them. */
export function loseCount(timeline: Timeline): void {
  timeline.index.messages.counted.clear();
}

export function messageKey(from: Role, sid: string): string {
  return `${from} ${sid}`;
}
