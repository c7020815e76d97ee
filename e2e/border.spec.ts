import { expect, test } from '@playwright/test';
import { Reader, TALL } from './reader';

test.use({ viewport: TALL });

test('the cast runs on the labs’ origin, and the app’s origin runs none of it', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.write(
    'client.js',
    `console.log("I live at " + location.origin);
try { console.log("parent: " + parent.document.title) } catch (error) { console.log("parent: " + error.name) }
`,
  );
  await reader.run();
  const console = await reader.console('Alice');
  await expect(console).toContainText(`I live at ${process.env.LAB_URL}`);
  await expect(console).toContainText('parent: SecurityError');
});

test('a client reaches no other lab, no API and no other host', async ({ page, context }) => {
  const other = await Reader.at(await context.newPage(), '/learn/engine-io/upgrade');
  await other.run();
  const frame = other.page.locator('[data-slot="cast-frame"]');
  await expect(frame).toHaveCount(1);
  const otherUrl = await frame.getAttribute('src');

  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  // The frame understands fetch("http://localhost:3000") as its own lab; a beacon is taken as it is written.
  const targets = [
    `${otherUrl}socket.io/?EIO=4&transport=polling`,
    `${process.env.APP_URL}/api/labs/aaaaaaaaaaaaaaaa`,
    'http://198.51.100.1/',
  ];
  await reader.write(
    'client.js',
    `addEventListener("securitypolicyviolation", (event) => console.log("kept from " + event.blockedURI));
for (const url of ${JSON.stringify(targets)}) navigator.sendBeacon(url);
`,
  );
  await reader.run();
  const console = await reader.console('Alice');
  for (const url of targets) await expect(console).toContainText(`kept from ${url}`);
});

test('a page of another origin can neither call the API nor open the stream', async ({ page }) => {
  // Another site: the labs' own origin will do, or any other name for this machine.
  await page.goto(`${process.env.LAB_URL}/`);
  const outcome = await page.evaluate(async (app) => {
    const call = await fetch(`${app}/api/labs/aaaaaaaaaaaaaaaa`, { method: 'PUT', body: '{}' }).then(
      (response) => `answered ${response.status}`,
      () => 'refused',
    );
    const stream = await new Promise((resolve) => {
      const socket = new WebSocket(`${app.replace('http', 'ws')}/observe/aaaaaaaaaaaaaaaa`);
      socket.onopen = () => resolve('opened');
      socket.onerror = () => resolve('refused');
    });
    return { call, stream };
  }, process.env.APP_URL ?? '');
  expect(outcome).toEqual({ call: 'refused', stream: 'refused' });
});

test('the stream is resumed where it broke, and nothing is missing', async ({ page }) => {
  // Every stream of records this page opens, so that the test can break it.
  await page.addInitScript(() => {
    const Real = window.WebSocket;
    const open: WebSocket[] = [];
    Object.assign(window, {
      breakStreams() {
        for (const socket of open.splice(0)) socket.close();
      },
    });
    window.WebSocket = class extends Real {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        if (String(url).includes('/observe/')) open.push(this);
      }
    };
  });
  const reader = await Reader.at(page, '/learn/engine-io/heartbeat');
  await reader.run();
  await expect(reader.entry('2 ping server asks').first()).toBeVisible();
  const before = await reader.entry('2 ping server asks').count();
  await page.evaluate(() => (window as unknown as { breakStreams(): void }).breakStreams());
  await expect
    .poll(() => reader.entry('2 ping server asks').count(), { timeout: 20_000 })
    .toBeGreaterThan(before);
  const numbers = await page
    .locator('[data-slot="entry"]')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-n'))));
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  await expect(page.locator('[data-slot="entry"][data-kind="gap"]')).toHaveCount(0);
});
