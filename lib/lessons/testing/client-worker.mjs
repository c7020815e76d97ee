import { compileFunction } from 'node:vm';
import { workerData } from 'node:worker_threads';
import { io as connect, NodeWebSocket, NodeXHR } from 'socket.io-client';

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

compileFunction(source, ['io', 'location', 'console'], { filename: 'client.js' })(io, location, {
  log: () => undefined,
});
