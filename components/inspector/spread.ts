import type { Field, NamedBuffer } from '@/lib/dissect/layer';
import { type Dissected, leafIn } from './dissected';

/** Bytes of one buffer. */
export interface ByteRange {
  readonly buffer: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The same bytes in every buffer that holds them. A mask changes bytes where they stand, so there each byte has
 * its own counterpart; what was compressed, or written as base64, corresponds only as a whole.
 *
 *   wire      81 86 a1 5e 09 c4 [93] 2e 7b ab c3 3b
 *                                 │  byte for byte
 *   unmasked                    [32] 70 72 6f 62 65
 */
export function spread(buffers: readonly NamedBuffer[], range: ByteRange): ByteRange[] {
  const ranges = [range, ...upwards(buffers, range)];
  return [...ranges, ...ranges.slice(0, 1).flatMap((origin) => downwards(buffers, origin))];
}

/** The leaf that tells most of a byte: in the buffer made from it byte for byte, where there is one. */
export function tellingLeaf(dissected: Dissected, buffer: number, offset: number): Field | undefined {
  const made = dissected.buffers.findIndex(
    ({ source }, i) =>
      source?.buffer === buffer &&
      source.start <= offset &&
      offset < source.end &&
      isByteForByte(dissected.buffers, i),
  );
  const source = dissected.buffers[made]?.source;
  const inner = source && tellingLeaf(dissected, made, offset - source.start);
  return inner ?? leafIn(dissected, buffer, offset);
}

/** What a masked byte is without its mask; `undefined` of any other byte. */
export function unmaskedByte(
  buffers: readonly NamedBuffer[],
  buffer: number,
  offset: number,
): number | undefined {
  const [inner] = downwards(buffers, { buffer, start: offset, end: offset + 1 });
  const made = inner && isByteForByte(buffers, inner.buffer) ? buffers[inner.buffer] : undefined;
  return inner && made?.bytes[inner.start];
}

function upwards(buffers: readonly NamedBuffer[], { buffer, start, end }: ByteRange): ByteRange[] {
  const source = buffers[buffer]?.source;
  if (!source || source.buffer >= buffer) return [];
  const origin = isByteForByte(buffers, buffer)
    ? { buffer: source.buffer, start: source.start + start, end: source.start + end }
    : source;
  return [origin, ...upwards(buffers, origin)];
}

function downwards(buffers: readonly NamedBuffer[], range: ByteRange): ByteRange[] {
  return buffers.flatMap(({ source, bytes }, made): ByteRange[] => {
    if (source?.buffer !== range.buffer || made <= range.buffer) return [];
    const start = Math.max(source.start, range.start);
    const end = Math.min(source.end, range.end);
    if (start >= end) return [];
    const isWhole = start === source.start && end === source.end;
    if (!isWhole && !isByteForByte(buffers, made)) return [];
    const found = isWhole
      ? { buffer: made, start: 0, end: bytes.length }
      : { buffer: made, start: start - source.start, end: end - source.start };
    return [found, ...downwards(buffers, found)];
  });
}

function isByteForByte(buffers: readonly NamedBuffer[], buffer: number): boolean {
  const made = buffers[buffer];
  return (
    made?.source !== undefined &&
    made.name === 'unmasked' &&
    made.source.end - made.source.start === made.bytes.length
  );
}
