import { expect, type Page, test } from '@playwright/test';
import { accessFaults } from './axe';
import { Reader, TALL } from './reader';

test.use({ viewport: TALL });

const consoles = (page: Page) => page.getByRole('region', { name: 'Consoles' });
const program = (page: Page) => page.getByRole('region', { name: 'Program' });

/** Opens the form and emits an event as the client whose tab is shown. */
async function emitAs(page: Page, client: string, event: string, args: string, ack: boolean): Promise<void> {
  await page.getByRole('tab', { name: client, exact: true }).click();
  const form = page.getByRole('form', { name: `Emit as ${client}` });
  if (!(await form.isVisible())) await consoles(page).getByRole('button', { name: 'Emit' }).first().click();
  await form.getByRole('textbox', { name: 'Event' }).fill(event);
  await form.getByRole('textbox', { name: 'Arguments, as JSON' }).fill(args);
  await form.getByLabel('ask for an ack').setChecked(ack);
  await form.getByRole('button', { name: 'Emit' }).click();
}

test('an event is emitted by hand, and its ack is shown', async ({ page }) => {
  const reader = await Reader.at(page, '/play/rooms-and-acks');
  await reader.run();
  await expect(reader.entry('EVENT "join"').nth(2)).toBeVisible();
  await emitAs(page, 'Bob', 'say', '"attic", "hello?"', true);
  await expect(page.locator('[data-slot="hand-emit"]')).toContainText('you are not in attic');
  await expect(reader.entry('2 EVENT "say" "attic", "hello?"')).toBeVisible();
});

test('arguments that are not JSON say where, and are not emitted', async ({ page }) => {
  const reader = await Reader.at(page, '/play/echo');
  await reader.run();
  await expect(page.locator('[data-slot="client-state"]')).toContainText('connected');
  await consoles(page).getByRole('button', { name: 'Emit' }).click();
  const form = page.getByRole('form', { name: 'Emit as Alice' });
  await form.getByRole('textbox', { name: 'Event' }).fill('echo');
  const field = form.getByRole('textbox', { name: 'Arguments, as JSON' });
  await field.fill('1, hello');
  await expect(form).toContainText('column 4: A word needs double quotes');
  await expect(form.getByRole('button', { name: 'Emit' })).toBeDisabled();
  await field.press('Enter');
  await expect(page.locator('[data-slot="hand-emit"]')).toHaveCount(0);
  await field.fill('1, "hello"');
  await expect(form.getByRole('button', { name: 'Emit' })).toBeEnabled();
});

test('a client is disconnected, connected and loaded again by its buttons', async ({ page }) => {
  const reader = await Reader.at(page, '/play/namespaces');
  await reader.run();
  const state = page.locator('[data-slot="client-state"]');
  await expect(state).toContainText('connected');
  await page.getByRole('button', { name: 'Disconnect Alice' }).click();
  await expect(state).toHaveText(/^disconnected/);
  await expect(reader.entry('1 DISCONNECT')).toBeVisible();
  await page.getByRole('button', { name: 'Connect Alice', exact: true }).click();
  await expect(state).toContainText('connected');
  await page.getByRole('button', { name: 'Reload Alice' }).click();
  await expect(reader.entry('0 open sid')).toHaveCount(2);
});

test('Dave joins a program that runs, without starting it anew, and goes again', async ({ page }) => {
  const reader = await Reader.at(page, '/play/rooms-and-acks');
  await reader.run();
  await expect(reader.entry('EVENT "join"').nth(2)).toBeVisible();
  await page.getByRole('button', { name: 'Add a client' }).click();
  await expect(page.locator('[data-slot="client-state"]')).toContainText('connected');
  await emitAs(page, 'Dave', 'join', '"lobby"', true);
  // Alice and Bob are there already: the server was not started anew.
  await expect(page.locator('[data-slot="hand-emit"]')).toContainText('"members":3');
  await page.getByRole('button', { name: 'More for Dave' }).click();
  await page.getByRole('menuitem', { name: 'Take Dave away' }).click();
  await expect(page.getByRole('tab', { name: 'Dave', exact: true })).toHaveCount(0);
});

