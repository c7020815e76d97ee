import { Buffer } from 'buffer';
import cors from 'cors';
import Negotiator from 'negotiator';
import { host } from './host';
import { createServer } from './http';
import type { IncomingMessage } from './incoming';
import { ServerResponse } from './outgoing';
import { METHODS, STATUS_CODES } from './status';
import { URL } from './url';

/** What the bundled packages ask for and no program can: the least that makes them work. */

const silent = Object.assign(() => {}, { enabled: false, extend: () => silent, destroy: () => true });
const debug = Object.assign(() => silent, { enable: () => {}, disable: () => '', enabled: () => false });

interface ClientFile {
  readonly filename: string;
}

export const internals: Record<string, unknown> = {
  debug: Object.assign(debug, { debug, default: debug, __esModule: true }),
  accepts: (request: IncomingMessage) => ({
    encodings: (wanted: string[]) => new Negotiator(request).encodings(wanted)[0] ?? false,
  }),
  cors,
  // Only the files of the real client are ever read, and only outside.
  fs: {
    createReadStream: (path: string): ClientFile => ({ filename: path.slice(path.lastIndexOf('/') + 1) }),
  },
  zlib: { createGzip: () => 'gzip', createDeflate: () => 'deflate', createBrotliCompress: () => 'br' },
  stream: { pipeline: serveClient },
  ws: {},
  uws: {},
  base64id: { generateId: () => Buffer.from(host.randomBytes(15)).toString('base64url') },
  url: { URL },
  'lab-http': { createServer, METHODS, STATUS_CODES },
  'lab-files': { readFile: (name: string) => host.readFile(name) },
};

function serveClient(file: ClientFile, ...rest: unknown[]): void {
  const response = rest.find((one) => one instanceof ServerResponse);
  const encoding = rest.find((one) => typeof one === 'string');
  if (!response) return;
  response._sendHead();
  response.writableEnded = response.finished = true;
  host.serveClient(response._exchange, file.filename, encoding ?? 'identity');
}
