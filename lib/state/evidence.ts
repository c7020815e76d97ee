import type { EioType, Packet } from '@/lib/dissect/layer';
import { labelOf } from '@/lib/explain/label';
import type { Entry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

const TYPE_DIGIT: { readonly [T in EioType]: string } = {
  open: '0',
  close: '1',
  ping: '2',
  pong: '3',
  message: '4',
  upgrade: '5',
  noop: '6',
};

const LONGEST = 44; // two lines of the lesson

/** What proved a step, as it was on the wire: `#9 3probe`. Kept with the progress, when the entry is long gone. */
export function evidenceText(entry: Entry, timeline: Timeline): string {
  return `#${entry.n} ${shortened(wireText(entry, timeline))}`;
}

function wireText(entry: Entry, timeline: Timeline): string {
  const [packet, another] = entry.kind === 'unit' ? entry.unit.packets : [];
  const raw = packet && !another ? packetText(packet) : undefined;
  // Cut short, a packet may lose the very part that proved it: then its row tells better what it is.
  if (raw !== undefined && Array.from(raw).length <= LONGEST) return raw;
  return labelOf(entry, timeline)
    .map(({ text }) => text)
    .join(' ');
}

function packetText({ eio }: Packet): string {
  if (eio.binary) return `binary, ${eio.binary.length} B`;
  const digit = TYPE_DIGIT[eio.type];
  return eio.data ? digit + eio.data : `${digit} ${eio.type}`;
}

function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length <= LONGEST ? text : `${letters.slice(0, LONGEST - 1).join('')}…`;
}
