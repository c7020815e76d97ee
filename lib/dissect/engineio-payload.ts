import { locateText, textAt } from '@/lib/base/utf8';
import { type EioWalk, type Lead, walkBinary, walkText, writeLead } from './engineio';
import { EIO_FIELDS } from './engineio-fields';
import { type Ground, LayerWriter, preview } from './open-layer';
import { SEPARATOR } from './packets';
import { PAYLOAD_FIELDS, type PayloadStyle, splitBinary, splitLengths } from './payload';

/** The packets of an HTTP body. */
export function walkPayload(
  walk: EioWalk,
  ground: Ground,
  from: number,
  to: number,
  style: PayloadStyle,
): void {
  if (style === 'separated') {
    walkSeparated(walk, ground, from, to);
    return;
  }
  const { bytes } = ground;
  const split =
    style === 'binary' ? splitBinary(bytes, from, to) : splitLengths(locateText(bytes, from, to), from);
  for (const { from: lengthAt, start, end, isBinary, length } of split.packets) {
    const spec = PAYLOAD_FIELDS['eio.length'];
    const lead = { key: 'eio.length', spec, from: lengthAt, value: length, text: String(length) };
    if (isBinary) {
      walkBinary(walk, ground, start, end, lead);
    } else if (end === start) {
      emptyPacket(walk, ground, start, lead);
    } else if (!walkText(walk, ground, start, end, lead)) {
      leaveUnread(walk, ground, end, to);
      return;
    }
  }
  if (split.fault === undefined) return;
  leaveUnread(walk, ground, split.fault.at, to, split.fault.message);
}

/** Packets joined by U+001E. */
function walkSeparated(walk: EioWalk, ground: Ground, from: number, to: number): void {
  const spec = EIO_FIELDS['eio.separator'];
  const { isPartial } = walk;
  let start = from;
  for (;;) {
    const next = ground.bytes.indexOf(SEPARATOR, start);
    const isLast = next === -1 || next >= to;
    const end = isLast ? to : next;
    walk.isPartial = isPartial && isLast;
    if (walk.isPartial && start === end) {
      leaveUnread(walk, ground, start - 1, end);
      return;
    }
    const lead = { key: 'eio.separator', spec, from: start - 1, value: '\u001e', text: 'U+001E' };
    const isRead = walkText(walk, ground, start, end, start > from ? lead : undefined);
    if (isLast) return;
    if (!isRead) {
      leaveUnread(walk, ground, end, to);
      return;
    }
    start = end + 1;
  }
}

/** Protocol 3 lets a length be 0; nobody reads a packet there. */
function emptyPacket(walk: EioWalk, ground: Ground, start: number, lead: Lead): void {
  const eio = new LayerWriter('eio', 'Engine.IO packet', ground);
  writeLead(eio, lead, start);
  walk.layers.push(eio.close(lead.from, start));
}

function leaveUnread(walk: EioWalk, ground: Ground, start: number, end: number, fault?: string): void {
  const eio = new LayerWriter('eio', 'Engine.IO payload', ground);
  const text = textAt(ground.bytes, start, end);
  eio.field('eio.unread', EIO_FIELDS['eio.unread'], start, end, text, preview(text));
  if (fault !== undefined) eio.issue('eio-length', fault, start, end);
  walk.layers.push(eio.close(start, end));
}
