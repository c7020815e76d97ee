/*
 * What crosses the border of the sandbox, in both directions: strings, numbers, booleans and bytes.
 * Never an object: nothing outside can be reached by following one.
 */

export type Crossing = string | number | boolean | ArrayBuffer | undefined;

/** Lent to the inside. Each is one function outside, in `sandbox.ts` or in what composes it. */
export interface Host {
  /** Milliseconds, monotonic. */
  now(): number;
  randomBytes(count: number): ArrayBuffer;
  /** The digest, as bytes. With a key it is an HMAC. Throws for an algorithm there is not. */
  digest(algorithm: string, data: ArrayBuffer, key?: ArrayBuffer): ArrayBuffer;
  /** The parts of a URL as JSON, after `set` (its name and new value) where given; throws where there is none. */
  url(href: string, base?: string, part?: string, value?: string): string;

  /** The memory behind `CELL`, which both sides read and write. */
  cells(): ArrayBuffer;
  /** The stack of an error as JSON frames `[function, file, line, column]`, as the program wrote it. */
  stack(frames: string): string;
  log(level: string, text: string): void;
  /** Something that nobody caught. */
  exception(phase: string, name: string, message: string, stack: string): void;
  room(action: string, nsp: string, room: string, socket?: string): void;
  /** A function is about to be called: as `wordHandler` words it, or by the number that this gave for the same words. */
  handler(told: string | ArrayBuffer | number): number;
  /** As JSON: the namespace and the event. */
  unheard(told: string): void;
  /** As JSON: an `unsent` trace, but for its kind and place. */
  unsent(told: string): void;
  socket(action: string, nsp: string, socket: string, sid: string, reason?: string): void;

  /** Calls `timer` in so many milliseconds, and takes back any earlier wish. Negative: never. */
  wakeIn(ms: number): void;
  wakeSoon(): void;

  /** The source of one of the lab's own modules, evaluated to its CommonJS function; `undefined` where there is none. */
  builtin(name: string): unknown;
  /** The same for a file of the program. */
  file(name: string): unknown;
  /** The path of the file that `request`, written in `from`, means; `undefined` where there is none. */
  resolve(from: string, request: string): string | undefined;
  readFile(name: string): string | undefined;

  /** Makes an engine and gives its number. */
  engine(options: string): number;
  /** `client`: the files of the client, below the path, are not the engine's. */
  attachEngine(engine: number, path: string, client: boolean): void;
  closeEngine(engine: number): void;
  /** Asks to be asked: `middleware`, `allow`, `id` are questions, `headers`, `initial_headers`, `connection_error` events. */
  engineAsks(engine: number, what: string): void;
  answer(question: number, error: string | undefined, value: string): void;

  /** `isText`: bytes are UTF-8 of a string that would not have come through whole. */
  write(
    session: number,
    data: string | ArrayBuffer,
    isText: boolean,
    compress: boolean,
    callback: number,
  ): void;
  /** Closes a connection; its state afterwards. */
  close(sid: string, discard: boolean): string;
  writable(sid: string): boolean;
  /** The packets that wait to be written, as JSON. */
  writeBuffer(sid: string): string;
  /** From now on the connection's events by this name cross, too. */
  watch(sid: string, event: string): void;

  /** The number of a new WebSocket server, which takes what it is given by `wsAccept`. */
  wsServer(options: string): number;
  /** The number of the WebSocket that an upgrade became; 0 where the handshake was refused. */
  wsAccept(exchange: number, server: number, protocol: string): number;
  wsSend(socket: number, kind: string, data: ArrayBuffer, binary: boolean): void;
  /** A code of -1 cuts the connection. */
  wsClose(socket: number, code: number, reason: string): void;
  /** Answers an upgrade by hand. */
  upgradeWrite(exchange: number, data: ArrayBuffer, last: boolean): void;

  /** Signs, verifies or decodes a token: see `jwt.ts`. */
  jwt(action: string, args: string): string;

  listening(open: boolean): void;
  /** The program listens for no requests, or takes no upgrades. */
  untaken(exchange: number): void;
  respond(exchange: number, status: number, reason: string, headers: string): void;
  responseWrite(exchange: number, chunk: string | ArrayBuffer): void;
  responseEnd(exchange: number): void;
  /** Ends the exchange by cutting its connection. */
  responseDestroy(exchange: number): void;
  /** Answers with one of the files of the real client, encoded as told. */
  serveClient(exchange: number, filename: string, encoding: string): void;
}

