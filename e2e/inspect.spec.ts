import { readFile, writeFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { utf8Bytes } from '@/lib/base/bytes';
import { writeCapture } from '@/lib/capture/file';
import { recordsOf } from '@/lib/session/transcript';

const HEADER = { createdAt: '2026-11-21T09:00:00.000Z', cast: ['alice'] };

const CAPTURE = writeCapture(
  HEADER,
  recordsOf(`
    alice opens 1
    1 > UPGRADE /socket.io/?EIO=4&transport=websocket
    1 < 101
    1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
    1 > text 40
    1 < text 40{"sid":"k1"}
    1 > text 420["hello","Alice"]
    1 < text 430["welcome"]
    1 < text 2
    gap 12
    1 < text 42["late"]
  `),
);

const HAR = JSON.stringify({
  log: {
    version: '1.2',
    creator: { name: 'WebInspector', version: '537.36' },
    entries: [
      {
        startedDateTime: '2026-11-21T09:00:00.000Z',
        time: 900,
        request: {
          method: 'GET',
          url: 'ws://localhost:3000/socket.io/?EIO=4&transport=websocket',
          headers: [{ name: 'Upgrade', value: 'websocket' }],
        },
        response: { status: 101, statusText: 'Switching Protocols', headers: [], content: {} },
        _webSocketMessages: [
          { type: 'receive', time: 1795251600.1, opcode: 1, data: '0{"sid":"x"}' },
          { type: 'send', time: 1795251600.2, opcode: 1, data: '42["buy",{"book":7}]' },
        ],
      },
    ],
  },
});

function row(page: Page, label: string) {
  return page.locator(`[data-slot="entry"][data-label*="${label.replaceAll('"', '\\"')}"]`);
}

/** As somebody lets a file go over the page. */
async function drop(page: Page, name: string, text: string, others: readonly string[] = []): Promise<void> {
  const data = await page.evaluateHandle(
    ([names, text]) => {
      const transfer = new DataTransfer();
      for (const name of names) transfer.items.add(new File([text], name));
      return transfer;
    },
    [[name, ...others], text] as const,
  );
  // A page that was just opened may not listen yet.
  await expect(async () => {
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
    await expect(page.locator('[data-slot="drop-veil"]')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

test('a capture, a HAR and pasted text are read with the instruments of a lab', async ({ page }) => {
  await page.goto(`${process.env.APP_URL}/`);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inspect' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await chooser).setFiles({
    name: 'mine.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(CAPTURE),
  });

  const facts = page.getByRole('region', { name: 'File' });
  await expect(facts).toContainText('mine.jsonl');
  await expect(facts).toContainText('Packets7');
  await expect(row(page, '12 records lost')).toBeVisible();
  // By keyboard from the first entry: opened, asked, switched, 0, 40, 40, and the event.
  await page.getByRole('listbox', { name: 'Entries, oldest first' }).focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < 6; i += 1) await page.keyboard.press('j');
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/^Alice to Server.*hello/);
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector).toContainText('2 · EVENT');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Filter' }).fill('sio.event == "late"');
  await expect(row(page, 'hello')).toHaveCount(0);
  await expect(row(page, 'late')).toBeVisible();

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'export' }).click();
  await page.getByRole('checkbox', { name: /Take secrets out/ }).uncheck();
  await page.getByRole('button', { name: /^Capture/ }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toBe(CAPTURE);
  await page.keyboard.press('Escape');

  await drop(page, 'shop.har', HAR);
  await expect(row(page, '"buy"')).toBeVisible();
  await expect(facts).toContainText('a HAR by WebInspector');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(facts).toContainText('mine.jsonl');
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue('sio.event == "late"');

  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, '> 42["pasted"]\n< 43["no id"]');
  await expect(row(page, '"pasted"')).toBeVisible();
});

