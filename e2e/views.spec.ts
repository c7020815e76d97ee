import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { Reader, TALL } from './reader';

test('a run is counted, its bars lead to entries and filter them, and the ladder is kept as a picture', async ({
  page,
}) => {
  await page.setViewportSize(TALL);
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.run();
  await expect(reader.entry('3 ACK 0')).toBeVisible();

  await test.step('by name, with the keyboard alone', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'What to do' }).fill('statist');
    await expect(page.getByRole('option', { name: /^Show the statistics/ })).toHaveAttribute(
      'data-highlighted',
      '',
    );
    await page.keyboard.press('Enter');
  });

  const types = page.getByRole('region', { name: 'Packets by type' });
  const row = (type: string) => types.locator(`[data-packet="${type}"]`);
  // The server says welcome, Alice says hello; her probe and its answer are a ping and a pong.
  await expect(row('EVENT').getByRole('cell')).toHaveText(['1', '', '1']);
  await expect(row('ping').getByRole('cell')).toHaveText(['1', '', '0']);
  await expect(page.getByRole('region', { name: 'Acknowledgements' })).toContainText('1 answer');

  await row('ping').getByRole('button', { name: 'ping' }).first().click();
  await expect(page.locator('[data-slot="inspector"]')).toContainText('2probe');
  await row('EVENT').getByRole('button', { name: 'Filter: sio.type == EVENT' }).click();
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue('sio.type == EVENT');
  await expect(types.getByRole('row')).toHaveCount(3); // the heads, the CONNECT in the same body, EVENT

  const svg = (await kept(page, 'svg')).toString('utf8');
  expect(svg).toMatch(/^<svg [\s\S]*Alice[\s\S]*Server[\s\S]*&#34;hello&#34;[\s\S]*<\/svg>\s*$/);

  // The same drawing in pixels, two for each of its own; ground, panel and letters are of the theme on the screen.
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const png = await kept(page, 'png');
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const drawn = await pixelsOf(page, png);
  expect([drawn.width, drawn.height]).toEqual([2 * Number(width), 2 * Number(height)]);
  expect(drawn.corner).toBe('rgb(255 253 250)'); // the heads of the lanes, --panel of the light theme
  expect(drawn.last).toBe('rgb(244 242 238)'); // --bg
  expect(drawn.colours).toBeGreaterThan(20);
});

/** What the palette's act keeps as a picture of this form. */
async function kept(page: Page, form: 'svg' | 'png'): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'What to do' }).fill(`picture ${form}`);
  await page.keyboard.press('Enter');
  const file = await download;
  expect(file.suggestedFilename()).toMatch(new RegExp(`^socketscope-.*\\.${form}$`));
  return readFile(await file.path());
}

/** What a browser sees in a picture: its size, the colour of two corners, and how many colours there are in all. */
function pixelsOf(page: Page, png: Buffer) {
  return page.evaluate(async (base64) => {
    const response = await fetch(`data:image/png;base64,${base64}`);
    const { width, height } = await createImageBitmap(await response.clone().blob());
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('This browser draws nothing.');
    context.drawImage(await createImageBitmap(await response.blob()), 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const colours = new Set<string>();
    for (let at = 0; at < data.length; at += 4) colours.add(data.subarray(at, at + 3).join(' '));
    const colourAt = (x: number, y: number) => {
      const at = 4 * (y * width + x);
      return `rgb(${data.subarray(at, at + 3).join(' ')})`;
    };
    return {
      width,
      height,
      corner: colourAt(2, 2),
      last: colourAt(width - 3, height - 3),
      colours: colours.size,
    };
  }, png.toString('base64'));
}

test('two runs and two entries are compared', async ({ page }) => {
  await page.setViewportSize(TALL);
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.transport('polling').click();
  await reader.run();
  await expect(reader.entry('3 ACK 0')).toBeVisible();
  await reader.transport('websocket').click();
  await expect(reader.entry('Upgrade: websocket')).toBeVisible();
  await expect(reader.entry('3 ACK 0')).toBeVisible();

  await page.getByRole('radio', { name: 'Compare' }).click();
  const figure = (name: string) => page.locator(`[data-figure="${name}"]`);
  await expect(page.getByRole('combobox', { name: 'A: run' })).toHaveValue('Run 1');
  await expect(page.getByRole('combobox', { name: 'B: run' })).toHaveValue('Run 2');
  // Over the WebSocket there is one request, the upgrade; by polling there is no frame. The late goodbye of the
  // client before belongs to its own run.
  await expect(figure('HTTP requests').locator('[data-side="B"]')).toHaveText('B1');
  await expect(figure('WebSocket frames').locator('[data-side="A"]')).toHaveText('A0');
  await expect(figure('WebSocket frames')).toContainText('only B');
  await expect(figure('Round trips to the first event')).toContainText('B2');
  await page.getByRole('button', { name: 'First event of Run 2' }).click();
  await expect(page.locator('[data-slot="inspector"]')).toContainText('welcome');

  await page.getByRole('radio', { name: 'Ladder' }).click();
  await reader.entry('EVENT "welcome"').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Compare others with this' }).click();
  await reader.entry('EVENT "hello"').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Compare with #/ }).click();
  await expect(page.getByRole('region', { name: 'Compare' })).toBeFocused();
  const fields = page.getByRole('region', { name: 'Fields' }).getByRole('table');
  await expect(fields.getByRole('row', { name: /^Event/ })).toContainText('"welcome"');
  await expect(fields.getByRole('row', { name: /^Event/ })).toContainText('"hello"');
  await expect(fields.getByRole('row', { name: /^Ack id/ })).toContainText('not there');
});

test('rows of the list that were drawn before an answer came say what rows drawn after it say', async ({
  page,
}) => {
  // So wide that there is room for every column.
  await page.setViewportSize({ ...TALL, width: 2000 });
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  const form = (name: string) => page.getByRole('radio', { name, exact: true });
  await form('List').click();
  await reader.run();
  const rows = page.locator('[data-slot="list-row"]');
  const hello = rows.filter({ hasText: 'EVENT "hello"' });
  // Its answer came after it was drawn.
  await expect(hello.locator('[data-column="took"]')).toHaveText(/^[\d.]+ ms$/);
  await expect(rows.filter({ hasText: '5 upgrade' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause the view' }).click();

  const told = () => rows.evaluateAll((all) => all.map((row) => `${row.ariaLabel} | ${row.textContent}`));
  const grown = await told();
  await form('Ladder').click();
  await expect(reader.entry('EVENT "hello"')).toBeVisible();
  await form('List').click();
  await expect(hello).toBeVisible();
  expect(await told()).toEqual(grown);
});

test('in a window as low as that of a projector, the ladder keeps its place beside the inspector', async ({
  page,
}) => {
  await page.setViewportSize({ width: 960, height: 600 });
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.run();
  await reader.entry('5 upgrade').click();
  await expect(reader.page.locator('[data-slot="inspector"]')).toContainText('Engine.IO packet');
  await expect(reader.entry('5 upgrade')).toBeInViewport({ ratio: 1 });
});
