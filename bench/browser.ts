import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { benchApp } from './app';
import { writeChat } from './browser-capture';
import { openChromium, openPage, percentile95, printTasks, seenAfter } from './browser-page';
import { print, rounded } from './figure';

/** How many entries the captures have; `BENCH_ENTRIES` chooses others. */
const SIZES = (process.env.BENCH_ENTRIES ?? '100000,1000000').split(',').map(Number);
const SCROLL_MS = 4_000;
/** Pixels a turn of the wheel: four rows, as a hand turns it, and a whole screen, as no hand does. */
const STEPS = [100, 700];

/** Large captures in a real Chromium: opened, scrolled, filtered; what they take; and how long the page stands still. */
export async function browser(): Promise<void> {
  const app = await benchApp();
  const folder = await mkdtemp(join(tmpdir(), 'socketscope-bench-'));
  const chromium = await openChromium();
  try {
    for (const entries of SIZES) {
      const path = join(folder, `${entries}.jsonl`);
      await writeChat(path, entries);
      const page = await openPage(chromium);
      await measure(page, `${app.url}/inspect`, path, entries);
      await page.close();
      await rm(path);
    }
  } finally {
    await chromium.close();
    app.close();
    await rm(folder, { recursive: true });
  }
}

async function measure(page: Page, url: string, path: string, entries: number): Promise<void> {
  const of = `${entries.toLocaleString('en')} entries`;
  const { size } = await stat(path);
  await page.goto(url);
  await page.getByRole('button', { name: 'Open a file' }).waitFor();
  const cdp = await page.context().newCDPSession(page);
  // Who chooses a file takes longer than the page does to make ready for one.
  await page.waitForLoadState('networkidle');
  const empty = await heap(cdp);
  const { first, opened } = await seenAfter(
    page,
    'change',
    () => page.locator('input[type=file]').first().setInputFiles(path),
    {
      first: { there: '[data-slot="entry"]' },
      // All of it is on the ladder.
      opened: { there: `[data-slot="entry"][aria-setsize="${entries}"]`, gone: 'progress' },
    },
  );
  print({ name: 'open-first-row', value: rounded(first), unit: 'ms', of });
  print({ name: 'open', value: rounded(opened), unit: 'ms', of: `goal, ${of}`, baseline: entries / 500 });
  print({ name: 'open-rate', value: rounded((size / opened) * 1e-3), unit: 'MB/s', of });
  await printTasks(page, 'open', of);
  print({
    name: 'memory',
    value: rounded(((await heap(cdp)) - empty) / entries),
    unit: 'B an entry, payload and all',
    of,
  });
  for (const form of ['Ladder', 'List']) {
    await page.getByRole('radio', { name: form, exact: true }).click();
    await page.locator(`[data-slot="${form.toLowerCase()}"]`).waitFor();
    await printTasks(page, `${form.toLowerCase()}-shown`, of);
    for (const step of STEPS) await scroll(page, form.toLowerCase(), step, of);
  }
  await filter(page, of);
}

/** Turned with every frame: frames are counted, and how long the slowest of them took. */
async function scroll(page: Page, form: string, step: number, capture: string): Promise<void> {
  const of = `${capture}, ${step} pixels a turn`;
  await page.mouse.move(900, 400);
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { benchFrames: frames });
    let last = performance.now();
    const next = (now: number) => {
      // Another stretch is measured.
      if (Reflect.get(window, 'benchFrames') !== frames) return;
      frames.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const until = performance.now() + SCROLL_MS;
  let nodes = 0;
  while (performance.now() < until) {
    await page.mouse.wheel(0, step);
    nodes = Math.max(nodes, await page.evaluate(() => document.querySelectorAll('*').length));
  }
  const frames: number[] = await page.evaluate(() => Reflect.get(window, 'benchFrames'));
  const rate = (frames.length / SCROLL_MS) * 1000;
  print({ name: `${form}-scroll`, value: rounded(rate), unit: 'frames/s', of: `goal, ${of}`, baseline: 60 });
  print({ name: `${form}-frame-p95`, value: rounded(percentile95(frames)), unit: 'ms', of });
  print({ name: `${form}-dom`, value: nodes, unit: 'nodes', of: `goal, ${of}`, baseline: 2000 });
  await printTasks(page, `${form}-scroll`, of);
}

async function filter(page: Page, of: string): Promise<void> {
  const { took } = await seenAfter(
    page,
    'input',
    () => page.getByRole('combobox', { name: 'Filter' }).fill('sio.event == "typing"'),
    { took: { there: '[data-slot="filter-says"]', says: 'hidden' } },
  );
  print({ name: 'filter', value: rounded(took), unit: 'ms', of: `goal, ${of}`, baseline: 100 });
  await printTasks(page, 'filter', of);
}

/** Bytes of the heap and of the buffers beside it, after everything that nobody holds is gone. */
async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
