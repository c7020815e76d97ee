import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import { CaptureFormatError, openCapture, recordLine, writeCapture } from './file';
import { watchHoles } from './holes';
import { readPieces } from './pieces';
import type { Record } from './record';
import { RecordStore } from './record-store';
import { anyRecords, changedBytes } from './testing/arbitrary';

const HEADER =
  '{"format":"socketscope-capture","version":1,"createdAt":"2026-11-21T09:00:00.000Z","cast":["alice"]}';
const OPEN = '{"seq":1,"at":0,"type":"open","conn":1,"client":"alice"}';
const BYTES = '{"seq":2,"at":9,"type":"bytes","conn":1,"from":"client","bytes":"Zg=="}';

/** Chunks of the sizes, in turn. */
async function* chunksOf(
  bytes: Uint8Array,
  sizes: readonly number[] = [bytes.length],
): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const end = at + (sizes[i % sizes.length] ?? 1);
    yield bytes.subarray(at, end);
    at = end;
  }
}

async function readBytes(bytes: Uint8Array, sizes?: readonly number[]) {
  const store = new RecordStore();
  const pieces = readPieces(chunksOf(bytes, sizes));
  for (let next = await pieces.next(); ; next = await pieces.next()) {
    if (next.done) return { records: [...store], ...next.value };
    store.adopt(next.value.pack);
  }
}

function read(text: string, size?: number) {
  return readBytes(utf8Bytes(text), size === undefined ? undefined : [size]);
}

/** What is said of a capture by the text of the whole file, line by line: its records, or why it is refused. */
function readPlainly(file: Uint8Array) {
  const [first = '', ...lines] = new TextDecoder().decode(file).split('\n');
  const capture = openCapture(first);
  const watch = watchHoles();
  const records: Record[] = [];
  for (const [index, line] of lines.entries()) {
    try {
      const record = capture.record(line, index + 2);
      if (record) records.push(...[watch.before(record), record].filter((one) => one !== undefined));
    } catch (error) {
      if (!(error instanceof CaptureFormatError)) throw error;
      if (records.length === 0) return { refused: error.message };
      const fact =
        index === lines.length - 1
          ? `The file breaks off in line ${error.line}`
          : error.message.replace(/\.$/, '');
      return { records, holes: watch.told(), cut: `${fact}; what comes before it is shown.` };
    }
  }
  return { records, holes: watch.told() };
}

/** As a recorder counts them: a gap takes the numbers of all that it stands for. */
function numbered(records: readonly Record[]): Record[] {
  let seq = 0;
  return records.map((record) => {
    seq += record.type === 'gap' ? record.lost : 1;
    return { ...record, seq };
  });
}

