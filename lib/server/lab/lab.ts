import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { SourcePlace, TraceEvent } from '@/lib/capture/record';
import { LIMITS } from '@/lib/lab/limits';
import type { Program } from '@/lib/lab/program';
import { type Bundles, loadBundles } from './bundle';
import { Door } from './door';
import { Engines } from './engines';
import { Exchanges } from './exchanges';
import { Modules } from './modules';
import { type Breach, Sandbox } from './sandbox';
import { ProgramError, SourceMap } from './source-map';
import { boot, builtinCode, type HostFunctions, open, type Template } from './template';
import { Timers } from './timers';
import { parseUrl } from './url';

export { ProgramError } from './source-map';

/** One learner's server: reached by dialling, and by what it tells of itself. */
export interface Lab {
  /** A new connection to the server: the client's end of it. */
  dial(client: string): Duplex;
  stop(): void;
}

export interface LabOptions {
  /** Which run of the lab's programs this is. */
  readonly run: number;
  onTrace(event: TraceEvent): void;
}

let shared: Promise<{ bundles: Bundles; template: Template }> | undefined;

/** Makes what all labs share, so that the first one starts as fast as the next. */
export async function warmLab(): Promise<void> {
  await share();
}

function share() {
  shared ??= loadBundles().then(async (bundles) => ({ bundles, template: await boot(bundles) }));
  return shared;
}

/** Starts a program. Throws a `ProgramError`, and starts nothing, where a file of it does not parse. */
export async function startLab(program: Program, { onTrace }: LabOptions): Promise<Lab> {
  const { files } = program;
  const sources = new SourceMap(files);
  const main = ENTRIES.find((name) => Object.hasOwn(files, name));
  if (main === undefined)
    throw new ProgramError('The program has no server.js.', { file: 'server.js', line: 1 });
  const prepared = sources.prepare(main);
  const { bundles, template } = await share();

  let stopped = false;
  const trace = (event: TraceEvent) => {
    if (!stopped) onTrace(event);
  };
  const place = (): SourcePlace | undefined => sources.placeOf(sandbox.line);
  const call: Sandbox['call'] = (name, ...args) => sandbox.call(name, ...args);

  const modules = new Modules(files, sources);
  const exchanges = new Exchanges((exchange) => call('exchangeClosed', exchange));
  const engines = new Engines({ exchanges, call, place, trace });
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
    log: (level, text) =>
      trace({ kind: 'log', level: LEVELS.find((known) => known === level) ?? 'log', text, ...at(place()) }),
    exception: (phase, name, message, stack) => {
      trace({
        kind: 'exception',
        phase: PHASES.find((known) => known === phase) ?? 'turn',
        name,
        message,
        ...at(sources.placeIn(stack) ?? place()),
        stack: stack === '' ? `${name} ${message}` : stack,
      });
    },
    room: (action, nsp, room, socket) => {
      const known = ROOM_ACTIONS.find((one) => one === action);
      if (known)
        trace({
          kind: 'room',
          action: known,
          nsp,
          room,
          ...(socket === undefined ? {} : { socket }),
          ...at(place()),
        });
    },
    socket: (action, nsp, socket, sid, reason) =>
      trace({
        kind: 'socket',
        action: action === 'connection' ? 'connection' : 'disconnect',
        nsp,
        socket,
        sid,
        ...(reason === undefined ? {} : { reason }),
      }),
    wakeIn: (ms) => timers.wakeIn(ms),
    wakeSoon: () => timers.wakeSoon(),
    builtin: (name) => builtinCode(bundles, name),
    file: (name) => ({ code: sources.prepare(name).code, file: name }),
    resolve: (from, request) => modules.findFile(from, request),
    readFile: (name) => files[name],
    engine: (options) => engines.open(options),
    attachEngine: (engine, path) => engines.attach(engine, path),
    closeEngine: (engine) => engines.close(engine),
    engineAsks: (engine, what) => engines.ask(engine, what),
    answer: (question, error, value) => engines.answer(question, error, value),
    write: (sid, data, compress, callback) => engines.write(sid, data, compress, callback),
    close: (sid, discard) => engines.closeSession(sid, discard),
    writable: (sid) => engines.writable(sid),
    writeBuffer: (sid) => engines.writeBuffer(sid),
    watch: (sid, event) => engines.watch(sid, event),
    listening: (open) => door.setOpen(open),
    respond: (exchange, status, reason, headers) => exchanges.respond(exchange, status, reason, headers),
    responseWrite: (exchange, chunk) => exchanges.write(exchange, chunk),
    responseEnd: (exchange) => exchanges.end(exchange),
    responseDestroy: (exchange) => exchanges.destroy(exchange),
    serveClient: (exchange, filename, encoding) => void exchanges.serveClient(exchange, filename, encoding),
  };

  const sandbox = new Sandbox(await open(template, host), modules, onBreach);
  call('resume', randomBytes(4).readUInt32LE());
  modules.exportNames = (name) => JSON.parse(String(call('exportNames', name) ?? '[]'));
  if (prepared.kind === 'module') sandbox.runModule(prepared.code, main);
  else call('run', main);

  return {
    dial: () => door.dial(),
    stop: () => {
      stopped = true;
      halt();
    },
  };

  function onBreach(breach: Breach): void {
    trace({
      kind: 'exception',
      phase: 'limit',
      ...SENTENCES[breach.limit],
      ...at(sources.placeOf(breach.mark)),
    });
    if (breach.limit !== 'turn') halt();
  }

  function halt(): void {
    timers.stop();
    door.close();
    engines.closeAll();
    sandbox.stop();
  }
}

const ENTRIES = ['server.js', 'server.mjs', 'server.cjs', 'index.js'];
const MOST_RANDOM_BYTES = 2 ** 20;
const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;
const PHASES = ['parse', 'start', 'turn', 'rejection', 'limit'] as const;
const ROOM_ACTIONS = ['create', 'join', 'leave', 'delete'] as const;

const SENTENCES: { readonly [K in Breach['limit']]: { readonly name: string; readonly message: string } } = {
  turn: {
    name: 'TurnLimit',
    message: `The program ran for ${LIMITS.turnMs} ms without a pause and was interrupted here: a loop that does not end?`,
  },
  memory: {
    name: 'MemoryLimit',
    message: `The program needed more than ${LIMITS.memoryBytes / 2 ** 20} MiB of memory and was stopped. Run starts it anew.`,
  },
  builtin: {
    name: 'TurnLimit',
    message:
      'The program gave a built-in function so much to do that it would not have come back, and was stopped. Run starts it anew.',
  },
  broken: {
    name: 'SandboxError',
    message: 'The program broke the engine that runs it and was stopped. Run starts it anew.',
  },
};

function at(place: SourcePlace | undefined): { place?: SourcePlace } {
  return place ? { place } : {};
}

function bytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}
