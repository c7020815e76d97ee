import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server as EngineServer } from 'engine.io';
import { Server } from 'socket.io';
import { Manager } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RUN } from '@/lib/lessons/acts';
import { CONTENTS } from '@/lib/lessons/contents';
import { and, from, isCloseFrame, to } from '@/lib/lessons/matchers';
import { openNodeCast } from '@/lib/lessons/testing/node-cast';
import { openStage } from '@/lib/lessons/testing/stage';
import { startLab, warmLab } from '@/lib/server/lab/lab';
import { type Serving, serveLabs } from '@/lib/server/serve';
import type { Timeline } from '@/lib/session/timeline';
import { CHEAT_SHEET, SHEET } from './cheat-sheet';
import { ENGINE_ERRORS } from './engine-errors';
import { CLIENT_REFERENCE, type OptionRow, SERVER_REFERENCE } from './options';
import { ENGINE_PACKETS, SOCKET_PACKETS } from './packet-types';
import { CLIENT_REASONS, SERVER_REASONS } from './reasons';
import { examplesIn, packetsOf, type SheetRow, timelineOfCapture } from './sheet';

const FOLDER = join(process.cwd(), 'lib', 'lessons', 'reference', 'cheat-sheet');
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const rows = SHEET.flatMap(({ rows }) => rows);

const ALIASES = { alice: 'A', bob: 'B', carol: 'C', server: 'S' } as const;

/** `A>S 420["sum",1,2] · S>A 430[3]`; ids are of that run alone. */
function wireOf(row: SheetRow, timeline: Timeline): string {
  const short = (party: string) => Object.entries(ALIASES).find(([name]) => name === party)?.[1];
  return packetsOf(row, read(row.file), timeline)
    .map(({ from, to, text }) => `${short(from)}>${to.map(short).sort().join('')} ${text}`)
    .join(' · ')
    .replaceAll(/"sid":"[^"]+"/g, '"sid":"…"');
}