test('the first rows of a large capture are there while the rest of it is read', async ({ page }) => {
  const records = recordsOf(`
    alice opens 1
    1 > UPGRADE /socket.io/?EIO=4
    1 < 101
    1 < text 42["tick","again and again"]
  `);
  const tick = records.at(-1);
  const more = Array.from({ length: 500_000 }, (_, i) => tick && { ...tick, seq: tick.seq + i + 1 });
  const file = test.info().outputPath('large.jsonl');
  await writeFile(file, writeCapture(HEADER, [...records, ...more.filter((one) => one !== undefined)]));

  await page.goto(`${process.env.APP_URL}/inspect`);
  await page.getByRole('button', { name: 'Open a file' }).waitFor();
  await page.locator('input[type=file]').first().setInputFiles(file);
  // All in one look, for the rest may take less time than another one.
  const seen = await page.waitForFunction(() => {
    if (!document.querySelector('[data-slot="entry"]')) return false;
    const isReading = document.querySelector('progress, [role="progressbar"]') !== null;
    const cancel = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Cancel',
    );
    cancel?.click();
    return { isReading };
  });
  expect(await seen.jsonValue()).toEqual({ isReading: true });
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Inspect your own traffic' })).toBeVisible();
});

test('how many rows there are is told when all of them are there, on a small screen as well', async ({
  page,
}) => {
  const lines = Array.from({ length: 20_000 }, (_, n) => `1 < text 42["tick",${n}]`);
  const records = recordsOf(
    ['alice opens 1', '1 > UPGRADE /socket.io/?EIO=4', '1 < 101', ...lines].join('\n'),
  );
  const file = test.info().outputPath('many.jsonl');
  await writeFile(file, writeCapture(HEADER, records));

  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${process.env.APP_URL}/inspect`);
  await page.getByRole('button', { name: 'Open a file' }).waitFor();
  await page.locator('input[type=file]').first().setInputFiles(file);
  await expect(page.locator('[data-slot="entry"]').first()).toHaveAttribute('aria-setsize', '20003');
});

test('what cannot be read is refused in a sentence, and what is cut is read up to there', async ({
  page,
}) => {
  await page.goto(`${process.env.APP_URL}/inspect`);
  const READ = 'what is read are capture files, HAR files and text frames one a line.';
  const refused: readonly (readonly [name: string, bytes: Uint8Array, sentence: string])[] = [
    [
      'newer.jsonl',
      utf8Bytes(CAPTURE.replace('"version":1', '"version":2')),
      'Capture format 2 is newer than 1, the newest this build reads.',
    ],
    ['trace.pcap', Uint8Array.of(0xa1, 0xb2, 0xc3, 0xd4), `This is a pcap file; ${READ}`],
    ['empty.txt', new Uint8Array(0), `This is an empty file; ${READ}`],
  ];
  const input = page.locator('input[type=file]').first();
  for (const [name, bytes, sentence] of refused) {
    await input.setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(bytes) });
    await expect(page.getByRole('alert').filter({ hasText: name })).toContainText(
      `was not opened. ${sentence}`,
    );
  }
  await expect(page.getByRole('heading', { name: 'Inspect your own traffic' })).toBeVisible();

  await input.setInputFiles({
    name: 'cut.jsonl',
    mimeType: 'text/plain',
    buffer: Buffer.from(CAPTURE.slice(0, -20)),
  });
  await expect(
    page.getByText('The file breaks off in line 12; what comes before it is shown.'),
  ).toBeVisible();
  await expect(row(page, '12 records lost')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'was not opened' })).toHaveCount(0);

  const [entry] = JSON.parse(HAR).log.entries;
  const unheard = { ...entry, _webSocketMessages: undefined };
  await drop(page, 'unheard.har', JSON.stringify({ log: { version: '1.2', entries: [unheard] } }));
  await expect(page.getByText('No Engine.IO packet is in this HAR.')).toBeVisible();

  await drop(page, 'nothing.jsonl', `${CAPTURE.split('\n')[0]}\n`);
  await expect(page.getByText('The file is whole and holds no entry.')).toBeVisible();
});

test('of several files that are dropped at once the first is opened, and the others are named', async ({
  page,
}) => {
  await page.goto(`${process.env.APP_URL}/inspect`);
  await drop(page, 'one.txt', '> 42["one"]', ['two.txt', 'three.txt']);
  await expect(row(page, '"one"')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'two.txt' })).toContainText(
    'was not opened. One file is read at a time. That is true of 1 more.',
  );
});

test('the list counts time from the marks, and who looks for something comes back to where they were', async ({
  page,
}) => {
  await page.goto(`${process.env.APP_URL}/inspect`);
  await page.locator('input[type="file"]').setInputFiles({
    name: 'mine.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(CAPTURE),
  });
  await page.getByRole('radio', { name: 'List', exact: true }).click();
  const head = page.getByRole('columnheader', { name: 'Since mark' });
  await expect(page.locator('[data-slot="list-row"]')).toHaveCount(11);
  await expect(head).toHaveCount(0);

  await page.locator('[data-slot="list-row"][data-n="4"]').click();
  await page.keyboard.press('m');
  await expect(head).toBeVisible();
  const since = page.locator('[data-slot="list-row"] [data-column="mark"]');
  await expect(since).toHaveText([
    ...['−3.0 ms', '−2.0 ms', '−1.0 ms', '+0.0 ms', '+1.0 ms'],
    ...['+2.0 ms', '+3.0 ms', '+4.0 ms', '+5.0 ms', '+6.0 ms', '+7.0 ms'],
  ]);
  // Letters work from wherever the focus is.
  await page.getByRole('radio', { name: 'List', exact: true }).focus();
  for (const key of ['j', 'j', 'j', 'm']) await page.keyboard.press(key);
  await expect(since.nth(7)).toHaveText('+1.0 ms');
  const selected = page.locator('[data-slot="list-row"][aria-selected="true"]');
  await page.keyboard.press('l');
  await expect(selected).toContainText('"welcome"'); // the ack of the event that was marked
  await page.keyboard.press('h');
  await expect(selected).toContainText('"hello"');
  await page.keyboard.press(',');
  await expect(selected).toContainText('CONNECT');

  const list = page.getByRole('grid', { name: 'Entries, oldest first' });
  await list.press('n');
  const sought = page.getByRole('textbox', { name: 'Find in labels and bytes' });
  await sought.fill('welcome');
  await sought.press('Enter');
  await expect(selected).toContainText('"welcome"');
  await sought.press('Escape');
  await expect(list).toBeFocused();

  await page.getByRole('radio', { name: 'Ladder', exact: true }).click();
  await expect(page.getByRole('option', { name: /, marked$/ })).toHaveCount(2);
});

test('the view of a sample is kept in the address, and that of the next file takes its place', async ({
  page,
}) => {
  const selected = page.locator('[data-slot="entry"][data-selected]');
  await page.goto(`${process.env.APP_URL}/inspect`);
  await page.getByRole('button', { name: /^upgrade\.jsonl/ }).click();
  await row(page, '2 ping probe').click();
  await page.getByRole('combobox', { name: 'Filter' }).fill('eio.type == ping');
  await expect(page).toHaveURL(/\?v=1&sample=upgrade&entry=\d+&filter=eio\.type\+%3D%3D\+ping$/);

  await page.reload();
  await expect(page.getByRole('region', { name: 'File' })).toContainText('upgrade.jsonl');
  await expect(selected).toHaveAttribute('data-label', /^2 ping probe/);
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue('eio.type == ping');

  // The file holds five runs: kept is the one that is looked at, as the filter leaves it.
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'export' }).click();
  await page.getByRole('button', { name: /^Mermaid/ }).click();
  const diagram = await readFile(await (await download).path(), 'utf8');
  expect(diagram.split('\n').slice(3)).toEqual(['  p0->>p1: 2 ping probe “does this road work?”', '']);
  await page.keyboard.press('Escape');

  await drop(page, 'mine.txt', '> 42["mine"]\n< 43["no id"]');
  await expect(row(page, '"mine"')).toBeVisible();
  await expect(page).toHaveURL(/\/inspect$/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page).toHaveURL(/\?v=1&sample=upgrade&entry=\d+&filter=/);
});

test('run, form and scale are kept in the address', async ({ page }) => {
  const run = page.getByRole('combobox', { name: 'Run', exact: true });
  await page.goto(`${process.env.APP_URL}/inspect?v=1&sample=upgrade&run=3&zoom=1000`);
  await expect(page.getByRole('region', { name: 'Ladder' })).toContainText('1 ms');
  await expect(run).toHaveValue('3');
  await run.selectOption('2');
  await page.getByRole('radio', { name: 'List', exact: true }).click();
  await expect(page).toHaveURL(/\?v=1&sample=upgrade&as=list&run=2&zoom=1000$/);

  await page.reload();
  await expect(page.getByRole('region', { name: 'List' })).toBeVisible();
  await expect(run).toHaveValue('2');
});

test('the address of a view of a file asks for the file, and finds its field again', async ({ page }) => {
  await page.goto(`${process.env.APP_URL}/inspect?v=1&entry=1&field=sio.arg&nth=2`);
  await expect(page.getByText('Open that file again')).toBeVisible();
  await drop(page, 'mine.txt', '> 42["add",2,3]');
  await expect(page.getByRole('treeitem', { name: 'Argument 2' })).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(/\?v=1&entry=1&field=sio\.arg&nth=2$/);

  await page.goto(`${process.env.APP_URL}/inspect?v=1&sample=none&entry=1`);
  await expect(page.getByRole('alert').filter({ hasText: 'none' })).toContainText('No sample has this name.');
});

test('bytes are walked by keyboard from the field that is selected, and stay in sight', async ({ page }) => {
  // Wide enough for sixteen bytes in a row.
  await page.setViewportSize({ width: 1600, height: 900 });
  await page.goto(`${process.env.APP_URL}/inspect`);
  const long = JSON.stringify(['long', 'x'.repeat(3000)]);
  await drop(page, 'mine.txt', `> 42${long}`);
  await row(page, '"long"').click();
  await page.getByRole('treeitem', { name: /^Data/ }).click();
  const dump = page.getByRole('application', { name: /^Bytes/ });
  const readout = page.locator('[data-slot="byte-readout"]');
  await dump.focus();
  await page.keyboard.press('ArrowRight');
  await expect(readout).toContainText('1 · 0x32');
  for (let i = 0; i < 40; i += 1) await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-slot="hex-row"]', { hasText: /^0280/ })).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(page.locator('[data-slot="hex-row"]', { hasText: /^0000/ })).toBeInViewport();
});

test('the way in fits a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${process.env.APP_URL}/inspect`);
  const tooWide = await page
    .locator('main, main *')
    .evaluateAll((elements) =>
      elements
        .filter(
          (element) => element.closest('pre') === null && element.getBoundingClientRect().right > innerWidth,
        )
        .map(({ outerHTML }) => outerHTML.slice(0, 80)),
    );
  expect(tooWide).toEqual([]);
});