/** Called from outside. Each call is one turn. */
export interface Inside {
  /** Evaluates one of the lab's own modules, so that it is in the template. */
  preload(name: string): void;
  /** A copy of the template becomes a sandbox of its own: it gets its own time and randomness. */
  resume(seed: number): void;
  /** Runs the program's first file, if it is CommonJS. */
  run(file: string): void;
  /** Runs what `process.nextTick` was given. */
  ticks(): void;
  /** Runs the one timer that is due. */
  timer(): void;
  /** Runs one of the immediates. */
  immediate(): void;
  /** Nobody has handled this until the program waits again. */
  rejected(reason: unknown): void;
  /** Waits for the top level of a module. */
  started(phase: string, promise: unknown): void;
  /** The top level of a module went wrong, or anything else that was caught outside. */
  report(phase: string, error: unknown): void;
  /** What a module exports by name, as JSON. */
  exportNames(name: string): string;

  /** `session`: the number by which `causeOf`, `write` and `data` know it: text takes longer to cross. */
  connection(
    engine: number,
    sid: string,
    protocol: number,
    request: string,
    exchange: number,
    session: number,
  ): void;
  /** `isText`: the bytes are UTF-8 of a string that would not have come through whole. */
  data(session: number, data: string | ArrayBuffer, isText: boolean): void;
  closed(sid: string, reason: string, description: string): void;
  upgraded(sid: string, transport: string): void;
  /** An event that was asked for by `watch`. */
  event(sid: string, name: string, packet: string): void;
  written(sid: string, callback: number): void;

  question(engine: number, what: string, question: number, exchange: number, request: string): void;
  /** The headers as JSON, after the listeners have changed them. */
  headers(engine: number, event: string, exchange: number, request: string, headers: string): string;
  connectionError(engine: number, exchange: number, request: string, error: string): void;

  request(exchange: number, request: string): void;
  upgrade(exchange: number, request: string): void;
  webSocket(socket: number, event: string, data: ArrayBuffer, detail: number): void;
  body(exchange: number, chunk: ArrayBuffer): void;
  bodyEnd(exchange: number): void;
  exchangeClosed(exchange: number): void;
}

/** Names the cells that both sides read without a call. */
export const CELL = {
  /** The line being executed, as a mark (`lib/program/mark.ts`); 0 between turns. */
  line: 0,
  /** How many callbacks of `process.nextTick` wait. */
  ticks: 1,
  /** How many immediates wait. */
  immediates: 2,
  /** 1 where the job that has run was there to say what the next one is caused by. */
  told: 3,
} as const;
export const CELL_COUNT = 16;

/** The packet being handled has a cell of its own, among doubles: see `causeOf`. */
export const CAUSE_CELL = 4;
/** Another of them, for a value on its way out: see `rejections.ts`. */
export const VALUE_CELL = 5;

const PACKETS_A_SESSION = 2 ** 32;

/** One number for a packet that came in. Sessions are numbered from 1, their message packets from 0. */
export function causeOf(session: number, ordinal: number): number {
  return session * PACKETS_A_SESSION + ordinal;
}

export function packetOf(cause: number): { readonly session: number; readonly ordinal: number } {
  return { session: Math.floor(cause / PACKETS_A_SESSION), ordinal: cause % PACKETS_A_SESSION };
}

/** What a function of the program listens to, and the mark of the line where it was registered. */
export interface Listening {
  readonly of: string;
  readonly nsp: string;
  readonly event: string;
  readonly mark: number;
}

/** Told with each packet, so it is cheap to word: JSON would take longer than all the rest. */
export function wordHandler(of: Listening['of'], nsp: string, event: string, mark: number): string {
  return `${of},${mark},${nsp.length},${nsp}${event}`;
}

export function readHandler(text: string): Listening {
  const [, of = '', mark, length, names = ''] = /^(\w+),(\d+),(\d+),(.*)$/s.exec(text) ?? [];
  const end = Number(length);
  return { of, mark: Number(mark), nsp: names.slice(0, end), event: names.slice(end) };
}
