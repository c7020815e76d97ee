import { hexText, utf8Text } from '@/lib/base/bytes';
import type { ConnId, Record } from '@/lib/capture/record';
import { feed, openConnection } from '@/lib/dissect/connection';
import type { ConnectionState } from '@/lib/dissect/connection-state';
import { dissect } from '@/lib/dissect/dissect';
import type { Unit } from '@/lib/dissect/layer';

/**
 * For tests: the wire as packets and what faults did, one line each: `1 > 42["hi"]` for a packet from the client,
 * `1 <` for one from the server, `hold acted: …` for a fault, with its sentence where it acted.
 */
export function packetLines(records: readonly Record[]): string[] {
  const states = new Map<ConnId, ConnectionState>();
  return records.flatMap((record) => {
    if (record.type === 'fault') {
      return [`${record.fault} ${record.state}${record.state === 'acted' ? `: ${record.detail}` : ''}`];
    }
    if (record.type !== 'bytes') return [];
    const state = states.get(record.conn) ?? openConnection();
    states.set(record.conn, state);
    return feed(state, record.from, record.bytes).flatMap((unit) =>
      packetsIn(unit).map((packet) => `${record.conn} ${unit.from === 'client' ? '>' : '<'} ${packet}`),
    );
  });
}

/** Each packet of a unit as it reads: text, or `<hex>`. */
export function packetsIn(unit: Unit): string[] {
  const { buffers } = dissect(unit);
  return unit.packets.map(({ eio, buffer, start, end }) => {
    const bytes = buffers[buffer]?.bytes.subarray(start, end) ?? new Uint8Array(0);
    return eio.binary && unit.ws ? `<${hexText(bytes)}>` : utf8Text(bytes);
  });
}
