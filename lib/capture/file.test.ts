import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { type CaptureHeader, readCapture, writeCapture } from './file';
import type { Record } from './record';
import { anyRecords } from './testing/arbitrary';

const HEADER: CaptureHeader = {
  createdAt: '2026-11-21T09:00:00.000Z',
  cast: ['alice'],
  program: { 'server.js': 'io.on("connection", () => {})' },
};

const RECORDS: readonly Record[] = [
  { seq: 1, at: micros(0), type: 'open', conn: 1, client: 'alice' },
  { seq: 2, at: micros(310), type: 'bytes', conn: 1, from: 'client', bytes: Uint8Array.of(0x81, 0x01, 0x32) },
  {
    seq: 3,
    at: micros(420),
    type: 'trace',
    side: 'server',
    event: { kind: 'log', level: 'warn', text: 'näh', place: { file: 'server.js', line: 4 } },
  },
  { seq: 9, at: micros(500), type: 'gap', lost: 6 },
];

const TEXT = `{"format":"socketscope-capture","version":1,"createdAt":"2026-11-21T09:00:00.000Z","cast":["alice"],"program":{"server.js":"io.on(\\"connection\\", () => {})"}}
{"seq":1,"at":0,"type":"open","conn":1,"client":"alice"}
{"seq":2,"at":310,"type":"bytes","conn":1,"from":"client","bytes":"gQEy"}
{"seq":3,"at":420,"type":"trace","side":"server","event":{"kind":"log","level":"warn","text":"näh","place":{"file":"server.js","line":4}}}
{"seq":9,"at":500,"type":"gap","lost":6}
`;

describe('the capture file', () => {
  it('is one header and one record a line, bytes in base64', () => {
    expect(writeCapture(HEADER, RECORDS)).toBe(TEXT);
  });

  it('reads back as it was recorded', () => {
    expect(readCapture(TEXT)).toEqual({ header: HEADER, records: RECORDS });
  });

  it('reads a file that an editor gave a byte order mark, other line ends and an empty last line', () => {
    expect(readCapture(`\uFEFF${TEXT.replaceAll('\n', '\r\n')}\r\n`)).toEqual({
      header: HEADER,
      records: RECORDS,
    });
  });

  it('needs no records and no program', () => {
    const { createdAt, cast } = HEADER;
    expect(readCapture(writeCapture({ createdAt, cast }, []))).toEqual({
      header: { createdAt, cast },
      records: [],
    });
  });

  it('export, import, export is a fixed point', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        const file = writeCapture(HEADER, records);
        const capture = readCapture(file);
        expect(capture.records).toEqual(records);
        expect(writeCapture(capture.header, capture.records)).toBe(file);
      }),
    );
  });
});

describe('a file that cannot be read', () => {
  const [headerLine = ''] = TEXT.split('\n');

  it.each([
    [
      'newer',
      headerLine.replace('"version":1', '"version":7'),
      'Capture format 7 is newer than 1, the newest this build reads.',
    ],
    [
      'of no version',
      headerLine.replace('"version":1', '"version":"x"'),
      '"x" is no version of the capture format.',
    ],
    [
      'of version 0',
      headerLine.replace('"version":1', '"version":0'),
      '0 is no version of the capture format.',
    ],
  ])('%s is refused by its version', (_, text, message) => {
    expect(() => readCapture(text)).toThrow(
      expect.objectContaining({ name: 'CaptureVersionError', message }),
    );
  });

  const FIRST = 'Line 1 of the capture: the file does not begin with {"format":"socketscope-capture",…}.';
  it.each([
    ['empty', '', 1, 'Line 1 of the capture: this line is not JSON.'],
    ['a HAR', '{"log":{"version":"1.2"}}', 1, FIRST],
    ['a list', '[]', 1, FIRST],
    [
      'without a cast',
      headerLine.replace('"cast":["alice"],', ''),
      1,
      'Line 1 of the capture: the header lacks "createdAt" or "cast".',
    ],
    ['cut off in a line', TEXT.slice(0, -10), 5, 'Line 5 of the capture: the file breaks off here.'],
    [
      'with a record of no kind',
      `${headerLine}\n{"seq":1,"at":0,"type":"note"}`,
      2,
      'Line 2 of the capture: this line is no record.',
    ],
    [
      'with a record without time',
      `${headerLine}\n{"seq":1,"type":"gap","lost":1}`,
      2,
      'Line 2 of the capture: this line is no record.',
    ],
    [
      'with bytes that are not base64',
      TEXT.replace('gQEy', 'g*'),
      3,
      'Line 3 of the capture: this line is no record.',
    ],
    [
      'with a trace of no kind',
      TEXT.replace('"kind":"log"', '"kind":"lag"'),
      4,
      'Line 4 of the capture: this line is no record.',
    ],
  ])('%s is refused at its line', (_, text, line, message) => {
    expect(() => readCapture(text)).toThrow(
      expect.objectContaining({ name: 'CaptureFormatError', line, message }),
    );
  });
});
