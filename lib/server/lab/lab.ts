import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { TraceEvent } from '@/lib/capture/record';
import type { Program } from '@/lib/lab/program';
import { Account } from './account';
import { type Bundles, loadBundles, PACKAGES } from './bundle';
import { Door } from './door';
import { Engines } from './engines';
import { Exchanges } from './exchanges';
import { actOnToken } from './jwt';
import { Modules } from './modules';
import { type Breach, isFatal, Sandbox } from './sandbox';
import { ProgramError, SourceMap } from './source-map';
import { boot, builtinCode, type HostFunctions, open, type Template } from './template';
import { Timers } from './timers';
import { Tracer } from './tracer';
import { Turns } from './turns';
import { parseUrl } from './url';
import { WebSockets } from './web-sockets';
import { WireEnd } from './wire-end';

export { ProgramError } from './source-map';

/** One learner's server: reached by dialling, and by what it tells of itself. */
export interface Lab {
  /** A new connection to the server: the client's end of it. */
  dial(client: string): Duplex;
  stop(): void;
}

/** A lab whose program runs in this thread. */
export interface RunningLab extends Lab {
  /** A new connection, by the server's end of it. */
  accept(server: WireEnd): void;
}

export interface LabOptions {
  /** Which run of the lab's programs this is. */
  readonly run: number;
  /** What the turns of all runs are charged to; one of its own where none is given. */
  readonly account?: Account;
  onTrace(event: TraceEvent): void;
  /** A turn goes on: called every now and then while it does. */
  onBusy?(): void;
}

const templates = new Map<string, Promise<Template>>();

/** Makes what all labs share, so that the first one starts as fast as the next. */
export async function warmLab(): Promise<void> {
  await templateFor(await loadBundles(), []);
}

/** What a program imports is evaluated once a process; `socket.io` always, as hardly any goes without. */
function templateFor(bundles: Bundles, imports: readonly string[]): Promise<Template> {
  const preload = PACKAGES.filter((name) => name === 'socket.io' || imports.includes(name));
  const key = preload.join();
  const template = templates.get(key) ?? boot(bundles, preload);
  templates.set(key, template);
  return template;
}

