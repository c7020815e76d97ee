import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { TraceEvent } from '@/lib/capture/record';
import { Stage } from './cast-stage';

/** What each page prints, in whatever order its sockets are answered. */
const PRINTS: { readonly [page: string]: readonly string[] } = {
  'acks.html': ["[ 'kitchen' ]", 'operation has timed out', 'rejected: operation has timed out', 'null ok'],
  'auth.html': ['not a member 401', 'right false 4000'],
  'binary.html': ['true 1,2,1,2', 'ack 4'],
  'chat-page.html': [
    'connected true true false',
    'me: first words',
    'ok',
    'gone: io client disconnect false',
  ],
  'edit-together.html': ['somebody is in page 1', '{"at":3,"text":"x"} true'],
  'listeners.html': [
    '1 false 2 2',
    'first out chat message',
    'out chat message',
    'first chat message',
    'any chat message',
    'once one',
    '0',
  ],
  'manager.html': [
    'true 2 100 200 0 5000 /socket.io',
    'open polling',
    'opened undefined',
    'packet 0 /chat',
    'one engine true',
    'ping',
  ],
  'module.html': ['hello 5 true true true', 'false'],
  'namespaces.html': ['chat true', '/chat', '/room-7', 'Invalid namespace false'],
  'reconnect-failed.html': [
    'xhr poll error',
    'error',
    'xhr poll error',
    'error',
    'reconnect_error',
    'xhr poll error',
    'error',
    'reconnect_failed',
    'reconnect_error',
  ],
  'reconnect.html': [
    'forced close true',
    'closed: forced close',
    'attempt 1',
    'back after 1',
    'io server disconnect false',
    'recovered 2',
    'closed: forced close',
  ],
  'reserved.html': ['"connect" is a reserved event name', 'false undefined', 'hello'],
  'retries.html': ['null try 3'],
  'send.html': ['1 0 false', 'heard too early', 'heard as it is'],
};
const FOLDER = new URL('./fixtures/client-blocks/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');

async function printed(stage: Stage, client: string): Promise<string[]> {
  return (await stage.traces(client)).flatMap((event) => (event.kind === 'log' ? [event.text] : []));
}

async function exceptions(stage: Stage, client: string): Promise<TraceEvent[]> {
  return (await stage.traces(client)).filter(({ kind }) => kind === 'exception');
}

test('pages and scripts as people write them run in a frame as they are', async ({ page }) => {
  test.setTimeout(120_000);
  const pages = Object.keys(PRINTS);
  const found = readdirSync(FOLDER).filter(
    (file) => file.endsWith('.html') && !/^(native|broken)/.test(file),
  );
  expect(found.sort()).toEqual(pages.toSorted());

  const files = Object.fromEntries(['server.js', ...pages].map((file) => [file, read(file)]));
  const stage = await Stage.open(page, { files });
  for (const file of pages) {
    await stage.visit('alice', file);
    await expect
      .poll(async () => (await printed(stage, file)).toSorted(), { message: file, timeout: 20_000 })
      .toEqual((PRINTS[file] ?? []).toSorted());
    await stage.leave(file);
  }
  const errors = [];
  for (const file of pages) errors.push(...(await exceptions(stage, file)));
  expect(errors).toEqual([]);
});

test('a page whose script does not parse says so, where it was written', async ({ page }) => {
  const stage = await Stage.open(page, { files: { 'server.js': '', 'broken.html': read('broken.html') } });
  await stage.visit('alice', 'broken.html');
  await expect
    .poll(() => exceptions(stage, 'broken.html'))
    .toMatchObject([
      {
        phase: 'parse',
        name: 'SyntaxError',
        message: 'missing ) after argument list',
        place: { file: 'broken.html', line: 6, column: 50 },
      },
    ]);
});

test('a client without the library runs as it is: WebSocket, events, long polling', async ({ page }) => {
  const files = { 'server.js': read('native-server.js'), 'native.html': read('native.html') };
  const stage = await Stage.open(page, { files });
  await stage.visit('alice', 'native.html');
  await expect
    .poll(async () => (await printed(stage, 'native.html')).toSorted(), { timeout: 20_000 })
    .toEqual(['echo hi', 'tick 1', 'true news', 'welcome']);
});

test('a script that does not parse is refused with its place, before it runs', async ({ page }) => {
  const files = { 'server.js': '', 'client.js': `const plain = (text) => text.replace(/'/g, ''');\n` };
  await expect(Stage.open(page, { files })).rejects.toThrow(
    /"code":"does-not-parse".*"place":\{"file":"client.js","line":1,"column":46\}/,
  );
});
