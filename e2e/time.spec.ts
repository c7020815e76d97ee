import { expect, type Locator, test } from '@playwright/test';
import { Reader } from './reader';

const SERVER = `import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.on("early", (n, ack) => {
    socket.join("lobby");
    ack(n);
  });
});
`;

/** Emitted before there is a connection: it waits in the client's buffer. */
const CLIENT = `const socket = io();
socket.emit("early", 7, (n) => console.log("answer " + n));
`;

test('everything goes to a moment: rooms, clients, buffers, heartbeat; it plays on, and is marked and linked', async ({
  page,
}) => {
  const reader = await Reader.at(page, '/play/echo');
  await reader.write('server.js', SERVER);
  await reader.write('client.js', CLIENT);
  await reader.run();
  const slider = page.getByRole('slider', { name: 'Moment' });
  const place = async () => Number(await slider.getAttribute('aria-valuenow'));
  const alice = page.getByRole('row', { name: /^Alice/ });
  await expect(alice).toContainText('websocket in / buffer empty ping due at', { useInnerText: true });
  await expect(page.locator('[data-slot="rooms"]')).toHaveText('room lobby { alice }');

  // From the first entry on to where the emit waits, by keyboard.
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /^entry 1 of \d+: /);
  await expect(alice).toContainText('no session');
  await expect(page.locator('[data-slot="rooms"]')).toHaveText('');
  await expect(async () => {
    await page.keyboard.press('ArrowRight');
    await expect(alice).toContainText('1 emit waits: early', { timeout: 300 });
  }).toPass();
  await page.keyboard.press('m');
  const waiting = await place();

  // To the room, and a little later than the entry: the heartbeat comes nearer.
  await page.keyboard.press('End');
  const end = await place();
  await expect(page.locator('[data-slot="rooms"]')).toHaveText('room lobby { alice }');
  await expect(alice).toContainText(/ping due in \d+\.\d s, client gives up in \d+\.\d s/);
  const ahead = await share(slider, 0.7);
  await slider.click({ position: ahead });
  await expect(slider).toHaveAttribute('data-live', 'false');
  await expect(page).toHaveURL(/entry=\d+/);

  // Back to the mark, and on from there ten times as fast.
  await page.keyboard.press('[');
  await expect(slider).toHaveAttribute('aria-valuenow', String(waiting));
  await expect(alice).toContainText('1 emit waits: early');
  await page.getByRole('radio', { name: '10×' }).click();
  await slider.focus();
  await page.keyboard.press('Space');
  // It stops at what is the last entry then, and no pause has lasted longer than nine tenths of a second.
  await expect.poll(place, { timeout: 30_000 }).toBeGreaterThanOrEqual(end);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(alice).toContainText('buffer empty');

  await page.keyboard.press('Escape');
  await expect(slider).toHaveAttribute('data-live', 'true');
  await expect(page).not.toHaveURL(/entry=/);
});

const MANY = `import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  for (let n = 1; n <= 200; n++) socket.emit("count", n);
});
`;

test('the map of the ladder scrolls it, and time can be told to scale', async ({ page }) => {
  const reader = await Reader.at(page, '/play/echo');
  await reader.write('server.js', MANY);
  await reader.write(
    'client.js',
    'const socket = io({ transports: ["websocket"] });\nsocket.on("count", () => {});\n',
  );
  await reader.run();
  const last = reader.entry('EVENT "count" 200');
  await expect(last).toBeInViewport();
  const map = page.getByRole('scrollbar', { name: 'Map of the ladder' });
  await expect(map).toHaveAttribute('aria-valuenow', '100');

  await map.focus();
  await page.keyboard.press('Home');
  await expect(page.locator('[data-slot="entry"][aria-posinset="1"]')).toBeInViewport();
  await expect(map).toHaveAttribute('aria-valuenow', '0');
  await map.click({ position: await share(map, 0.5) });
  await expect(map).toHaveAttribute('aria-valuenow', /^(49|50|51)$/);
  await expect(last).not.toBeInViewport();
  const window = page.locator('[data-slot="minimap-window"]');
  await window.hover();
  await page.mouse.down();
  await map.hover({ position: { x: 10, y: 1 } });
  await page.mouse.up();
  await expect(map).toHaveAttribute('aria-valuenow', '0');

  // A ladder to scale is taller, and the selected row stays in sight.
  const open = reader.entry('0 open');
  await open.click();
  const before = await open.evaluate((row) => row.closest('[role="listbox"]')?.clientHeight ?? 0);
  for (let i = 0; i < 5; i++) await page.keyboard.press('+');
  await expect(page.getByRole('group', { name: 'Scale of time' })).toContainText('10 µs');
  await expect(open).toBeInViewport();
  expect(await open.evaluate((row) => row.closest('[role="listbox"]')?.clientHeight ?? 0)).toBeGreaterThan(
    before,
  );
  await page.keyboard.press('0');
  await expect(page.getByRole('group', { name: 'Scale of time' })).toContainText('even');
});

/** A place on a control, as a share of its longer side. */
async function share(control: Locator, part: number): Promise<{ x: number; y: number }> {
  const box = await control.boundingBox();
  if (!box) throw new Error('The control is not in sight.');
  const { width, height } = box;
  return width > height ? { x: width * part, y: height / 2 } : { x: width / 2, y: height * part };
}
