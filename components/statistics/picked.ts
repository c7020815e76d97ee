import { bytesByLayer, type Share } from '@/lib/dissect/bytes-by-layer';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import { kindOf, type PacketKind } from '@/lib/session/tally';
import type { Timeline } from '@/lib/session/timeline';

/** What a bar stands for. */
export type Picked =
  | { readonly kind: 'share'; readonly share: Share }
  | { readonly kind: 'packet'; readonly packet: PacketKind }
  | { readonly kind: 'entry'; readonly n: EntryNumber };

/** The next entry after the selected one that a bar counts, and after the last one the first again. */
export function nextPicked(
  { entries }: Timeline,
  run: number,
  selected: EntryNumber | undefined,
  picked: Picked,
): EntryNumber | undefined {
  if (picked.kind === 'entry') return picked.n;
  const isCounted = (entry: Entry | undefined) => entry?.run === run && counts(picked, entry);
  for (let step = 0; step < entries.length; step += 1) {
    const entry = entries.at(((selected ?? 0) + step) % entries.length);
    if (isCounted(entry)) return entry?.n;
  }
  return undefined;
}

function counts(picked: Exclude<Picked, { kind: 'entry' }>, entry: Entry): boolean {
  if (entry.kind !== 'unit') return false;
  if (picked.kind === 'packet') return entry.unit.packets.some((packet) => kindOf(packet) === picked.packet);
  return bytesByLayer(entry.unit)[picked.share] > 0;
}

/** The same as a filter, where one key says it. */
export function filterOf(picked: Exclude<Picked, { kind: 'entry' }>): string | undefined {
  if (picked.kind === 'share') return picked.share === 'payload' ? undefined : picked.share;
  if (picked.packet === 'binary') return undefined;
  return `${/^[A-Z]/.test(picked.packet) ? 'sio' : 'eio'}.type == ${picked.packet}`;
}
