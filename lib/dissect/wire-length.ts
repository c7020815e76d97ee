import type { Unit } from './layer';

/** Bytes of a unit on the wire: those that are kept, and those that were only counted. */
export function wireLength({ wire, skipped = 0 }: Pick<Unit, 'wire' | 'skipped'>): number {
  return wire.length + skipped;
}
