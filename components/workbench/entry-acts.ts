import type { BaseOf } from '@/components/inspector/commands';
import { copiesOf } from '@/components/inspector/copy';
import { clientOf } from '@/components/ui/client-of';
import type { RowAct, RowActs } from '@/components/ui/row-menu';
import type { SourcePlace } from '@/lib/capture/record';
import type { Packet } from '@/lib/dissect/layer';
import { labelOf } from '@/lib/explain/label';
import { durationText, eventName } from '@/lib/explain/words';
import { FAULTS, type Fault, type HeldPacket, likeText, type PacketLike } from '@/lib/lab/faults';
import { causesOf } from '@/lib/session/causes';
import type { Entry, EntryNumber, Link, UnitEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';

export interface EntryHands {
  /** Read from a file: no wire, and no program beside it. */
  readonly isFile: boolean;
  /** A wire that can be disturbed: the lab runs, and this entry is of it. */
  readonly live: boolean;
  /** The reader's filter. */
  readonly hidden?: (n: EntryNumber) => boolean;
  /** The entry that others are compared with. */
  readonly marked: EntryNumber | undefined;
  readonly onMark: (n: EntryNumber | undefined) => void;
  readonly onCompare: (n: EntryNumber) => void;
  readonly onFault: (fault: Fault) => void;
  readonly onCopy: (text: string) => void;
  readonly baseOf: BaseOf;
  readonly onSelect: (n: EntryNumber) => void;
  readonly onPlace: (place: SourcePlace) => void;
}

/** What can be done with an entry: to the next one like it, to what it belongs with, to its text. */
export function entryActs(entry: Entry, timeline: Timeline, hands: EntryHands): RowActs {
  const title = `#${entry.n} ${labelOf(entry, timeline)
    .map(({ text }) => text.trim())
    .join(' ')}`;
  const groups = [
    entry.kind === 'unit' && !hands.isFile ? faultActs(entry, hands) : [],
    linkActs(entry, timeline, hands),
    hands.isFile ? [] : placeActs(entry, timeline, hands),
    compareActs(entry, hands),
    copyActs(entry, timeline, hands),
  ];
  return { title, groups: groups.filter((group) => group.length > 0) };
}

function faultActs(entry: UnitEntry, { live, onFault }: EntryHands): RowAct[] {
  const { unit } = entry;
  const client = clientOf(entry);
  const mine = client === undefined ? {} : { client };
  const likes = distinct(unit.packets.map((packet) => likeOf(packet, unit.from)));
  const held = distinct(unit.packets.flatMap((packet) => heldOf(packet) ?? []));
  return [
    ...likes.map(
      (like, i): RowAct => ({
        key: `drop ${i}`,
        label: `Lose the next ${likeText(like)}`,
        hint: FAULTS.drop.realWorld,
        disabled: !live,
        onPick: () => onFault({ kind: 'drop', like, ...mine }),
      }),
    ),
    ...held.map(
      (packet): RowAct => ({
        key: `hold ${packet}`,
        label: `Hold the next ${packet}`,
        hint: FAULTS.hold.realWorld,
        disabled: !live,
        onPick: () => onFault({ kind: 'hold', packet, ...mine }),
      }),
    ),
  ];
}

function compareActs({ n }: Entry, { marked, onMark, onCompare }: EntryHands): RowAct[] {
  if (marked === n)
    return [{ key: 'mark', label: 'No longer compare with this', onPick: () => onMark(undefined) }];
  const mark: RowAct = { key: 'mark', label: 'Compare others with this', onPick: () => onMark(n) };
  if (marked === undefined) return [mark];
  return [{ key: 'compare', label: `Compare with #${marked}`, onPick: () => onCompare(n) }, mark];
}

/** Everything about a packet that the next one like it will have, too. */
function likeOf({ eio, sio }: Packet, from: PacketLike['from']): PacketLike {
  const event = sio && eventName(sio);
  return { from, eio: eio.type, ...(sio && { sio: sio.type }), ...(event !== undefined && { event }) };
}

function heldOf({ eio, sio }: Packet): HeldPacket | undefined {
  if (sio?.type === 'ACK' || sio?.type === 'BINARY_ACK') return 'ack';
  if (eio.type !== 'ping' && eio.type !== 'pong') return undefined;
  return eio.data === 'probe' ? 'probe' : eio.type;
}

function linkActs({ n }: Entry, timeline: Timeline, { onSelect, hidden }: EntryHands): RowAct[] {
  return linksOf(timeline, n)
    .filter(({ a, b }) => a !== b)
    .map((link): RowAct => {
      const other = link.a === n ? link.b : link.a;
      const entry = timeline.entries.nth(other);
      const isHidden = entry !== undefined && hidden?.(entry.n);
      return {
        key: `pair ${link.kind} ${other}`,
        label: `Go to #${other}, ${pairWords(link, n)}`,
        hint: `${durationText(link.took)} ${link.a === n ? 'later' : 'before'}${isHidden ? '; your filter hides it, this shows it' : ''}`,
        onPick: () => onSelect(other),
      };
    });
}

function pairWords({ kind, a, label }: Link, n: EntryNumber): string {
  const isFirst = a === n;
  switch (kind) {
    case 'response':
      return isFirst ? 'the HTTP response' : 'the request';
    case 'ack':
      return isFirst ? 'its ack' : 'the event it answers';
    case 'connect':
      return isFirst ? 'the answer to the CONNECT' : 'the CONNECT';
    case 'pong':
      return isFirst ? 'the pong' : 'the ping';
    case 'probe':
      return isFirst ? 'the answer to the probe' : 'the probe';
    case 'attachment':
      return isFirst ? label : 'the packet it belongs to';
    case 'fanout':
      return 'of the same call';
    case 'because':
      return isFirst ? 'which it caused' : 'which caused it';
    case 'buffered':
      return isFirst ? 'when it was sent' : 'when it was emitted';
  }
}

function placeActs(entry: Entry, timeline: Timeline, { onPlace }: EntryHands): RowAct[] {
  return distinct(placesOf(entry, timeline)).map(
    (place): RowAct => ({
      key: `place ${place.file}:${place.line}`,
      label: `Show its line, ${place.file}:${place.line}`,
      onPick: () => onPlace(place),
    }),
  );
}

function placesOf(entry: Entry, timeline: Timeline): SourcePlace[] {
  if (entry.kind === 'unit')
    return causesOf(timeline, entry.n).map(({ place: { file, line } }) => ({ file, line }));
  const event = entry.kind === 'trace' ? entry.record.event : undefined;
  return event && 'place' in event && event.place ? [event.place] : [];
}

function copyActs(entry: Entry, timeline: Timeline, { onCopy, baseOf }: EntryHands): RowAct[] {
  if (entry.kind !== 'unit') {
    return [
      {
        key: 'copy JSON',
        label: 'Copy as JSON',
        onPick: () => onCopy(JSON.stringify('record' in entry ? entry.record : entry, undefined, 2)),
      },
    ];
  }
  return copiesOf(entry, timeline, baseOf).map(
    ({ form, text }): RowAct => ({
      key: `copy ${form}`,
      label: `Copy as ${form}`,
      onPick: () => onCopy(text()),
    }),
  );
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
