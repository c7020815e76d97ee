import { Buffer } from 'buffer';
import { EventEmitter } from 'events';
import { bytesOf, crossingText } from './bytes';
import { host } from './host';
import type { Connection, IncomingMessage } from './incoming';
import { nextTick } from './turn';

/** Answers, on their way out. */

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/; // RFC 9110 §5.6.2
const INVALID = /[^\t\x20-\x7e\x80-\xff]/; // what no field value may hold

function refusal(code: string, message: string): TypeError {
  return Object.assign(new TypeError(message), { code });
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
    if (!TOKEN.test(name)) {
      throw refusal('ERR_INVALID_HTTP_TOKEN', `Header name must be a valid HTTP token ["${name}"]`);
    }
    if ([value].flat().some((one) => INVALID.test(String(one)))) {
      throw refusal('ERR_INVALID_CHAR', `Invalid character in header content ["${name}"]`);
    }
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

/** The connection of an upgrade, before anything has taken it over. */
export class UpgradeSocket extends EventEmitter {
  readonly remoteAddress: string;
  readonly writable = true;
  destroyed = false;

  constructor(
    readonly _exchange: number,
    connection: Connection,
  ) {
    super();
    this.remoteAddress = connection.remoteAddress;
  }
  write(data: string | Uint8Array): boolean {
    host.upgradeWrite(this._exchange, bytesOf(Buffer.from(data as string)), false);
    return true;
  }
  end(data: string | Uint8Array = ''): this {
    host.upgradeWrite(this._exchange, bytesOf(Buffer.from(data as string)), true);
    return this;
  }
  destroy(): this {
    this.destroyed = true;
    return this.end();
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
