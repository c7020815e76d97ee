import { hexText } from '@/lib/base/bytes';
import { readCapture } from '@/lib/capture/file';
import type { EioPacket, EioType, SioType } from '@/lib/dissect/layer';
import type { Lesson, Match } from '@/lib/lessons/lesson';
import { linesOf } from '@/lib/session/chain';
import type { Entry, Party, UnitEntry } from '@/lib/session/entry';
import { step as fold, openTimeline } from '@/lib/session/fold';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';

/** What a stage needs to play a program. */
export type Play = Pick<Lesson, 'chapter' | 'slug' | 'cast'>;

/** A line of the program with what it does, and the lesson that teaches it. */
export interface SheetRow {
  readonly file: 'server.js' | 'client.js';
  /** As it stands in the file, without its indent; once in it. */
  readonly line: string;
  readonly says: string;
  /** `<chapter>/<slug>` */
  readonly lesson: string;
  /** The packets, in order, where the library sends them and no line can be told: the first entry that matches each. */
  readonly sends?: readonly Match[];
}

export interface SheetSection {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly SheetRow[];
}

/** Something that crossed the wire. Text as Engine.IO has it, or bytes in hex. */
export interface SheetPacket {
  readonly from: Party;
  /** One emit may go to several, in the same bytes. */
  readonly to: readonly Party[];
  readonly text: string;
  readonly isBinary: boolean;
  /** It answers the packet before it. */
  readonly isAnswer: boolean;
  /** The frame that carried it first, whole, in hex. */
  readonly frame: string;
}

/** What the page shows of a row. */
export interface SheetLine {
  readonly row: Pick<SheetRow, 'file' | 'line' | 'says' | 'lesson'>;
  readonly packets: readonly SheetPacket[];
}

/** A recording, folded. Refuses what is no capture file; see `readCapture`. */
export function timelineOfCapture(capture: string): Timeline {
  const timeline = openTimeline();
  for (const record of readCapture(capture).records) fold(timeline, record);
  return timeline;
}

/** The first packet of each type in these recordings, as text: an example that was really sent. */
export function examplesIn(timelines: readonly Timeline[]): ReadonlyMap<EioType | SioType, string> {
  const examples = new Map<EioType | SioType, string>();
  for (const { entries } of timelines) {
    for (const entry of entries) {
      for (const { eio, sio } of entry.kind === 'unit' ? entry.unit.packets : []) {
        if (eio.binary) continue;
        if (!examples.has(eio.type)) examples.set(eio.type, textOf(eio));
        if (sio && !examples.has(sio.type)) examples.set(sio.type, textOf(eio));
      }
    }
  }
  return examples;
}

/** What a line put on the wire in the first run of a recording, and what came back for it. */
export function packetsOf(row: SheetRow, source: string, timeline: Timeline): readonly SheetPacket[] {
  const sent = row.sends
    ? row.sends.flatMap((match) => firstUnit(timeline, match))
    : sentBy(row, source, timeline);
  const packets: SheetPacket[] = [];
  for (const entry of sent) {
    add(packets, entry, false);
    for (const { kind, a, b } of linksOf(timeline, entry.n)) {
      const answer = timeline.entries.nth(b);
      if ((kind === 'ack' || kind === 'connect') && a === entry.n && answer?.kind === 'unit') {
        add(packets, answer, true);
      }
    }
  }
  // What was asked stands before what was answered, whoever was quicker.
  return [...packets.filter(({ isAnswer }) => !isAnswer), ...packets.filter(({ isAnswer }) => isAnswer)];
}

/** Where a row's line stands in its file, from 1; 0 where it does not. */
export function lineNumber(row: SheetRow, source: string): number {
  return source.split('\n').findIndex((line) => line.trim() === row.line) + 1;
}

function sentBy(row: SheetRow, source: string, timeline: Timeline): readonly UnitEntry[] {
  const line = lineNumber(row, source);
  const numbers = linesOf(timeline, 1, row.file).get(line)?.sent ?? [];
  const entries = numbers.flatMap((n) => units(timeline.entries.nth(n)));
  // A client's program runs in each of the cast: Alice speaks for all, unless she did not.
  const speaker = entries.some(({ from }) => from === 'alice') ? 'alice' : entries[0]?.from;
  return entries.filter(({ from }) => from === speaker);
}

function firstUnit(timeline: Timeline, match: Match): readonly UnitEntry[] {
  return units(timeline.entries.find((entry) => match(entry)));
}

function units(entry: Entry | undefined): readonly UnitEntry[] {
  return entry?.kind === 'unit' ? [entry] : [];
}

function add(packets: SheetPacket[], entry: UnitEntry, isAnswer: boolean): void {
  const [packet] = entry.unit.packets;
  const isBinary = packet === undefined || packet.eio.binary !== undefined;
  const text = packet ? textOf(packet.eio) : `CLOSE ${hexText(entry.unit.wire)}`;
  const same = packets.find(
    (one) => one.text === text && one.from === entry.from && one.isAnswer === isAnswer,
  );
  if (same) {
    if (!same.to.includes(entry.to)) packets[packets.indexOf(same)] = { ...same, to: [...same.to, entry.to] };
    return;
  }
  const frame = hexText(entry.unit.wire);
  packets.push({ from: entry.from, to: [entry.to], text, isBinary, isAnswer, frame });
}

const DIGIT: { readonly [T in EioType]: string } = {
  open: '0',
  close: '1',
  ping: '2',
  pong: '3',
  message: '4',
  upgrade: '5',
  noop: '6',
};

function textOf(packet: EioPacket): string {
  return packet.binary ? hexText(packet.binary) : DIGIT[packet.type] + (packet.data ?? '');
}
