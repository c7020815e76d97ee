import { expect, test } from '@playwright/test';
import { Reader, TALL } from './reader';

test.use({ viewport: TALL });

const SERVER = `import { Server } from "socket.io";
const io = new Server(3000, { pingInterval: 2000, pingTimeout: 20000 });
io.on("connection", (socket) => socket.on("tick", (n, ack) => ack(n)));
`;
const CLIENT = `const socket = io({ transports: ["websocket"] });
let n = 0;
setInterval(() => socket.connected && socket.emit("tick", n++, () => {}), 700);
`;

test('each thing that is done to a wire shows where it acted, says what does so, and can be taken away', async ({
  page,
}) => {
  test.slow();
  const reader = await Reader.at(page, '/play/echo');
  await reader.write('server.js', SERVER);
  await reader.write('client.js', CLIENT);
  await reader.run();
  await expect(reader.entry('3 ACK 0')).toBeVisible();
  const inForce = page.getByRole('region', { name: 'Faults in force' });
  const clear = async () => {
    await inForce.getByRole('button', { name: 'clear', exact: true }).click();
    await expect(inForce).toBeHidden();
  };
  const panel = page.locator('[data-slot="fault-panel"]');
  const more = async (row: string, press: string) => {
    await page.getByRole('button', { name: 'fault…' }).click();
    await panel.getByRole('region', { name: row, exact: true }).getByRole('button', { name: press }).click();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  };

  // What the server has sent and the wire keeps is drawn up to the wire only, and from there on late.
  await reader.freeze('server → client');
  await expect(
    reader
      .entry('ACK')
      .filter({ hasText: /kept back$/ })
      .first(),
  ).toBeVisible();
  await expect(page.locator('[data-glyph="kept"]').first()).toBeVisible();
  await clear();
  const late = reader.entry('3 ACK').and(reader.entry('kept back until #')).first();
  await expect(late.locator('[data-glyph="late"]')).toBeVisible();
  await late.click();
  await expect(page.locator('[data-slot="note"]')).toContainText('a fault of the wire kept it back until');

  // The next ACK like this one, and it alone.
  await late.click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Lose the next ACK/ }).click();
  await page.keyboard.press('End');
  const lost = page.locator('[data-slot="entry"][data-kind="unit"][data-label$="lost on its way"]');
  await expect(lost.locator('[data-glyph="lost"]')).toBeVisible();
  await expect(inForce).toBeHidden();

  await more('hold next', 'ping');
  await expect(inForce).toContainText('a ping is held');
  await inForce.getByRole('button', { name: 'Let the ping go' }).click();
  await expect(inForce).toBeHidden();

  await more('latency', 'Put on');
  const slow = reader.entry('latency Bytes from alice take 200 ms longer.');
  await expect(slow).toBeVisible();
  await slow.click();
  await expect(page.locator('[data-slot="note"]')).toContainText(
    'In the world: A server on another continent',
  );
  await clear();

  // It outlives a run, until it is taken away. Another transport is another run.
  await more('two nodes', 'two nodes');
  await reader.transport('polling').click();
  await expect(page.locator('[data-slot="lane-head"][data-party="server"]')).toHaveCount(2);
  await expect(inForce).toContainText('two nodes');
  await clear();

  await reader.fault('cut').click();
  await page.getByRole('menuitem', { name: 'at once, with RST' }).click();
  await expect(reader.entry('cut with RST').first()).toBeVisible();
});
