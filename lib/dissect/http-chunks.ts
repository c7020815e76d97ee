import { latin1Text } from '@/lib/base/latin1';
import { readChunks } from './http-body';
import { HTTP_FIELDS } from './http-fields';
import { count, type LayerWriter, preview } from './open-layer';

/** The chunks of a body, on the wire (RFC 9112 §7.1): size, data, and at the end trailers and an empty line. */
export function chunkFields(http: LayerWriter, bodyStart: number): void {
  const wire = http.ground.bytes;
  const put = (key: keyof typeof HTTP_FIELDS, start: number, end: number, value: unknown, text: string) => {
    if (end > start) http.field(key, HTTP_FIELDS[key], start, end, value, text);
  };
  const { chunks, trailerStart, flaw } = readChunks(wire, bodyStart);
  for (const { start, sizeEnd, dataStart, dataEnd, end, size } of chunks) {
    const line = latin1Text(wire.subarray(start, sizeEnd));
    put('http.chunk.size', start, dataStart, size, `${preview(line)} · ${count(size, 'byte')}`);
    put(
      'http.chunk.data',
      dataStart,
      dataEnd,
      wire.subarray(dataStart, dataEnd),
      count(dataEnd - dataStart, 'byte'),
    );
    put('http.mark', dataEnd, end, undefined, 'line end');
  }
  if (flaw !== undefined) {
    http.issue('http-chunk', flaw.message, flaw.start, Math.max(flaw.end, flaw.start));
    put('http.unread', trailerStart, wire.length, undefined, count(wire.length - trailerStart, 'byte'));
    return;
  }
  lastChunk(trailerStart);

  function lastChunk(from: number): void {
    let isSize = true;
    for (let at = from; at < wire.length; ) {
      const feed = wire.indexOf(0x0a, at);
      const end = feed === -1 ? wire.length : feed + 1;
      const line = latin1Text(wire.subarray(at, end)).trimEnd();
      if (isSize) put('http.chunk.size', at, end, Number.parseInt(line, 16), line);
      else if (line === '') put('http.end', at, end, undefined, 'CRLF');
      else put('http.trailer', at, end, line, preview(line));
      isSize = false;
      at = end;
    }
  }
}
