import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installIfStale, ROOT, requireNode } from './prepare.mjs';

/**
 * `npm test`: types, lint, unused code, unit tests, browser tests; all of them run, then the counts. What computes runs
 * beside what waits; they are told of one after the other:
 *
 *     types · lint · unused code · build ─┐
 *     unit tests ─────────────────────────┴─ browser tests
 */

requireNode();
installIfStale();

const CACHE = join(ROOT, '.cache');
const UNIT_REPORT = join(CACHE, 'unit.json');
const BROWSER_REPORT = join(CACHE, 'browser.json');
mkdirSync(CACHE, { recursive: true });
for (const report of [UNIT_REPORT, BROWSER_REPORT]) rmSync(report, { force: true });

const { findOrInstallChromium } = await import('./chromium.mjs');
process.env.CHROMIUM_PATH = await findOrInstallChromium();

const totals = { passed: 0, failed: 0 };
/** Settles when what was begun before has ended and been told. */
let told = Promise.resolve();

const types = check('types', bin('typescript', 'bin/tsc'), ['--noEmit']);
const lint = check('lint', bin('@biomejs/biome', 'bin/biome'), ['check', '--error-on-warnings', '.'], types);
const unused = check('unused code', bin('knip', 'bin/knip.js'), [], lint);
const built = check('build', join(ROOT, 'scripts', 'build.mjs'), [], unused);
await suite(
  'unit tests',
  bin('vitest', 'vitest.mjs'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile=${UNIT_REPORT}`],
  UNIT_REPORT,
  (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
);
// Without a build there is nothing to open in a browser.
if (await built) {
  await suite(
    'browser tests',
    bin('@playwright/test', 'cli.js'),
    ['test', '--reporter=list,json'],
    BROWSER_REPORT,
    // A flaky test is a failed one here.
    ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }),
    { PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT },
  );
}

console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

function bin(name, path) {
  return join(ROOT, 'node_modules', name, path);
}

/** One thing that holds or does not. */
async function check(title, script, args, after) {
  const holds = (await node(title, script, args, { after })) === 0;
  totals[holds ? 'passed' : 'failed'] += 1;
  return holds;
}

/** Many tests, counted from the runner's own report; a runner that died without one counts as a failure. */
async function suite(title, script, args, report, count, env = {}) {
  const status = await node(title, script, args, { env });
  const counted = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 };
  totals.passed += counted.passed;
  totals.failed += counted.failed;
  if (status !== 0 && counted.failed === 0) totals.failed += 1;
}

/** Runs a script once `after` has settled. What it prints waits until what was begun before it has been told. */
function node(title, script, args, { after, env = {} }) {
  const turn = told;
  const ended = Promise.resolve(after).then(
    () =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [script, ...args], {
          cwd: ROOT,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...env },
        });
        let kept = [[process.stdout, `\n── ${title}\n`]];
        const tell = (stream, text) => (kept ? kept.push([stream, text]) : stream.write(text));
        child.stdout.on('data', (text) => tell(process.stdout, text));
        child.stderr.on('data', (text) => tell(process.stderr, text));
        child.on('close', (status) => turn.then(() => resolve(status)));
        turn.then(() => {
          for (const [stream, text] of kept) stream.write(text);
          kept = undefined;
        });
      }),
  );
  told = ended;
  return ended;
}
