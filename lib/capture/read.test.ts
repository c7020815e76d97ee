import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import { writeCapture } from './file';
import { readRecording } from './read';

const CAPTURE = writeCapture({ createdAt: '2026-11-21T09:00:00.000Z', cast: ['alice'] }, [
  { seq: 1, at: micros(0), type: 'open', conn: 1, client: 'alice' },
]);
const HAR = `{
  "log": { "version": "1.2", "creator": { "name": "WebInspector" },
    "entries": [
      { "startedDateTime": "2026-11-21T09:00:00Z", "request": { "method": "GET", "url": "http://localhost/" } },
      { "startedDateTime": "2026-11-21T09:00:00Z", "request": { "method": "GET", "url": "data:,x" } }
    ] } }`;

describe('a recording', () => {
  it.each([
    ['a capture', CAPTURE, 'capture', 'a capture of 2026-11-21T09:00:00.000Z', 1],
    ['a HAR', HAR, 'har', 'a HAR by WebInspector, 1 of 2 entries left out: they never crossed a wire', 2],
    ['a HAR with a byte order mark', `\uFEFF${HAR}`, 'har', expect.stringMatching(/^a HAR by/), 2],
    ['text frames', '40\n42["a"]', 'text-frames', 'text frames, without times', 2],
  ])('%s is told by what it begins with', (_, text, kind, title, length) => {
    const recording = readRecording(utf8Bytes(text));
    expect(recording).toMatchObject({ kind, title });
    expect(recording.records).toHaveLength(length);
  });
});

describe('a file that is no recording', () => {
  const READ = 'what is read are capture files, HAR files and text frames one a line.';
  const CUT = 'the JSON breaks off here, so not all of it was saved or copied; export it again.';

  it.each([
    ['empty', '', `This is an empty file; ${READ}`],
    ['blank', ' \n\n', `This is an empty file; ${READ}`],
    ['prose', 'Dear all,\n', `This is text whose first line is no Engine.IO packet; ${READ}`],
    ['a web page', '<!doctype html><p>', `This is markup; ${READ}`],
    ['a pcap', '\xa1\xb2\xc3\xd4', `This is a pcap file; ${READ}`],
    ['a gzip', '\x1f\x8b\x08\0', `This is a gzip file; ${READ}`],
    ['bytes', 'ab\0c', `This is binary data; ${READ}`],
    [
      'other JSON',
      '{"name":"x"}',
      `This is JSON that is neither a capture, whose first line says so, nor a HAR; ${READ}`,
    ],
    [
      'a list',
      ' [1,2,3]',
      `This is JSON that is neither a capture, whose first line says so, nor a HAR; ${READ}`,
    ],
    [
      'what begins as a list',
      '[info] started\n',
      `This is text whose first line is no Engine.IO packet; ${READ}`,
    ],
    ['JSON that breaks off', HAR.slice(0, 150), `Line 4 of the file: ${CUT}`],
    ['JSON that breaks off in a string', HAR.slice(0, 40), `Line 2 of the file: ${CUT}`],
    [
      'malformed JSON',
      '{\n"log": {\n"entries" []}}',
      `Line 3 of the file: here the JSON is malformed; ${READ}`,
    ],
    ['a capture that breaks off', CAPTURE.slice(0, -5), 'Line 2 of the capture: the file breaks off here.'],
    [
      'a capture of no version',
      '{"format":"socketscope-capture"}\n',
      'The first line of the capture does not say which version of the format it is.',
    ],
    ['text in Latin-1', '42["\xe9"]', `This is text in another encoding than UTF-8; ${READ}`],
    ['text in UTF-16', '\xff\xfe4\0', `This is UTF-16 text; ${READ}`],
  ])('%s is refused in one sentence', (_, text, message) => {
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    expect(() => readRecording(bytes)).toThrow(expect.objectContaining({ message }));
  });

  it('over 256 MiB is refused before it is read', () => {
    const vast = new Uint8Array(0);
    Object.defineProperty(vast, 'length', { value: 300_000_000 });
    expect(() => readRecording(vast)).toThrow(
      'There are more than 268435456 bytes (256 MiB), the most that is read.',
    );
  });
});
