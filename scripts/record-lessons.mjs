import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { RUN } from '../lib/lessons/acts.ts';
import { CONTENTS } from '../lib/lessons/contents.ts';
import { and, from, isCloseFrame, to } from '../lib/lessons/matchers.ts';
import { CHEAT_SHEET } from '../lib/lessons/reference/cheat-sheet.ts';
import { openStage } from '../lib/lessons/testing/stage.ts';
import { openPool } from '../lib/server/lab/pool.ts';
import { serveLabs } from '../lib/server/serve.ts';
import { findOrInstallChromium } from './chromium.mjs';
import { ROOT } from './prepare.mjs';

/**
 * Plays the solution of every step of every lesson in a real browser and keeps what crossed the wire:
 * `lib/lessons/<chapter>/<slug>/capture.jsonl`, in which run n completes step n.
 *
 *     npx tsx scripts/record-lessons.mjs [<chapter>/<slug> …]
 *
 * `reference/cheat-sheet` is the program behind the cheat sheet: one run, until the server has ended Alice's connection.
 */
const isOver = and(isCloseFrame, from('server'), to('alice'));
const sheet = {
  ...CHEAT_SHEET,
  steps: [
    {
      id: 'sheet',
      kind: 'do',
      claim: { says: 'The server ended the connection', holds: (seen) => seen.eventually(isOver) },
      solution: [RUN],
    },
  ],
};
const WITHIN_MS = 30_000;
/** What a solution leaves behind is recorded as well: until it has been quiet for so long, or for so long at most. */
const QUIET_MS = 1200;
const AFTERWARDS_MS = 4000;

const wanted = process.argv.slice(2);
const script = await pageScript();
const page = (_req, res) => {
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.end(`<!doctype html><title>Recording</title><body><script>${script}</script>`);
};
const pool = await openPool();
const serving = await serveLabs({
  startLab: pool.startLab,
  port: 0,
  labPort: 0,
  pages: { request: page, upgrade: (_req, socket) => socket.destroy() },
});
const browser = await chromium.launch({
  executablePath: await findOrInstallChromium(),
  args: ['--no-sandbox'],
});

try {
  for (const entry of CONTENTS.flatMap(({ lessons }) => lessons)) {
    const path = `${entry.chapter}/${entry.slug}`;
    if (isWanted(path)) await record(path, await entry.load());
  }
  const path = `${sheet.chapter}/${sheet.slug}`;
  if (isWanted(path)) await record(path, sheet);
} finally {
  await browser.close();
  await serving.close();
  await pool.close();
}

function isWanted(path) {
  return wanted.length === 0 || wanted.includes(path);
}

async function record(path, lesson) {
  const tab = await browser.newPage();
  await tab.goto(serving.app.main);
  const stage = await openStage(serving, lesson, {
    enter: (scene) => tab.evaluate((scene) => enter(scene), scene),
    leave: () => tab.evaluate(() => leave()),
  });
  for (const step of lesson.steps) {
    await stage.reset();
    await stage.play(step.solution, step);
    await stage.until(step, ({ done }) => done, WITHIN_MS);
    await quiet(stage);
    console.log(`${path}: run ${stage.run} completes ${step.id}`);
  }
  await tab.evaluate(() => leave());
  const capture = await stage.capture();
  writeFileSync(join(ROOT, 'lib', 'lessons', path, 'capture.jsonl'), capture);
  console.log(`${path}: ${capture.split('\n').length - 2} records, ${Math.round(capture.length / 1024)} kB`);
  await stage.close();
  await tab.close();
}

async function quiet(stage) {
  const end = Date.now() + AFTERWARDS_MS;
  for (let before = -1; before < stage.seen().entries.length && Date.now() < end; ) {
    before = stage.seen().entries.length;
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
}

/** The page around the frames of the cast: it holds them, and hands on what they tell, as the app's own does. */
async function pageScript() {
  const contents = `
    import { listenToFrame } from './lib/lab/frame';
    import { observe } from './lib/lab/link';
    let link;
    let stops = [];
    globalThis.enter = async ({ id, key, urls }) => {
      link ??= observe({ id, key, after: 0, onRecords() {}, onState() {} });
      await Promise.all(Object.entries(urls).map(([client, url]) => {
        const frame = document.createElement('iframe');
        frame.src = url;
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        document.body.append(frame);
        const heard = listenToFrame(frame, url, { onTraces: (events) => link.trace(client, events) });
        stops.push(() => heard.close());
        return loaded;
      }));
    };
    globalThis.leave = () => {
      for (const stop of stops) stop();
      stops = [];
      for (const frame of document.querySelectorAll('iframe')) frame.remove();
    };`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    tsconfig: join(ROOT, 'tsconfig.json'),
  });
  return outputFiles[0].text.replaceAll('</script', '<\\/script');
}