test('namespaces are laid open in lanes of their own, where their packets end, and taken together again', async ({
  page,
}) => {
  await page.goto(`${process.env.APP_URL}/inspect`);
  const frames = [
    '> 40',
    '< 40{"sid":"a"}',
    '> 40/chat,',
    '< 40/chat,{"sid":"b"}',
    '> 42["x"]',
    '> 42/chat,["y"]',
    '< 2',
  ];
  await drop(page, 'frames.txt', frames.join('\n'));
  const heads = page.locator('[data-slot="lane-head"][data-namespace]');
  const fold = page.getByRole('button', { name: '2 namespaces, each with a lane of its own' });
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(heads).toHaveCount(0);
  await fold.click();
  await expect(heads).toHaveText(['/', '/chat']);

  const laneOf = async (head: string) =>
    Number.parseFloat(
      (await page.locator(`[data-slot="lane-head"]${head}`).getAttribute('style'))?.split('left:')[1] ?? '',
    );
  /** An arrow begins or ends seven pixels before its lane: `H` on its way up, `M` on its way down. */
  const endOf = async (label: string, at: 'H' | 'M') => {
    const path = await row(page, label).locator('path').first().getAttribute('d');
    return 7 + Number(path?.split(at)[1]?.match(/^\d+/)?.[0]);
  };
  expect(await endOf('EVENT "x"', 'H')).toBe(await laneOf('[data-namespace="/"]'));
  expect(await endOf('EVENT "y"', 'H')).toBe(await laneOf('[data-namespace="/chat"]'));
  expect(await endOf('2 ping', 'M')).toBe(await laneOf('[data-party="server"]'));
  await fold.click();
  await expect(heads).toHaveCount(0);
  expect(await endOf('EVENT "y"', 'H')).toBe(await laneOf('[data-party="server"]'));
});
