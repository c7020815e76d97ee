import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Reader } from './reader';

for (const colorScheme of ['dark', 'light'] as const) {
  for (const path of ['/', '/learn', '/learn/engine-io/upgrade', '/play']) {
    test(`${path} has no accessibility faults, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(`${process.env.APP_URL}${path}`);
      if (path.includes('upgrade')) {
        const reader = await Reader.at(page, path);
        await reader.run();
        await expect(reader.entry('3 ACK 0')).toBeVisible();
        await reader.entry('2 EVENT "hello"').click();
      }
      const { violations } = await new AxeBuilder({ page }).exclude('[data-slot="cast-frame"]').analyze();
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
        ),
      ).toEqual([]);
    });
  }
}

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
