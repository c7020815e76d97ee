import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const CHILD = fileURLToPath(new URL('./testing/leak-child.ts', import.meta.url));

test('fifty labs that were made, used and deleted leave nothing behind', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--import', 'tsx', CHILD]);
  const { made, left, external } = JSON.parse(stdout);
  // One more than fifty, for the first one warms up; a second run of the odd ones, and a second node of each fifth.
  expect(made.labs).toBe(51);
  expect(made.sandboxes).toBeGreaterThanOrEqual(51 + 25 + 11);
  expect(made.connections).toBeGreaterThanOrEqual(51);
  expect(left).toEqual({ labs: 0, sandboxes: 0, connections: 0 });
  // In MiB: one sandbox has more than that.
  expect(external).toBeLessThan(8);
}, 180_000);
