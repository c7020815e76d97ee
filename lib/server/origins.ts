import type { IncomingMessage } from 'node:http';

/** The public addresses of one of our two servers. */
export interface Origins {
  /** What links are made with. */
  readonly main: string;
  /** All addresses that a browser may reach it by. */
  readonly all: readonly string[];
}

export function originsOf(port: number, declared: string | undefined): Origins {
  const local = ['localhost', '127.0.0.1', '[::1]'].map((name) => new URL(`http://${name}:${port}`).origin);
  const all = declared === undefined ? local : [new URL(declared).origin, ...local];
  return { main: all[0] ?? '', all };
}

/** Why a request is refused, in a sentence; `undefined` where it is not. */
export type Refusal = { readonly code: string; readonly message: string };

/**
 * A stranger's page must not drive a lab on this machine. Its requests name their page in `Origin`; where its
 * name was made to resolve to this machine (DNS rebinding), they name it in `Host`.
 */
export function refusalOf(
  req: IncomingMessage,
  served: Origins,
  welcome: readonly Origins[],
): Refusal | undefined {
  const { host, origin } = req.headers;
  if (!served.all.some((ours) => new URL(ours).host === host)) {
    return { code: 'wrong-host', message: `This server does not answer for the host ${shown(host)}.` };
  }
  if (origin !== undefined && !welcome.some(({ all }) => all.includes(origin))) {
    return { code: 'wrong-origin', message: `Pages of ${shown(origin)} may not use this server.` };
  }
  // Requests without CORS (an image, a script) carry no Origin. A page of another site may only open a frame.
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode } = req.headers;
  if (origin === undefined && site === 'cross-site' && mode !== 'navigate') {
    return { code: 'wrong-origin', message: 'Pages of other sites may not use this server.' };
  }
  return undefined;
}

function shown(value: string | undefined): string {
  return value === undefined ? 'it was not told' : JSON.stringify(value.slice(0, 100));
}
