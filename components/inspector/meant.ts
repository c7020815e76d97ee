import type { NamedBuffer, Unit } from '@/lib/dissect/layer';
import { frameHead } from '@/lib/dissect/websocket-frame';

/** The bytes a reader means: the message that a frame carried, or ended, not what it was masked or compressed into. */
export function meantBy(unit: Unit, buffers: readonly NamedBuffer[]): Uint8Array {
  if (!unit.ws) return unit.wire;
  const made = buffers.findLast(
    ({ name }) => name === 'inflated' || name === 'reassembled' || name === 'unmasked',
  );
  return made?.bytes ?? unit.wire.subarray(frameHead(unit.wire).header);
}
