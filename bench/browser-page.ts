import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { print } from './figure';

/** A task that is longer keeps the reader waiting. Milliseconds. */
const LONG = 50;

export function openChromium(): Promise<Browser> {
  const executablePath = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
  ].find((path) => path && existsSync(path));
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** A page whose long tasks are noted from the beginning. */
export async function openPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // What is handed to the page was made to keep the names of its functions by this.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(() => {
    const long: number[] = [];
    Object.assign(window, { benchTasks: long });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) long.push(duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  return page;
}

/**
 * Does something to the page, and says for each of some looks at it when it first held, in milliseconds since the `event`
 * that came of it. They are asked with each frame: who waits for a locator asks ever more seldom, up to half a second apart.
 */
export async function seenAfter<K extends string>(
  page: Page,
  event: 'change' | 'input',
  act: () => Promise<void>,
  looks: { readonly [name in K]: Look },
): Promise<{ readonly [name in K]: number }> {
  await page.evaluate(
    ({ event, looks }) => {
      const seen: { [name: string]: number } = {};
      Object.assign(window, { benchSeen: seen });
      const holds = ({ there, gone, says }: Look) => {
        const found = there === undefined ? undefined : document.querySelector(there);
        if (there !== undefined && !found?.textContent?.includes(says ?? '')) return false;
        return gone === undefined || !document.querySelector(gone);
      };
      const begin = () => {
        const begun = performance.now();
        const look = () => {
          for (const [name, one] of Object.entries(looks)) {
            if (seen[name] === undefined && holds(one)) seen[name] = performance.now() - begun;
          }
          if (Object.keys(seen).length < Object.keys(looks).length) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      document.addEventListener(event, begin, { capture: true, once: true });
    },
    { event, looks: looks as { readonly [name: string]: Look } },
  );
  await act();
  const names = Object.keys(looks);
  await page.waitForFunction(
    (names) => names.every((name) => Reflect.get(window, 'benchSeen')[name] !== undefined),
    names,
    { timeout: 300_000, polling: 500 },
  );
  return page.evaluate(() => Reflect.get(window, 'benchSeen'));
}

/** Something is in the page, with these words in it, and something else is not. */
interface Look {
  /** A selector. */
  readonly there?: string;
  readonly says?: string;
  readonly gone?: string;
}

/** The long tasks since they were last asked for. */
export async function printTasks(page: Page, name: string, of: string): Promise<void> {
  const tasks: number[] = await page.evaluate(async () => {
    // Observers are told after the task.
    await new Promise((resolve) => setTimeout(resolve, 120));
    return Reflect.get(window, 'benchTasks').splice(0);
  });
  const long = tasks.filter((ms) => ms > LONG);
  print({ name: `${name}-long-tasks`, value: long.length, unit: 'tasks', of, baseline: 0 });
  print({
    name: `${name}-longest-task`,
    value: Math.round(Math.max(0, ...long)),
    unit: 'ms',
    of,
    baseline: LONG,
  });
}

export function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}
