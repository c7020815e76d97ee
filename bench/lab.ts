import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import type { StartLab } from '@/lib/server/hosted-lab';
import { serveLabs } from '@/lib/server/serve';

export interface BenchLab {
  /** Where a Socket.IO client finds it. */
  readonly url: string;
  readonly path: string;
  close(): Promise<void>;
}

/** What may be watched as well. */
interface Watchable extends BenchLab {
  readonly observe: string;
  readonly key: string;
}

/** One lab behind its gateway and tap, served as `npm start` serves it, but without the pages. */
export async function benchLab(startLab: StartLab, server: string): Promise<Watchable> {
  const serving = await serveLabs({ startLab, port: 0, labPort: 0 });
  const id = 'bench00000000000';
  const response = await fetch(`${serving.app.main}/api/labs/${id}`, {
    method: 'PUT',
    body: JSON.stringify({ files: { 'server.js': server, 'client.js': '' }, cast: ['alice'] }),
  });
  if (!response.ok) throw new Error(`The lab was refused: ${await response.text()}`);
  const { key }: { key: string } = await response.json();
  return {
    url: serving.lab.main,
    path: `/l/${id}/alice/socket.io`,
    observe: `${serving.app.main.replace('http', 'ws')}/observe/${id}`,
    key,
    close: serving.close,
  };
}

/** The same without any of ours: what `setUp` serves, in plain Node on loopback. */
export async function plainServer(setUp: (http: HttpServer) => Server): Promise<BenchLab> {
  const http = createServer();
  const io = setUp(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${portOf(http.address())}`;
  return { url, path: '/socket.io', close: () => io.close() };
}

/** `load.mjs` in a process of its own. Where it fails the bench fails, and does not wait for its answer. */
export function startLoad(): ChildProcess {
  const load = fork(fileURLToPath(new URL('./load.mjs', import.meta.url)));
  load.once('exit', (code) => {
    if (code) throw new Error(`The load ended with exit code ${code}`);
  });
  return load;
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

/** Answers each event `echo` with what came with it. */
export function echo(http: HttpServer): Server {
  const io = new Server(http);
  io.on('connection', (socket) => {
    socket.on('echo', (value: unknown, ack: (value: unknown) => void) => ack(value));
  });
  return io;
}
