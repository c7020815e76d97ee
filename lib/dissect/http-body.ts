import { concatBytes } from '@/lib/base/bytes';
import type { HttpHead } from './http-scan';
import { type Coding, openCoding } from './inflate';
import type { InflateProblem, Issue, NamedBuffer } from './layer';
import type { Ground } from './open-layer';

/** The body of a message, opened as far as it goes: its chunks joined, its coding undone. */
export interface OpenBody {
  /** The buffers that were made on the way, after `wire`. */
  readonly buffers: readonly NamedBuffer[];
  /** Where the content lies at last. */
  readonly ground: Ground;
  readonly start: number;
  readonly end: number;
  /** What could not be opened, and why. */
  readonly problem?: Issue;
  /** What is here is its beginning, though its receiver had all of it. */
  readonly isPartial: boolean;
  /** Why, where it was opened only as far as it is kept. */
  readonly notice?: Issue;
}

/** One chunk of a chunked body (RFC 9112 §7.1). Places are in the wire. */
export interface Chunk {
  readonly start: number;
  /** The size line without its line end, and where the data lies. */
  readonly sizeEnd: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** After the line end that follows the data. */
  readonly end: number;
  readonly size: number;
}

export interface Chunks {
  readonly chunks: readonly Chunk[];
  /** The last chunk, its trailers and the blank line; the end of the wire where they never came. */
  readonly trailerStart: number;
  readonly flaw?: { readonly message: string; readonly start: number; readonly end: number };
}

/**
 * `isImport`: the body is bounded by the message itself and was opened before. `isPartial`: the wire has its beginning
 * only.
 */
export function openBody(
  wire: Uint8Array,
  head: HttpHead,
  limit: number,
  isImport: boolean,
  isPartial = false,
): OpenBody {
  const buffers: NamedBuffer[] = [];
  let ground: Ground = { buffer: 0, bytes: wire };
  let start = head.bodyStart;
  let end = wire.length;
  if (isImport) return { buffers, ground, start, end, isPartial };

  if (isChunked(head)) {
    const bytes = joinedChunks(wire, start);
    buffers.push({ name: 'reassembled', bytes, source: { buffer: 0, start, end } });
    ground = { buffer: 1, bytes };
    start = 0;
    end = bytes.length;
  }
  const coding = head.headers['content-encoding']?.trim().toLowerCase();
  if (coding === undefined || coding === 'identity' || end === start)
    return { buffers, ground, start, end, isPartial };
  if (!isCoding(coding)) {
    const message = `The body is coded as "${coding}", which is not opened here`;
    const { buffer } = ground;
    const problem: Issue = { code: 'http-coding', message, level: 'error', buffer, start, end };
    return { buffers, ground, start, end, problem, isPartial };
  }
  const { bytes, problem } = openCoding(CODINGS[coding], ground.bytes.subarray(start, end), limit);
  const source = { buffer: ground.buffer, start, end };
  buffers.push({ name: 'inflated', bytes, source });
  return {
    buffers,
    ground: { buffer: buffers.length, bytes },
    start: 0,
    end: bytes.length,
    ...unopened(problem, source, isPartial),
  };
}

/** Our own limit is no fault of the peer, and what is not kept cannot be opened to its end. */
function unopened(
  problem: InflateProblem | undefined,
  source: Pick<Issue, 'buffer' | 'start' | 'end'>,
  isPartial: boolean,
): Pick<OpenBody, 'problem' | 'notice' | 'isPartial'> {
  if (problem === undefined || (isPartial && problem !== 'too-long')) return { isPartial };
  const issue = { code: 'http-inflate', message: PROBLEMS[problem], ...source };
  if (problem === 'too-long') return { isPartial: true, notice: { ...issue, level: 'warn' } };
  return { isPartial, problem: { ...issue, level: 'error' } };
}

export function isChunked(head: HttpHead): boolean {
  return /(^|,)\s*chunked\s*$/i.test(head.headers['transfer-encoding'] ?? '');
}

const CODINGS = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'br' } as const satisfies {
  [name: string]: Coding;
};

function isCoding(name: string): name is keyof typeof CODINGS {
  return Object.hasOwn(CODINGS, name);
}

const PROBLEMS = {
  broken: 'The compressed body is broken',
  cut: 'The compressed body ends too early',
  'too-long': 'The compressed body opens to more than is kept',
} as const;

/** The data of the chunks that begin at `from`. */
export function joinedChunks(wire: Uint8Array, from = 0): Uint8Array {
  const { chunks } = readChunks(wire, from);
  return concatBytes(chunks.map(({ dataStart, dataEnd }) => wire.subarray(dataStart, dataEnd)));
}

export function readChunks(wire: Uint8Array, from: number): Chunks {
  const chunks: Chunk[] = [];
  let at = from;
  while (at < wire.length) {
    const feed = wire.indexOf(0x0a, at);
    if (feed === -1) break;
    const sizeEnd = feed > at && wire[feed - 1] === 0x0d ? feed - 1 : feed;
    const size = chunkSize(wire, at, sizeEnd);
    if (size === undefined) {
      return {
        chunks,
        trailerStart: at,
        flaw: { message: 'A chunk must begin with its size in hex', start: at, end: feed + 1 },
      };
    }
    if (size === 0) return { chunks, trailerStart: at };
    const dataStart = feed + 1;
    const dataEnd = Math.min(dataStart + size, wire.length);
    const end = Math.min(dataEnd + 2, wire.length);
    chunks.push({ start: at, sizeEnd, dataStart, dataEnd, end, size });
    const isEnded = end === dataEnd || wire[dataEnd] === 0x0d;
    if (!isEnded || (end === dataEnd + 2 && wire[dataEnd + 1] !== 0x0a)) {
      return {
        chunks,
        trailerStart: end,
        flaw: { message: 'A chunk must end with CRLF', start: dataEnd, end },
      };
    }
    at = end;
  }
  return { chunks, trailerStart: at };
}

/** The size in hex, extensions after a `;` left aside (RFC 9112 §7.1.1). */
export function chunkSize(bytes: Uint8Array, start: number, end: number): number | undefined {
  let size = 0;
  let at = start;
  for (; at < end; at += 1) {
    const digit = hexDigit(bytes[at] ?? 0);
    if (digit === undefined) break;
    size = size * 16 + digit;
    if (size > Number.MAX_SAFE_INTEGER) return undefined;
  }
  if (at === start) return undefined;
  const next = bytes[at];
  return at === end || next === 0x3b || next === 0x20 || next === 0x09 ? size : undefined;
}

function hexDigit(byte: number): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined;
}
