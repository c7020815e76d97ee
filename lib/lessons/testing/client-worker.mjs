import { compileFunction } from 'node:vm';
import { workerData } from 'node:worker_threads';
import { io as connect, NodeWebSocket, NodeXHR } from 'socket.io-client';
import { WebSocket } from 'ws';

/** A client without a page: the real library and the learner's `client.js`, whose only place is the lab's gateway. */
const { source, url } = workerData;
const location = new URL(url);

const LATER_MS = 250;

/**
 * Opens a little later. Polling without a page makes a TCP connection for each request, so here a WebSocket would
 * overtake it, which in a browser it hardly ever does.
 */
class PatientWebSocket extends NodeWebSocket {
  doOpen() {
    setTimeout(() => {
      if (this.readyState === 'opening') super.doOpen();
    }, LATER_MS);
  }
}
const TRANSPORTS = { polling: NodeXHR, websocket: PatientWebSocket };

/** What the page's first script does to addresses, done to the call. */
function io(to, options) {
  if (typeof to === 'object') return io(undefined, to);
  const names = options?.transports ?? ['polling', 'websocket'];
  return connect(new URL(to ?? '/', location).href, {
    ...options,
    transports: names.map((name) => TRANSPORTS[name]),
    path: `${location.pathname}socket.io`,
  });
}

/** The same for what a page has without the library: every local address is the lab's. */
function onWire(address) {
  const { pathname, search } = new URL(address, location);
  return `${location.pathname.replace(/\/$/, '')}${pathname}${search}`;
}

/** As a browser's, where that of `ws` differs. */
class PageWebSocket extends WebSocket {
  constructor(address, protocols = []) {
    super(`ws://${location.host}${onWire(address)}`, protocols, { perMessageDeflate: true });
    // A page is told of a failure and lives on; an emitter of Node would throw.
    this.on('error', () => undefined);
  }
}

const page = {
  io,
  location,
  console: { log: () => undefined, warn: () => undefined, error: () => undefined },
  WebSocket: PageWebSocket,
  fetch: (address, init) => fetch(new URL(onWire(address), location), init),
};
compileFunction(source, Object.keys(page), { filename: 'client.js' })(...Object.values(page));
