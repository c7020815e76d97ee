import { expect, test } from '@playwright/test';
import { accessFaults } from './axe';
import { Reader } from './reader';

for (const path of ['/', '/learn', '/learn/engine-io/upgrade', '/play']) {
  test(`${path} has no accessibility faults in either theme`, async ({ page }) => {
    test.slow();
    if (path.includes('upgrade')) {
      const reader = await Reader.at(page, path);
      await reader.run();
      await expect(reader.entry('3 ACK 0')).toBeVisible();
      await reader.entry('2 EVENT "hello"').click();
    } else {
      await page.goto(`${process.env.APP_URL}${path}`);
    }
    expect(await accessFaults(page)).toEqual([]);
  });
}

const ROOMS: readonly (readonly string[])[] = [
  ['Small pieces', 'Dialogs and notes', 'Wire', 'Filter, find and map'],
  ['Time', 'Numbers and comparisons', 'Clients and consoles'],
  ['Editor', 'Findings', 'Lesson', 'Reference'],
];
for (const rooms of ROOMS) {
  test(`${rooms.join(', ')}: no accessibility faults in these rooms of the gallery`, async ({ page }) => {
    test.slow();
    await page.goto(`${process.env.APP_URL}/gallery`);
    await expect(page.getByRole('region', { name: 'Packets by type' })).toBeVisible();
    expect(
      await accessFaults(
        page,
        rooms.map((room) => `[data-room="${room}"]`),
      ),
    ).toEqual([]);
  });
}

test('the gallery opens at its top, and fits into 390 px', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${process.env.APP_URL}/gallery`);
  await expect(page.getByRole('region', { name: 'Packets by type' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'DISCONNECT' })).toHaveAttribute('aria-selected', 'true');
  const { top, overflow } = await page.evaluate(() => ({
    top: window.scrollY,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  expect({ top, overflow }).toEqual({ top: 0, overflow: 0 });
  const inspector = page.locator('[data-slot="exhibit"]', { hasText: 'A masked frame' });
  await expect(inspector.getByRole('tab', { name: 'Note' })).toBeVisible();
  const findings = page.locator('[data-room="Findings"]');
  await expect(findings).toContainText('found nothing in it');
});

test('at 390 px the panels are tabs, and a run can be followed', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${process.env.APP_URL}/learn/engine-io/upgrade`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('tab', { name: 'Ladder' }).click();
  await expect(page.locator('[data-slot="entry"]').last()).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test('on paper a lesson has all its steps, and nothing that is worked with', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await expect(page.locator('.step-body:visible')).toHaveCount(1);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.step-body:visible')).toHaveCount(5);
  for (const tool of [page.getByRole('banner'), page.getByRole('contentinfo'), reader.runButton])
    await expect(tool).toBeHidden();
  await expect(page.getByText('Nothing has crossed the wire yet.')).toBeHidden();

  // A sheet is narrower than a screen.
  await page.setViewportSize({ width: 794, height: 1123 });
  await expect(page.locator('.step-body:visible')).toHaveCount(5);
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toHaveCount(0);
});

test('the ladder is walked and read by keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 2000 });
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.run();
  await expect(reader.entry('3 ACK 0')).toBeVisible();
  await page.getByRole('listbox').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const selected = page.getByRole('option', { selected: true });
  await expect(selected).toHaveAccessibleName(/^Alice to Server, GET/);
  await expect(page).toHaveURL(/entry=\d+/);
});
