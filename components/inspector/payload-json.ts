import { utf8Text } from '@/lib/base/bytes';
import type { Packet, Unit } from '@/lib/dissect/layer';
import type { Dissected } from './dissected';
import { meantBy } from './meant';

/** The values that an entry carries, to be read: of each packet what it holds, else the body or the message itself. */
export function payloadJson(unit: Unit, dissected: Dissected): string | undefined {
  const values = unit.packets.map(heldBy).filter((value) => value !== undefined);
  if (values.length > 0) return values.map((value) => JSON.stringify(value, undefined, 2)).join('\n\n');
  const text = unit.http ? bodyText(unit) : utf8Text(meantBy(unit, dissected.buffers));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? JSON.stringify(value, undefined, 2) : undefined;
  } catch {
    return undefined; // no JSON
  }
}

function heldBy({ eio, sio }: Packet): unknown {
  return sio?.data ?? eio.handshake;
}

function bodyText({ http, wire }: Unit): string {
  return utf8Text(wire.subarray(wire.length - (http?.bodyLength ?? 0)));
}