test('Bob gets a client.js of his own, and Alice keeps the one they shared', async ({ page }) => {
  const reader = await Reader.at(page, '/play/tokens');
  await page.getByRole('tab', { name: 'Bob', exact: true }).click();
  await page.getByRole('button', { name: 'More for Bob' }).click();
  await page.getByRole('menuitem', { name: 'Give Bob a client.js of its own' }).click();
  await reader.write(
    'client.bob.js',
    'console.log("this is my own");\nio({ auth: { token: "open-sesame" } });\n',
  );
  await reader.run();
  const bob = await reader.console('Bob');
  await expect(bob).toContainText('this is my own');
  await expect(bob).toContainText('client.bob.js:1');
  await expect(await reader.console('Alice')).toContainText('welcome, Alice');
});

test('all pages of a program stand beside each other', async ({ page }) => {
  const reader = await Reader.at(page, '/play/chat');
  await page.getByRole('tab', { name: 'All', exact: true }).click();
  await consoles(page).getByRole('radio', { name: 'Page' }).click();
  await reader.run();
  const alice = page.frameLocator('[data-client="alice"][data-slot="cast-frame"]');
  const bob = page.frameLocator('[data-client="bob"][data-slot="cast-frame"]');
  await alice.getByRole('textbox').fill('hello Bob');
  await alice.getByRole('textbox').press('Enter');
  await expect(bob.getByText('alice: hello Bob')).toBeVisible();
});

for (const transport of ['websocket', 'polling'] as const) {
  test(`a packet typed by hand is told as it is typed, sent over ${transport} and answered`, async ({
    page,
  }) => {
    const reader = await Reader.at(page, '/play/rooms-and-acks');
    await reader.run();
    await expect(reader.entry('EVENT "join"').nth(2)).toBeVisible();
    await page.getByRole('tab', { name: 'By hand' }).click();
    await consoles(page).getByRole('radio', { name: transport, exact: true }).click();
    const packet = page.getByRole('textbox', { name: 'Packet' });

    await packet.fill('42/admin,7["x"]');
    const told = page.locator('[data-slot="typed-packet"]');
    await expect(told).toContainText('Type4 · message');
    await expect(told).toContainText('Namespace/admin');
    await expect(told).toContainText('Ack id7');
    await packet.fill('42/admin,7["x"');
    await expect(page.locator('[data-slot="typed-issue"]')).toHaveText(/^Column 14: /);

    await consoles(page).getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.locator('[data-slot="raw-line"][data-kind="came"]').first()).toContainText('"sid"');
    for (const text of ['40', '420["join","lobby"]']) {
      await packet.fill(text);
      await packet.press('Enter');
    }
    await expect(page.locator('[data-slot="raw-line"]').last()).toContainText(
      '430[{"room":"lobby","members":3}]',
    );
    await packet.press('ArrowUp');
    await packet.press('ArrowUp');
    await expect(packet).toHaveValue('40');
    await packet.press('ArrowDown');
    await expect(packet).toHaveValue('420["join","lobby"]');
    await consoles(page).getByRole('button', { name: 'Close', exact: true }).click();
    await expect(consoles(page).getByRole('button', { name: 'Open', exact: true })).toBeVisible();
  });
}

