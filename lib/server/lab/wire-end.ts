import { Duplex } from 'node:stream';

type Done = (error?: Error | null) => void;

/** How an end went: its FIN was sent before, goes with it, or is a reset. */
export type Going = 'after-fin' | 'fin' | 'rst';

/** What one end of a wire does to the other, wherever that is. What is asked of it comes in this order. */
export interface Far {
  /** `taken`: the writer may go on. */
  receive(chunk: Buffer, taken: () => void): void;
  receiveFin(): void;
  /** The end that calls is gone, and reads nothing more. */
  lose(how: Going): void;
}

/**
 * One end of a wire in memory: what is written at one end is read at the other, in order, no faster
 * than it is read. It ends like TCP: `end` and `destroy` send a FIN, which the other end sees after
 * everything that was written before; `resetAndDestroy` is seen at once as ECONNRESET.
 */
export class WireEnd extends Duplex {
  // node:http, ws and engine.io take it for a net.Socket, and call or read these.
  remoteAddress = '127.0.0.1';
  remoteFamily = 'IPv4';
  remotePort = 0;
  localAddress = '127.0.0.1';
  localPort = 0;
  bytesRead = 0;
  bytesWritten = 0;
  readonly connecting = false;

  #far: Far | undefined;
  /** Writers at the other end that wait for this one to be read. */
  #taken: (() => void)[] = [];
  #isHeld = false;
  /** What has come while it was held. */
  #kept: { readonly chunk: Buffer; readonly taken: () => void }[] = [];
  #keptFin = false;
  #going: Going = 'fin';
  #timer: NodeJS.Timeout | undefined;
  #idle = 0;

  private constructor() {
    super({ allowHalfOpen: true });
  }

  /** Both ends of one wire. */
  static pair(): [WireEnd, WireEnd] {
    const [a, b] = [new WireEnd(), new WireEnd()];
    a.#far = b.#asFar();
    b.#far = a.#asFar();
    return [a, b];
  }

  /** One end of a wire whose other end is elsewhere. `link` is given what that one does, and gives what is to be done to it. */
  static linked(link: (near: Far) => Far): WireEnd {
    const end = new WireEnd();
    end.#far = link(end.#asFar());
    return end;
  }

  /** The client's end of a wire to where nobody listens: a SYN is answered with a reset. */
  static refused(): WireEnd {
    const [client, server] = WireEnd.pair();
    setImmediate(() => server.resetAndDestroy());
    return client;
  }

  override _read(): void {
    for (const taken of this.#taken.splice(0)) taken();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    if (!this.#far) done(wireError('EPIPE'));
    // node:http ends a message with an empty write; a reader never asks for more after nothing.
    else if (chunk.length === 0) done();
    else {
      this.bytesWritten += chunk.length;
      this.#active();
      this.#far.receive(chunk, done);
    }
  }

  /** What was corked together leaves together, as one segment would. */
  override _writev(writes: readonly { chunk: Buffer }[], done: Done): void {
    this._write(Buffer.concat(writes.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _final(done: Done): void {
    this.#going = 'after-fin';
    this.#far?.receiveFin();
    done();
  }

  /** What is written to it is not read until `release`, as by a process that is busy. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    const [kept, keptFin] = [this.#kept, this.#keptFin];
    this.#kept = [];
    this.#keptFin = false;
    for (const { chunk, taken } of kept) this.#receive(chunk, taken);
    if (keptFin) this.#receiveFin();
  }

  #asFar(): Far {
    return {
      receive: (chunk, taken) => {
        this.bytesRead += chunk.length;
        this.#active();
        this.#receive(chunk, taken);
      },
      receiveFin: () => this.#receiveFin(),
      lose: (how) => {
        this.#far = undefined;
        if (how === 'rst') this.destroy(wireError('ECONNRESET'));
        else if (how === 'fin') this.#receiveFin();
      },
    };
  }

  #receive(chunk: Buffer, taken: () => void): void {
    if (this.#isHeld) this.#kept.push({ chunk, taken });
    else {
      // The writer goes on when the reader asks for more: that is the back pressure.
      this.#taken.push(taken);
      this.push(chunk);
    }
  }

  #receiveFin(): void {
    if (this.destroyed) return;
    if (this.#isHeld) this.#keptFin = true;
    else this.push(null);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#timer);
    const far = this.#far;
    this.#far = undefined;
    far?.lose(this.#going);
    // Nobody will read what the other end still writes.
    for (const taken of this.#taken.splice(0)) taken();
    for (const { taken } of this.#kept.splice(0)) taken();
    done(error);
  }

  resetAndDestroy(): this {
    if (!this.destroyed) this.#going = 'rst';
    this.destroy();
    return this;
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  setTimeout(ms: number, callback?: () => void): this {
    this.#idle = ms;
    if (callback) {
      if (ms > 0) this.once('timeout', callback);
      else this.off('timeout', callback);
    }
    this.#active();
    return this;
  }

  #active(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#idle > 0 && !this.destroyed) {
      this.#timer = setTimeout(() => this.emit('timeout'), this.#idle);
      this.#timer.unref();
    }
  }

  address() {
    return { address: this.localAddress, family: this.remoteFamily, port: this.localPort };
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

function wireError(code: 'EPIPE' | 'ECONNRESET'): Error {
  return Object.assign(new Error(code === 'EPIPE' ? 'write EPIPE' : 'read ECONNRESET'), {
    code,
    syscall: code === 'EPIPE' ? 'write' : 'read',
  });
}
