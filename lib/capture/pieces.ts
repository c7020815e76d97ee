import { concatBytes, utf8Text } from '@/lib/base/bytes';
import { CaptureFormatError, type CaptureHeader, type CaptureReader, openCapture } from './file';
import { watchHoles } from './holes';
import { Packer, packRecords, type RecordPack } from './pack';
import {
  beginsCapture,
  captureTitle,
  MAX_RECORDING,
  type Recording,
  RecordingTooLargeError,
  readRecording,
  refuseBinary,
} from './read';

/** Some more of what a file has recorded. */
export interface Piece {
  readonly pack: RecordPack;
  /** Bytes of the file that were read so far. */
  readonly read: number;
}

/** What is known once all of it is read. */
export interface WholeRecording extends Omit<Recording, 'records'> {
  /** Why the end is missing, where it is: one sentence. */
  readonly cut?: string;
  /** What is missing or out of place before that: one sentence or two. */
  readonly holes?: string;
}

/** Bytes. A capture is read line by line, and its text is never in memory as a whole. */
export const MAX_CAPTURE = 2 ** 30;

/** Records that are handed on at once, at most. */
const PIECE = 4096;

/**
 * Reads a file of any kind piece by piece. A capture that breaks off or goes wrong after some records is read up to
 * there; anything else that cannot be read throws a named error with one sentence.
 */
export async function* readPieces(file: AsyncIterable<Uint8Array>): AsyncGenerator<Piece, WholeRecording> {
  const chunks = file[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let read = 0;
  let head = '';
  // Until the first line is whole, which says whether it is a capture.
  while (!head.includes('\n') && read < LONGEST_HEAD) {
    const { done, value } = await chunks.next();
    if (done) break;
    if (read === 0) refuseBinary(value);
    held.push(value);
    read += value.length;
    head = utf8Text(concatBytes(held))
      .replace(/^\uFEFF/, '')
      .trimStart();
  }
  if (beginsCapture(head)) return yield* readLines(held, chunks);
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    held.push(next.value);
    read += next.value.length;
    if (read > MAX_RECORDING) throw new RecordingTooLargeError();
    yield { pack: packRecords([]), read };
  }
  const { records, ...about } = readRecording(concatBytes(held));
  for (let from = 0; from < records.length; from += PIECE) {
    yield { pack: packRecords(records.slice(from, from + PIECE)), read };
  }
  return about;
}

/** Bytes. A header holds the program, which a lab takes up to 64 kB of. */
const LONGEST_HEAD = 2 ** 20;

const LINE_BREAK = 0x0a;

async function* readLines(
  held: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Piece, WholeRecording> {
  const watch = watchHoles();
  let capture: CaptureReader | undefined;
  let number = 0;
  const packer = new Packer();
  let count = 0;
  let read = 0;
  /** The beginning of a line whose end is still to come. */
  let begun: Uint8Array[] = [];
  let isAtEnd = false;

  /** Takes the line `bytes[start..end)`. No byte of a longer character is a line break, so that each can be read alone. */
  function take(bytes: Uint8Array, start: number, end: number): void {
    if (!capture) {
      const line = utf8Text(bytes.subarray(start, end)).trimStart();
      // What stands before the first line of a capture says nothing.
      if (line === '') return;
      number = 1;
      capture = openCapture(line);
      return;
    }
    number += 1;
    const row = capture.row(bytes, start, end, packer);
    const record = row ? undefined : capture.record(utf8Text(bytes.subarray(start, end)), number);
    const taken = row ?? record;
    if (!taken) return;
    const gap = watch.before(taken);
    if (gap) packer.push(gap);
    if (row) packer.pushRow(row);
    else if (record) packer.push(record);
    count += 1;
  }

  function takeBegun(...end: readonly Uint8Array[]): void {
    const line = concatBytes([...begun, ...end]);
    begun = [];
    take(line, 0, line.length);
  }

  try {
    for await (const chunk of joined(held, rest)) {
      read += chunk.length;
      if (read > MAX_CAPTURE) throw new RecordingTooLargeError(MAX_CAPTURE);
      let start = 0;
      for (let end = chunk.indexOf(LINE_BREAK); end !== -1; end = chunk.indexOf(LINE_BREAK, start)) {
        if (begun.length === 0) take(chunk, start, end);
        else takeBegun(chunk.subarray(0, end));
        start = end + 1;
        if (packer.length >= PIECE) yield { pack: packer.take(), read };
      }
      if (start < chunk.length) begun.push(chunk.subarray(start));
      yield { pack: packer.take(), read };
    }
    isAtEnd = true;
    takeBegun();
  } catch (error) {
    // With nothing before it there is nothing to show.
    if (!(error instanceof CaptureFormatError) || !capture || count === 0) throw error;
    yield { pack: packer.take(), read };
    return wholeOf(capture.header, watch.told(), cutText(error, isAtEnd));
  }
  yield { pack: packer.take(), read };
  if (!capture) throw new CaptureFormatError(1, 'the header is missing');
  return wholeOf(capture.header, watch.told());
}

function wholeOf(header: CaptureHeader, holes: string | undefined, cut?: string): WholeRecording {
  const { createdAt } = header;
  return {
    kind: 'capture',
    title: captureTitle(header),
    createdAt,
    ...(cut !== undefined && { cut }),
    ...(holes !== undefined && { holes }),
  };
}

function cutText({ line, message }: CaptureFormatError, isAtEnd: boolean): string {
  const shown = 'what comes before it is shown';
  return isAtEnd
    ? `The file breaks off in line ${line}; ${shown}.`
    : `${message.replace(/\.$/, '')}; ${shown}.`;
}

async function* joined(
  held: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* held;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
