import type { Buffer } from 'buffer';
import { EventEmitter } from 'events';
import { nextTick } from './turn';

/** Requests, as they came from outside. */

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
