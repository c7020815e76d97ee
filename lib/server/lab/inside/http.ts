import { EventEmitter } from 'events';
import { host } from './host';
import { IncomingMessage, type RequestSnapshot } from './incoming';
import { ServerResponse } from './outgoing';
import { guard, nextTick } from './turn';

/** `node:http`, as far as a server in a lab can see: requests come from outside, nothing listens. */

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

/** Hands a request to the program. */
export function deliverRequest(exchange: number, snapshot: RequestSnapshot): void {
  const server = servers.find((one) => !one.closed && one.listenerCount('request') > 0);
  if (!server) {
    host.untaken(exchange);
    return;
  }
  const { request, response } = openExchange(exchange, snapshot);
  guard('turn', () => server.emit('request', request, response));
}
