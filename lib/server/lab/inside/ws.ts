import { Buffer } from 'buffer';
import { EventEmitter } from 'events';
import { bytesOf } from './bytes';
import { host } from './host';
import { openExchange, Server } from './http';
import type { IncomingMessage, RequestSnapshot } from './incoming';
import { UpgradeSocket } from './outgoing';
import { guard, nextTick } from './turn';

/** The `ws` package's server: the real one is outside and speaks the protocol; messages cross. */

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

interface SendOptions {
  readonly binary?: boolean;
  readonly compress?: boolean;
}

const sockets = new Map<number, WebSocket>();

export class WebSocket extends EventEmitter {
  static readonly CONNECTING = CONNECTING;
  static readonly OPEN = OPEN;
  static readonly CLOSING = CLOSING;
  static readonly CLOSED = CLOSED;
  readonly CONNECTING = CONNECTING;
  readonly OPEN = OPEN;
  readonly CLOSING = CLOSING;
  readonly CLOSED = CLOSED;
  readyState: number = OPEN;
  binaryType = 'nodebuffer';
  protocol = '';
  readonly extensions = '';
  readonly bufferedAmount = 0;
  onopen: unknown;
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onclose: ((event: { code: number; reason: string }) => void) | undefined;
  onerror: unknown;
  readonly _number: number;

  constructor(connection: unknown, protocol = '') {
    super();
    if (typeof connection !== 'number')
      throw new Error('A WebSocket client is not in the lab: a server reaches no network.');
    this._number = connection;
    this.protocol = protocol;
    sockets.set(connection, this);
  }
  send(
    data: unknown,
    options?: SendOptions | ((error?: Error) => void),
    callback?: (error?: Error) => void,
  ): void {
    const done = typeof options === 'function' ? options : callback;
    if (this.readyState !== OPEN) {
      const error = new Error(
        `WebSocket is not open: readyState ${this.readyState} (${['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'][this.readyState]})`,
      );
      if (done) nextTick(() => done(error));
      return;
    }
    const asked = typeof options === 'object' ? options.binary : undefined;
    const isText = typeof data === 'string' || typeof data === 'number';
    const bytes = bytesOf(isText ? Buffer.from(String(data)) : Buffer.from(data as Uint8Array));
    host.wsSend(this._number, 'message', bytes, asked ?? !isText);
    if (done) nextTick(() => done());
  }
  ping(data: unknown = ''): void {
    host.wsSend(this._number, 'ping', bytesOf(Buffer.from(data as string)), true);
  }
  pong(data: unknown = ''): void {
    host.wsSend(this._number, 'pong', bytesOf(Buffer.from(data as string)), true);
  }
  close(code = 1005, reason: string | Uint8Array = ''): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSING;
    host.wsClose(this._number, code, Buffer.from(reason as string).toString('utf8'));
  }
  terminate(): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSING;
    host.wsClose(this._number, -1, '');
  }
  addEventListener(event: string, listener: (event: unknown) => void): void {
    this.on(event, (...args: unknown[]) => listener(eventOf(event, args)));
  }
}

function eventOf(type: string, args: unknown[]) {
  if (type === 'message') return { type, data: args[1] ? args[0] : String(args[0]) };
  if (type === 'close') return { type, code: args[0], reason: String(args[1]) };
  return { type };
}

interface ServerOptions {
  readonly port?: number;
  readonly server?: Server;
  readonly noServer?: boolean;
  readonly path?: string;
  readonly clientTracking?: boolean;
  readonly maxPayload?: number;
  readonly perMessageDeflate?: boolean;
  readonly handleProtocols?: (protocols: Set<string>, request: IncomingMessage) => string | false;
  readonly verifyClient?: (
    info: object,
    callback?: (ok: boolean, code?: number) => void,
  ) => boolean | undefined;
}

type Accepted = (socket: WebSocket, request: IncomingMessage) => void;

export class WebSocketServer extends EventEmitter {
  readonly clients: Set<WebSocket> | undefined;
  readonly #number: number;
  readonly #server: Server | undefined;
  readonly #upgrades = (request: IncomingMessage, socket: UpgradeSocket, head: Buffer) => {
    if (this.shouldHandle(request))
      this.handleUpgrade(request, socket, head, (ws) => this.emit('connection', ws, request));
    else if (this.#server?.listenerCount('upgrade') === 1) abort(socket, 400);
  };

