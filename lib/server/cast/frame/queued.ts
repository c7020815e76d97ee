import type { Tell } from './post';
import { replace } from './replace';
import { wireUrl } from './wire-url';

/** Connections that a browser opens to one origin over HTTP/1.1. */
const MAX_CONNECTIONS = 6;
/**
 * Milliseconds from when a request is asked for until it is sent, where no connection is wanting: up to 9 were seen
 * of one client on a busy machine; of four that poll, 15 to 200.
 */
const BUSY_MS = 30;

/** How many requests a frame has open, for the frames beside it: they share the browser's connections. */
const OPEN_REQUESTS = Symbol.for('socketscope-open-requests');

/**
 * Tells when the browser kept a request back. The browser says only when it sent it; that it waited for a connection
 * is told where as many requests as there may be connections were open when it was asked for, and it found one that
 * was open already: no name was looked up, no connection made.
 */
export function watchQueue(prefix: string, tell: Tell): void {
  let open = 0;
  /** Asked for while all connections were taken. */
  const late = new Set<string>();
  Object.defineProperty(globalThis, OPEN_REQUESTS, { get: () => open });

  const begin = (url: string) => {
    if (openInAllFrames() >= MAX_CONNECTIONS) late.add(wireUrl(url, location.href, prefix));
    open += 1;
  };
  const end = () => {
    open -= 1;
  };

  const urls = new WeakMap<object, string>();
  replace(
    XMLHttpRequest.prototype,
    'open',
    (native) =>
      function (...args) {
        if (this instanceof XMLHttpRequest) urls.set(this, String(args[1]));
        return native.apply(this, args);
      },
  );
  replace(
    XMLHttpRequest.prototype,
    'send',
    (native) =>
      function (...args) {
        if (this instanceof XMLHttpRequest) {
          begin(urls.get(this) ?? '');
          this.addEventListener('loadend', end, { once: true });
        }
        return native.apply(this, args);
      },
  );
  const request = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    begin(input instanceof Request ? input.url : String(input));
    const response = request(input, init);
    response.then(end, end);
    return response;
  };

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!(entry instanceof PerformanceResourceTiming) || !late.delete(entry.name)) continue;
      const { fetchStart, domainLookupStart, connectStart, connectEnd, requestStart } = entry;
      // A connection that had to be made was asked for when there was room for it.
      const ms = (connectEnd > connectStart ? domainLookupStart : requestStart) - fetchStart;
      if (ms < BUSY_MS) continue;
      const { pathname, search } = new URL(entry.name);
      tell({ kind: 'queued', path: pathname.replace(prefix, '') + search, ms: Math.round(ms) });
    }
  }).observe({ type: 'resource' });
}

/** Frames of other pages are on other origins, and keep their counts to themselves. */
function openInAllFrames(): number {
  let count = 0;
  for (let i = 0; i < parent.length; i++) {
    try {
      const open: unknown = Reflect.get(Object(parent[i]), OPEN_REQUESTS);
      if (typeof open === 'number') count += open;
    } catch {
      // Of another origin.
    }
  }
  return count;
}
