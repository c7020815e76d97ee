import { dissect } from './dissect';
import type { LayerName, Unit } from './layer';
import { saidIn } from './said';

/** Whose bytes they are: a protocol's own, or `payload`: what the program wanted said. */
export type Share = Exclude<LayerName, 'data'> | 'payload';

/** The outermost first. */
export const SHARES: readonly Share[] = ['http', 'ws', 'eio', 'sio', 'sse', 'payload'];

/** Bytes on the wire, by whose they are. */
export type BytesByLayer = { readonly [S in Share]: number };

/**
 * Shares out the bytes of a unit on the wire: they add up to its length. What is inside of a mask, of base64 or of a
 * compression has its part of the bytes that carry it, in proportion.
 */
export function bytesByLayer(unit: Unit): BytesByLayer {
  const shares = { http: 0, ws: 0, eio: 0, sio: 0, sse: 0, payload: 0 };
  for (const { field, layer, meant, scale } of saidIn(unit, dissect(unit))) {
    shares[meant || layer === 'data' ? 'payload' : layer] += (field.end - field.start) * scale;
  }
  // Counted but not kept, because the unit is too long: all of that was body.
  shares.payload += unit.skipped ?? 0;
  return shares;
}
