import type { Issue, Unit } from '@/lib/dissect/layer';
import { sizeText } from './words';

/** Whether only the beginning of a packet is here: the last of a unit that is too long to be kept. */
export function isBeginning({ context, packets }: Unit, place: number): boolean {
  return context?.partial === true && place === packets.length - 1;
}

const LIMITS: ReadonlySet<string> = new Set(['ws-too-long', 'http-too-long', 'import-cut']);

/** It tells what was not kept, by us or by who wrote the file: nobody did anything wrong. */
export function isOwnLimit({ code }: Issue): boolean {
  return LIMITS.has(code);
}

/** `3.0 kB`: how many bytes a binary packet has; `over 4.2 MB` where nobody counted what was not kept. */
export function binarySize(unit: Unit, place: number): string {
  const { context, skipped } = unit;
  const kept = unit.packets[place]?.eio.binary?.length ?? 0;
  if (!isBeginning(unit, place)) return sizeText(kept);
  const isCounted = unit.http === undefined && !context?.reassembled && !context?.inflated;
  return skipped !== undefined && isCounted ? sizeText(kept + skipped) : `over ${sizeText(kept)}`;
}
