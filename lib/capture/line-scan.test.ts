import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes, utf8Text } from '@/lib/base/bytes';
import { LARGEST_WORD } from '@/lib/base/column';
import { micros } from '@/lib/base/micros';
import { type CaptureHeader, headerLine, openCapture, recordLine } from './file';
import { type LineScan, openLineScan } from './line-scan';
import { Packer } from './pack';
import type { BytesRecord, Record } from './record';
import { RecordStore } from './record-store';
import { changedBytes } from './testing/arbitrary';

const HEADER: CaptureHeader = { createdAt: '2026-11-21T09:00:00.000Z', cast: ['alice'] };
const LINE = '{"seq":2,"at":310,"type":"bytes","conn":1,"from":"client","bytes":"gQEy"}';
const RECORD: BytesRecord = {
  seq: 2,
  at: micros(310),
  type: 'bytes',
  conn: 1,
  from: 'client',
  bytes: Uint8Array.of(0x81, 0x01, 0x32),
};

/** The line lies between others, as it does in a file. */
function scanned(line: Uint8Array): BytesRecord | undefined {
  const before = utf8Bytes(`${LINE}\n`);
  const file = Uint8Array.of(...before, ...line, ...utf8Bytes(`\n${LINE}\n`));
  return read(openLineScan(), file, before.length, before.length + line.length);
}

function read(scan: LineScan, file: Uint8Array, start: number, end: number): BytesRecord | undefined {
  const packer = new Packer();
  packer.push({ ...RECORD, bytes: new Uint8Array(5) });
  const row = scan(file, start, end, packer);
  if (!row) return undefined;
  packer.pushRow(row);
  const store = new RecordStore();
  store.adopt(packer.take());
  return store.at(1) as BytesRecord;
}

function parsed(line: string): Record | undefined {
  return openCapture(headerLine(HEADER)).record(line, 2);
}

const upTo15Digits = fc.oneof(fc.nat(), fc.nat({ max: 999_999_999_999_999 }));
const word = fc.oneof(fc.nat(), fc.constant(LARGEST_WORD));
const anyBytesRecord: fc.Arbitrary<BytesRecord> = fc.record({
  seq: word,
  at: upTo15Digits.map(micros),
  type: fc.constant('bytes' as const),
  conn: word,
  from: fc.constantFrom('client' as const, 'server' as const),
  bytes: fc.uint8Array({ maxLength: 64 }),
});

describe('a line of bytes', () => {
  it('is read without its text, as it was written', () => {
    fc.assert(
      fc.property(anyBytesRecord, (record) => {
        expect(scanned(utf8Bytes(recordLine(record).trimEnd()))).toEqual(record);
      }),
    );
  });

  it('is one record of its own, whatever comes after it', () => {
    const scan = openLineScan();
    const lines = [LINE, LINE.replace('gQEy', 'AAAAAAAA'), LINE.replace('gQEy', '')].map(utf8Bytes);
    const records = lines.map((line) => read(scan, line, 0, line.length));
    expect(records.map((record) => record?.bytes)).toEqual([
      RECORD.bytes,
      new Uint8Array(6),
      new Uint8Array(0),
    ]);
  });

  it('whatever is changed in it, is read as its text is, or left to that', () => {
    fc.assert(
      fc.property(
        anyBytesRecord.map((record) => utf8Bytes(recordLine(record).trimEnd())).chain(changedBytes),
        (line) => {
          const record = scanned(line);
          if (record) expect(record).toEqual(parsed(utf8Text(line)));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('left to the text of the line', () => {
  it.each([
    ['a space', LINE.replace(',"at"', ', "at"')],
    ['a space before it', ` ${LINE}`],
    ['a space after it', `${LINE} `],
    ['a line end of two characters', `${LINE}\r`],
    ['another order', LINE.replace('"seq":2,"at":310', '"at":310,"seq":2')],
    ['a key that a newer writer added', LINE.replace('"conn"', '"node":1,"conn"')],
    ['a key after the bytes', LINE.replace('}', ',"node":1}')],
    ['a key twice, of which the second counts', LINE.replace('}', ',"bytes":""}')],
    ['a key with an escape', LINE.replace('"seq"', '"s\\u0065q"')],
    ['base64 with an escape', LINE.replace('gQEy', 'gQE\\u0079')],
    ['a slash with an escape', LINE.replace('gQEy', 'gQE\\/')],
    ['base64 without its padding', LINE.replace('gQEy', 'gQE')],
    ['base64 with white space', LINE.replace('gQEy', 'gQ Ey   ')],
    ['an exponent', LINE.replace('310', '31e1')],
    ['a fraction', LINE.replace('310', '310.5')],
    ['zero with a sign', LINE.replace('310', '-0')],
    ['a number of more than 32 bits', LINE.replace('"conn":1', '"conn":4294967296')],
    ['a number of 16 digits', LINE.replace('310', '9007199254740991')],
  ])('%s', (_, line) => {
    expect(scanned(utf8Bytes(line))).toBeUndefined();
    expect(parsed(line)).toMatchObject({ type: 'bytes' });
  });

  it.each([
    ['a record of another kind', '{"seq":1,"at":0,"type":"open","conn":1,"client":"alice"}'],
    ['an empty line', ''],
  ])('%s', (_, line) => {
    expect(scanned(utf8Bytes(line))).toBeUndefined();
    expect(() => parsed(line)).not.toThrow();
  });

  it.each([
    ['a byte order mark', `\uFEFF${LINE}`],
    ['half of it', LINE.slice(0, 40)],
    ['all but its end', LINE.slice(0, -1)],
    ['one quote for the bytes', LINE.replace('gQEy"', '')],
    ['more after its end', `${LINE}}`],
    ['two of them', LINE + LINE],
    ['no number', LINE.replace('310', '')],
    ['a number with a colon', LINE.replace('310', '31:')],
    ['a number with a slash', LINE.replace('310', '31/')],
    ['a negative number', LINE.replace('310', '-310')],
    ['a leading zero', LINE.replace('310', '0310')],
    ['a number that is not exact', LINE.replace('"seq":2', '"seq":9007199254740993')],
    ['nobody’s bytes', LINE.replace('client', 'fault')],
    ['the URL alphabet', LINE.replace('gQEy', 'gQ-_')],
    ['padding in the middle', LINE.replace('gQEy', 'gQ==gQEy')],
    ['too much padding', LINE.replace('gQEy', 'g===')],
    ['padding alone', LINE.replace('gQEy', '====')],
    ['a letter beyond ASCII', LINE.replace('gQEy', 'gQé')],
  ])('%s, which is no record', (_, line) => {
    expect(scanned(utf8Bytes(line))).toBeUndefined();
    expect(() => parsed(line)).toThrow(expect.objectContaining({ name: 'CaptureFormatError' }));
  });
});
