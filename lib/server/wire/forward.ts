import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WireConnection } from './connection';
import { resetError } from './connection';

/** Opens a connection of one client to its lab, or tells that the lab has too many. */
type Connect = () => WireConnection | undefined;

/** One TCP connection of a browser, and the wires that its requests went over so far: one for each client. */
interface BrowserConnection {
  readonly upstreams: Map<string, Upstream>;
  /** Requests that have not been answered in full. */
  pending: number;
}

interface Upstream {
  readonly agent: Agent;
  near: Duplex | undefined;
}

export interface Forwarder {
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
    const browser: BrowserConnection = { upstreams: new Map(), pending: 0 };
    browsers.set(socket, browser);
    socket.once('close', (hadError?: boolean) => {
      for (const { near } of browser.upstreams.values()) near?.destroy(hadError ? resetError() : undefined);
    });
    return browser;
  }

  function upstreamOf(socket: Duplex, { name, connect }: Destination): Upstream | undefined {
    const browser = browserOf(socket);
    const known = browser.upstreams.get(name);
    if (known?.near) return known;
    const near = connect()?.near;
    if (!near) return undefined;
    const upstream: Upstream = { agent: known?.agent ?? keepAliveAgent(() => upstream.near), near };
    browser.upstreams.set(name, upstream);
    upstream.near = near;
    // The lab closes its side: so does the client, and an idle browser hears of it, unless others share it.
    near.once('end', () => near.end());
    near.once('close', () => {
      upstream.near = undefined;
      browser.upstreams.delete(name);
      if (browser.pending === 0 && browser.upstreams.size === 0) socket.end();
    });
    return upstream;
  }

  return {
    forward(req, res, to) {
      const { socket } = req;
      const upstream = upstreamOf(socket, to);
      if (!upstream) return false;
      const browser = browserOf(socket);
      browser.pending += 1;
      res.once('close', () => {
        browser.pending -= 1;
      });
      relay(req, res, upstream, to.target);
      return true;
    },
  };
}

/** An agent of one connection, which `near` gives it. */
function keepAliveAgent(near: () => Duplex | undefined): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return Object.assign(agent, {
    createConnection: near,
    // The wire has no timers of its own: how long it idles is for the browser and the lab to say.
    keepSocketAlive: () => true,
    reuseSocket: () => undefined,
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
function hangUp({ socket }: IncomingMessage, near: Duplex | undefined): void {
  if (near?.errored) socket.resetAndDestroy();
  else socket.destroySoon();
}

function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return pairs;
}
