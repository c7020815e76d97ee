import { toBase64 } from '@/lib/base/base64';
import { hexText, utf8Text } from '@/lib/base/bytes';
import type { NamedBuffer, Unit } from '@/lib/dissect/layer';

/** What can be copied of an entry, as the text that goes to the clipboard. */
export const COPIES: {
  readonly [form: string]: (unit: Unit, buffers: readonly NamedBuffer[]) => string;
} = {
  hex: ({ wire }) => hexText(wire),
  text: (unit, buffers) => utf8Text(meantBy(unit, buffers)),
  JSON: ({ http, ws, packets }) => JSON.stringify({ http, ws, packets }, readable, 2),
};

/** The bytes a reader means: what a frame carried, not what it was masked into. */
export function meantBy(unit: Unit, buffers: readonly NamedBuffer[]): Uint8Array {
  if (!unit.ws) return unit.wire;
  return buffers.find(({ name }) => name === 'inflated' || name === 'unmasked')?.bytes ?? unit.wire;
}

function readable(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: toBase64(value) } : value;
}
