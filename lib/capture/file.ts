import { fromBase64, toBase64 } from '@/lib/base/base64';
import { breaksOff } from './json-cut';
import { type LineScan, openLineScan } from './line-scan';
import type { ClientName, Record } from './record';
import { recordFromJson, recordToJson } from './record-json';
import { isObject, isText, object, optional, type Shape } from './shape';

/**
 * The capture file: JSON Lines in UTF-8.
 *
 *     {"format":"socketscope-capture","version":1,"createdAt":"…","cast":["alice"],"program":{"server.js":"…"}}
 *     {"seq":1,"at":0,"type":"open","conn":1,"client":"alice"}
 *     {"seq":2,"at":310,"type":"bytes","conn":1,"from":"client","bytes":"R0VUIC8…"}
 *
 * The first line is the header, every other one a record (`record.ts`), its bytes in base64.
 */
export const CAPTURE_FORMAT = 'socketscope-capture';
export const CAPTURE_VERSION = 1;

export interface CaptureHeader {
  /** ISO 8601. The moment that the records' `at` counts from. */
  readonly createdAt: string;
  readonly cast: readonly ClientName[];
  /** The files of the program that ran last, by name. */
  readonly program?: { readonly [file: string]: string };
}

export interface Capture {
  readonly header: CaptureHeader;
  readonly records: readonly Record[];
}

export function writeCapture(header: CaptureHeader, records: readonly Record[]): string {
  return [headerLine(header), ...records.map(recordLine)].join('');
}

/** The first line of a file, with its line break. */
export function headerLine(header: CaptureHeader): string {
  const { createdAt, cast, program } = header;
  return `${JSON.stringify({ format: CAPTURE_FORMAT, version: CAPTURE_VERSION, createdAt, cast, program })}\n`;
}

/** One line of a file, with its line break. */
export function recordLine(record: Record): string {
  return `${JSON.stringify(recordToJson(record, toBase64))}\n`;
}

export function readCapture(text: string): Capture {
  const [first = '', ...lines] = text.replace(/^\uFEFF/, '').split('\n');
  const { header, record } = openCapture(first);
  return { header, records: lines.flatMap((line, index) => record(line, index + 2) ?? []) };
}

/** Reads a capture line by line, for those who have not all of it. */
export interface CaptureReader {
  readonly header: CaptureHeader;
  /** The record that a line holds; `undefined` for an empty one. Lines count from 1, the header's. */
  record(line: string, number: number): Record | undefined;
  /** The same of a line in UTF-8 where it is one of bytes on a connection, several times as fast: see `LineScan`. */
  readonly row: LineScan;
}

/** `first` is the line of the header. */
export function openCapture(first: string): CaptureReader {
  const found = parseLine(first, 1);
  if (!isObject(found) || found.format !== CAPTURE_FORMAT) {
    throw new CaptureFormatError(1, `the file does not begin with {"format":"${CAPTURE_FORMAT}",…}`);
  }
  const upgrade = upgraderFrom(found.version);
  const header = upgrade(found);
  if (!isHeader(header)) throw new CaptureFormatError(1, 'the header lacks "createdAt" or "cast"');
  const { createdAt, cast, program } = header;
  // Only a line of the newest version means what it says.
  const row: LineScan = found.version === CAPTURE_VERSION ? openLineScan() : () => undefined;

  function record(line: string, number: number): Record | undefined {
    if (line.trim() === '') return undefined;
    const found = recordFromJson(upgrade(parseLine(line, number)), bytesOf);
    if (!found) throw new CaptureFormatError(number, 'this line is no record');
    return found;
  }

  return {
    header: { createdAt, cast, ...(program && { program }) },
    record,
    row,
  };
}

/** The file is newer than this build, or of a version that never was. */
export class CaptureVersionError extends Error {
  override readonly name = 'CaptureVersionError';
  constructor(readonly found: unknown) {
    super(
      typeof found === 'number' && found > CAPTURE_VERSION
        ? `Capture format ${found} is newer than ${CAPTURE_VERSION}, the newest this build reads.`
        : found === undefined
          ? 'The first line of the capture does not say which version of the format it is.'
          : `${JSON.stringify(found)} is no version of the capture format.`,
    );
  }
}

/** The file is not what the format says. Lines count from 1. */
export class CaptureFormatError extends Error {
  override readonly name = 'CaptureFormatError';
  constructor(
    readonly line: number,
    fact: string,
  ) {
    super(`Line ${line} of the capture: ${fact}.`);
  }
}

/** `UPGRADERS[n - 1]` takes a line of version `n` to version `n + 1`; a line may be the header. */
const UPGRADERS: readonly ((line: unknown) => unknown)[] = [];

function upgraderFrom(version: unknown): (line: unknown) => unknown {
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > CAPTURE_VERSION) {
    throw new CaptureVersionError(version);
  }
  const steps = UPGRADERS.slice(version - 1);
  return (line) => steps.reduce((older, step) => step(older), line);
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new CaptureFormatError(
      number,
      breaksOff(line, error) ? 'the file breaks off here' : 'this line is not JSON',
    );
  }
}

function bytesOf(put: unknown): Uint8Array | undefined {
  return typeof put === 'string' ? fromBase64(put) : undefined;
}

const isTexts: Shape<readonly string[]> = (value): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);
const isFiles: Shape<{ readonly [file: string]: string }> = (value): value is { [file: string]: string } =>
  isObject(value) && Object.values(value).every(isText);
const isHeader: Shape<CaptureHeader> = object<CaptureHeader>({
  createdAt: isText,
  cast: isTexts,
  program: optional(isFiles),
});
