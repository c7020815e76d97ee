import type { Dissection, Field, LayerName, Unit } from './layer';
import { leavesOf } from './leaves';

/** Bytes that a layer says itself, and does not only carry for the layer within it. */
export interface Said {
  readonly field: Field;
  readonly layer: LayerName;
  /** What the program gave to be said: an event, its arguments, an attachment. All else is overhead. */
  readonly meant: boolean;
  /**
   * Bytes on the wire for each of its own: 1 under a mask, 4/3 in base64, less where it was compressed. What is
   * inside of another buffer has its part of the bytes that carry it.
   */
  readonly scale: number;
}

/**
 * Each byte of a unit once, in the one layer that says what it is: what another buffer was made from is left out, and
 * what it was made into is there instead.
 */
export function saidIn(unit: Unit, dissection: Dissection): Said[] {
  const { buffers } = dissection;
  const said: Said[] = [];
  const seen = new Set<number>();

  function collect(buffer: number, scale: number): void {
    const leaves = leavesOf(dissection, buffer);
    for (const field of leaves) {
      const inside = isChunkFrame(field) ? -1 : madeFrom(buffers, field);
      const made = buffers[inside];
      if (!made?.source || made.bytes.length === 0) {
        said.push({ field, layer: layerOf(field), meant: isMeant(field, unit), scale });
      } else if (!seen.has(inside)) {
        // Several leaves may have made one buffer, as chunks do: the first of them stands for all.
        seen.add(inside);
        collect(inside, (scale * carriedBytes(leaves, made.source)) / made.bytes.length);
      }
    }
  }

  collect(0, 1);
  return said;
}

/** The buffer that was made from the bytes of a field, with or without those beside it. */
function madeFrom(buffers: Dissection['buffers'], { buffer, start, end }: Field): number {
  return buffers.findIndex(
    ({ source }) => source?.buffer === buffer && source.start <= start && end <= source.end,
  );
}

function carriedBytes(leaves: readonly Field[], { start, end }: { start: number; end: number }): number {
  let bytes = 0;
  for (const leaf of leaves) {
    if (start <= leaf.start && leaf.end <= end && !isChunkFrame(leaf)) bytes += leaf.end - leaf.start;
  }
  return bytes;
}

/** A filter key begins with its layer. */
export function layerOf({ key }: Pick<Field, 'key'>): LayerName {
  const name = key.slice(0, Math.max(0, key.indexOf('.')));
  switch (name) {
    case 'http':
    case 'ws':
    case 'eio':
    case 'sio':
    case 'sse':
      return name;
    default:
      return 'data';
  }
}

/** Within the range that was joined, but not joined: the sizes and line ends of chunks. */
function isChunkFrame({ key }: Field): boolean {
  return key.startsWith('http.') && key !== 'http.chunk.data' && key !== 'http.body';
}

function isMeant({ key, buffer, start, end }: Field, unit: Unit): boolean {
  if (MEANT.has(key) || layerOf({ key }) === 'data') return true;
  // What Engine.IO says by a body of its own, `ok` to each POST, no program asked for.
  if (key === 'http.body' || key === 'http.chunk.data') return unit.engine === undefined;
  // Engine.IO's pings carry text, too; only a message is the program's.
  return (
    key === 'eio.data' &&
    unit.packets.some(
      (packet) =>
        packet.eio.type === 'message' &&
        packet.buffer === buffer &&
        packet.start <= start &&
        end <= packet.end,
    )
  );
}

const MEANT: ReadonlySet<string> = new Set([
  'sio.data',
  'sio.event',
  'sio.arg',
  'sio.auth',
  'sio.message',
  'sio.member',
  'sio.attachment',
  'eio.binary',
  'ws.payload',
  'ws.part',
  'sse.data',
]);
