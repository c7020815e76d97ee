import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { encodeBatch } from '@/lib/capture/batch';
import type { Seq } from '@/lib/capture/record';
import { GONE_CODE } from '@/lib/lab/observe-message';
import { answerRaw } from '../answer';
import type { HostedLab } from '../hosted-lab';
import { type Origins, refusalOf } from '../origins';
import type { Registry } from '../registry';
import { type Hello, readHello, readTrace } from './messages';
import { openTraceGate } from './trace-gate';

interface ObserverParts {
  readonly registry: Registry;
  readonly origins: () => { readonly app: Origins };
}

export interface Observer {
  /** Answers whether the upgrade was for it. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): void;
}

/** What a screen may not have read yet; beyond it the log keeps the records, and the screen's cursor waits. */
const MAX_BUFFERED = 1024 * 1024;
/** Records' memory in one message: large enough to be cheap, small enough to decode between two frames. */
const BATCH_BYTES = 128 * 1024;
/** Records that come within this time go in one message. */
const GATHER_MS = 4;
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
    close() {
      for (const socket of sockets.clients) socket.close(1001, 'The server is shutting down.');
      sockets.close();
    },
  };
}

function observe(socket: WebSocket, lab: HostedLab, { after }: Hello, registry: Registry): void {
  let seen: Seq = after;
  let timer: NodeJS.Timeout | undefined;
  const gate = openTraceGate(lab);

  function pump(): void {
    timer = undefined;
    while (socket.readyState === socket.OPEN && socket.bufferedAmount < MAX_BUFFERED) {
      const records = lab.log.after(seen, BATCH_BYTES);
      const last = records.at(-1);
      if (!last) return;
      seen = last.seq;
      // Called back when the kernel has taken it: the way to hear that a slow reader read.
      socket.send(encodeBatch(records), wake);
    }
  }

  function wake(): void {
    if (seen < lab.log.lastSeq) timer ??= setTimeout(pump, GATHER_MS);
  }

  const endings = [lab.log.watch(wake), registry.hold(lab), registry.onRemove(lab, gone)];
  function gone(): void {
    pump();
    socket.close(GONE_CODE, 'The lab has ended.');
  }

  socket.on('message', (data) => {
    const trace = readTrace(String(data));
    if (trace) gate(trace);
    else socket.close(1008, 'A message must be {"trace":{"client","events"}}.');
  });
  socket.once('close', () => {
    clearTimeout(timer);
    for (const end of endings) end();
  });
  pump();
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
