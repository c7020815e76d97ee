import { compileFunction } from 'node:vm';
import { workerData } from 'node:worker_threads';
import { io as connect } from 'socket.io-client';

/** A client without a page: the real library and the learner's `client.js`, whose only place is the lab's gateway. */
const { source, url } = workerData;
const location = new URL(url);

/** What the page's first script does to addresses, done to the call. */
function io(to, options) {
  if (typeof to === 'object') return io(undefined, to);
  return connect(new URL(to ?? '/', location).href, { ...options, path: `${location.pathname}socket.io` });
}

compileFunction(source, ['io', 'location', 'console'], { filename: 'client.js' })(io, location, {
  log: () => undefined,
});
