import { utf8Text } from '@/lib/base/bytes';
import { isUtf8 } from '@/lib/base/utf8';
import {
  CAPTURE_FORMAT,
  CaptureFormatError,
  type CaptureHeader,
  CaptureVersionError,
  readCapture,
} from './file';
import { entriesOf, HarFormatError, readHar } from './har';
import { breaksOff, faultPosition } from './json-cut';
import type { Record } from './record';
import { isObject } from './shape';
import { looksLikeTextFrames, readTextFrames } from './text-frames';

export type RecordingKind = 'capture' | 'har' | 'text-frames';

/** What a file of any kind has recorded. */
export interface Recording {
  readonly kind: RecordingKind;
  /** `a capture of 2026-11-21T09:00:00.000Z`, `a HAR by WebInspector` … */
  readonly title: string;
  /** ISO 8601, where the file tells it: the moment that the records' `at` counts from. */
  readonly createdAt?: string;
  readonly records: readonly Record[];
}

/** Bytes. Text, records and entries are in memory at once, at several times this. */
export const MAX_RECORDING = 256 * 2 ** 20;

export const WHAT_IS_READ = 'capture files, HAR files and text frames one a line';

/** Tells which kind of file it is, and reads it. Throws a named error with one sentence for what cannot be read. */
export function readRecording(bytes: Uint8Array): Recording {
  if (bytes.length > MAX_RECORDING) throw new RecordingTooLargeError();
  refuseBinary(bytes);
  const text = utf8Text(bytes).replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new UnknownRecordingError('an empty file');
  // U+FFFD stands where bytes were no UTF-8: what is read would not be what was sent.
  if (text.includes('\uFFFD') && !isUtf8(bytes)) {
    throw new UnknownRecordingError('text in another encoding than UTF-8');
  }
  return text.trimStart().startsWith('{') ? readJson(text) : readText(text);
}

/** The file is none of the kinds that are read. */
export class UnknownRecordingError extends Error {
  override readonly name = 'UnknownRecordingError';
  /** `found`: `a pcap file`, `text that is no list of frames` … */
  constructor(readonly found: string) {
    super(`This is ${found}; what is read are ${WHAT_IS_READ}.`);
  }
}

export class RecordingTooLargeError extends Error {
  override readonly name = 'RecordingTooLargeError';
  constructor(most = MAX_RECORDING) {
    super(`There are more than ${most} bytes (${most / 2 ** 20} MiB), the most that is read.`);
  }
}

/** JSON that breaks off or is malformed. Lines count from 1. */
export class RecordingJsonError extends Error {
  override readonly name = 'RecordingJsonError';
  constructor(
    readonly line: number,
    fact: string,
  ) {
    super(`Line ${line} of the file: ${fact}.`);
  }
}

const UNREADABLE = [
  CaptureFormatError,
  CaptureVersionError,
  HarFormatError,
  RecordingJsonError,
  RecordingTooLargeError,
  UnknownRecordingError,
];

/** Is this what a reader throws at a file that it cannot read? The message is the sentence to show. */
export function isUnreadable(error: unknown): error is Error {
  return UNREADABLE.some((kind) => error instanceof kind);
}

function readJson(text: string): Recording {
  // A capture is one JSON value a line, so only its first line is looked at here.
  if (beginsCapture(text)) {
    const { header, records } = readCapture(text.trimStart());
    return { kind: 'capture', title: captureTitle(header), createdAt: header.createdAt, records };
  }
  const json = parseWhole(text);
  const entries = entriesOf(json);
  if (!entries) {
    throw new UnknownRecordingError(OTHER_JSON);
  }
  const { header, records, skipped } = readHar(json);
  const left =
    skipped === 0 ? '' : `, ${skipped} of ${entries.length} entries left out: they never crossed a wire`;
  return { kind: 'har', title: `a HAR${writerOf(json)}${left}`, createdAt: header.createdAt, records };
}

export function captureTitle({ createdAt }: CaptureHeader): string {
  return `a capture of ${createdAt}`;
}

/** Asked of the beginning of a file. */
export function beginsCapture(text: string): boolean {
  const [line = ''] = /^.*$/m.exec(text.trimStart()) ?? [];
  return line.slice(0, 200).includes(`"${CAPTURE_FORMAT}"`);
}

function writerOf(json: unknown): string {
  const creator = isObject(json) && isObject(json.log) ? json.log.creator : undefined;
  return isObject(creator) && typeof creator.name === 'string' && creator.name !== ''
    ? ` by ${creator.name}`
    : '';
}

function parseWhole(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw jsonError(text, error);
  }
}

function jsonError(text: string, error: unknown): RecordingJsonError {
  const lines = countLines(text, faultPosition(text, error));
  const fact = breaksOff(text, error)
    ? 'the JSON breaks off here, so not all of it was saved or copied; export it again'
    : `here the JSON is malformed; what is read are ${WHAT_IS_READ}`;
  return new RecordingJsonError(lines, fact);
}

function countLines(text: string, end: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function readText(text: string): Recording {
  if (!looksLikeTextFrames(text)) {
    throw new UnknownRecordingError(textKind(text));
  }
  const records = readTextFrames(text);
  const isTimed = records.some(({ at }) => at > 0);
  return { kind: 'text-frames', title: `text frames${isTimed ? '' : ', without times'}`, records };
}

const OTHER_JSON = 'JSON that is neither a capture, whose first line says so, nor a HAR';
const OTHER_TEXT = 'text whose first line is no Engine.IO packet';

function textKind(text: string): string {
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) return 'markup';
  return /^\s*["[]/.test(text) && isJson(text) ? OTHER_JSON : OTHER_TEXT;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** By the bytes they begin with. */
const BINARY_KINDS: readonly (readonly [found: string, hex: string])[] = [
  ['a pcap file', 'd4c3b2a1'],
  ['a pcap file', 'a1b2c3d4'],
  ['a pcap file', '4d3cb2a1'],
  ['a pcapng file', '0a0d0d0a'],
  ['a gzip file', '1f8b'],
  ['a zip file', '504b0304'],
  ['an image', '89504e47'],
  ['a PDF', '25504446'],
  ['UTF-16 text', 'fffe'],
  ['UTF-16 text', 'feff'],
];

/** Throws for what begins as no text does. */
export function refuseBinary(bytes: Uint8Array): void {
  const found = binaryKind(bytes);
  if (found) throw new UnknownRecordingError(found);
}

function binaryKind(bytes: Uint8Array): string | undefined {
  const start = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const known = BINARY_KINDS.find(([, hex]) => start.startsWith(hex));
  if (known) return known[0];
  return bytes.subarray(0, SNIFFED).includes(0) ? 'binary data' : undefined;
}

/** Bytes that are looked at: text has no NUL. */
const SNIFFED = 4096;
