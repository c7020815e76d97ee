import { expect, test } from '@playwright/test';
import { expectInOrder, Reader, TALL } from './reader';

test.use({ viewport: TALL });

test('handshake, upgrade, event and ack appear in order, with their bytes', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.run();
  await expect(reader.entry('3 ACK 0 "Hello Alice, over websocket"')).toBeVisible();

  const wire = await reader.wire();
  // With the event beside it, or the event in an answer of its own: as the server came to write. The request for
  // the upgrade may overtake it, for nobody waits for the other.
  expectInOrder(wire, ['alice>server 4 0 CONNECT namespace / (POST)', /^server>alice .*CONNECT/]);
  expectInOrder(wire, [
    'alice>server GET /socket.io/?EIO=4&transport=polling',
    /^server>alice 0 open sid [\w-]{3}… upgrades \[websocket\]/,
    'alice>server GET Upgrade: websocket',
    'server>alice WS 101',
    'alice>server 2 ping probe',
    'server>alice 3 pong probe',
    'alice>server 5 upgrade',
    'alice>server 2 EVENT "hello" "Alice" ack id 0',
    'server>alice 3 ACK 0',
  ]);

  // A masked text frame of 6 bytes, and under the mask: 2probe.
  await reader.entry('2 ping probe').click();
  await reader.expectBytes(0, '81 86');
  await reader.expectBytes(1, '32 70 72 6f 62 65$');

  // Unmasked, from the server: 3probe.
  await reader.entry('3 pong probe').click();
  await reader.expectBytes(0, '81 06 33 70 72 6f 62 65$');

  await reader.entry('5 upgrade').click();
  await reader.expectBytes(1, '35$');

  // 420["hello","Alice"]
  await reader.entry('2 EVENT "hello"').click();
  await reader.expectBytes(1, '34 32 30 5b 22 68 65 6c 6c 6f 22 2c 22 41 6c 69 63 65 22 5d$');
});

test('a field and its bytes light one another', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.run();
  await reader.entry('2 ping probe').click();
  const type = page.getByRole('treeitem', { name: /^Type/ });
  await type.hover();
  // The type is one byte: under the mask the digit 2, on the wire whatever the mask made of it.
  await expect(reader.bytes(1).locator('[data-form="hex"][data-lit]')).toHaveText(['32']);
  await expect(reader.bytes(0).locator('[data-form="hex"][data-lit]')).toHaveCount(1);

  await reader.bytes(1).locator('[data-form="hex"]').filter({ hasText: '32' }).click();
  await expect(type).toHaveAttribute('aria-selected', 'true');
});

test('the heartbeat: the server asks in a text frame, the client answers', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/heartbeat');
  await reader.run();
  await expect(reader.entry('2 ping server asks: still there?').first()).toBeVisible();
  await expect(reader.entry('3 pong').filter({ hasNotText: 'probe' }).first()).toBeVisible();

  expectInOrder(await reader.wire(), [
    'alice>server 5 upgrade',
    'server>alice 2 ping',
    'alice>server 3 pong',
  ]);
  await reader.entry('2 ping server asks').first().click();
  await reader.expectBytes(0, '81 01 32$');
});

test('rooms and acks: who is in the room hears it, who is not does not', async ({ page }) => {
  const reader = await Reader.at(page, '/play/rooms-and-acks');
  await reader.run();
  const carol = await reader.console('Carol');
  await expect(carol).toContainText('you are not in lobby');
  const bob = await reader.console('Bob');
  // She says so when she comes, or when he does, whoever was first.
  await expect(bob).toContainText(/lobby: alice (is here|hears you)/);
  await expect(bob).not.toContainText('kitchen');

  const wire = await reader.wire();
  expectInOrder(wire, [/^alice>server 2 EVENT "join" "lobby" ack id 0/, /^server>alice 3 ACK 0/]);
  expectInOrder(wire, [/^alice>server 2 EVENT "say" "lobby"/, /^server>bob 2 EVENT "said" "lobby"/]);
  expect(wire.filter((line) => /^server>carol .*"said" "lobby"/.test(line))).toEqual([]);
  await expect(page.locator('[data-slot="rooms"]')).toContainText('lobby');
  await expect(page.locator('[data-slot="rooms"]')).toContainText('kitchen');
});