  constructor(
    readonly options: ServerOptions = {},
    callback?: () => void,
  ) {
    super();
    if (
      [options.port !== undefined, options.server !== undefined, options.noServer === true].filter(Boolean)
        .length !== 1
    ) {
      throw new TypeError(
        'One and only one of the "port", "server", or "noServer" options must be specified',
      );
    }
    if (options.clientTracking !== false) this.clients = new Set();
    const { maxPayload, perMessageDeflate } = options;
    this.#number = host.wsServer(
      JSON.stringify({ maxPayload, perMessageDeflate: Boolean(perMessageDeflate) }),
    );
    if (options.port !== undefined) this.#server = new Server().listen(options.port, callback);
    else this.#server = options.server;
    this.#server?.on('upgrade', this.#upgrades);
    this.#server?.on('listening', () => this.emit('listening'));
  }
  address(): unknown {
    return this.#server?.address() ?? null;
  }
  shouldHandle(request: IncomingMessage): boolean {
    return this.options.path === undefined || request.url.split('?')[0] === this.options.path;
  }
  handleUpgrade(request: IncomingMessage, socket: UpgradeSocket, _head: unknown, accepted: Accepted): void {
    const { verifyClient, handleProtocols } = this.options;
    const complete = () => {
      const offered = new Set(
        String(request.headers['sec-websocket-protocol'] ?? '')
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean),
      );
      const chosen = handleProtocols ? handleProtocols(offered, request) : [...offered][0];
      const number = host.wsAccept(socket._exchange, this.#number, chosen || '');
      if (number === 0) return;
      const ws = new WebSocket(number, chosen || '');
      this.clients?.add(ws);
      ws.on('close', () => this.clients?.delete(ws));
      accepted(ws, request);
    };
    const info = { origin: request.headers.origin, secure: false, req: request };
    if (!verifyClient) complete();
    else if (verifyClient.length >= 2) {
      verifyClient(info, (ok, code = 401) => (ok ? complete() : abort(socket, code)));
    } else if (verifyClient(info)) complete();
    else abort(socket, 401);
  }
  close(callback?: () => void): void {
    this.#server?.removeListener('upgrade', this.#upgrades);
    if (this.options.port !== undefined) this.#server?.close();
    nextTick(() => {
      this.emit('close');
      callback?.();
    });
  }
}

function abort(socket: UpgradeSocket, status: number): void {
  const reason = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden' }[status] ?? 'Refused';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/* What comes from outside. */

export function onUpgradeRequest(
  exchange: number,
  snapshot: RequestSnapshot,
  servers: readonly Server[],
): void {
  const server = servers.find((one) => !one.closed && one.listenerCount('upgrade') > 0);
  if (!server) {
    host.untaken(exchange);
    return;
  }
  const { request } = openExchange(exchange, snapshot);
  guard('turn', () =>
    server.emit('upgrade', request, new UpgradeSocket(exchange, request.socket), Buffer.alloc(0)),
  );
}

export function onWebSocket(number: number, event: string, data: ArrayBuffer, detail: number): void {
  const ws = sockets.get(number);
  if (!ws) return;
  const bytes = Buffer.from(data);
  guard('turn', () => {
    switch (event) {
      case 'message': {
        ws.emit('message', bytes, detail === 1);
        ws.onmessage?.({ data: detail === 1 ? bytes : bytes.toString('utf8') });
        return;
      }
      case 'close':
        sockets.delete(number);
        ws.readyState = CLOSED;
        ws.emit('close', detail, bytes);
        ws.onclose?.({ code: detail, reason: bytes.toString('utf8') });
        return;
      case 'error':
        // Unlike in Node, an error nobody listens for is only told: the lab lives on.
        ws.emit('error', new Error(bytes.toString('utf8')));
        return;
      default:
        ws.emit(event, bytes);
    }
  });
}

export default Object.assign(WebSocket, { WebSocket, Server: WebSocketServer, WebSocketServer });
