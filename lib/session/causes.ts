import type { Received, Role, SourcePlace } from '@/lib/capture/record';
import { joinBufferedPacket } from './buffers';
import { joinFanout } from './calls';
import type { EntryNumber, UnitEntry } from './entry';
import { noteLine } from './lines';
import { addLink, between, linkInto } from './links';
import { messageAt, type PacketAt } from './messages';
import type { Timeline } from './timeline';

/** The line that sent one packet of an entry. `packet` is its place in `unit.packets`. */
export interface Cause {
  readonly packet: number;
  readonly place: SourcePlace;
}

/** What a program told of a packet that it sent. */
export interface Sent {
  readonly kind: 'sent';
  readonly place: SourcePlace;
  /** The turn of the server's program in which the line ran. */
  readonly turn?: number;
  readonly because?: Received;
}

/** The lines that sent the packets of an entry. */
export function causesOf(timeline: Timeline, n: EntryNumber): readonly Cause[] {
  return timeline.index.told.causes.get(n) ?? [];
}

/** The entries a line sent in one run of the program, in the order in which they were joined. */
export function entriesOfLine(
  timeline: Timeline,
  run: number,
  file: string,
  line: number,
): readonly EntryNumber[] {
  return timeline.index.lines.get(`${run} ${file}`)?.get(line)?.sent ?? [];
}

/** For the fold: joins a packet with the line that sent it, and with the packet in whose handling it was sent. */
export function joinSent(timeline: Timeline, { n, packet }: PacketAt, sent: Sent): void {
  const entry = timeline.entries.nth(n);
  if (entry?.kind !== 'unit') return;
  const { causes } = timeline.index.told;
  const known = causes.get(n);
  if (known) known.push({ packet, place: sent.place });
  else causes.set(n, [{ packet, place: sent.place }]);

  noteLine(timeline, entry.run, sent.place, { as: 'sent', n });
  // Attachments go where the packet goes that announced them.
  if (entry.unit.packets[packet]?.eio.binary) return;
  if (sent.because) joinBecause(timeline, entry, packet, sent.because);
  const isFirst = sent.turn === undefined || joinFanout(timeline, entry, packet, sent.turn);
  // An emit that waited in a buffer ran when it was made, and was counted then. It may be told after the packet.
  if (entry.unit.from === 'client') joinBufferedPacket(timeline, entry, packet);
  const hasWaited = linkInto(timeline, { n, packet }, ['buffered']) !== undefined;
  if (isFirst && !hasWaited) noteLine(timeline, entry.run, sent.place, { as: 'run' });
}

/** An ack and a CONNECT answer are joined with what they answer already, whoever tells. */
function joinBecause(timeline: Timeline, entry: UnitEntry, packet: number, because: Received): void {
  const toward: Role = entry.unit.from === 'server' ? 'client' : 'server';
  const heard = messageAt(timeline, toward, because.sid, because.ordinal);
  const asked = heard && timeline.entries.nth(heard.n);
  if (!heard || !asked || linkInto(timeline, { n: entry.n, packet }, ['ack', 'connect', 'because'])) return;
  addLink(timeline, {
    kind: 'because',
    a: heard.n,
    b: entry.n,
    packetA: heard.packet,
    packetB: packet,
    took: between(asked.at, entry.at),
    label: 'sent in its handling',
  });
}
