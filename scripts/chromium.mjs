import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './prepare.mjs';

/** The shell first: it has no windows of its own to draw, so a test costs less than with the whole browser. */
const USUAL = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, one that the system has, Playwright's own download,
 * or, where there is none, one installed now: Debian's package where `apt-get` can, else Playwright's.
 */
export async function findOrInstallChromium() {
  const { chromium } = await import('playwright-core');
  const known = [process.env.CHROMIUM_PATH, ...USUAL, chromium.executablePath()];
  const found = () => known.find((path) => path && existsSync(path));
  if (found()) return found();

  console.log('No Chromium here: installing one for the browser tests …');
  if (hasAptGet()) {
    const apt = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    run('apt-get', ['update', '-qq'], apt);
    const install = ['install', '-y', '-qq', '--no-install-recommends'];
    // Not every Debian has the shell by itself.
    const shell = spawnSync('apt-get', [...install, 'chromium-headless-shell'], { stdio: 'inherit', ...apt });
    if (shell.status !== 0) run('apt-get', [...install, 'chromium'], apt);
  } else {
    run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium']);
  }
  const installed = found();
  if (!installed)
    throw new Error('A Chromium was installed but is in none of the usual places; set CHROMIUM_PATH.');
  return installed;
}

function hasAptGet() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}
