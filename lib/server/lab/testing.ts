import { type AddressInfo, createServer, type Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { assert } from '@/lib/base/assert';
import type { TraceEvent } from '@/lib/capture/record';
import { type Lab, startLab } from './lab';

/** A lab for tests, with a TCP port in front of it so that a plain client reaches it. */
export class TestLab {
  readonly traces: TraceEvent[] = [];
  readonly #clients = new Set<Socket>();
  readonly #watchers = new Set<() => void>();
  #lab: Lab | undefined;
  #gateway: NetServer | undefined;

  static async start(server: string | { readonly [file: string]: string }): Promise<TestLab> {
    const lab = new TestLab();
    const files = typeof server === 'string' ? { 'server.js': server } : server;
    lab.#lab = await startLab(
      { files, cast: ['alice'] },
      {
        run: 1,
        onTrace: (event) => {
          lab.traces.push(event);
          for (const watcher of lab.#watchers) watcher();
        },
      },
    );
    const { dial } = lab.#lab;
    lab.#gateway = createServer((socket) => {
      const wire = dial('alice');
      socket.setNoDelay();
      socket.pipe(wire).pipe(socket);
      for (const [end, other] of [
        [socket, wire],
        [wire, socket],
      ] as const) {
        end.on('error', () => other.destroy());
        end.on('close', () => other.destroy());
      }
    });
    await new Promise<void>((done) => lab.#gateway?.listen(0, '127.0.0.1', done));
    return lab;
  }

  /** A wire to it, to write on by hand. */
  dial(): Duplex {
    assert(this.#lab, 'the lab has started');
    return this.#lab.dial('alice');
  }

  get url(): string {
    const address = this.#gateway?.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  client(options: Partial<ManagerOptions & SocketOptions> = {}, nsp = '/'): Socket {
    const socket = io(this.url + nsp, { forceNew: true, ...options });
    this.#clients.add(socket);
    return socket;
  }

  async connected(options: Partial<ManagerOptions & SocketOptions> = {}, nsp = '/'): Promise<Socket> {
    const socket = this.client(options, nsp);
    await new Promise<void>((done, fail) => {
      socket.once('connect', done);
      socket.once('connect_error', fail);
    });
    return socket;
  }

  /** The first trace that matches, which may be there already. */
  async trace<K extends TraceEvent['kind']>(
    kind: K,
    matches: (event: Extract<TraceEvent, { kind: K }>) => boolean = () => true,
  ): Promise<Extract<TraceEvent, { kind: K }>> {
    const isOne = (event: TraceEvent): event is Extract<TraceEvent, { kind: K }> =>
      event.kind === kind && matches(event as Extract<TraceEvent, { kind: K }>);
    for (;;) {
      const found = this.traces.find(isOne);
      if (found) return found;
      await new Promise<void>((done) => {
        const watcher = () => {
          this.#watchers.delete(watcher);
          done();
        };
        this.#watchers.add(watcher);
      });
    }
  }

  /** The lines of the console so far. */
  logs(): string[] {
    return this.traces.flatMap((event) => (event.kind === 'log' ? [event.text] : []));
  }

  /** Stops the lab, but not its clients. */
  stopLab(): void {
    this.#lab?.stop();
  }

  stop(): void {
    for (const client of this.#clients) client.disconnect();
    this.#lab?.stop();
    this.#gateway?.close();
  }
}

export function once<T = unknown>(socket: Socket, event: string): Promise<T> {
  return new Promise((done) => socket.once(event, (value: T) => done(value)));
}
