import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { CONTENTS } from '@/lib/lessons/contents';
import { Reader } from './reader';

test('without a lab a lesson plays its recording, and tells it as one', async ({ page }) => {
  await page.route('**/api/labs/*', (route) => route.abort());
  const reader = await Reader.at(page, '/learn/events/acknowledgements');
  await reader.runButton.click();
  await expect(page.getByText('This is a recording.')).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('a recording');
  await expect(reader.entry('3 ACK 0')).toBeVisible();
  const time = page.getByRole('region', { name: 'Time' });
  await expect(time.getByRole('button', { name: 'End' })).toBeVisible();
  await expect(time.getByRole('slider')).not.toHaveAttribute('aria-valuetext', /live/i);
});

test('a reader follows the lesson on the upgrade to its end', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');

  await reader.choose('first-road', 'The body of an HTTP response');
  await expect(reader.step('first-road')).not.toHaveAttribute('data-state', 'done');
  await reader.runUntilDone('first-road');

  // A wrong answer leaves the step open and says why.
  await reader.entry('2 ping probe').click();
  await expect(reader.step('proof')).toContainText('2probe is the question');
  await expect(reader.step('proof')).not.toHaveAttribute('data-state', 'done');
  await reader.entry('3 pong probe').click();
  await reader.expectDone('proof');

  // Without a noop in this run, another one will have it: see runUntilDone.
  await expect(async () => {
    if ((await reader.entry('6 noop').count()) === 0) {
      await reader.run();
      await expect(reader.entry('5 upgrade')).toBeVisible();
    }
    await reader.entry('6 noop').click({ timeout: 2_000 });
  }).toPass({ timeout: 45_000 });
  await reader.expectDone('let-go');

  await reader.fault('strip-upgrade').click();
  await reader.run();
  await reader.expectDone('strip');

  await reader.fault('strip-upgrade').click();
  await reader.write('server.js', readFileSync('lib/lessons/engine-io/upgrade/solution/server.js', 'utf8'));
  await reader.run();
  await reader.expectDone('no-offer');
  await expect(page.getByRole('link', { name: /next/i }).first()).toBeVisible();
});

const lessons = CONTENTS.flatMap((chapter) => chapter.lessons);

for (const { chapter, slug, load } of lessons) {
  test(`${chapter}/${slug}: the untouched sample completes nothing that asks, the solution everything`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const lesson = await load();
    const reader = await Reader.at(page, `/learn/${chapter}/${slug}`);
    expect(lesson.steps.length).toBeGreaterThan(2);

    await reader.run();
    await expect(reader.wireRows.first()).toBeVisible();
    const asking = lesson.steps.filter(({ kind }) => kind !== 'do');
    expect(asking.length).toBeGreaterThan(0);
    for (const { id } of asking) await expect(reader.step(id)).not.toHaveAttribute('data-state', 'done');

    for (const { id } of lesson.steps) {
      const step = reader.step(id);
      if ((await step.getAttribute('data-state')) === 'done') continue;
      await step.getByRole('button', { name: 'Hint' }).click();
      await step.getByRole('button', { name: 'Show solution' }).click();
      // Again, where a race on the wire went the other way: see runUntilDone.
      await expect(async () => {
        if ((await step.getAttribute('data-state')) === 'done') return;
        await step.getByRole('button', { name: 'Do it for me' }).click();
        await expect(step).toHaveAttribute('data-state', 'done', { timeout: 20_000 });
      }).toPass({ timeout: 65_000 });
    }
  });
}

test('a reload keeps what was done and what was written', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.choose('first-road', 'The body of an HTTP response');
  await reader.runUntilDone('first-road');
  await reader.write('server.js', '// half a thought');
  await page.reload();
  // Until the instruments are there, the prose may stand in the page twice: what leaves, and what comes.
  await expect(reader.runButton).toBeEnabled();
  await reader.expectDone('first-road');
  await expect(reader.step('proof')).toHaveAttribute('data-state', 'now');
  await expect(await reader.editor('server.js')).toHaveText('// half a thought');

  await page.goto(`${process.env.APP_URL}/learn`);
  await expect(page.getByRole('link', { name: /The upgrade: moving house/ })).toContainText('1 of 5');
});
