import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, answerFailureTo } from '../answer';
import type { Origins } from '../origins';
import type { Visit } from '../wire/gateway';
import { openBundles } from './bundle';
import { type FrameProgram, packInserts } from './frame/program';
import { type FramePage, framePage } from './page';
import { framePolicy } from './policy';
import { forWorker, isScript, sourcesOf } from './sources';

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

  function page({ lab, client }: Visit, file: string): FramePage {
    const prefix = `/l/${lab.id}/${client}`;
    return framePage({ program: lab.program, file, client, prefix, apps: origins().app.all });
  }

  /** The frame's script, and what it is to know of this program. */
  async function frameScript(visit: Visit): Promise<string> {
    const { program } = visit.lab;
    const sources = sourcesOf(program);
    const known: FrameProgram = {
      files: sources.names.map((name) => {
        const { inserts = [] } = name.endsWith('.html') ? page(visit, name) : (sources.marked(name) ?? {});
        return { name, inserts: packInserts(inserts) };
      }),
    };
    const script = new TextDecoder().decode(await bundles.frameScript());
    // In a block, so that the page sees nothing of it.
    return `{const socketscopeProgram=${JSON.stringify(known)};${script}}`;
  }

  /** The file of ours that a path means, if it means one. */
  function ours(path: string, visit: Visit): Promise<string | Uint8Array | undefined> | undefined {
    if (path === '~/frame.js') return frameScript(visit);
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
    const name = path === '/' ? 'index.html' : path.slice(1);
    if (name === 'index.html' || (name.endsWith('.html') && lab.program.files[name] !== undefined)) {
      send(req, res, visit, 'text/html; charset=utf-8', page(visit, name).html);
      return true;
    }
    const type = TYPES[name.split('.').at(-1) ?? ''];
    // The server's own source is the server's to serve, or not to.
    const source = name === 'server.js' ? undefined : lab.program.files[name];
    if (source !== undefined) {
      const text = isScript(name) ? asAsked(req, visit, name, source) : source;
      send(req, res, visit, type ?? 'text/plain; charset=utf-8', text);
      return true;
    }
    const file =
      name.startsWith('~/') || /^socket\.io\/socket\.io\.[\w.]+$/.test(name) ? ours(name, visit) : undefined;
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

/** A script as it is to run, or as it was written where it is only to be read. */
function asAsked(req: IncomingMessage, { lab }: Visit, name: string, source: string): string {
  switch (req.headers['sec-fetch-dest']) {
    case 'worker':
    case 'sharedworker':
    case 'serviceworker':
      return forWorker(source);
    // Browsers say what for only where the connection is secure, or to this machine.
    case undefined:
    case 'script':
      return sourcesOf(lab.program).marked(name)?.code ?? source;
    default:
      return source;
  }
}
