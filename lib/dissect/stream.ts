import type { Walk } from './dissect';
import { joinedChunks } from './http-body';
import { chunkFields } from './http-chunks';
import { count, LayerWriter } from './open-layer';
import { dissectEvents } from './sse';

/** A piece of an event stream, in the chunks of its transfer or bare. */
export function dissectStream(walk: Walk, stream: 'chunked' | 'bare'): void {
  const { unit } = walk;
  const wire = { buffer: 0, bytes: unit.wire };
  const end = unit.wire.length;
  if (stream === 'bare') {
    walk.layers.push(...dissectEvents(wire, 0, end));
    return;
  }
  const http = new LayerWriter('http', 'Chunks of the answer', wire);
  chunkFields(http, 0);
  if (unit.skipped !== undefined) {
    http.issue('http-too-long', `${count(unit.skipped, 'byte')} are not kept`, 0, end, 'warn');
  }
  if (unit.cut) http.issue('http-cut', 'The connection ended before the stream did', 0, end, 'note');
  walk.layers.push(http.close(0, end));
  const bytes = joinedChunks(unit.wire);
  if (bytes.length === 0) return;
  walk.buffers.push({ name: 'reassembled', bytes, source: { buffer: 0, start: 0, end } });
  walk.layers.push(...dissectEvents({ buffer: 1, bytes }, 0, bytes.length));
}