test('what was said by hand last stays in sight, but for who reads what was said before', async ({
  page,
}) => {
  // So low that the lines are more than there is room for.
  await page.setViewportSize({ width: 1440, height: 900 });
  const reader = await Reader.at(page, '/play/echo');
  await reader.run();
  await page.getByRole('tab', { name: 'By hand' }).click();
  await consoles(page).getByRole('button', { name: 'Open', exact: true }).click();
  const packet = page.getByRole('textbox', { name: 'Packet' });
  const lines = page.locator('[data-slot="raw-line"]');
  await expect(lines.last()).toContainText('"sid"');
  for (let n = 0; n < 12; n += 1) {
    await packet.fill(n === 0 ? '40' : `42["echo","${n}"]`);
    await packet.press('Enter');
  }
  await expect(lines.last()).toContainText('"11"');
  // What is told of the packet that is typed takes room from the lines.
  await packet.fill('42["echo"');
  await expect(page.locator('[data-slot="typed-issue"]')).toBeVisible();
  const pane = page.locator('[data-slot="raw-pane"]');
  const hidden = () =>
    pane.evaluate((element) => {
      const last = [...element.querySelectorAll('[data-slot="raw-line"]')].at(-1);
      return Math.round((last?.getBoundingClientRect().bottom ?? 0) - element.getBoundingClientRect().bottom);
    });
  await expect.poll(hidden).toBeLessThanOrEqual(0);

  await expect(async () => {
    await pane.evaluate((element) => {
      element.scrollTo(0, 0);
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    expect(await hidden()).toBeGreaterThan(100);
  }).toPass({ timeout: 10_000 });
  const before = await lines.count();
  await packet.fill('42["echo","late"]');
  await packet.press('Enter');
  await expect(lines).toHaveCount(before + 2);
  expect(await pane.evaluate((element) => element.scrollTop)).toBe(0);
});

test('a stream of events is held still as well', async ({ page }) => {
  const reader = await Reader.at(page, '/play/sse');
  await reader.run();
  await expect(reader.entry('message {"n":1}')).toBeVisible();
  await page.getByRole('button', { name: 'Pause the view' }).click();
  await expect(page.getByRole('button', { name: 'Pause the view' })).toHaveAttribute('aria-pressed', 'true');
});

test('who plays the library by hand is asked for the pong, and stays with it', async ({ page }) => {
  const reader = await Reader.at(page, '/play/echo');
  await reader.write(
    'server.js',
    'import { Server } from "socket.io";\nnew Server(3000, { pingInterval: 1500, pingTimeout: 20000 });\n',
  );
  await reader.run();
  await page.getByRole('tab', { name: 'By hand' }).click();
  await consoles(page).getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: 'Send 3' }).click();
  await expect(page.locator('[data-slot="raw-line"][data-kind="sent"]')).toHaveText(/3$/);
  // The next ping comes only to one who has answered the last.
  await expect(page.getByRole('button', { name: 'Send 3' })).toBeVisible();
});

