import { utf8Bytes } from '@/lib/base/bytes';
import { latin1Text } from '@/lib/base/latin1';
import { dissect } from '@/lib/dissect/dissect';
import type { Unit } from '@/lib/dissect/layer';
import { labelOf } from '@/lib/explain/label';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

/** What is looked for: bytes, one character of Latin-1 each, and where it is text, the text in lower case. */
export interface Sought {
  readonly bytes: string;
  readonly text?: string;
}

/** An entry that has it, and where, where it is among its bytes. */
export interface Found {
  readonly n: EntryNumber;
  readonly place?: { readonly buffer: number; readonly start: number; readonly end: number };
}

/** `0x81 86` are bytes, anything else is text, in whichever case; `undefined` where there is nothing to look for. */
export function readSought(typed: string): Sought | undefined {
  const hex = /^\s*0x((?:\s*[0-9a-f]{2})+)\s*$/i.exec(typed)?.[1]?.replaceAll(/\s/g, '');
  if (hex !== undefined) {
    const codes = hex.match(/../g) ?? [];
    return { bytes: String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16))) };
  }
  const text = typed.toLowerCase();
  return text === '' ? undefined : { text, bytes: latin1Text(utf8Bytes(text)) };
}

/** The next entry after `from`, or before it, that has it; it begins anew at the other end. */
export function findFrom(
  { entries, ...timeline }: Timeline,
  sought: Sought,
  from: EntryNumber | undefined,
  way: 1 | -1,
  shows: (n: EntryNumber) => boolean,
): Found | undefined {
  const { length } = entries;
  const first = from === undefined ? (way === 1 ? 0 : length - 1) : from - 1 + way;
  for (let step = 0; step < length; step += 1) {
    const n = ((first + way * step + 2 * length) % length) + 1;
    const entry = shows(n) ? entries.nth(n) : undefined;
    if (!entry) continue;
    const found = findIn(entry, { entries, ...timeline }, sought);
    if (found) return found;
  }
  return undefined;
}

function findIn(entry: Entry, timeline: Timeline, sought: Sought): Found | undefined {
  const { n } = entry;
  if (entry.kind === 'unit') {
    const place = placeIn(entry.unit, sought);
    if (place) return { n, place };
  }
  const { text } = sought;
  if (text === undefined) return undefined;
  const label = labelOf(entry, timeline).map((part) => part.text.trim());
  return label.join(' ').toLowerCase().includes(text) ? { n } : undefined;
}

/** In the innermost buffer that has it: what was masked or packed is found as what it was. */
function placeIn(unit: Unit, { bytes, text }: Sought): Found['place'] | undefined {
  const { context, ws, http } = unit;
  const isMade = context?.inflated !== undefined || context?.reassembled !== undefined;
  const isAsSent = ws?.masked !== true && http === undefined && !isMade;
  const buffers = isAsSent ? [unit.wire] : dissect(unit).buffers.map((buffer) => buffer.bytes);
  for (let buffer = buffers.length - 1; buffer >= 0; buffer -= 1) {
    const all = latin1Text(buffers[buffer] ?? new Uint8Array());
    const start = (text === undefined ? all : lowered(all)).indexOf(bytes);
    if (start >= 0) return { buffer, start, end: start + bytes.length };
  }
  return undefined;
}

/** Only ASCII has a lower case that is as long in bytes. */
function lowered(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
