import type { TraceEvent } from '@/lib/capture/record';
import type { Fault } from '@/lib/lab/faults';
import type { Loss } from './gate';

/** The sentences of the records: what a fault did to whom. */

type LaneName = 'up' | 'down';

const whose = (client: string, lane: LaneName) => (lane === 'up' ? `from ${client}` : `to ${client}`);

export function slowText(fault: Fault, client: string, lane: LaneName): string {
  const bytes = `Bytes ${whose(client, lane)}`;
  switch (fault.kind) {
    case 'latency':
      return `${bytes} take ${fault.ms}${fault.jitterMs ? ` to ${fault.ms + fault.jitterMs}` : ''} ms longer.`;
    case 'bandwidth':
      return `${bytes} pass at ${fault.bytesPerSecond} a second, shared by all of ${client}'s connections.`;
    default:
      return `${bytes} are kept back.`;
  }
}

/** The packet first: on a ladder there may be no room for more. */
export function heldText(packet: string, client: string, lane: LaneName): string {
  return `${packet} ${whose(client, lane)} is held, with all that comes behind it on its connection.`;
}

export function lostText(packet: string, client: string, lane: LaneName, how: Loss): string {
  const lost = `${packet} is lost on its way ${whose(client, lane)}.`;
  switch (how) {
    case 'clean':
      return lost;
    case 'plain':
      return `${lost} What comes after it was compressed with the help of it, so the wire passes that on uncompressed.`;
    case 'kept':
      return `${packet} ${whose(client, lane)} is not lost, for it cannot be taken out of a script (JSONP).`;
  }
}

/** Told once for each direction of a connection. */
export function tooLong(client: string, lane: LaneName): TraceEvent {
  return {
    kind: 'exception',
    phase: 'limit',
    name: 'WireLimit',
    message: `A message ${whose(client, lane)} is longer than 1 MiB: the wire lets it pass, whatever packets it waits for.`,
  };
}
