import { Buffer } from 'buffer';
import { EventEmitter } from 'events';
import { host } from './host';
import { guard, nextTick } from './turn';

/** `node:http`, as far as a server in a lab can see: requests come from outside, nothing listens. */

export interface RequestSnapshot {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly rawHeaders: readonly string[];
  readonly address: string;
  readonly port: number;
  readonly query?: Record<string, string>;
}

export class Connection extends EventEmitter {
  readonly encrypted = false;
  readonly localPort = 3000;
  constructor(
    readonly remoteAddress: string,
    readonly remotePort: number,
  ) {
    super();
  }
  readonly remoteFamily = 'IPv4';
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
}

export class IncomingMessage extends EventEmitter {
  readonly method: string;
  url: string;
  readonly httpVersion: string;
  readonly headers: RequestSnapshot['headers'];
  readonly rawHeaders: readonly string[];
  readonly socket: Connection;
  readonly connection: Connection;
  readonly _query: Record<string, string>;
  complete = false;
  aborted = false;
  destroyed = false;
  readableEnded = false;
  #encoding: string | undefined;
  #waiting: (Buffer | undefined)[] = [];
  #flowing = false;

  constructor(snapshot: RequestSnapshot) {
    super();
    this.method = snapshot.method;
    this.url = snapshot.url;
    this.httpVersion = snapshot.httpVersion;
    this.headers = snapshot.headers;
    this.rawHeaders = snapshot.rawHeaders;
    this.socket = this.connection = new Connection(snapshot.address, snapshot.port);
    this._query = snapshot.query ?? {};
  }

  setEncoding(encoding: string): this {
    this.#encoding = encoding;
    return this;
  }
  // A body waits for whoever wants it, as a paused stream does.
  override on(event: string | symbol, listener: Parameters<EventEmitter['on']>[1]): this {
    super.on(event, listener);
    if (event === 'data' || event === 'end') this.resume();
    return this;
  }
  resume(): this {
    if (!this.#flowing) {
      this.#flowing = true;
      nextTick(() => this.#flow());
    }
    return this;
  }
  pause(): this {
    this.#flowing = false;
    return this;
  }
  destroy(): this {
    this.destroyed = true;
    return this;
  }
  /** A piece of the body, or `undefined` at its end. */
  _push(chunk: Buffer | undefined): void {
    this.#waiting.push(chunk);
    if (this.#flowing) this.#flow();
  }
  #flow(): void {
    while (this.#flowing && this.#waiting.length > 0) {
      const chunk = this.#waiting.shift();
      if (chunk) this.emit('data', this.#encoding ? chunk.toString('utf8') : chunk);
      else {
        this.complete = true;
        this.readableEnded = true;
        this.emit('end');
        this.emit('close');
      }
    }
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    const chunks: unknown[] = [];
    let wake = () => {};
    let ended = false;
    this.on('data', (chunk) => {
      chunks.push(chunk);
      wake();
    });
    this.on('end', () => {
      ended = true;
      wake();
    });
    for (;;) {
      while (chunks.length > 0) yield chunks.shift();
      if (ended) return;
      await new Promise<void>((done) => {
        wake = done;
      });
    }
  }
}

type HeaderValue = string | number | readonly string[];

export class ServerResponse extends EventEmitter {
  statusCode = 200;
  statusMessage = '';
  headersSent = false;
  finished = false;
  writableEnded = false;
  destroyed = false;
  sendDate = true;
  readonly socket: Connection;
  readonly connection: Connection;
  readonly _headers = new Map<string, { name: string; value: HeaderValue }>();

  constructor(
    readonly req: IncomingMessage,
    readonly _exchange: number,
  ) {
    super();
    this.socket = this.connection = req.socket;
  }

  setHeader(name: string, value: HeaderValue): this {
    if (this.headersSent) throw new Error('Cannot set headers after they are sent to the client');
    this._headers.set(name.toLowerCase(), { name, value });
    return this;
  }
  appendHeader(name: string, value: HeaderValue): this {
    const known = this.getHeader(name);
    return this.setHeader(name, known === undefined ? value : [known, value].flat().map(String));
  }
  getHeader(name: string): HeaderValue | undefined {
    return this._headers.get(name.toLowerCase())?.value;
  }
  getHeaders(): Record<string, HeaderValue> {
    return Object.fromEntries([...this._headers].map(([name, { value }]) => [name, value]));
  }
  getHeaderNames(): string[] {
    return [...this._headers.keys()];
  }
  hasHeader(name: string): boolean {
    return this._headers.has(name.toLowerCase());
  }
  removeHeader(name: string): void {
    this._headers.delete(name.toLowerCase());
  }
  flushHeaders(): void {
    if (!this.headersSent) this.writeHead(this.statusCode);
    this._sendHead();
  }
  writeHead(status: number, reason?: unknown, headers?: unknown): this {
    if (this.headersSent) throw new Error('Cannot write headers after they are sent to the client');
    this.statusCode = status;
    if (typeof reason === 'string') this.statusMessage = reason;
    const given = typeof reason === 'object' && reason !== null ? reason : headers;
    if (Array.isArray(given)) {
      for (let i = 0; i + 1 < given.length; i += 2) this.setHeader(String(given[i]), given[i + 1]);
    } else if (typeof given === 'object' && given !== null) {
      for (const [name, value] of Object.entries(given)) this.setHeader(name, value);
    }
    return this;
  }
  _sendHead(): void {
    if (this.headersSent) return;
    this.headersSent = true;
    const headers = [...this._headers.values()].map(({ name, value }) => [name, value]);
    host.respond(this._exchange, this.statusCode, this.statusMessage, JSON.stringify(headers));
  }
  write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    if (this.writableEnded) throw new Error('write after end');
    this._sendHead();
    host.responseWrite(this._exchange, crossingChunk(chunk));
    afterwards(encoding, callback);
    return true;
  }
  end(chunk?: unknown, encoding?: unknown, callback?: unknown): this {
    if (this.writableEnded) return this;
    if (typeof chunk !== 'function' && chunk !== undefined && chunk !== null) {
      const crossing = crossingChunk(chunk);
      if (!this.headersSent && !this.hasHeader('content-length') && !this.hasHeader('transfer-encoding')) {
        const length = typeof crossing === 'string' ? Buffer.byteLength(crossing) : crossing.byteLength;
        this.setHeader('Content-Length', length);
      }
      this._sendHead();
      host.responseWrite(this._exchange, crossing);
    }
    if (!this.headersSent && !this.hasHeader('content-length') && !this.hasHeader('transfer-encoding')) {
      if (this.statusCode !== 204 && this.statusCode !== 304) this.setHeader('Content-Length', 0);
    }
    this._sendHead();
    this.writableEnded = this.finished = true;
    host.responseEnd(this._exchange);
    nextTick(() => this.emit('finish'));
    afterwards(chunk, encoding, callback);
    return this;
  }
  destroy(): this {
    this.destroyed = true;
    host.responseDestroy(this._exchange);
    return this;
  }
  setTimeout(): this {
    return this;
  }
}

function crossingChunk(chunk: unknown): string | ArrayBuffer {
  if (typeof chunk === 'string') return crossingText(chunk);
  if (chunk instanceof Uint8Array) return bytesOf(chunk);
  throw new TypeError('The "chunk" argument must be of type string or an instance of Buffer or Uint8Array.');
}

function afterwards(...callbacks: unknown[]): void {
  for (const callback of callbacks) if (typeof callback === 'function') nextTick(() => callback());
}

/** Strings end at a NUL on their way out, and lose a byte order mark; such a one goes as bytes. */
export function crossingText(text: string): string | ArrayBuffer {
  return text.includes('\0') || text.startsWith('\ufeff') ? bytesOf(Buffer.from(text)) : text;
}

/** Exactly the bytes of a view: a Buffer may be a window into something larger. */
export function bytesOf(view: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(view.byteLength);
  copy.set(view);
  return copy.buffer;
}

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

export const servers: Server[] = [];

export class Server extends EventEmitter {
  listening = false;
  timeout = 0;
  keepAliveTimeout = 5000;
  headersTimeout = 60_000;
  requestTimeout = 300_000;
  maxHeadersCount: number | null = null;
  #port = 0;
  #closed = false;

