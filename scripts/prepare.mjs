import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Runs on a bare Node: nothing here may import a package. */

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LOCK_STAMP = join(ROOT, 'node_modules', '.socketscope-lock');
const BUILD_STAMP = join(ROOT, '.next', 'socketscope-build');
const BUILT_FROM = [
  'app',
  'components',
  'lib',
  'mdx-components.tsx',
  'next.config.mjs',
  'postcss.config.mjs',
  'scripts/minify.mjs',
  'tsconfig.json',
];
const OLDEST_NODE = [20, 9];

process.env.NEXT_TELEMETRY_DISABLED = '1';

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(
    `Socketscope needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`,
  );
  process.exit(1);
}

/** Installs what package-lock.json names, unless that is what is installed. */
export function installIfStale() {
  const wanted = digest([readFileSync(join(ROOT, 'package-lock.json'))]);
  if (existsSync(LOCK_STAMP) && readFileSync(LOCK_STAMP, 'utf8') === wanted) return;
  console.log('Installing packages (once, and when package-lock.json changes) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  run(npm, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  });
  writeFileSync(LOCK_STAMP, wanted);
}

/** Builds the app, unless the build at hand was made from exactly these sources. */
export function buildIfStale() {
  const wanted = digest(
    [...sources()].flatMap((path) => [Buffer.from(path), readFileSync(join(ROOT, path))]),
  );
  if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === wanted) return;
  console.log('Building the app (once, and when its sources change) …');
  run(process.execPath, [join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build']);
  run(process.execPath, [join(ROOT, 'scripts', 'minify.mjs')]);
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, wanted);
}

/** Runs a command with our own output; a failure ends this process with its code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

function* sources() {
  yield 'package-lock.json';
  for (const name of BUILT_FROM) {
    if (!existsSync(join(ROOT, name))) continue;
    if (/\.\w+$/.test(name)) yield name;
    else yield* filesBelow(name);
  }
}

function* filesBelow(folder) {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
