import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { assert } from '@/lib/base/assert';
import { answerFailure, answerRaw } from './answer';
import { openApi } from './api/routes';
import { openCast } from './cast/cast';
import type { StartLab } from './hosted-lab';
import { openObserver } from './observe/observer';
import { type Origins, originsOf } from './origins';
import { openRegistry, type Registry } from './registry';
import { attachGateway } from './wire/gateway';

export interface ServeOptions {
  readonly startLab: StartLab;
  /** 0 for any free one; a busy one is answered by the next that is free. */
  readonly port: number;
  readonly labPort: number;
  /** The address to bind to. `localhost`, which is the default, is both of its addresses. */
  readonly host?: string;
  /** Public addresses, where they are not `http://localhost:<port>`. */
  readonly appOrigin?: string;
  readonly labOrigin?: string;
  /** Everything on the app's port that is neither the API nor the stream. */
  readonly pages?: Pages;
}

export interface Pages {
  request(req: IncomingMessage, res: ServerResponse): void;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface Serving {
  readonly port: number;
  readonly labPort: number;
  readonly app: Origins;
  readonly lab: Origins;
  readonly registry: Registry;
  /** Cuts the streams to all pages; they come back where they left off. */
  dropObservers(): void;
  close(): Promise<void>;
}

/** Serves the labs: API and stream on the app's port, the gateway on its own. */
export async function serveLabs(options: ServeOptions): Promise<Serving> {
  const { startLab, pages = NO_PAGES, host = 'localhost' } = options;
  let origins: { readonly app: Origins; readonly lab: Origins } | undefined;
  const addresses = () => {
    assert(origins, 'the ports are known before the first request');
    return origins;
  };
  const registry = openRegistry(startLab);
  const api = openApi({ registry, origins: addresses });
  const observer = openObserver({ registry, origins: addresses });
  const cast = openCast({ origins: addresses });

  const gateways = await listen(options.labPort, host, (server) =>
    attachGateway(server, { find: registry.find, serveFrame: cast, origins: addresses }),
  );
  const apps = await listen(options.port, host, (server) => {
    server.on('request', (req, res) => {
      if (!api(req, res)) pages.request(req, res);
    });
    server.on('upgrade', (req, socket, head) => {
      if (!observer.upgrade(req, socket, head)) pages.upgrade(req, socket, head);
    });
  });
  origins = {
    app: originsOf(apps.port, options.appOrigin),
    lab: originsOf(gateways.port, options.labOrigin),
  };

  return {
    port: apps.port,
    labPort: gateways.port,
    ...origins,
    registry,
    dropObservers: observer.drop,
    async close() {
      registry.close();
      observer.close();
      await Promise.all([...apps.servers, ...gateways.servers].map(shut));
    },
  };
}

const NO_PAGES: Pages = {
  request: (_req, res) =>
    answerFailure(res, 404, { code: 'no-such-page', message: 'There is no page here.' }),
  upgrade: (_req, socket) => answerRaw(socket, '404 Not Found', 'There is no page here.'),
};

interface Listening {
  readonly port: number;
  readonly servers: readonly Server[];
}

/** How many ports after the one that was asked for are tried. */
const PORTS_TRIED = 100;

async function listen(wanted: number, host: string, attach: (server: Server) => void): Promise<Listening> {
  for (let port = wanted; port <= wanted + PORTS_TRIED; port++) {
    const listening = await listenOn(port, host, attach);
    if (listening) return listening;
  }
  throw new NoFreePortError(wanted);
}

export class NoFreePortError extends Error {
  override readonly name = 'NoFreePortError';
  constructor(readonly wanted: number) {
    super(`The ports ${wanted} to ${wanted + PORTS_TRIED} are all in use.`);
  }
}

/** `undefined` where the port is taken, on either address of `localhost`. */
async function listenOn(
  port: number,
  host: string,
  attach: (server: Server) => void,
): Promise<Listening | undefined> {
  const first = await bind(port, host === 'localhost' ? '127.0.0.1' : host, attach);
  if (first === 'busy') return undefined;
  assert(first !== 'no-such-address', `${host} is an address of this machine`);
  const bound = (first.address() as AddressInfo).port;
  if (host !== 'localhost') return { port: bound, servers: [first] };
  // A browser tries ::1 first: were it another process's, the learner would meet that.
  const second = await bind(bound, '::1', attach);
  if (second === 'no-such-address') return { port: bound, servers: [first] };
  if (second !== 'busy') return { port: bound, servers: [first, second] };
  await shut(first);
  return port === 0 ? listenOn(0, host, attach) : undefined;
}

function bind(
  port: number,
  address: string,
  attach: (server: Server) => void,
): Promise<Server | 'busy' | 'no-such-address'> {
  // Nagle's algorithm would keep small frames back, also on the sockets that are upgraded.
  const server = createServer({ noDelay: true });
  const open = new Set<Socket>();
  sockets.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  attach(server);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve('busy');
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve('no-such-address');
      else reject(error);
    });
    server.listen(port, address, () => resolve(server));
  });
}

/** What is connected to a server, also what was upgraded: `closeAllConnections` knows no WebSocket. */
const sockets = new WeakMap<Server, Set<Socket>>();

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets.get(server) ?? []) socket.destroy();
  });
}
