import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, answerFailureTo } from '../answer';
import type { Origins } from '../origins';
import type { Visit } from '../wire/gateway';
import { openBundles } from './bundle';
import { framePage } from './page';
import { framePolicy } from './policy';

interface CastParts {
  readonly origins: () => { readonly app: Origins; readonly lab: Origins };
}

const SCRIPT = 'text/javascript; charset=utf-8';
const TYPES: { readonly [extension: string]: string } = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: SCRIPT,
  mjs: SCRIPT,
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
};

/** `import … from 'socket.io-client'` in a client: the package's own module, watched. */
const LIBRARY_MODULE = `import * as library from './socket.io.esm.min.js';
export * from './socket.io.esm.min.js';
const lookup = Object.assign(globalThis[Symbol.for('socketscope')](library), library.io);
export { lookup as io, lookup as connect, lookup as default };
`;

/** Serves what a client's frame is made of. Answers false for requests that are for the lab. */
export function openCast({
  origins,
}: CastParts): (req: IncomingMessage, res: ServerResponse, visit: Visit) => boolean {
  const bundles = openBundles();

  function send(
    req: IncomingMessage,
    res: ServerResponse,
    { lab }: Visit,
    type: string,
    body: string | Uint8Array,
  ): void {
    const { app, lab: ours } = origins();
    const { protocol } = new URL(ours.main);
    const origin = `${protocol}//${req.headers.host}`;
    const policy = framePolicy({ origin, labId: lab.id, apps: app.all });
    answer(res, 200, type, body, { 'Content-Security-Policy': policy });
  }

  /** The file of ours that a path means, if it means one. */
  function ours(path: string): Promise<string | Uint8Array | undefined> | undefined {
    if (path === '~/frame.js') return bundles.frameScript();
    if (path === '~/socket.io-client.js') return Promise.resolve(LIBRARY_MODULE);
    const [, file = ''] = /^(?:~|socket\.io|~\/cdn\/[\w.-]+)\/([\w.-]+)$/.exec(path) ?? [];
    // A module from the library's network is to be watched as well.
    if (path.startsWith('~/cdn/') && file === 'socket.io.esm.min.js') {
      return Promise.resolve(LIBRARY_MODULE.replaceAll('./', '../../'));
    }
    return file === '' ? undefined : bundles.library(file);
  }

  return (req, res, visit) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return false;
    const { lab, client, target } = visit;
    const [path = ''] = target.split('?');
    const prefix = `/l/${lab.id}/${client}`;
    if (path === '') {
      res.writeHead(308, { Location: `${prefix}/`, 'Cache-Control': 'no-store' }).end();
      return true;
    }
    if (path === '/' || path === '/index.html') {
      const page = framePage({ program: lab.program, client, prefix, apps: origins().app.all });
      send(req, res, visit, 'text/html; charset=utf-8', page);
      return true;
    }
    const name = path.slice(1);
    const type = TYPES[name.split('.').at(-1) ?? ''];
    // The server's own source is the server's to serve, or not to.
    const source = name === 'server.js' ? undefined : lab.program.files[name];
    if (source !== undefined) {
      send(req, res, visit, type ?? 'text/plain; charset=utf-8', source);
      return true;
    }
    const file =
      name.startsWith('~/') || /^socket\.io\/socket\.io\.[\w.]+$/.test(name) ? ours(name) : undefined;
    if (!file) return false;
    file.then(
      (body) => {
        if (body !== undefined) send(req, res, visit, type ?? 'text/plain; charset=utf-8', body);
        else answerFailureTo(req, res, 404, { code: 'no-such-file', message: 'There is no such file.' });
      },
      (error: unknown) => {
        // Ours: an installation that lacks a file. The labs go on.
        console.error(error);
        answerFailureTo(req, res, 500, {
          code: 'broken',
          message: 'The frame of the client could not be made.',
        });
      },
    );
    return true;
  };
}
