import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assert } from '@/lib/base/assert';
import { CLIENT_NAME, MAX_CAST } from '@/lib/lab/program';
import type { Match } from '@/lib/lessons/lesson';
import {
  and,
  from,
  isAck,
  isCloseWith,
  isConnectAnswer,
  isConnectError,
  isEvent,
  isFrame,
  isRequest,
  isResponse,
  isRoom,
  overTransport,
} from '@/lib/lessons/matchers';
import { openNodeCast } from '@/lib/lessons/testing/node-cast';
import { openStage } from '@/lib/lessons/testing/stage';
import { startLab, warmLab } from '@/lib/server/lab/lab';
import { type Serving, serveLabs } from '@/lib/server/serve';
import type { Party } from '@/lib/session/entry';
import { STARTERS } from './starters';

const FOLDER = join(process.cwd(), 'lib', 'lessons', 'play');

describe('the starters', () => {
  it('are exactly the folders there are', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((item) => item.isDirectory());
    expect(folders.length).toBeGreaterThan(3);
    expect(STARTERS.map(({ slug }) => slug).sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  it.each(STARTERS)(
    '$slug has a cast that a lab takes, and programs that parse and fit on one screen',
    ({ slug, cast }) => {
      expect(cast.length).toBeGreaterThan(0);
      expect(cast.length).toBeLessThanOrEqual(MAX_CAST);
      expect(cast.filter((client) => !CLIENT_NAME.test(client))).toEqual([]);
      for (const file of ['server.js', 'client.js']) {
        const source = readFileSync(join(FOLDER, slug, file), 'utf8');
        expect(() => parse(source, { ecmaVersion: 'latest', sourceType: 'module' })).not.toThrow();
        expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
      }
    },
  );

  it.each(STARTERS)('$slug loads the library itself where it has a page of its own', ({ slug }) => {
    const page = join(FOLDER, slug, 'index.html');
    const html = existsSync(page) ? readFileSync(page, 'utf8') : undefined;
    expect(html === undefined || /socket\.io\.js[\s\S]*client\.js/.test(html)).toBe(true);
  });
});

const to =
  (party: Party): Match =>
  (entry) =>
    entry.to === party;
const binary: Match = (entry) =>
  entry.kind === 'unit' && entry.unit.packets.some(({ sio }) => sio?.type === 'BINARY_EVENT');

/** CONNECT of a client that was there before: it names its private id and the last offset it had. */
const comesBack: Match = (entry) =>
  entry.kind === 'unit' &&
  entry.unit.packets.some(
    ({ sio }) => sio?.type === 'CONNECT' && /"pid":.*"offset":/.test(JSON.stringify(sio.data)),
  );

/** These need a page or what only a browser has, so they are for a browser to show. */
const FOR_A_BROWSER = ['chat', 'sse'];

/** What each other one must show. */
const SHOWS: { readonly [slug: string]: readonly Match[] } = {
  echo: [isEvent('echo', 'alice'), isEvent('echo', 'server')],
  'rooms-and-acks': [
    and(isAck(0), to('alice')),
    and(isAck(1), to('bob')),
    and(isAck(2), to('carol')),
    and(isEvent('said'), to('alice')),
    and(isEvent('said'), to('bob')),
  ],
  namespaces: [isConnectAnswer('/'), isConnectAnswer('/news'), isConnectError('/nwes'), isEvent('headline')],
  binary: [
    and(binary, overTransport('polling')),
    and(binary, overTransport('websocket')),
    and(isAck(0), overTransport('polling')),
    and(isAck(0), overTransport('websocket')),
  ],
  tokens: [and(isEvent('welcome'), to('alice')), and(isConnectError('/'), to('bob'))],
  recovery: [isEvent('tick'), and(comesBack, from('alice')), isRoom('join', 'lobby')],
  'raw-websocket': [
    and(isFrame('text'), from('server'), to('bob')),
    and(isFrame('binary'), from('alice')),
    and(isFrame('binary'), to('alice')),
    isCloseWith(1000),
  ],
  'long-polling': [
    isRequest('GET', '/news'),
    isRequest('POST', '/say'),
    and(isResponse(204), to('alice')),
    and(isResponse(200), to('bob')),
  ],
};
const NEVER_SHOWS: { readonly [slug: string]: Match } = {
  'rooms-and-acks': and(isEvent('said'), to('carol')),
  tokens: and(isConnectAnswer('/'), from('server'), to('bob')),
};

describe('in a real lab', () => {
  let serving: Serving | undefined;
  beforeAll(async () => {
    await warmLab();
    serving = await serveLabs({ startLab, port: 0, labPort: 0 });
  });
  afterAll(() => serving?.close());

  it.each(STARTERS.filter(({ slug }) => !FOR_A_BROWSER.includes(slug)))(
    '$slug shows what it says',
    async ({ slug, cast }) => {
      const wanted = SHOWS[slug];
      assert(serving && wanted, `this file says what ${slug} must show`);
      const stage = await openStage(serving, { chapter: 'play', slug, cast }, openNodeCast());
      try {
        await stage.play([{ act: 'run' }]);
        const shown = await Promise.all(wanted.map(stage.see));
        expect(shown.length).toBeGreaterThan(1);
        expect(stage.seen().entries.filter(NEVER_SHOWS[slug] ?? (() => false))).toEqual([]);
      } finally {
        await stage.close();
      }
    },
  );
});
