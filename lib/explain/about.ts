import { dissect } from '@/lib/dissect/dissect';
import type { EioHandshake, Field, Packet, Unit } from '@/lib/dissect/layer';
import type { Link, Party, UnitEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import type { Inline, Note } from './note';
import { durationText, millisText, partyName } from './words';

/** What a note on a packet, or on a whole unit, may speak of. */
export interface Situation {
  readonly entry: UnitEntry;
  readonly timeline: Timeline;
  /** The packet that is spoken of, and its place among the packets of the unit; -1 where it is none. */
  readonly packet?: Packet;
  readonly place: number;
  /** Sender and receiver by name, to stand in a sentence. */
  readonly from: Inline;
  readonly to: Inline;
  /** The client's name, whichever way it goes. */
  readonly client: Inline;
}

export interface About extends Situation {
  readonly field: Field;
}

/** The section of the specification is taken from the field's own table where a note names none. */
export type FieldNote = (about: About) => Note;
export type UnitNote = (situation: Situation) => Note;

export function aboutField(field: Field, entry: UnitEntry, timeline: Timeline): About {
  return { ...situationOf(entry, timeline, placeOf(field, entry.unit)), field };
}

/** An attachment that is joined to no packet is no mistake: what announced it may be what was not recorded. */
export function isUnsure({ entry: { unit } }: Situation): boolean {
  const isBlamed = unit.issues.some(({ code }) => code === 'sio-attachment-unexpected');
  return unit.context?.moment?.unsure === true && !isBlamed;
}

type Place = Pick<Field, 'buffer' | 'start' | 'end'>;

/** The packet that a field lies in, by its place in the unit; what was decoded lies in the packet that it was decoded from. */
function placeOf({ buffer, start, end }: Place, unit: Unit): number {
  const place = unit.packets.findIndex(
    (packet) => packet.buffer === buffer && packet.start <= start && end <= packet.end,
  );
  if (place >= 0 || buffer === 0 || unit.packets.length === 0) return place;
  const source = dissect(unit).buffers[buffer]?.source;
  return source && source.buffer < buffer ? placeOf(source, unit) : -1;
}

export function situationOf(entry: UnitEntry, timeline: Timeline, place: number): Situation {
  const packet = entry.unit.packets[place];
  return {
    entry,
    timeline,
    ...(packet && { packet }),
    place,
    from: named(entry.from),
    to: named(entry.to),
    client: named(entry.unit.from === 'client' ? entry.from : entry.to),
  };
}

/** A party within a sentence: a client by its name, the server as `the server`. */
export function named(party: Party): Inline {
  return { text: party === 'server' ? 'the server' : partyName(party) };
}

/** The rules the session was opened with. */
export function handshakeOf({ entry, timeline }: Situation): EioHandshake | undefined {
  const session = timeline.sessions.get(entry.sid ?? '');
  const opening = session && timeline.entries.nth(session.openedBy);
  if (opening?.kind !== 'unit') return undefined;
  return opening.unit.packets.find(({ eio }) => eio.handshake?.sid === session?.sid)?.eio.handshake;
}

/** The link that joins this packet with the one it answers, or with the one that answers it. */
export function linkOf(
  { entry, timeline, place }: Situation,
  kind: Link['kind'],
  end: 'a' | 'b',
): Link | undefined {
  const packetEnd = end === 'a' ? 'packetA' : 'packetB';
  return linksOf(timeline, entry.n).find(
    (link) => link.kind === kind && link[end] === entry.n && (link[packetEnd] ?? place) === place,
  );
}

export function took(link: Link): Inline {
  return { text: durationText(link.took), as: 'strong' };
}

/** Milliseconds of a peer's own words: `25 s`. */
export function milliseconds(ms: number | undefined, otherwise: string): Inline {
  if (ms === undefined) return { text: otherwise };
  return { text: millisText(ms) };
}
