import type { Role } from '@/lib/capture/record';
import { jsonFault } from './json-fault';
import type { EioPacket } from './layer';
import type { LayerWriter } from './open-layer';
import { missingKey } from './packets';

/** Says what `isOdd` saw in a packet at [start, end). */
export function oddIssue(
  eio: LayerWriter,
  from: Role,
  version: 3 | 4,
  packet: EioPacket,
  start: number,
  end: number,
): void {
  const sender = from === 'client' ? 'A client' : 'A server';
  const asker = version === 4 ? 'in protocol 4 the server asks' : 'in protocol 3 the client asks';
  if (packet.type === 'open' && from === 'server') {
    eio.issue('eio-handshake', handshakeFault(packet, version), start, end);
  } else if (packet.type === 'ping') {
    eio.issue('eio-direction', `${sender} must not ping: ${asker}`, start, end);
  } else if (packet.type === 'pong') {
    eio.issue('eio-direction', `${sender} has no ping to answer: ${asker}`, start, end, 'warn');
  } else {
    eio.issue('eio-direction', `${sender} does not send ${packet.type}`, start, end, 'warn');
  }
}

function handshakeFault({ handshake, data = '' }: EioPacket, version: 3 | 4): string {
  const missing = handshake && missingKey(handshake, version);
  if (missing !== undefined) return `The handshake has no valid ${missing}`;
  return jsonFault(data) === undefined ? 'The handshake must be a JSON object' : 'The handshake is not JSON';
}