/** Starts a program. Throws a `ProgramError`, and starts nothing, where a file of it does not parse. */
export async function startLab(program: Program, options: LabOptions): Promise<RunningLab> {
  const { onTrace, onBusy = () => {}, account = new Account() } = options;
  const { files } = program;
  const sources = new SourceMap(files);
  const main = ENTRIES.find((name) => Object.hasOwn(files, name));
  if (main === undefined)
    throw new ProgramError('The program has no server.js.', { file: 'server.js', line: 1 });
  const prepared = sources.prepare(main);
  const bundles = await loadBundles();
  const template = await templateFor(bundles, sources.imports);

  const turns = new Turns({
    take: (name, ...args) => sandbox.call(name, ...args),
    inTurn: () => sandbox.inTurn,
    hold: () => {
      timers.hold();
      door.hold();
    },
    release: () => {
      timers.release();
      door.release();
    },
  });
  const { call } = turns;
  const tracer = new Tracer(sources, () => sandbox, onTrace);

  const modules = new Modules(files, sources, (name) => JSON.parse(String(call('exportNames', name))));
  const onFull = () => sandbox.breach('waiting');
  const exchanges = new Exchanges({ onClosed: (exchange) => call('exchangeClosed', exchange), onFull });
  const webSockets = new WebSockets({ exchanges, call, onFull });
  const engines = new Engines({ exchanges, webSockets, tracer, call, onFull });
  const door = new Door(engines);
  const timers = new Timers({
    timer: () => call('timer'),
    immediate: () => call('immediate'),
    immediates: () => sandbox.immediates,
  });

  const host: HostFunctions = {
    now: () => performance.now(),
    randomBytes: (count) => bytes(randomBytes(Math.min(count, MOST_RANDOM_BYTES))),
    digest: (algorithm, data, key) =>
      bytes(
        (key ? createHmac(algorithm, Buffer.from(key)) : createHash(algorithm))
          .update(Buffer.from(data))
          .digest(),
      ),
    url: parseUrl,
    stack: (frames) => sources.stack(frames),
    log: (level, text) => tracer.log(level, text),
    exception: (phase, name, message, stack) => {
      if (phase === 'memory') sandbox.breach('memory');
      else tracer.exception(phase, name, modules.explain(message), stack);
    },
    room: (action, nsp, room, socket) => tracer.room(action, nsp, room, socket),
    handler: (told) => tracer.handler(told),
    unheard: (told) => tracer.unheard(told),
    unsent: (told) => tracer.unsent(told),
    socket: (action, nsp, socket, sid, reason) => tracer.socket(action, nsp, socket, sid, reason),
    wakeIn: (ms) => timers.wakeIn(ms),
    wakeSoon: () => timers.wakeSoon(),
    builtin: (name) => builtinCode(bundles, name),
    file: (name) => ({ code: sources.prepare(name).code, file: name }),
    resolve: (from, request) => modules.findFile(from, request),
    readFile: (name) => (Object.hasOwn(files, name) ? files[name] : undefined),
    engine: (options) => engines.open(options),
    attachEngine: (engine, path, client) => engines.attach(engine, path, client),
    closeEngine: (engine) => engines.close(engine),
    untaken: (exchange) => engines.untaken(exchange),
    engineAsks: (engine, what) => engines.ask(engine, what),
    answer: (question, error, value) => engines.answer(question, error, value),
    write: (session, data, isText, compress, callback) =>
      engines.write(session, data, isText, compress, callback),
    close: (sid, discard) => engines.closeSession(sid, discard),
    writable: (sid) => engines.writable(sid),
    writeBuffer: (sid) => engines.writeBuffer(sid),
    watch: (sid, event) => engines.watch(sid, event),
    wsServer: (options) => webSockets.open(options),
    wsAccept: (exchange, server, protocol) => webSockets.accept(exchange, server, protocol),
    wsSend: (socket, kind, data, binary) => webSockets.send(socket, kind, data, binary),
    wsClose: (socket, code, reason) => webSockets.close(socket, code, reason),
    upgradeWrite: (exchange, data, last) => webSockets.write(exchange, data, last),
    jwt: actOnToken,
    listening: (open) => door.setOpen(open),
    respond: (exchange, status, reason, headers) => exchanges.respond(exchange, status, reason, headers),
    responseWrite: (exchange, chunk) => exchanges.write(exchange, chunk),
    responseEnd: (exchange) => exchanges.end(exchange),
    responseDestroy: (exchange) => exchanges.destroy(exchange),
    serveClient: (exchange, filename, encoding) => void exchanges.serveClient(exchange, filename, encoding),
  };

  await pause(account.beginRun());
  const sandbox = new Sandbox(await open(template, host), {
    modules,
    account,
    onBreach,
    onBusy,
    onPause: (ms) => turns.pause(ms),
  });
  sandbox.call('resume', randomBytes(4).readUInt32LE());
  if (prepared.kind === 'module') sandbox.runModule(prepared.code, main);
  else sandbox.call('run', main);

  return {
    dial: () => {
      const [client, server] = WireEnd.pair();
      door.accept(server);
      client.localPort = server.remotePort;
      return client;
    },
    accept: (server) => door.accept(server),
    stop: () => {
      tracer.stop();
      halt();
    },
  };

  function onBreach(breach: Breach): void {
    tracer.breach(breach);
    if (isFatal(breach.limit)) halt();
  }

  /** As a process dies: the program hears nothing of it, and its connections end. */
  function halt(): void {
    sandbox.stop();
    turns.stop();
    account.endRun();
    timers.stop();
    door.close();
    engines.closeAll();
  }
}

const ENTRIES = ['server.js', 'server.mjs', 'server.cjs', 'index.js'];
const MOST_RANDOM_BYTES = 2 ** 20;

function bytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
