import type { Entry, EntryNumber } from './entry';
import type { EntryStore } from './entry-store';
import type { Timeline } from './timeline';
import { headerOf } from './told';

/** The namespace that an entry is about. Absent where it is about none, or its body has packets of several. */
export function namespaceOf(timeline: Timeline, entry: Entry): string | undefined {
  if (entry.kind === 'trace') {
    const { event } = entry.record;
    return 'nsp' in event ? event.nsp : undefined;
  }
  if (entry.kind !== 'unit') return undefined;
  const [first, ...more] = entry.unit.packets.map(({ eio, sio }, packet) =>
    eio.binary ? ofHeader(timeline, entry.n, packet) : sio?.nsp,
  );
  return more.every((name) => name === first) ? first : undefined;
}

/** An attachment is the packet's that announced it; a packet of the msgpack parser is binary and says it itself. */
function ofHeader(timeline: Timeline, n: EntryNumber, packet: number): string | undefined {
  const header = headerOf(timeline, { n, packet });
  const entry = timeline.entries.nth(header.n);
  return entry?.kind === 'unit' ? entry.unit.packets[header.packet]?.sio?.nsp : undefined;
}

/** The namespaces of entries that were passed on their way: grows with them, by one look at each shape of frames. */
export interface SeenNamespaces {
  readonly names: string[];
  /** Of frames only. */
  readonly shapes: Set<number>;
}

export function seeNamespace(seen: SeenNamespaces, entries: EntryStore, n: EntryNumber): void {
  if (entries.isFrame(n)) {
    const shape = entries.shapeOf(n);
    if (seen.shapes.has(shape)) return;
    seen.shapes.add(shape);
  }
  const entry = entries.nth(n);
  if (entry?.kind !== 'unit') return;
  for (const { sio } of entry.unit.packets)
    if (sio && !seen.names.includes(sio.nsp)) seen.names.push(sio.nsp);
}
