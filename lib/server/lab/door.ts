import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WireEnd } from './wire-end';

/** Who answers what the door lets in. */
export interface Doorkeeper {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** A real `node:http` server that listens nowhere: connections are handed to it. */
export class Door {
  readonly #http: Server;
  readonly #ends = new Set<WireEnd>();
  #open = true;
  #isHeld = false;
  #port = 40_000;

  constructor(keeper: Doorkeeper) {
    this.#http = createServer((request, response) => keeper.request(request, response));
    this.#http.on('upgrade', (request, socket, head) => keeper.upgrade(request, socket, head));
    // node:http answers what it cannot parse only where it is not told of it.
    this.#http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
      socket.end(
        `HTTP/1.1 ${error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'}\r\nConnection: close\r\n\r\n`,
      );
    });
  }

  /** A new connection, by the server's end of it. */
  accept(server: WireEnd): void {
    server.remotePort = this.#port++;
    server.on('error', () => {}); // the peer went away; who uses the connection listens, too
    if (!this.#open) {
      // Nobody listens: a SYN would be answered with a reset.
      setImmediate(() => server.resetAndDestroy());
      return;
    }
    this.#ends.add(server);
    if (this.#isHeld) server.hold();
    server.once('close', () => this.#ends.delete(server));
    this.#http.emit('connection', server);
  }

  setOpen(open: boolean): void {
    this.#open = open;
  }

  /** Nothing comes in until `release`: the program is busy. */
  hold(): void {
    this.#isHeld = true;
    for (const end of this.#ends) end.hold();
  }

  release(): void {
    this.#isHeld = false;
    // One after the other: each may be what keeps the program busy again.
    for (const end of this.#ends) if (!this.#isHeld) end.release();
    if (this.#isHeld) this.hold();
  }

  /** Ends every connection, as the kernel does for a process that is gone. */
  close(): void {
    this.#open = false;
    for (const end of this.#ends) end.destroy();
    this.#http.removeAllListeners();
  }
}
