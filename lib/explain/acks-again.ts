import { firstWhere } from '@/lib/base/first-where';
import type { EntryNumber, UnitEntry } from '@/lib/session/entry';
import { linkInto } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import { unitAt, unitsBut } from './finding';

/** An ack that answered nothing, because an earlier one had answered already. */
export interface AckAgain {
  readonly entry: UnitEntry;
  readonly id: number;
  readonly earlier: EntryNumber;
}

/** In their order. Acks that answer are most of all acks, and are not looked at unless one like them came again. */
export function* acksAgain(timeline: Timeline): Generator<AckAgain> {
  const { entries, links } = timeline;
  const answers = new Uint8Array(entries.length + 1);
  for (let place = 0; place < links.length; place += 1) {
    if (links.kindAt(place) === 'ack') answers[links.endsAt(place).b] = 1;
  }
  // Of entries with several packets one may answer and another not.
  const isPlainAnswer = (n: EntryNumber) => answers[n] === 1 && entries.isFrame(n);
  const strays: { readonly entry: UnitEntry; readonly id: number; readonly key: string }[] = [];
  for (const entry of unitsBut(timeline, isPlainAnswer, ['ACK', 'BINARY_ACK'])) {
    for (const packet of entry.unit.packets.keys()) {
      const ack = ackIn(entry, packet);
      if (ack && !linkInto(timeline, { n: entry.n, packet }, ['ack'])) strays.push({ entry, ...ack });
    }
  }
  if (strays.length === 0) return;

  const ids = new Set(strays.map(({ id }) => `ack ${id}`));
  const answered = new Map<string, EntryNumber[]>();
  for (const { b, packetB, label } of links.ofKinds(['ack'])) {
    const entry = ids.has(label) ? unitAt(timeline, b) : undefined;
    const key = entry && ackIn(entry, packetB ?? 0)?.key;
    if (key === undefined) continue;
    const known = answered.get(key);
    if (known) known.push(b);
    else answered.set(key, [b]);
  }
  for (const { entry, id, key } of strays) {
    const known = answered.get(key) ?? [];
    const earlier = known[firstWhere(known, (n) => n > entry.n) - 1];
    if (earlier !== undefined) yield { entry, id, earlier };
  }
}

/** What tells acks apart: who sent it in which session and namespace, and the id. */
function ackIn({ sid, conn, unit }: UnitEntry, packet: number): { id: number; key: string } | undefined {
  const sio = unit.packets[packet]?.sio;
  if ((sio?.type !== 'ACK' && sio?.type !== 'BINARY_ACK') || sio.id === undefined) return undefined;
  return { id: sio.id, key: `${sid ?? conn} ${unit.from} ${sio.nsp} ${sio.id}` };
}
