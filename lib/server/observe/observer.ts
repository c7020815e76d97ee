import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { GONE_CODE } from '@/lib/lab/observe-message';
import { answerRaw } from '../answer';
import type { HostedLab } from '../hosted-lab';
import { type Origins, refusalOf } from '../origins';
import type { Registry } from '../registry';
import { type Hello, readHello, readTrace } from './messages';
import { openPump } from './pump';
import { openTraceGate } from './trace-gate';

interface ObserverParts {
  readonly registry: Registry;
  readonly origins: () => { readonly app: Origins };
}

export interface Observer {
  /** Answers whether the upgrade was for it. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Cuts every stream, as a lost network does. */
  drop(): void;
  close(): void;
}

const PING_MS = 15_000;
const MAX_MESSAGE = 256 * 1024;

/** Carries the records of a lab to the page that looks at it, each once and in order, at the page's own pace. */
export function openObserver({ registry, origins }: ObserverParts): Observer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });

  function admit(socket: WebSocket, id: string): void {
    socket.on('error', () => {
      // A peer's broken frame; `ws` closes with the code that says so.
    });
    detectDeath(socket);
    socket.once('message', (data) => {
      const hello = readHello(String(data));
      const lab = registry.find(id);
      if (!hello) socket.close(1008, 'The first message must be {"key","after"}.');
      else if (!lab?.isKey(hello.key)) socket.close(GONE_CODE, 'No lab of this name and key is running.');
      else observe(socket, lab, hello, registry);
    });
  }

  return {
    upgrade(req, socket, head) {
      const [path = ''] = (req.url ?? '').split('?');
      const [, id] = /^\/observe\/([^/]*)\/?$/.exec(path) ?? [];
      if (id === undefined) return false;
      const refusal = refusalOf(req, origins().app, [origins().app]);
      if (refusal) answerRaw(socket, '403 Forbidden', refusal.message);
      else sockets.handleUpgrade(req, socket, head, (opened) => admit(opened, id));
      return true;
    },
    drop() {
      for (const socket of sockets.clients) socket.terminate();
    },
    close() {
      for (const socket of sockets.clients) socket.close(1001, 'The server is shutting down.');
      sockets.close();
    },
  };
}

function observe(socket: WebSocket, lab: HostedLab, { after }: Hello, registry: Registry): void {
  const pump = openPump(lab.log, after, socket);
  const gate = openTraceGate(lab);
  const endings = [
    pump.close,
    registry.hold(lab),
    registry.onRemove(lab, () => {
      pump.flush();
      socket.close(GONE_CODE, 'The lab has ended.');
    }),
  ];
  socket.on('message', (data) => {
    const trace = readTrace(String(data));
    if (trace) gate(trace);
    else socket.close(1008, 'A message must be {"trace":{"client","events"}}.');
  });
  socket.once('close', () => {
    for (const end of endings) end();
  });
}

/** A page that went without a word (a lid was shut) answers no ping. */
function detectDeath(socket: WebSocket): void {
  let isAlive = true;
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_MS).unref();
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.once('close', () => clearInterval(timer));
}
