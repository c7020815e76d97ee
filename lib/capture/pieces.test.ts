import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '@/lib/base/bytes';
import { writeCapture } from './file';
import { readPieces } from './pieces';
import type { Record } from './record';
import { anyRecords } from './testing/arbitrary';

const HEADER =
  '{"format":"socketscope-capture","version":1,"createdAt":"2026-11-21T09:00:00.000Z","cast":["alice"]}';
const OPEN = '{"seq":1,"at":0,"type":"open","conn":1,"client":"alice"}';
const BYTES = '{"seq":2,"at":9,"type":"bytes","conn":1,"from":"client","bytes":"Zg=="}';

async function* chunksOf(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, size?: number) {
  const records: Record[] = [];
  const pieces = readPieces(chunksOf(utf8Bytes(text), size));
  for (let next = await pieces.next(); ; next = await pieces.next()) {
    if (next.done) return { records, ...next.value };
    records.push(...next.value.records);
  }
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
