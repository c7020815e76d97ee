import { expect, test } from '@playwright/test';
import { Reader, TALL } from './reader';

test.use({ viewport: TALL });

const HELLO = (word: string) => `import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.emit("welcome", "${word}");
});
`;

test('an edited server shows on the wire after Run', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.run();
  await expect(reader.entry('EVENT "welcome"')).toBeVisible();
  await reader.write('server.js', HELLO('bonjour'));
  await reader.run();
  // Until then the rows are those of the run before.
  await expect(reader.entry('program run 2 starts')).toBeVisible();
  await reader.entry('EVENT "welcome"').click();
  await expect(page.getByRole('treeitem', { name: /bonjour/ }).first()).toBeVisible();
});

test('a program that does not parse is told with its place, and the old lab goes on', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/heartbeat');
  await reader.run();
  await expect(reader.entry('2 ping server asks').first()).toBeVisible();
  const before = await reader.entry('2 ping server asks').count();

  await reader.write('server.js', 'const io = ;\n');
  await reader.run();
  await expect(page.getByRole('region', { name: 'Consoles' })).toContainText('server.js:1:12');
  await expect(page.locator('.cm-lint-marker, .cm-lintRange').first()).toBeVisible();
  await expect.poll(() => reader.entry('2 ping server asks').count()).toBeGreaterThan(before);
});

test('a handler that throws is told with its line; the lab lives on', async ({ page }) => {
  const reader = await Reader.at(page, '/learn/engine-io/upgrade');
  await reader.write(
    'server.js',
    `import { Server } from "socket.io";
const io = new Server(3000);
io.on("connection", (socket) => {
  socket.on("hello", (name, ack) => {
    ack("first");
    nobody.home();
  });
});
`,
  );
  await reader.run();
  const console = await reader.console('Server');
  await expect(console).toContainText('nobody is not defined');
  await expect(console).toContainText('server.js:6');
  await expect(reader.entry('nobody is not defined')).toBeVisible();
  await expect(reader.entry('3 ACK 0 "first"')).toBeVisible();
});

for (const [what, source, words] of [
  ['loops for ever', 'while (true) {}', /100 ms/],
  ['eats memory', 'const all = []; for (;;) all.push(new Array(100000).fill(all.length));', /32 MiB|100 ms/],
] as const) {
  test(`a program that ${what} is stopped and told; another lab is unharmed`, async ({ page, context }) => {
    const bad = await Reader.at(page, '/play/echo');
    await bad.write('server.js', source);
    await bad.run();
    await expect(await bad.console('Server')).toContainText(words);

    const good = await Reader.at(await context.newPage(), '/learn/engine-io/upgrade');
    await good.page.setViewportSize(TALL);
    await good.run();
    await expect(good.entry('3 ACK 0')).toBeVisible();
  });
}

test('two pages have two labs that never see each other', async ({ page, context }) => {
  const one = await Reader.at(page, '/learn/engine-io/upgrade');
  const two = await Reader.at(await context.newPage(), '/learn/engine-io/upgrade');
  await two.page.setViewportSize(TALL);
  // Each server would tell everybody that it can reach.
  const gossip = (word: string) => `${HELLO(word)}setInterval(() => io.emit("gossip", "${word}"), 200);\n`;
  await one.write('server.js', gossip('one'));
  await two.write('server.js', gossip('two'));
  await one.run();
  await two.run();
  for (const [reader, own, other] of [
    [one, 'one', 'two'],
    [two, 'two', 'one'],
  ] as const) {
    await expect(reader.entry(`EVENT "gossip" "${own}"`).nth(3)).toBeVisible();
    expect((await reader.wire()).filter((line) => line.includes(`"${other}"`))).toEqual([]);
  }
});
