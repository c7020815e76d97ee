import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { resetError, type WireConnection } from './connection';

/** Opens a connection of one client to its lab, or tells that the lab has too many. */
type Connect = () => WireConnection | undefined;

/** One TCP connection of a browser, and the wires that its requests went over so far: one for each client. */
interface BrowserConnection {
  readonly upstreams: Map<string, Upstream>;
  /** Requests that have not been answered in full. */
  pending: number;
  /** A lab has closed its side since the last request. */
  isForsaken: boolean;
}

interface Upstream {
  readonly agent: Agent;
  readonly near: Duplex;
}

export interface Forwarder {
  /** Counts a request, whoever answers it: a connection that is waiting for an answer is not idle. */
  count(req: IncomingMessage, res: ServerResponse): void;
  /** Sends the request over the wire with `target` for its path, and the answer back. False: no room in the lab. */
  forward(req: IncomingMessage, res: ServerResponse, to: Destination): boolean;
}

export interface Destination {
  /** Names the client among all labs. */
  readonly name: string;
  readonly target: string;
  readonly connect: Connect;
}

/**
 * HTTP over the wire. Headers go through in their order and case; a browser's connection that is used again
 * uses its wire again, so that reuse on the ladder is the browser's own.
 */
export function openForwarder(): Forwarder {
  const browsers = new WeakMap<Duplex, BrowserConnection>();

  function browserOf(socket: Duplex): BrowserConnection {
    const known = browsers.get(socket);
    if (known) return known;
    const browser: BrowserConnection = { upstreams: new Map(), pending: 0, isForsaken: false };
    browsers.set(socket, browser);
    socket.once('close', (hadError?: boolean) => {
      for (const { near } of browser.upstreams.values()) near.destroy(hadError ? resetError() : undefined);
    });
    return browser;
  }

  function upstreamOf(socket: Duplex, { name, connect }: Destination): Upstream | undefined {
    const browser = browserOf(socket);
    const known = browser.upstreams.get(name);
    if (known?.near.writable && !known.near.readableEnded) return known;
    const near = connect()?.near;
    if (!near) return undefined;
    const upstream: Upstream = { agent: keepAliveAgent(near), near };
    browser.upstreams.set(name, upstream);
    browser.isForsaken = false;
    near.once('end', () => near.end());
    near.once('close', () => {
      if (browser.upstreams.get(name) !== upstream) return;
      browser.upstreams.delete(name);
      browser.isForsaken = true;
      endIfIdle(socket, browser);
    });
    return upstream;
  }

  return {
    count({ socket }, res) {
      const browser = browserOf(socket);
      browser.pending += 1;
      res.once('close', () => {
        browser.pending -= 1;
        endIfIdle(socket, browser);
      });
    },
    forward(req, res, to) {
      const upstream = upstreamOf(req.socket, to);
      if (upstream) relay(req, res, upstream, to.target);
      return upstream !== undefined;
    },
  };
}

/**
 * The lab closed its side: an idle browser hears of it, unless another client's lab still holds the connection.
 * Both directions close at once: a request that is on its way is refused, and the browser asks again elsewhere. If it
 * were read, the lab would answer it to nobody, and what a poll had fetched were lost.
 */
function endIfIdle(socket: Duplex, { isForsaken, pending, upstreams }: BrowserConnection): void {
  if (isForsaken && pending === 0 && upstreams.size === 0) socket.destroy();
}

/** An agent of one connection. */
function keepAliveAgent(near: Duplex): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return Object.assign(agent, {
    // Node takes a connection that it uses again for a socket, which can hold the process open; the wire does not.
    createConnection: () => Object.assign(near, { ref: () => near }),
    // The wire has no timers of its own: how long it idles is for the browser and the lab to say.
    keepSocketAlive: () => true,
  });
}

function relay(req: IncomingMessage, res: ServerResponse, { agent, near }: Upstream, target: string): void {
  const outgoing = request({
    agent,
    method: req.method,
    path: target,
    headers: req.rawHeaders,
    setHost: false,
  });
  outgoing.on('continue', () => res.writeContinue());
  outgoing.on('response', (answer) => {
    res.sendDate = false;
    res.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
    // Trailers are known only when the body has ended.
    answer.pipe(res, { end: false });
    answer.on('end', () => {
      res.addTrailers(pairsOf(answer.rawTrailers));
      res.end();
    });
    answer.on('error', () => hangUp(req, near));
  });
  outgoing.on('error', () => hangUp(req, near));
  req.pipe(outgoing, { end: false });
  req.on('end', () => {
    outgoing.addTrailers(pairsOf(req.rawTrailers));
    outgoing.end();
  });
}

/** The wire went away under a request: so does the browser's connection, in the same manner. */
function hangUp({ socket }: IncomingMessage, near: Duplex): void {
  if (near.errored) socket.resetAndDestroy();
  else socket.destroySoon();
}

function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return pairs;
}
