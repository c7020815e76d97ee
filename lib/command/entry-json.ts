import { toBase64 } from '@/lib/base/base64';
import type { Packet } from '@/lib/dissect/layer';
import { wireLength } from '@/lib/dissect/wire-length';
import type { Entry } from '@/lib/session/entry';

/** One entry as one line of JSON, without its line break. `at` counts microseconds; what is undefined is left out. */
export function entryJson(entry: Entry): string {
  const { n, at, from, to, kind } = entry;
  const conn = 'conn' in entry ? entry.conn : undefined;
  if (entry.kind !== 'unit') {
    const head = { n, kind, at, conn, from, to };
    return JSON.stringify({ ...head, layers: [], bytes: 0, packets: [], issues: [], ...detailOf(entry) });
  }
  const { unit, sid, transport } = entry;
  const { http } = unit;
  return JSON.stringify({
    n,
    kind,
    at,
    conn,
    from,
    to,
    sid,
    transport,
    layers: layersOf(entry),
    bytes: wireLength(unit),
    http: http && { method: http.method, target: http.target, status: http.status },
    packets: unit.packets.map(packetJson),
    issues: unit.issues.map(({ code, level, message }) => ({ code, level, message })),
  });
}

/** A message of an import has no frame to dissect, but what carried it was a WebSocket. */
function layersOf({ unit }: Extract<Entry, { kind: 'unit' }>): readonly string[] {
  const { form } = unit.context ?? {};
  return form === 'ws-text' || form === 'ws-binary' ? ['ws', ...unit.layers] : unit.layers;
}

function detailOf(entry: Exclude<Entry, { kind: 'unit' }>): object {
  switch (entry.kind) {
    case 'open':
    case 'close':
      return { by: entry.by, how: entry.how };
    case 'trace':
      return { trace: entry.record.event };
    case 'fault':
      return { fault: entry.record.fault, state: entry.record.state, detail: entry.record.detail };
    case 'gap':
      return { lost: entry.lost };
  }
}

/**
 * The text of a message that carries a Socket.IO packet is left out: the packet says it. Only of one that is nested too
 * deep for readers of JSON is the text all there is. Binary is in base64.
 */
function packetJson({ eio, sio }: Packet): object {
  const { type, data, handshake, binary } = eio;
  // A level takes a character or a byte at least.
  const mayBeDeep = (data ?? binary ?? '').length > DEEPEST;
  const isDeep = sio !== undefined && mayBeDeep && isDeeper(sio.data, DEEPEST);
  const isTold = handshake !== undefined || (sio !== undefined && !isDeep);
  return {
    eio: {
      type,
      handshake,
      data: isTold ? undefined : data,
      binary: binary && toBase64(binary),
    },
    sio: isDeep ? { ...sio, data: undefined } : sio,
  };
}

/** Levels: common readers of JSON give up at 1,000. */
const DEEPEST = 500;

/** Level by level, because a walk down would exhaust the stack that it is to protect. */
function isDeeper(value: unknown, most: number): boolean {
  let level = [value];
  for (let depth = 0; depth <= most; depth += 1) {
    level = level.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []));
    if (level.length === 0) return false;
  }
  return true;
}
