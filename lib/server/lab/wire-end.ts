import { Duplex } from 'node:stream';

type Done = (error?: Error | null) => void;

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

  #other: WireEnd | undefined;
  #taken: (() => void) | undefined;
  #isHeld = false;
  /** What has come while it was held. */
  #kept: { chunk: Buffer; done: Done } | undefined;
  #keptFin = false;
  #timer: NodeJS.Timeout | undefined;
  #idle = 0;

  private constructor() {
    super({ allowHalfOpen: true });
  }

  static pair(): [WireEnd, WireEnd] {
    const a = new WireEnd();
    const b = new WireEnd();
    a.#other = b;
    b.#other = a;
    return [a, b];
  }

  override _read(): void {
    const taken = this.#taken;
    this.#taken = undefined;
    taken?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    const other = this.#other;
    if (!other || other.destroyed) done(wireError('EPIPE'));
    // node:http ends a message with an empty write; a reader never asks for more after nothing.
    else if (chunk.length === 0) done();
    else {
      this.bytesWritten += chunk.length;
      other.bytesRead += chunk.length;
      this.#active();
      other.#active();
      other.#receive(chunk, done);
    }
  }

  /** What was corked together leaves together, as one segment would. */
  override _writev(writes: readonly { chunk: Buffer }[], done: Done): void {
    this._write(Buffer.concat(writes.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _final(done: Done): void {
    const other = this.#other;
    if (other && !other.destroyed && !other.readableEnded) other.#receiveFin();
    done();
  }

  /** What is written to it is not read until `release`, as by a process that is busy. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    const [kept, keptFin] = [this.#kept, this.#keptFin];
    this.#kept = undefined;
    this.#keptFin = false;
    if (kept) this.#receive(kept.chunk, kept.done);
    if (keptFin && !this.destroyed) this.#receiveFin();
  }

  #receive(chunk: Buffer, done: Done): void {
    if (this.#isHeld) this.#kept = { chunk, done };
    else {
      // The writer goes on when the reader asks for more: that is the back pressure.
      this.#taken = done;
      this.push(chunk);
    }
  }

  #receiveFin(): void {
    if (this.#isHeld) this.#keptFin = true;
    else this.push(null);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#timer);
    const other = this.#other;
    this.#other = undefined;
    // Nobody will read what the other end still writes.
    const taken = this.#taken ?? this.#kept?.done;
    this.#taken = this.#kept = undefined;
    taken?.();
    if (other && !other.destroyed && !this.writableEnded) other.#receiveFin();
    done(error);
  }

  resetAndDestroy(): this {
    const other = this.#other;
    this.destroy();
    if (other && !other.destroyed) other.destroy(wireError('ECONNRESET'));
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
