import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { benchApp } from './app';
import { writeChat } from './browser-capture';
import { print, rounded } from './figure';

/** How many entries the captures have; `BENCH_ENTRIES` chooses others. */
const SIZES = (process.env.BENCH_ENTRIES ?? '100000,1000000').split(',').map(Number);
const SCROLL_MS = 4_000;
/** A task that is longer keeps the reader waiting. Milliseconds. */
const LONG = 50;

/** Large captures in a real Chromium: opened, scrolled, filtered; what they take; and how long the page stands still. */
export async function browser(): Promise<void> {
  const app = await benchApp();
  const folder = await mkdtemp(join(tmpdir(), 'socketscope-bench-'));
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(
    (path) => path && existsSync(path),
  );
  const chrome = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--js-flags=--expose-gc'],
  });
  try {
    for (const entries of SIZES) {
      const path = join(folder, `${entries}.jsonl`);
      await writeChat(path, entries);
      const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } });
      await measure(page, `${app.url}/inspect`, path, entries);
      await page.close();
      await rm(path);
    }
  } finally {
    await chrome.close();
    app.close();
    await rm(folder, { recursive: true });
  }
}

async function measure(page: Page, url: string, path: string, entries: number): Promise<void> {
  const of = `${entries.toLocaleString('en')} entries`;
  const { size } = await stat(path);
  await page.addInitScript(watchTasks);
  await page.goto(url);
  await page.getByRole('button', { name: 'Open a file' }).waitFor();
  const cdp = await page.context().newCDPSession(page);
  const empty = await heap(cdp);

  await tasks(page);
  const begun = performance.now();
  await page.locator('input[type=file]').first().setInputFiles(path);
  await page.locator('[data-slot="entry"]').first().waitFor();
  const first = performance.now() - begun;
  await page.getByRole('progressbar').waitFor({ state: 'detached', timeout: 180_000 });
  const opened = performance.now() - begun;
  print({ name: 'open-first-row', value: rounded(first), unit: 'ms', of });
  print({ name: 'open', value: rounded(opened), unit: 'ms', of, baseline: entries / 500 });
  print({ name: 'open-rate', value: rounded((size / opened) * 1e-3), unit: 'MB/s', of });
  await printTasks(page, 'open', of);

  const whole = await heap(cdp);
  print({ name: 'memory', value: rounded((whole - empty) / entries), unit: 'B an entry', of });

  for (const form of ['Ladder', 'List']) {
    await page.getByRole('radio', { name: form, exact: true }).click();
    await page.locator(`[data-slot="${form.toLowerCase()}"]`).waitFor();
    await printTasks(page, `${form}-shown`.toLowerCase(), of);
    await scroll(page, form.toLowerCase(), of);
  }
  await filter(page, of);
}

/** Turned as fast as a wheel can be: frames are counted, and how long the longest of them took. */
async function scroll(page: Page, form: string, of: string): Promise<void> {
  await page.mouse.move(900, 400);
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { benchFrames: frames });
    let last = performance.now();
    const next = (now: number) => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const until = performance.now() + SCROLL_MS;
  let nodes = 0;
  while (performance.now() < until) {
    await page.mouse.wheel(0, 700);
    nodes = Math.max(nodes, await page.evaluate(() => document.querySelectorAll('*').length));
  }
  const frames = await page.evaluate(() => Reflect.get(window, 'benchFrames') as number[]);
  print({
    name: `${form}-scroll`,
    value: rounded((frames.length / SCROLL_MS) * 1000),
    unit: 'frames/s',
    of,
    baseline: 60,
  });
  const sorted = [...frames].sort((a, b) => a - b);
  print({
    name: `${form}-frame-p95`,
    value: rounded(sorted[Math.floor(sorted.length * 0.95)] ?? 0),
    unit: 'ms',
    of,
  });
  print({ name: `${form}-dom`, value: nodes, unit: 'nodes', of, baseline: 2000 });
  await printTasks(page, `${form}-scroll`, of);
}

async function filter(page: Page, of: string): Promise<void> {
  const line = page.getByRole('combobox', { name: /filter/i });
  if ((await line.count()) === 0) return;
  await tasks(page);
  const begun = performance.now();
  await line.fill('sio.event == "typing"');
  await page.locator('[data-slot="filter-count"]').waitFor();
  print({ name: 'filter', value: rounded(performance.now() - begun), unit: 'ms', of, baseline: 100 });
  await printTasks(page, 'filter', of);
}

async function printTasks(page: Page, name: string, of: string): Promise<void> {
  const long = (await tasks(page)).filter((ms) => ms > LONG);
  print({ name: `${name}-long-tasks`, value: long.length, unit: 'tasks', of, baseline: 0 });
  print({
    name: `${name}-longest-task`,
    value: Math.round(Math.max(0, ...long)),
    unit: 'ms',
    of,
    baseline: LONG,
  });
}

/** Runs in the page, before anything else does. */
function watchTasks(): void {
  const long: number[] = [];
  Object.assign(window, { benchTasks: long });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) long.push(duration);
  }).observe({ entryTypes: ['longtask'] });
}

/** The long tasks since they were last asked for, in milliseconds. */
async function tasks(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    // Observers are told after the task.
    await new Promise((resolve) => setTimeout(resolve, 120));
    return (Reflect.get(window, 'benchTasks') as number[]).splice(0);
  });
}

/** Bytes of the heap and of the buffers beside it, after everything that nobody holds is gone. */
async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const usage: { usedSize: number; backingStorageSize?: number } = await cdp.send('Runtime.getHeapUsage');
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}
