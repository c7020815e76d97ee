import { expect, test } from '@playwright/test';
import { Reader, TALL } from './reader';

test.use({ viewport: TALL });

test('a filter is completed, told in words, kept in the address, and recalled', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.run();
  await expect(reader.entry('3 ACK 0 "Hello Alice, over websocket"')).toBeVisible();
  const line = page.getByRole('combobox', { name: 'Filter' });
  const says = page.locator('[data-slot="filter-says"]');

  await page.locator('body').press('/');
  await expect(line).toBeFocused();
  await line.pressSequentially('sio.ev');
  await expect(page.getByRole('option', { name: /^sio\.event/ })).toBeVisible();
  await line.press('Tab');
  await line.pressSequentially('== ');
  // Names of events that were seen are offered.
  await expect(page.getByRole('option', { name: /^hello/ })).toBeVisible();
  await line.pressSequentially('hel');
  await line.press('Tab');
  await line.press('Enter');
  await expect(line).toHaveValue('sio.event == hello ');
  await expect(says).toHaveText(/^Shows entries of event hello · \d+ hidden$/);
  expect(await reader.wire()).toEqual(['alice>server 2 EVENT "hello" "Alice" ack id 0']);
  expect(new URL(page.url()).searchParams.get('filter')).toBe('sio.event == hello');

  // Its other half is hidden, and can be shown.
  await reader.entry('2 EVENT "hello"').click();
  await page.getByRole('button', { name: /^Show #\d+, ack 0 of #\d+$/ }).click();
  expect(await reader.wire()).toHaveLength(2);

  // What comes now is hidden, and that is said.
  await reader.run();
  await expect(page.locator('[data-slot="hidden-news"]')).toHaveText(
    /^\d+ new entries are hidden by your filter/,
  );
  await expect(reader.entry('2 EVENT "hello"')).toBeVisible();
  await expect.poll(() => reader.wire()).toEqual(['alice>server 2 EVENT "hello" "Alice" ack id 0']);

  // An error says what and where; the filter before it stays in force.
  await line.fill('sio.evnt == hello');
  await expect(line).toHaveAttribute('aria-invalid', 'true');
  await expect(says).toContainText('There is no key sio.evnt. Did you mean sio.event?');
  await expect(page.locator('[data-flaw]')).toHaveText('sio.evnt');
  await expect(says).toContainText('Still in force: sio.event == hello');

  // Nothing is kept: one button leads out.
  await line.fill('sse');
  await page.getByRole('button', { name: 'Clear the filter' }).last().click();
  await expect(reader.entry('3 ACK 0 "Hello Alice, over')).toBeVisible();
  await expect(reader.entry('0 open')).toBeVisible();
  await expect(says).toBeHidden();

  await line.focus();
  await line.press('ArrowUp');
  await expect(line).toHaveValue('sse');
  await line.press('ArrowUp');
  await expect(line).toHaveValue('sio.event == hello');
  await line.press('Escape');
  await expect(line).toHaveValue('');
});

test('a field becomes the filter by its sign, and the list obeys it', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade?v=1&filter=http');
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue('http');
  await reader.run();
  await expect(reader.entry('WS 101')).toBeVisible();
  await expect(reader.entry('2 ping probe')).toHaveCount(0);

  await reader.entry('WS 101').click();
  await page.getByRole('treeitem', { name: /^Status/ }).click();
  const line = page.getByRole('combobox', { name: 'Filter' });
  await page.getByRole('tree', { name: 'Fields' }).press('&');
  await expect(line).toHaveValue('http && http.status == 101');
  await page.getByRole('button', { name: 'What to do with Status' }).click();
  await page.getByRole('menuitem', { name: /^And not this/ }).click();
  await expect(line).toHaveValue('http && http.status == 101 && !(http.status == 101)');
  await page.getByRole('tree', { name: 'Fields' }).press('=');
  await expect(line).toHaveValue('http.status == 101');

  await page.getByRole('radio', { name: 'List', exact: true }).click();
  await expect(page.locator('[data-slot="list-row"]')).toHaveCount(1);
  await expect(page.locator('[data-slot="list-row"]')).toContainText('WS 101');
});