describe('the cheat sheet', () => {
  // Three clients answer the vote, in any order.
  const sorted = (wire: string) => wire.split(' · ').sort();
  const recorded = timelineOfCapture(read('capture.jsonl'));

  it('lists lines that stand in the program, each once', () => {
    const times = rows.map(({ file, line }) => {
      const found = read(file)
        .split('\n')
        .filter((one) => one.trim() === line);
      return [line, found.length];
    });
    expect(times.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it('says of each line what it puts on the wire', () => {
    expect(rows.map((row) => [row.line, wireOf(row, recorded)].filter(Boolean).join('  →  '))).toEqual([
      'const socket = io({ transports: ["websocket"], auth: { name } });  →  A>S 40{"name":"alice"} · S>A 40{"sid":"…"}',
      'const admin = io("/admin", { auth: { token: "secret" } });  →  A>S 40/admin,{"token":"secret"} · S>A 40/admin,{"sid":"…"}',
      'io("/nowhere");  →  A>S 40/nowhere, · S>A 44/nowhere,{"message":"Invalid namespace"}',
      'next(new Error("not on the list"));  →  S>A 44/vip,{"message":"not on the list"}',
      'io.on("connection", (socket) => {',
      'socket.emit("hello", "world", { n: 1 });  →  A>S 42["hello","world",{"n":1}]',
      'socket.emit("sum", 3, 4, (sum) => console.log(sum));  →  A>S 421["sum",3,4] · S>A 431[7]',
      'await socket.emitWithAck("sum", 1, 2);  →  A>S 420["sum",1,2] · S>A 430[3]',
      'socket.timeout(500).emit("lost?", (error) => console.log(error));  →  A>S 422["lost?"]',
      'socket.emit("file", Uint8Array.of(104, 105));  →  A>S 451-["file",{"_placeholder":true,"num":0}] · A>S 68 69',
      'socket.volatile.emit("cursor", 1, 2);  →  A>S 42["cursor",1,2]',
      'admin.on("connect", () => admin.emit("hello", "admins"));  →  A>S 42/admin,["hello","admins"]',
      'socket.on("ready?", (answer) => answer("yes"));  →  A>S 430["yes"]',
      'socket.on("bye", () => socket.disconnect());  →  C>S 41',
      'socket.emit("welcome", "Alice", { round: 1 });  →  S>A 42["welcome","Alice",{"round":1}]',
      'socket.emit("ready?", (answer) => console.log(answer));  →  S>A 420["ready?"] · A>S 430["yes"]',
      'socket.emit("bytes", Buffer.from([1, 2, 3]));  →  S>A 451-["bytes",{"_placeholder":true,"num":0}] · S>A 01 02 03',
      'socket.on("sum", (a, b, answer) => answer(a + b));  →  S>A 430[3] · S>A 431[7]',
      'socket.volatile.emit("cursor", 3, 4);  →  S>A 42["cursor",3,4]',
      'io.emit("all");  →  S>ABC 42["all"]',
      'socket.broadcast.emit("others");  →  S>BC 42["others"]',
      'io.to("blue").emit("blue");  →  S>AB 42["blue"]',
      'socket.to("blue").emit("blue but me");  →  S>B 42["blue but me"]',
      'io.except("blue").emit("not blue");  →  S>C 42["not blue"]',
      'io.to("red").emit("nobody is red");',
      'io.of("/admin").emit("admins");  →  S>A 42/admin,["admins"]',
      'await io.timeout(1000).emitWithAck("vote");  →  S>ABC 421["vote"] · A>S 431["alice"] · B>S 431["bob"] · C>S 431["carol"]',
      'if (name !== "carol") socket.join("blue");',
      'socket.leave("blue");',
      'people.bob.disconnect();  →  S>B 41',
      'setTimeout(() => socket.disconnect(true), 200);  →  S>A 41 · S>A 41/admin, · S>A CLOSE 88 00',
    ]);
  });

  it('has an example of most packets, as the wire had it', () => {
    expect(Object.fromEntries(examplesIn([recorded]))).toMatchObject({
      message: '40{"name":"alice"}',
      CONNECT: '40{"name":"alice"}',
      EVENT: '42["go"]',
      ACK: '430[3]',
      DISCONNECT: '41',
      BINARY_EVENT: '451-["file",{"_placeholder":true,"num":0}]',
      CONNECT_ERROR: expect.stringMatching(/^44\/(vip|nowhere),\{"message":/),
    });
  });

  describe('played again', () => {
    let serving: Serving | undefined;
    beforeAll(async () => {
      await warmLab();
      serving = await serveLabs({ startLab, port: 0, labPort: 0 });
    });
    afterAll(() => serving?.close());

    // In this process the clients tell no lines, so what only their lines tell is not compared.
    it('makes the same bytes', { timeout: 30_000 }, async () => {
      if (!serving) throw new Error('not serving');
      const stage = await openStage(serving, CHEAT_SHEET, await openNodeCast());
      await stage.play([RUN]);
      await stage.see(and(isCloseFrame, from('server'), to('alice')));
      const again = timelineOfCapture(await stage.capture());
      await stage.close();
      const told = rows.filter(({ file, sends }) => file === 'server.js' || sends);
      expect(told.map((row) => sorted(wireOf(row, again)))).toEqual(
        told.map((row) => sorted(wireOf(row, recorded))),
      );
    });
  });
});

describe('what the libraries themselves say', () => {
  const reasonsIn = (definitions: string): string[] =>
    (/DisconnectReason = ([^;]+);/.exec(readFileSync(join(process.cwd(), definitions), 'utf8'))?.[1] ?? '')
      .split('|')
      .map((text) => text.trim().replaceAll('"', ''))
      .sort();

  it('the server knows these reasons', () => {
    expect(SERVER_REASONS.map(({ reason }) => reason).sort()).toEqual(
      reasonsIn('node_modules/socket.io/dist/socket-types.d.ts'),
    );
  });

  it('the client knows these, and one that its types leave out', () => {
    expect(CLIENT_REASONS.map(({ reason }) => reason).sort()).toEqual(
      [...reasonsIn('node_modules/socket.io-client/build/cjs/socket.d.ts'), 'forced close'].sort(),
    );
  });

  it('the codes of Engine.IO', () => {
    const { errorMessages } = EngineServer as unknown as { errorMessages: { [code: number]: string } };
    expect(Object.fromEntries(ENGINE_ERRORS.map(({ code, message }) => [code, message]))).toEqual({
      ...errorMessages,
    });
  });

  const defaults = (table: readonly OptionRow[], values: { readonly [name: string]: unknown }) =>
    table
      .filter((row) => row.name in values && row.default !== undefined)
      .map((row) => [row.name, values[row.name]]);
  const told = (table: readonly OptionRow[], values: { readonly [name: string]: unknown }) =>
    table
      .filter((row) => row.name in values && row.default !== undefined)
      .map((row) => [row.name, row.default]);

  it('the server’s defaults', () => {
    const io = new Server();
    io.attach(0);
    const values = {
      ...(io.engine as unknown as { opts: { [name: string]: unknown } }).opts,
      path: io.path(),
      connectTimeout: io.connectTimeout(),
      serveClient: io.serveClient(),
    };
    void io.close();
    expect(told(SERVER_REFERENCE, values).length).toBeGreaterThan(8);
    expect(told(SERVER_REFERENCE, values).filter(([name]) => name !== 'cors')).toEqual(
      defaults(SERVER_REFERENCE, values).filter(([name]) => name !== 'cors'),
    );
  });

  it('the client’s defaults', () => {
    // Nobody listens there, and nothing is waited for.
    const manager = new Manager('http://localhost:1', {});
    const socket = manager.socket('/');
    const engine = manager.engine as unknown as {
      opts: { [name: string]: unknown };
      transports: readonly string[];
    };
    const values = {
      ...engine.opts,
      path: manager.opts.path,
      transports: engine.transports,
      reconnectionAttempts: manager.reconnectionAttempts(),
      reconnectionDelay: manager.reconnectionDelay(),
      reconnectionDelayMax: manager.reconnectionDelayMax(),
      randomizationFactor: manager.randomizationFactor(),
      timeout: manager.timeout(),
    };
    socket.disconnect();
    manager._close();
    expect(told(CLIENT_REFERENCE, values).length).toBeGreaterThan(8);
    expect(told(CLIENT_REFERENCE, values)).toEqual(defaults(CLIENT_REFERENCE, values));
  });
});

it('leads to lessons that there are', () => {
  const lessons = CONTENTS.flatMap(({ lessons }) => lessons.map(({ chapter, slug }) => `${chapter}/${slug}`));
  const named = [...rows, ...Object.values(ENGINE_PACKETS), ...Object.values(SOCKET_PACKETS)];
  expect(
    [...new Set(named.map(({ lesson }) => lesson))].filter((lesson) => !lessons.includes(lesson)),
  ).toEqual([]);
});
