import { expect, test } from '@playwright/test';
import { expectInOrder, Reader, TALL } from './reader';

test.use({ viewport: TALL });

test('polling only: the switch edits the sample, and no WebSocket is asked for', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.transport('polling').click();
  await expect(await reader.editor('client.js')).toContainText('io({ transports: ["polling"] })');
  await reader.run();
  await expect(reader.entry('"Hello Alice, over polling"')).toBeVisible();

  const wire = await reader.wire();
  expectInOrder(wire, ['0 open', 'CONNECT', '2 EVENT "hello"', '3 ACK 0']);
  expect(
    wire.filter((line) => /websocket|WS 101|probe/i.test(line.replace(/upgrades \[websocket\]/, ''))),
  ).toEqual([]);
});

test('WebSocket only: one connection, nothing to upgrade', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.transport('websocket').click();
  await expect(await reader.editor('client.js')).toContainText('io({ transports: ["websocket"] })');
  await reader.run();
  await expect(reader.entry('"Hello Alice, over websocket"')).toBeVisible();

  const wire = await reader.wire();
  expectInOrder(wire, [
    'Upgrade: websocket',
    'WS 101',
    '0 open',
    '0 CONNECT',
    '"welcome"',
    '2 EVENT "hello"',
    '3 ACK 0',
  ]);
  expect(wire.filter((line) => /transport=polling|probe|noop|POST/.test(line))).toEqual([]);
});

test('WebSocket blocked on the wire: the session stays on polling and goes on', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.fault('block-websocket').click();
  await expect(reader.fault('block-websocket')).toHaveAttribute('aria-pressed', 'true');
  await reader.run();
  await expect(reader.entry('"Hello Alice, over polling"')).toBeVisible();

  const wire = await reader.wire();
  expectInOrder(wire, ['Upgrade: websocket', '403']);
  expectInOrder(wire, ['0 open', 'CONNECT', '2 EVENT "hello"', '3 ACK 0']);
  expect(wire.filter((line) => /WS 101|probe/.test(line))).toEqual([]);
  await expect(page.locator('[data-slot="entry"][data-kind="fault"]').first()).toBeVisible();
});

test('the switch is pressed as the code says, whoever wrote it', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await expect(reader.transport('polling → websocket')).toHaveAttribute('aria-checked', 'true');
  await reader.write('client.js', 'const socket = io({ transports: ["websocket"] });\n');
  await expect(reader.transport('websocket')).toHaveAttribute('aria-checked', 'true');
});
