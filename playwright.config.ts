import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

// Debian's Chromium, or whatever `scripts/chromium.mjs` found; Playwright's own download otherwise.
const executablePath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
].find((path) => path && existsSync(path));

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.cache/browser-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  // One more than cores: a test waits for the wire half of its time.
  workers: 3,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    // What moves is drawn in every frame: a fifth of a page’s time. A test of motion asks for it.
    contextOptions: { reducedMotion: 'reduce' },
    // Traces take a third of the time of the suite: `npx playwright test --trace on` makes them.
    trace: 'off',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `"${process.execPath}" --import tsx server.ts`,
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', LAB_PORT: '0' },
    // Port 0 asks for any free port; the addresses are read from what the server prints.
    wait: { stdout: /app\s+(?<app_url>http:\S+)[\s\S]*labs\s+(?<lab_url>http:\S+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    stdout: 'pipe',
    timeout: 60_000,
  },
});
