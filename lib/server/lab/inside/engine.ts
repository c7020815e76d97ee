import { Buffer } from 'buffer';
import cors from 'cors';
import { EventEmitter } from 'events';
import { causeOf } from '../border';
import { bytesOf, crossingText } from './bytes';
import { cause } from './cells';
import { host, refusable } from './host';
import { exchanges, Server as HttpServer, openExchange } from './http';
import type { IncomingMessage, RequestSnapshot } from './incoming';
import type { ServerResponse } from './outgoing';
import { guard } from './turn';

/** Stands for the real Engine.IO server, which is outside: what the library asks of it crosses the border. */

type Next = (error?: unknown) => void;
type Middleware = (request: IncomingMessage, response: ServerResponse, next: Next) => void;
type AllowRequest = (request: IncomingMessage, decide: (error: unknown, success: boolean) => void) => void;
type GenerateId = (request: IncomingMessage) => unknown;

const NOT_HERE: Record<string, string> = {
  wsEngine: 'another WebSocket engine',
};

const engines = new Map<number, Server>();

export class Server extends EventEmitter {
  readonly opts: Record<string, unknown>;
  readonly clients: Record<string, Socket> = {};
  clientsCount = 0;
  readonly _number: number;
  readonly _middlewares: Middleware[] = [];
  #generateId: GenerateId | undefined;

  constructor(options: Record<string, unknown> = {}) {
    super();
    for (const [name, what] of Object.entries(NOT_HERE)) {
      if (options[name] !== undefined) throw new Error(`${name} (${what}) is not in the lab.`);
    }
    this.opts = options;
    const data = JSON.stringify(options, (_key, value) => (typeof value === 'function' ? undefined : value));
    this._number = refusable(() => host.engine(data));
    engines.set(this._number, this);
    if (typeof options.allowRequest === 'function') host.engineAsks(this._number, 'allow');
    if (options.cors) this.use(cors(options.cors) as Middleware);
    super.on('newListener', (event: string) => {
      if (['headers', 'initial_headers', 'connection_error'].includes(event))
        host.engineAsks(this._number, event);
    });
  }

  use(middleware: Middleware): void {
    this._middlewares.push(middleware);
    host.engineAsks(this._number, 'middleware');
  }
  attach(server: HttpServer, options: Record<string, unknown> = {}): void {
    const path = `${String(options.path ?? '/engine.io').replace(/\/$/, '')}${options.addTrailingSlash === false ? '' : '/'}`;
    host.attachEngine(this._number, path, options.serveClient !== false);
    server.on('close', () => this.close());
  }
  close(): this {
    host.closeEngine(this._number);
    return this;
  }
  get generateId(): GenerateId {
    return this.#generateId ?? (() => Buffer.from(host.randomBytes(15)).toString('base64url'));
  }
  set generateId(generate: GenerateId) {
    this.#generateId = generate;
    host.engineAsks(this._number, 'id');
  }
  handleRequest(): never {
    throw new Error('engine.handleRequest() is not in the lab: attach the engine to an HTTP server.');
  }
  handleUpgrade(): never {
    throw new Error('engine.handleUpgrade() is not in the lab: attach the engine to an HTTP server.');
  }
}

/** How many packets the library has given to its connections. */
export let written = 0;

const connections = new Map<string, Socket>();
const byNumber = new Map<number, Socket>();

interface Packet {
  readonly type: string;
  readonly data?: string | Buffer;
}

/** One Engine.IO session. */
export class Socket extends EventEmitter {
  readyState = 'open';
  upgraded = false;
  readonly remoteAddress: string;
  readonly transport: { readonly name: string; readonly writable: boolean };
  _transportName: string;
  readonly #session: number;
  #received = 0;
  /** Which packet of the session it was that said how many attachments follow it. */
  #header = 0;
  #attachments = 0;

