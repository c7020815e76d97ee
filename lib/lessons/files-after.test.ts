import { expect, it } from 'vitest';
import { RUN } from './acts';
import { filesAfter, filesBefore } from './files-after';

const SAMPLE = { 'server.js': 'new Server(3000);\n', 'client.js': 'io();\n' };

it('the acts leave a program behind, and the sample as it was', () => {
  const after = filesAfter(
    SAMPLE,
    [
      RUN,
      { act: 'edit', file: 'server.js' },
      { act: 'replace', file: 'server.js', from: '3000', to: '$&' },
      { act: 'transport', choice: 'polling' },
    ],
    { 'server.js': 'new Server(3000, {});\n' },
  );
  expect(after['server.js']).toBe('new Server($&, {});\n');
  expect(after['client.js']).toMatch(/^io\(\{ transports: \[.polling.\] \}\);$/m);
  expect(SAMPLE['server.js']).toBe('new Server(3000);\n');
});

it('a solution that runs starts from the sample; one that only looks leaves the reader’s program alone', () => {
  const own = { 'server.js': 'new Server(3001);\n', 'client.js': 'io();\n', 'notes.js': '' };
  expect(filesBefore([{ act: 'choose', choice: 1 }, RUN], own, SAMPLE)).toBe(SAMPLE);
  expect(filesBefore([{ act: 'find' }], own, SAMPLE)).toBe(own);
});
