import { once } from 'node:events';
import type { Browser, Page } from '@playwright/test';
import { WebSocketServer } from 'ws';
import { openLog, type RecordLog } from '@/lib/server/observe/log';
import { openPump } from '@/lib/server/observe/pump';
import { benchApp } from './app';
import { chatRecords } from './browser-capture';
import { openChromium, openPage, percentile95, printTasks } from './browser-page';
import { print, rounded } from './figure';
import { portOf } from './lab';

/** Entries a second. */
const RATES = [500, 2_000, 10_000];
const LASTS_MS = Number(process.env.BENCH_LIVE_MS ?? 20_000);
const KEPT_BYTES = 2 ** 30;

/** A live stream on screen, from the log of the server's own, over its own stream, to the row that tells of it. */
export async function browserLive(): Promise<void> {
  const app = await benchApp();
  const chromium = await openChromium();
  try {
    for (const rate of RATES) await measure(chromium, app.url, rate);
  } finally {
    await chromium.close();
    app.close();
  }
}

async function measure(chromium: Browser, url: string, rate: number): Promise<void> {
  const of = `${rate.toLocaleString('en')} entries a second for ${LASTS_MS / 1000} s`;
  const log = openLog(() => KEPT_BYTES);
  const stream = await serveLog(log);
  const page = await openPage(chromium);
  try {
    await follow(page, url, stream.port);
    await printTasks(page, 'live-idle', of);
    const sentAt = await write(log, rate);
    const last = await drawn(page, log.lastSeq);
    // When each entry stood on the screen: with the first frame in which it, or a later one, was the last row.
    const waits: number[] = [];
    for (const { at, n, nodes: _ } of last.frames) {
      for (let entry = waits.length + 1; entry <= n; entry += 1) waits.push(at - (sentAt[entry - 1] ?? at));
    }
    print({
      name: 'wire-to-screen-p95',
      value: rounded(percentile95(waits)),
      unit: 'ms',
      of: `goal, ${of}`,
      baseline: 50,
    });
    const nodes = Math.max(...last.frames.map((frame) => frame.nodes));
    print({ name: 'live-dom', value: nodes, unit: 'nodes', of: `goal, ${of}`, baseline: 2000 });
    print({ name: 'live-shown', value: rounded(waits.length / log.lastSeq), unit: 'ratio', of, baseline: 1 });
    await printTasks(page, 'live', of);
  } finally {
    await page.close();
    stream.close();
  }
}

/** Streams a log to whoever connects, as the server's observer does once it knows who asks. */
async function serveLog(log: RecordLog): Promise<{ port: number; close(): void }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.once('message', () => openPump(log, 0, socket));
  });
  await once(server, 'listening');
  return { port: portOf(server.address()), close: () => server.close() };
}

/** The free lab, whose stream is the bench's own. */
async function follow(page: Page, url: string, port: number): Promise<void> {
  await page.addInitScript((port) => {
    const Real = WebSocket;
    window.WebSocket = class extends Real {
      constructor(url: string | URL) {
        super(String(url).includes('/observe/') ? `ws://127.0.0.1:${port}/` : url);
      }
    };
  }, port);
  await page.route('**/api/labs/**', (route) =>
    route.fulfill({ status: 201, json: { id: 'bench00000000000', key: 'bench', urls: {} } }),
  );
  await page.goto(`${url}/play`);
  await page
    .getByRole('region', { name: 'Program' })
    .getByRole('button', { name: 'Run', exact: true })
    .click();
  await page.locator('[data-slot="stream"][data-state="live"]').waitFor();
  await page.evaluate(() => {
    const frames: { at: number; n: number; nodes: number }[] = [];
    Object.assign(window, { benchDrawn: frames });
    const look = () => {
      const rows = document.querySelectorAll('[data-slot="entry"]');
      const n = Number(rows[rows.length - 1]?.getAttribute('data-n') ?? 0);
      frames.push({
        at: performance.timeOrigin + performance.now(),
        n,
        nodes: document.querySelectorAll('*').length,
      });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Gives back when each was written: milliseconds since 1970. */
async function write(log: RecordLog, rate: number): Promise<number[]> {
  const sentAt: number[] = [];
  const records = chatRecords(Math.round((rate * LASTS_MS) / 1000));
  const begun = performance.now();
  for (let record = records.next(); !record.done; ) {
    const due = ((performance.now() - begun) * rate) / 1000;
    while (!record.done && sentAt.length < due) {
      const { seq: _seq, at: _at, ...happening } = record.value;
      if (happening.type !== 'gap') log.append(happening);
      sentAt.push(performance.timeOrigin + performance.now());
      record = records.next();
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return sentAt;
}

/** Waits for the last entry, as long as it may take. */
async function drawn(page: Page, last: number) {
  await page.locator(`[data-slot="entry"][data-n="${last}"]`).waitFor({ timeout: 120_000 });
  const frames: { at: number; n: number; nodes: number }[] = await page.evaluate(() =>
    Reflect.get(window, 'benchDrawn'),
  );
  return { frames };
}
