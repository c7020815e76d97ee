import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfStale, installIfStale, ROOT, requireNode } from './prepare.mjs';

/** `npm test`: types, lint, unused code, unit tests, browser tests; all of them run, then the counts. */

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

check('types', bin('typescript', 'bin/tsc'), ['--noEmit']);
check('lint', bin('@biomejs/biome', 'bin/biome'), ['check', '--error-on-warnings', '.']);
check('unused code', bin('knip', 'bin/knip.js'), []);
suite(
  'unit tests',
  bin('vitest', 'vitest.mjs'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile=${UNIT_REPORT}`],
  () => {
    const report = JSON.parse(readFileSync(UNIT_REPORT, 'utf8'));
    return { passed: report.numPassedTests, failed: report.numFailedTests };
  },
);
buildIfStale();
suite(
  'browser tests',
  bin('@playwright/test', 'cli.js'),
  ['test', '--reporter=list,json'],
  () => {
    const { stats } = JSON.parse(readFileSync(BROWSER_REPORT, 'utf8'));
    // A flaky test is a failed one here.
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  },
  { PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT },
);

console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

function bin(name, path) {
  return join(ROOT, 'node_modules', name, path);
}

/** One thing that holds or does not. */
function check(title, script, args) {
  totals[node(title, script, args) === 0 ? 'passed' : 'failed'] += 1;
}

/** Many tests, counted from the runner's own report; a runner that died without one counts as a failure. */
function suite(title, script, args, count, env = {}) {
  const status = node(title, script, args, env);
  const counted = existsSync(env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? UNIT_REPORT)
    ? count()
    : { passed: 0, failed: 0 };
  totals.passed += counted.passed;
  totals.failed += counted.failed;
  if (status !== 0 && counted.failed === 0) totals.failed += 1;
}

function node(title, script, args, env = {}) {
  console.log(`\n── ${title}`);
  return spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  }).status;
}