describe('a file that comes in pieces', () => {
  it('is the same recording, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyRecords().map(numbered), fc.integer({ min: 1, max: 40 }), async (records, size) => {
        const text = writeCapture({ createdAt: '2026-11-21T09:00:00.000Z', cast: ['é🎉'] }, records);
        expect((await read(`\uFEFF${text}`, size)).records).toEqual(records);
      }),
    );
  });

  it('is read as its text is, whatever is changed after its first line and however it is cut', async () => {
    const head = utf8Bytes(`${HEADER}\n`);
    const body = fc
      .oneof(anyRecords(), anyRecords().map(numbered))
      .map((records) => utf8Bytes(records.slice(0, 9).map(recordLine).join('')))
      .chain(changedBytes);
    const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(body, sizes, async (lines, sizes) => {
        const file = concatBytes([head, lines]);
        const found = await readBytes(file, [head.length, ...sizes]).then(
          ({ records, holes, cut }) => ({ records, holes, cut }),
          (error: Error) => ({ refused: error.message }),
        );
        expect(found).toEqual(readPlainly(file));
      }),
      { numRuns: 1000 },
    );
  });

  it('is read without the text of its lines of bytes', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    try {
      const { records } = await read(`${HEADER}\n${OPEN}\n${BYTES}\n${BYTES.replace('2', '3')}`, 50);
      expect(records).toHaveLength(3);
      expect(parse.mock.calls.map(([line]) => line)).toEqual([HEADER, OPEN]);
    } finally {
      parse.mockRestore();
    }
  });

  it('may have a line of many chunks', async () => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) % 251);
    const sent: Record = { seq: 2, at: micros(9), type: 'bytes', conn: 1, from: 'server', bytes };
    const { records } = await read(`${HEADER}\n${OPEN}\n${recordLine(sent)}${BYTES}\n`, 1000);
    const [, long] = records;
    expect(records.map(({ type }) => type)).toEqual(['open', 'bytes', 'bytes']);
    expect(long?.type === 'bytes' && Buffer.compare(long.bytes, bytes)).toBe(0);
  });

  it.each([
    ['a byte order mark', `\uFEFF${HEADER}\n${OPEN}\n${BYTES}\n`],
    ['empty lines before it', `\n \r\n${HEADER}\n${OPEN}\n${BYTES}\n`],
    ['a byte order mark in a line of its own', `\uFEFF\n${HEADER}\n${OPEN}\n${BYTES}\n`],
    ['other line ends', `${HEADER}\r\n${OPEN}\r\n${BYTES}\r\n`],
    ['empty lines between its lines', `${HEADER}\n\n${OPEN}\n \n${BYTES}\n\n`],
  ])('may have %s', async (_, text) => {
    for (const size of [1, 2, 7, text.length]) {
      const { records, cut } = await read(text, size);
      expect([cut, ...records]).toMatchObject([
        undefined,
        { seq: 1, type: 'open' },
        { seq: 2, type: 'bytes', bytes: Uint8Array.of(0x66) },
      ]);
    }
  });

  it.each([
    ['a capture', `${HEADER}\n${OPEN}\n${BYTES}\n`, 2, undefined],
    ['a capture without its last line break', `${HEADER}\n${OPEN}\n${BYTES}`, 2, undefined],
    ['a capture of nothing', `${HEADER}\n`, 0, undefined],
    ['a header alone', HEADER, 0, undefined],
    [
      'a capture that breaks off',
      `${HEADER}\n${OPEN}\n${BYTES.slice(0, 30)}`,
      1,
      'The file breaks off in line 3; what comes before it is shown.',
    ],
    [
      'a capture with a broken line',
      `${HEADER}\n${OPEN}\nnonsense\n${BYTES}\n`,
      1,
      'Line 3 of the capture: this line is not JSON; what comes before it is shown.',
    ],
    [
      'a capture with a stranger’s line',
      `${HEADER}\n${OPEN}\n{"seq":2}\n${BYTES}\n`,
      1,
      'Line 3 of the capture: this line is no record; what comes before it is shown.',
    ],
    ['text frames', '40\n42["a"]', 2, undefined],
  ])('%s', async (_, text, count, cut) => {
    const { records, cut: told } = await read(text, 7);
    expect([records.length, told]).toEqual([count, cut]);
  });

  it('marks where records are missing, and says so', async () => {
    const text = `${HEADER}\n${OPEN}\n${BYTES.replace('"seq":2', '"seq":5')}\n`;
    const { records, holes } = await read(text, 7);
    expect(records.map(({ seq, type }) => `${seq} ${type}`)).toEqual(['1 open', '4 gap', '5 bytes']);
    expect(holes).toBe(
      '3 records are missing without a word about it, from number 2 on; each place is marked.',
    );
  });

  it.each([
    [
      'another version',
      HEADER.replace('"version":1', '"version":2'),
      'Capture format 2 is newer than 1, the newest this build reads.',
    ],
    [
      'a header without its cast',
      HEADER.replace('"cast"', '"crew"'),
      'Line 1 of the capture: the header lacks "createdAt" or "cast".',
    ],
    ['a header that breaks off', HEADER.slice(0, 60), 'Line 1 of the capture: the file breaks off here.'],
    ['a first record that is none', `${HEADER}\n{}\n`, 'Line 2 of the capture: this line is no record.'],
    [
      'nothing',
      '',
      'This is an empty file; what is read are capture files, HAR files and text frames one a line.',
    ],
  ])('%s is refused', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