  constructor(
    readonly id: string,
    readonly server: Server,
    readonly request: IncomingMessage,
    readonly protocol: number,
    session: number,
  ) {
    super();
    this.#session = session;
    this.remoteAddress = request.socket.remoteAddress;
    this._transportName = request._query.transport ?? 'polling';
    this.transport = transportOf(this);
    super.on('newListener', (event: string) => {
      if (WATCHED.has(event)) host.watch(id, event);
    });
  }
  get writeBuffer(): Packet[] {
    return JSON.parse(host.writeBuffer(this.id)).map(packetFrom);
  }
  write(data: unknown, options?: unknown, callback?: unknown): this {
    return this.send(data, options, callback);
  }
  send(data: unknown, options?: unknown, callback?: unknown): this {
    const done = typeof options === 'function' ? options : callback;
    written++;
    const compress = !(
      typeof options === 'object' &&
      options !== null &&
      Reflect.get(options, 'compress') === false
    );
    host.write(
      this.#session,
      crossingData(data),
      typeof data === 'string',
      compress,
      typeof done === 'function' ? expect(done as () => void) : 0,
    );
    return this;
  }
  static gone(socket: Socket): void {
    byNumber.delete(socket.#session);
  }
  /** Which packet came in with this: with an attachment, the one whose attachment it is. */
  static received(socket: Socket, data: unknown): number {
    const ordinal = socket.#received++;
    if (typeof data === 'string' || socket.#attachments === 0) {
      socket.#header = ordinal;
      socket.#attachments = typeof data === 'string' ? attachmentsOf(data) : 0;
    } else socket.#attachments--;
    return causeOf(socket.#session, socket.#header);
  }
  close(discard?: boolean): void {
    const state = host.close(this.id, discard === true);
    if (this.readyState !== 'closed') this.readyState = state;
  }
}

/** How many packets follow one: BINARY_EVENT and BINARY_ACK say so. */
function attachmentsOf(packet: string): number {
  const isBinary = packet.startsWith('5') || packet.startsWith('6');
  return isBinary ? Number(/^.(\d+)-/.exec(packet)?.[1] ?? 0) : 0;
}

const WATCHED = new Set(['packet', 'packetCreate', 'drain', 'flush', 'heartbeat', 'upgrading']);

function transportOf(socket: Socket) {
  return {
    get name() {
      return socket._transportName;
    },
    get writable() {
      return socket.readyState !== 'closed' && host.writable(socket.id);
    },
  };
}

function crossingData(data: unknown): string | ArrayBuffer {
  if (typeof data === 'string') return crossingText(data);
  if (data instanceof ArrayBuffer) return data;
  if (ArrayBuffer.isView(data)) return bytesOf(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return String(data);
}

const callbacks = new Map<number, () => void>();
let lastCallback = 0;

function expect(callback: () => void): number {
  callbacks.set(++lastCallback, callback);
  return lastCallback;
}

function packetFrom({ type, text, base64 }: { type: string; text?: string; base64?: string }): Packet {
  if (base64 !== undefined) return { type, data: Buffer.from(base64, 'base64') };
  return text === undefined ? { type } : { type, data: text };
}

/* What comes from outside. */

export function onConnection(
  engine: number,
  sid: string,
  protocol: number,
  request: string,
  exchange: number,
  session: number,
): void {
  const server = engines.get(engine);
  if (!server) return;
  const snapshot: RequestSnapshot = JSON.parse(request);
  const socket = new Socket(sid, server, openExchange(exchange, snapshot).request, protocol, session);
  exchanges.delete(exchange);
  connections.set(sid, socket);
  byNumber.set(session, socket);
  server.clients[sid] = socket;
  server.clientsCount++;
  guard('turn', () => server.emit('connection', socket));
}

export function onData(session: number, data: string | ArrayBuffer, isText: boolean): void {
  const socket = byNumber.get(session);
  if (!socket) return;
  const bytes = typeof data === 'string' ? undefined : Buffer.from(data);
  const received = isText && bytes ? bytes.toString('utf8') : (bytes ?? data);
  const outer = cause[0] ?? 0;
  cause[0] = Socket.received(socket, received);
  guard('turn', () => {
    socket.emit('data', received);
    socket.emit('message', received);
  });
  cause[0] = outer;
}

export function onClosed(sid: string, reason: string, description: string): void {
  const socket = connections.get(sid);
  if (!socket) return;
  connections.delete(sid);
  Socket.gone(socket);
  delete socket.server.clients[sid];
  socket.server.clientsCount--;
  socket.readyState = 'closed';
  guard('turn', () => socket.emit('close', reason, description === '' ? undefined : new Error(description)));
}

export function onUpgraded(sid: string, transport: string): void {
  const socket = connections.get(sid);
  if (!socket) return;
  socket._transportName = transport;
  socket.upgraded = true;
  guard('turn', () => socket.emit('upgrade', socket.transport));
}

export function onEvent(sid: string, name: string, packet: string): void {
  const socket = connections.get(sid);
  if (!socket) return;
  guard('turn', () => {
    if (name === 'upgrading') socket.emit(name, { name: 'websocket' });
    else if (packet === '') socket.emit(name);
    else
      socket.emit(
        name,
        name === 'flush' ? JSON.parse(packet).map(packetFrom) : packetFrom(JSON.parse(packet)),
      );
  });
}

export function onWritten(sid: string, callback: number): void {
  const written = callbacks.get(callback);
  callbacks.delete(callback);
  const socket = connections.get(sid);
  if (written) guard('turn', written, undefined, [socket?.transport]);
}

export function onQuestion(
  engine: number,
  what: string,
  question: number,
  exchange: number,
  snapshot: string,
): void {
  const server = engines.get(engine);
  const { request, response } = openExchange(exchange, JSON.parse(snapshot));
  if (!server) host.answer(question, 'The engine is closed', '');
  else if (what === 'middleware') runMiddlewares(server, request, response, question);
  else if (what === 'allow') askToAllow(server, request, question);
  else answerId(server, request, question);
}

function askToAllow(server: Server, request: IncomingMessage, question: number): void {
  const allow = server.opts.allowRequest as AllowRequest;
  guard('turn', () =>
    allow(request, (error, success) => {
      const message = error instanceof Error ? error.message : error;
      host.answer(question, success ? undefined : String(message ?? ''), '');
    }),
  );
}

function runMiddlewares(
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  question: number,
): void {
  const run = (i: number): void => {
    const middleware = server._middlewares[i];
    if (!middleware) {
      const headers = [...response._headers.values()].map(({ name, value }) => [name, value]);
      host.answer(question, undefined, JSON.stringify(headers));
      return;
    }
    guard('turn', () =>
      middleware(request, response, (error) => {
        if (error) host.answer(question, String(error instanceof Error ? error.message : error), '');
        else run(i + 1);
      }),
    );
  };
  run(0);
}

function answerId(server: Server, request: IncomingMessage, question: number): void {
  const fail = (error: unknown) =>
    host.answer(question, error instanceof Error ? error.message : String(error), '');
  try {
    Promise.resolve(server.generateId(request)).then(
      (id) => host.answer(question, undefined, String(id)),
      fail,
    );
  } catch (error) {
    fail(error);
  }
}

export function onHeaders(
  engine: number,
  event: string,
  exchange: number,
  snapshot: string,
  headers: string,
): string {
  const shown = JSON.parse(headers);
  const { request } = openExchange(exchange, JSON.parse(snapshot));
  guard('turn', () => engines.get(engine)?.emit(event, shown, request));
  return JSON.stringify(shown);
}

export function onConnectionError(engine: number, exchange: number, snapshot: string, error: string): void {
  const server = engines.get(engine);
  const { request } = openExchange(exchange, JSON.parse(snapshot));
  guard('turn', () => server?.emit('connection_error', { req: request, ...JSON.parse(error) }));
}

/* What the package exports. */

export function attach(server: HttpServer, options: Record<string, unknown> = {}): Server {
  const engine = new Server(options);
  engine.attach(server, options);
  return engine;
}

export function listen(port: number, options: Record<string, unknown> = {}, callback?: () => void): Server {
  const server = new HttpServer((_request: unknown, response: ServerResponse) => {
    response.writeHead(501);
    response.end('Not Implemented');
  });
  const engine = attach(server, options);
  server.listen(port, callback);
  return engine;
}

export class uServer {
  constructor() {
    throw new Error('uWebSockets.js is not in the lab: attach Socket.IO to an HTTP server.');
  }
}

export const protocol = 4;
