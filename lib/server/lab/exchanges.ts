import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, deflate, gzip } from 'node:zlib';
import { LIMITS } from '@/lib/lab/limits';
import type { RequestSnapshot } from './inside/incoming';

export interface ExchangeListener {
  onClosed(exchange: number): void;
  /** More waits to be sent than a lab may keep. */
  onFull(): void;
}

/** Requests that the program knows of, by the number that both sides know them by. */
export class Exchanges {
  readonly #open = new Map<number, ServerResponse>();
  readonly #numbers = new WeakMap<IncomingMessage, number>();
  readonly #listener: ExchangeListener;
  #last = 0;

  constructor(listener: ExchangeListener) {
    this.#listener = listener;
  }

  numberOf(request: IncomingMessage, response?: ServerResponse): number {
    const known = this.#numbers.get(request);
    if (known !== undefined) return known;
    const exchange = ++this.#last;
    this.#numbers.set(request, exchange);
    if (response) {
      this.#open.set(exchange, response);
      response.on?.('error', () => {}); // written to after its client went: that is no news
      request.once('close', () => this.#close(exchange, response));
      response.once?.('close', () => this.#close(exchange, response));
    }
    return exchange;
  }

  /** The response of an exchange that is still open. */
  response(exchange: number): ServerResponse | undefined {
    return this.#open.get(exchange);
  }

  respond(exchange: number, status: number, reason: string, headers: string): void {
    const response = this.#open.get(exchange);
    if (!response || response.headersSent) return;
    const list: [string, string | string[]][] = JSON.parse(headers);
    for (const [name, value] of list) response.setHeader(name, value);
    if (reason === '') response.writeHead(status);
    else response.writeHead(status, reason);
  }

  write(exchange: number, chunk: string | ArrayBuffer): void {
    const response = this.#open.get(exchange);
    if (!response || response.writableEnded) return;
    response.write(typeof chunk === 'string' ? chunk : Buffer.from(chunk));
    const waiting = [...this.#open.values()].reduce(
      (sum, { writableLength }) => sum + (writableLength ?? 0),
      0,
    );
    if (waiting > LIMITS.waitingBytes) this.#listener.onFull();
  }

  end(exchange: number): void {
    this.#open.get(exchange)?.end();
  }

  destroy(exchange: number): void {
    this.#open.get(exchange)?.destroy();
  }

  async serveClient(exchange: number, filename: string, encoding: string): Promise<void> {
    const response = this.#open.get(exchange);
    if (!response || !isClientFile(`/${filename}`)) return;
    const key = `${filename} ${encoding}`;
    let file = clientFiles.get(key);
    if (!file) {
      file = readFile(join(CLIENT_FOLDER, filename)).then((bytes) => COMPRESS[encoding]?.(bytes) ?? bytes);
      clientFiles.set(key, file);
    }
    response.end(await file);
  }

  #close(exchange: number, response: ServerResponse): void {
    // A request closes as soon as its body was read; the exchange goes on until it was answered.
    if (!response.writableEnded && !response.destroyed && response.socket && !response.socket.destroyed)
      return;
    if (this.#open.delete(exchange)) this.#listener.onClosed(exchange);
  }
}

/** Read and compressed once a process. */
const clientFiles = new Map<string, Promise<Buffer>>();
const CLIENT_FILE = /\/socket\.io(\.esm\.min|\.msgpack\.min|\.min)?\.js(\.map)?$/;
const CLIENT_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('socket.io/package.json')),
  'client-dist',
);
const COMPRESS: Record<string, ((bytes: Buffer) => Promise<Buffer>) | undefined> = {
  gzip: promisify<Buffer, Buffer>(gzip),
  deflate: promisify<Buffer, Buffer>(deflate),
  br: promisify<Buffer, Buffer>(brotliCompress),
};

export function isClientFile(url: string): boolean {
  return CLIENT_FILE.test(url.split('?')[0] ?? '');
}

export function snapshotOf(request: IncomingMessage): RequestSnapshot {
  const query = Reflect.get(request, '_query');
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    httpVersion: request.httpVersion,
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    address: request.socket.remoteAddress ?? '',
    port: request.socket.remotePort ?? 0,
    ...(query ? { query } : {}),
  };
}
