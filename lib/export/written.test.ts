import { expect, test } from 'vitest';
import { readCapture } from '@/lib/capture/file';
import { recordsOf } from '@/lib/session/transcript';
import { written } from './written';

const SID = 'kEyY0aPvJX9eBnA1AAAA';
const CAPTURE = {
  header: { createdAt: '2026-11-21T10:11:12.000Z', cast: ['alice'] },
  records: recordsOf(`
    alice opens 1
    1 > GET /socket.io/?EIO=4&transport=polling&sid=${SID}
    1 < 200 42["news",1]
  `),
};

test.each([
  ['capture', 'socketscope-2026-11-21T10-11-12.jsonl', '"format":"socketscope-capture"'],
  ['har', 'socketscope-2026-11-21T10-11-12.har', `&sid=${SID}`],
  ['mermaid', 'socketscope-2026-11-21T10-11-12.mmd', 'p1-->>p0: 2 EVENT "news"'],
] as const)('as a %s', (form, name, part) => {
  const file = written(form, CAPTURE, false);
  expect(file.name).toBe(name);
  expect(file.text).toContain(part);
  expect(written(form, CAPTURE, true).text).not.toContain(SID);
});

test('a capture that nobody redacts is the capture', () => {
  expect(readCapture(written('capture', CAPTURE, false).text)).toEqual(CAPTURE);
});

test('a diagram holds what is shown', () => {
  const { text } = written('mermaid', CAPTURE, false, { shown: () => (n) => n !== 3 });
  expect(text).toContain('GET');
  expect(text).not.toContain('"news"');
});
