import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { assert } from '@/lib/base/assert';
import type { ClientName } from '@/lib/capture/record';
import { answerFailureTo, answerRaw, type Failure } from '../answer';
import type { HostedLab } from '../hosted-lab';
import { type Origins, refusalOf } from '../origins';
import { openForwarder } from './forward';
import { forwardRaw } from './raw';

interface GatewayParts {
  readonly find: (id: string) => HostedLab | undefined;
  /** Serves a client's frame; false where the request is for the lab. */
  readonly serveFrame: (req: IncomingMessage, res: ServerResponse, visit: Visit) => boolean;
  readonly origins: () => { readonly app: Origins; readonly lab: Origins };
}

/** A request by one of a lab's cast. */
export interface Visit {
  readonly lab: HostedLab;
  readonly client: ClientName;
  /** The request's target without `/l/<lab>/<client>`: empty, or beginning with `/`. */
  readonly target: string;
}

/** Hop-by-hop headers that a proxy which was not told to pass them on takes out (RFC 9110 §7.6.1). */
const STRIPPED = new Set(['connection', 'upgrade']);
const NONE: ReadonlySet<string> = new Set();

/** The HTTP server in front of all labs: finds lab and client by the URL and forwards over the wire. */
export function attachGateway(server: Server, { find, serveFrame, origins }: GatewayParts): void {
  const forwarder = openForwarder();

  /** Who asks for what, or why the request goes no further. */
  function visitOf(req: IncomingMessage): Visit | (Failure & { readonly status: 403 | 404 }) {
    const { app, lab: ours } = origins();
    const refusal = refusalOf(req, ours, [ours, app]);
    if (refusal) return { status: 403, ...refusal };
    const found = /^\/l\/([^/?]+)\/([^/?]+)([/?].*)?$/.exec(req.url ?? '');
    const [, id = '', client = '', target = ''] = found ?? [];
    if (!found) return notFound('no-such-page', 'Labs live under /l/<lab>/<client>/.');
    const lab = find(id);
    if (!lab) {
      return notFound('unknown-lab', 'No lab of this name is running: it ended, or it never was.');
    }
    if (!lab.program.cast.includes(client)) {
      const cast = lab.program.cast.join(', ');
      return notFound('no-such-client', `Nobody of this name is in the lab's cast: ${cast}.`);
    }
    return { lab, client, target };
  }

  function onRequest(req: IncomingMessage, res: ServerResponse): void {
    forwarder.count(req, res);
    const visit = visitOf(req);
    if ('status' in visit) {
      const { status, code, message } = visit;
      answerFailureTo(req, res, status, { code, message });
    } else if (!serveFrame(req, res, visit)) {
      const { lab, client, target } = visit;
      const node = lab.nextNode(client);
      const to = {
        name: `${lab.id}/${client}/${node}`,
        target: originForm(target),
        connect: () => lab.connect(client, node),
      };
      if (!forwarder.forward(req, res, to)) answerFailureTo(req, res, 503, tooMany);
    }
  }

  function onUpgrade(req: IncomingMessage, socket: Socket, head: Buffer): void {
    const visit = visitOf(req);
    if ('status' in visit) {
      answerRaw(socket, visit.status === 403 ? '403 Forbidden' : '404 Not Found', visit.message);
      return;
    }
    const { lab, client, target } = visit;
    const verdict = lab.faults.onUpgrade(client);
    const connection =
      verdict?.does === 'refuse'
        ? lab.refuse(client, verdict.fault)
        : lab.connect(client, lab.nextNode(client));
    if (!connection) {
      answerRaw(socket, '503 Service Unavailable', tooMany.message);
      return;
    }
    const isStripped = verdict?.does === 'strip';
    if (isStripped) lab.noteStripped(connection, verdict.fault);
    forwardRaw(req, socket, head, connection, originForm(target), isStripped ? STRIPPED : NONE);
  }

  // How long a connection idles is for the lab to say, which is behind this: ours must be the longer patience.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('request', onRequest);
  // Whether to go on with the body is for the lab to say.
  server.on('checkContinue', onRequest);
  server.on('upgrade', (req, socket, head) => {
    assert(socket instanceof Socket, 'the gateway listens on TCP');
    onUpgrade(req, socket, head);
  });
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) => {
    const [status, message] = CLIENT_ERRORS[code ?? ''] ?? ['400 Bad Request', 'This is not HTTP.'];
    answerRaw(socket, status, message);
  });
}

/** What Node's parser says of a request that is none. */
const CLIENT_ERRORS: { readonly [code: string]: readonly [status: string, message: string] } = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are larger than 16 kB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not come to its end.'],
};
const KEEP_ALIVE_MS = 120_000;

const tooMany: Failure = {
  code: 'too-many-connections',
  message: 'This lab has as many connections open as it may. Close a client, and try again.',
};

function notFound(code: string, message: string): Failure & { readonly status: 404 } {
  return { status: 404, code, message };
}

/** A target is never empty on the wire (RFC 9112 §3.2.1). */
function originForm(target: string): string {
  return target.startsWith('/') ? target : `/${target}`;
}
