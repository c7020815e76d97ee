import type { Field } from '@/lib/dissect/layer';
import type { Entry, EntryNumber, Link } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import { aboutField, type FieldNote } from './about';
import type { Note } from './note';
import { EIO_NOTES } from './notes-eio';
import { entryNote } from './notes-entry';
import { HEADER_NOTES } from './notes-headers';
import { HTTP_NOTES } from './notes-http';
import { SIO_NOTES } from './notes-sio';
import { SSE_NOTES, WRAPPING_NOTES } from './notes-sse';
import { DATA_NOTES, WS_NOTES } from './notes-ws';
import { sectionOf } from './sections';
import { durationText } from './words';

export type { Note } from './note';

/** Every field a dissector makes has a note here, under the field's own key. */
export const FIELD_NOTES: { readonly [key: string]: FieldNote } = {
  ...HTTP_NOTES,
  ...HEADER_NOTES,
  ...WS_NOTES,
  ...EIO_NOTES,
  ...SIO_NOTES,
  ...DATA_NOTES,
  ...SSE_NOTES,
  ...WRAPPING_NOTES,
};

/** What there is to say of a field, with the value it has here. */
export function noteForField(field: Field, entry: Entry, timeline: Timeline): Note {
  const write = writerOf(field.key);
  if (entry.kind !== 'unit' || !write)
    return { title: field.spec.label, paragraphs: [[{ text: field.spec.help }]] };
  const about = aboutField(field, entry, timeline);
  const section = field.spec.section === undefined ? undefined : sectionOf(field.spec.section);
  const note = write(about);
  return {
    ...(section && { section }),
    ...note,
    ...(note.section && { section: sectionOf(note.section.text) }),
    related: relatedTo(entry, timeline, about.place < 0 ? undefined : about.place),
  };
}

/** A key that names one of many, such as `http.header.x-forwarded-for`, shares the note of its kind. */
function writerOf(key: string): FieldNote | undefined {
  const own = FIELD_NOTES[key];
  if (own) return own;
  const kind = Object.entries(KINDS).find(([prefix]) => key.startsWith(prefix));
  return kind && FIELD_NOTES[kind[1]];
}

const KINDS: { readonly [prefix: string]: string } = {
  'http.header.': 'http.header',
  'http.query.': 'http.query',
  'eio.open.': 'eio.open.member',
  'sio.auth.': 'sio.auth',
  'sio.data.': 'sio.member',
};

export function noteForEntry(entry: Entry, timeline: Timeline): Note {
  const note = entryNote(entry, timeline);
  return {
    ...note,
    ...(note.section && { section: sectionOf(note.section.text) }),
    related: relatedTo(entry, timeline),
  };
}

/** The entries this one is joined with, each in a few words; only those of one packet where a place is given. */
function relatedTo(
  entry: Entry,
  timeline: Timeline,
  place?: number,
): readonly { n: EntryNumber; text: string }[] {
  return linksOf(timeline, entry.n).flatMap((link) => {
    const isAsking = link.a === entry.n;
    const packet = isAsking ? link.packetA : link.packetB;
    if (place !== undefined && packet !== undefined && packet !== place) return [];
    const n = isAsking ? link.b : link.a;
    const words = isAsking ? ASKING[link.kind] : ANSWERING[link.kind];
    return n === entry.n ? [] : [{ n, text: `${words} #${n} (${durationText(link.took)})` }];
  });
}

const ASKING: { readonly [K in Link['kind']]: string } = {
  response: 'answered by',
  ack: 'acknowledged by',
  pong: 'answered by',
  probe: 'answered by',
  connect: 'answered by',
  attachment: 'its bytes are in',
  fanout: 'the same call also made',
  because: 'its handler sent',
  buffered: 'left at last with',
};

const ANSWERING: { readonly [K in Link['kind']]: string } = {
  response: 'answers',
  ack: 'acknowledges',
  pong: 'answers',
  probe: 'answers',
  connect: 'answers',
  attachment: 'belongs to',
  fanout: 'the same call made',
  because: 'sent in the handling of',
  buffered: 'had waited in the buffer since',
};