  constructor(options?: unknown, handler?: unknown) {
    super();
    const listener = typeof options === 'function' ? options : handler;
    if (typeof listener === 'function') this.on('request', listener as RequestHandler);
    servers.push(this);
  }
  listen(...args: unknown[]): this {
    const [first] = args;
    const port = typeof first === 'object' && first !== null ? Reflect.get(first, 'port') : first;
    this.#port = Number(port) || 3000;
    this.#closed = false;
    host.listening(true);
    const callback = args.find((arg) => typeof arg === 'function') as (() => void) | undefined;
    if (callback) this.once('listening', callback);
    nextTick(() => {
      this.listening = true;
      this.emit('listening');
    });
    return this;
  }
  get closed(): boolean {
    return this.#closed;
  }
  address(): { address: string; family: string; port: number } | null {
    return this.listening ? { address: '::', family: 'IPv6', port: this.#port } : null;
  }
  close(callback?: (error?: Error) => void): this {
    if (callback) {
      if (this.listening) this.once('close', callback as () => void);
      else
        nextTick(() =>
          callback(Object.assign(new Error('Server is not running.'), { code: 'ERR_SERVER_NOT_RUNNING' })),
        );
    }
    this.#closed = true;
    if (servers.every((server) => server.#closed)) host.listening(false);
    if (this.listening) nextTick(() => this.emit('close'));
    this.listening = false;
    return this;
  }
  closeAllConnections(): void {}
  closeIdleConnections(): void {}
  getConnections(callback: (error: undefined, count: number) => void): this {
    nextTick(() => callback(undefined, exchanges.size));
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

export function createServer(options?: unknown, handler?: unknown): Server {
  return new Server(options, handler);
}

/** Requests under way, by the number that both sides know them by. */
export const exchanges = new Map<number, { request: IncomingMessage; response: ServerResponse }>();

export function openExchange(exchange: number, snapshot: RequestSnapshot) {
  const known = exchanges.get(exchange);
  if (known) return known;
  const request = new IncomingMessage(snapshot);
  const opened = { request, response: new ServerResponse(request, exchange) };
  exchanges.set(exchange, opened);
  return opened;
}

/** Hands a request to the program; `false` where nobody listens for any. */
export function deliverRequest(exchange: number, snapshot: RequestSnapshot): boolean {
  const server = servers.find((one) => !one.closed && one.listenerCount('request') > 0);
  if (!server) return false;
  const { request, response } = openExchange(exchange, snapshot);
  guard('turn', () => server.emit('request', request, response));
  return true;
}

export const STATUS_CODES: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  418: "I'm a Teapot",
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

export const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