test('a line lists its entries, and the selected one lights the lines on both ends', async ({ page }) => {
  const reader = await Reader.at(page, '/play/rooms-and-acks');
  await reader.run();
  await expect(reader.entry('3 ACK 2').first()).toBeVisible();
  // Line 6 heard "join" of three clients.
  const mark = program(page).locator('.cm-mark', { hasText: '×3' }).nth(1);
  await mark.click();
  const menu = page.locator('[data-slot="line-menu"]');
  await expect(menu.getByRole('menuitem')).toHaveCount(3);
  await menu.getByRole('menuitem', { name: /bob → server/ }).click();
  await expect(page.locator('.cm-line[data-lit="heard"]')).toContainText('socket.on("join"');
  const way = page.getByRole('navigation', { name: 'From line to line' });
  await expect(way).toContainText(/bob client\.js:\d+→#\d+→server server\.js:6/);
  // The tab is not taken away from the reader, but one press opens the other end.
  await expect(page.getByRole('tab', { name: /^server\.js/ })).toHaveAttribute('aria-selected', 'true');
  await way.getByRole('button', { name: /bob/ }).click();
  await expect(page.getByRole('tab', { name: /^client\.js/ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.cm-line[data-lit="sent"]:visible')).toContainText('emitWithAck("join"');
});

test('a line lists its entries to the keyboard as well', async ({ page }) => {
  const reader = await Reader.at(page, '/play/rooms-and-acks');
  await reader.run();
  await expect(reader.entry('3 ACK 2').first()).toBeVisible();
  await (await reader.editor('server.js')).focus();
  await page.keyboard.press('ControlOrMeta+Home');
  for (let line = 1; line < 6; line += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Alt+Enter');
  const menu = page.locator('[data-slot="line-menu"]');
  await expect(menu).toContainText('Line 6 of server.js');
  await expect(menu.and(page.locator(':focus, :focus-within'))).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { selected: true })).toBeVisible();
});

test('files are made, renamed, deleted and brought back; the two ends stay', async ({ page }) => {
  const reader = await Reader.at(page, '/play/echo');
  const act = async (name: string | RegExp) => {
    await page.getByRole('button', { name: 'Files of the program' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await page.getByRole('button', { name: 'Files of the program' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete server.js' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.keyboard.press('Escape');

  await act('New file…');
  await page.getByRole('textbox', { name: 'Name' }).fill('server.js');
  await expect(page.getByRole('dialog')).toContainText('There is a server.js already.');
  await page.getByRole('textbox', { name: 'Name' }).fill('words.js');
  await page.getByRole('button', { name: 'Make it' }).click();
  await reader.write('words.js', 'export const word = "from a file";\n');
  await act('Rename words.js…');
  await page.getByRole('textbox', { name: 'Name' }).fill('word.js');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await act('Delete word.js');
  await expect(page.getByRole('tab', { name: /^word\.js/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo: Delete word.js' }).click();
  await reader.write('server.js', 'import { word } from "./word.js";\nconsole.log(word);\n');
  await reader.run();
  await expect(await reader.console('Server')).toContainText('from a file');
});

test('the options form writes into server.js, and is undone', async ({ page }) => {
  const reader = await Reader.at(page, '/play/echo');
  await page.getByRole('button', { name: 'Options of the server' }).click();
  const dialog = page.getByRole('dialog', { name: 'Options of the server' });
  await dialog.getByRole('textbox', { name: 'pingInterval' }).fill('1000');
  await dialog.getByRole('textbox', { name: 'pingInterval' }).press('Enter');
  await dialog.getByRole('checkbox', { name: 'allowUpgrades' }).uncheck();
  await expect(page.locator('.cm-content').first()).toContainText(
    'new Server(3000, { pingInterval: 1000, allowUpgrades: false })',
  );
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByRole('checkbox', { name: 'allowUpgrades' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Run' }).click();
  await expect(reader.entry('2 ping server asks').first()).toBeVisible();
});

test('a link holds the program, shows it, and runs nothing before Run', async ({ page, context }) => {
  const reader = await Reader.at(page, '/play/rooms-and-acks');
  await reader.write('client.js', 'io(); console.log("a shared program");\n');
  await page.getByRole('button', { name: 'Share this program' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('The link is in your clipboard.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);

  const other = await context.newPage();
  const calls: string[] = [];
  other.on('request', (request) => {
    if (/\/api\/labs|\/l\//.test(request.url())) calls.push(request.url());
  });
  await other.goto(link);
  await expect(other.locator('[data-slot="shared-note"]')).toContainText('Nothing of it has run yet');
  await other.getByRole('tab', { name: /^client\.js/ }).click();
  await expect(other.locator('.cm-content:visible')).toContainText('a shared program');
  await expect(other.getByRole('tab', { name: 'Carol', exact: true })).toBeVisible();
  await other.waitForLoadState('networkidle');
  expect(calls).toEqual([]);

  await other.getByRole('button', { name: 'Run it' }).click();
  await expect(other.getByRole('log', { name: 'Console of Alice' })).toContainText('a shared program');
});

test('a link that lost its end says so', async ({ page }) => {
  await Reader.at(page, '/play/echo');
  await page.getByRole('button', { name: 'Share this program' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.goto('about:blank');
  await page.goto(link.slice(0, -12));
  await expect(page.getByRole('alert').filter({ hasText: 'This link cannot be opened' })).toContainText(
    'The link is not whole',
  );
});

test('an event stream ends, and the browser comes back with the last id it saw', async ({ page }) => {
  const reader = await Reader.at(page, '/play/sse');
  await reader.run();
  await expect(await reader.console('Alice')).toContainText('hello, you had 10', { timeout: 30_000 });
});

test('the cast, the forms and a shared program have no accessibility faults', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 1440, height: 900 });
  const reader = await Reader.at(page, '/play/rooms-and-acks');
  await reader.run();
  await expect(page.locator('[data-slot="client-state"]')).toContainText('connected');
  await consoles(page).getByRole('button', { name: 'Emit' }).click();
  await page.getByRole('textbox', { name: 'Arguments, as JSON' }).fill('nope');
  expect(await accessFaults(page)).toEqual([]);
  // The rest of the page has not changed.
  const changed = ['section[aria-label="Consoles"]'];
  await page.getByRole('tab', { name: 'All', exact: true }).click();
  expect(await accessFaults(page, changed)).toEqual([]);
  await page.getByRole('tab', { name: 'By hand' }).click();
  await consoles(page).getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.locator('[data-slot="raw-line"][data-kind="came"]')).toBeVisible();
  await page.getByRole('textbox', { name: 'Packet' }).fill('42/admin,7["x"');
  expect(await accessFaults(page, changed)).toEqual([]);
  await page.getByRole('button', { name: 'Options of the server' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await accessFaults(page, ['[role="dialog"]'])).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Share this program' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(await accessFaults(page, ['[role="dialog"]'])).toEqual([]);
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.locator('[data-slot="shared-note"]')).toBeVisible();
  expect(await accessFaults(page, ['[data-slot="shared-note"]'])).toEqual([]);
});
