import type { NamedBuffer, Unit } from '@/lib/dissect/layer';

/** The bytes a reader means: what a frame carried, not what it was masked into. */
export function meantBy(unit: Unit, buffers: readonly NamedBuffer[]): Uint8Array {
  if (!unit.ws) return unit.wire;
  return buffers.find(({ name }) => name === 'inflated' || name === 'unmasked')?.bytes ?? unit.wire;
}
