import { Buffer } from 'buffer';
import { STATUS_CODES } from 'lab-http';
import type { ServerResponse } from '../outgoing';
import { extname, isAbsolute, resolve } from '../path';
import { fileText, mediaType } from './files';
import type { Request } from './request';

/** What Express adds to a response. */
export interface Response extends ServerResponse {
  locals: Record<string, unknown>;
  status(code: number): Response;
  sendStatus(code: number): Response;
  send(body?: unknown): Response;
  json(body: unknown): Response;
  sendFile(path: string, options?: unknown, callback?: (error?: Error) => void): void;
  redirect(statusOrUrl: number | string, url?: string): void;
  type(type: string): Response;
  contentType(type: string): Response;
  set(name: string | Record<string, string>, value?: string | readonly string[]): Response;
  header(name: string | Record<string, string>, value?: string | readonly string[]): Response;
  get(name: string): unknown;
  append(name: string, value: string): Response;
  location(url: string): Response;
  cookie(name: string, value: unknown, options?: CookieOptions): Response;
  clearCookie(name: string, options?: CookieOptions): Response;
  format(handlers: Record<string, () => void>): Response;
}

interface CookieOptions {
  readonly path?: string;
  readonly domain?: string;
  readonly maxAge?: number;
  readonly expires?: Date;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly sameSite?: boolean | string;
}

export function asResponse(raw: ServerResponse, request: Request): Response {
  if ('locals' in raw) return raw as Response;
  const response = raw as Response;
  const added: Partial<Response> = {
    locals: {},
    status(code) {
      response.statusCode = code;
      return response;
    },
    sendStatus: (code) =>
      response
        .status(code)
        .type('txt')
        .send(STATUS_CODES[code] ?? String(code)),
    json(body) {
      if (!response.hasHeader('content-type'))
        response.setHeader('Content-Type', 'application/json; charset=utf-8');
      return response.send(JSON.stringify(body));
    },
    send(body) {
      const bytes = bytesOf(body, response);
      if (bytes === undefined) return response.json(body);
      if (request.method === 'HEAD') {
        response.setHeader('Content-Length', bytes.length);
        response.end();
      } else response.end(bytes);
      return response;
    },
    sendFile(path, options, callback) {
      const done = typeof options === 'function' ? options : callback;
      const root = typeof options === 'object' && options !== null ? Reflect.get(options, 'root') : undefined;
      if (typeof root !== 'string' && !isAbsolute(path))
        throw new TypeError('path must be absolute or specify root to res.sendFile');
      const text = fileText(resolve(typeof root === 'string' ? root : '/', path));
      if (text === undefined) {
        const error = Object.assign(new Error(`ENOENT: no such file or directory, stat '${path}'`), {
          code: 'ENOENT',
          status: 404,
        });
        if (done) done(error);
        else response.status(404).type('txt').send('Not Found');
        return;
      }
      response.type(extname(path) || 'txt').send(text);
      done?.();
    },
    redirect(statusOrUrl, url) {
      const [code, to] =
        typeof statusOrUrl === 'number'
          ? [statusOrUrl, url ?? '/']
          : [url === undefined ? 302 : Number(url), statusOrUrl];
      response.status(code).location(to).type('txt').send(`${STATUS_CODES[code]}. Redirecting to ${to}`);
    },
    type(type) {
      response.setHeader('Content-Type', type.includes('/') ? type : mediaType(type));
      return response;
    },
    contentType: (type) => response.type(type),
    set(name, value) {
      if (typeof name === 'object')
        for (const [key, one] of Object.entries(name)) response.setHeader(key, one);
      else response.setHeader(name, value ?? '');
      return response;
    },
    header: (name, value) => response.set(name, value),
    get: (name) => response.getHeader(name),
    append: (name, value) => response.appendHeader(name, value),
    location: (url) => response.set('Location', url),
    cookie: (name, value, options = {}) => response.append('Set-Cookie', cookieText(name, value, options)),
    clearCookie: (name, options) => response.cookie(name, '', { ...options, expires: new Date(1) }),
    format(handlers) {
      const types = Object.keys(handlers).filter((type) => type !== 'default');
      const chosen = request.accepts(...types) || 'default';
      const handle = handlers[chosen];
      if (!handle) response.sendStatus(406);
      else {
        if (chosen !== 'default') response.type(chosen);
        handle();
      }
      return response;
    },
  };
  for (const [name, value] of Object.entries(added))
    Object.defineProperty(response, name, { value, writable: true });
  return response;
}

/** `undefined` for what is sent as JSON. */
function bytesOf(body: unknown, response: Response): Buffer | undefined {
  const usual = (type: string) => {
    if (!response.hasHeader('content-type')) response.setHeader('Content-Type', type);
  };
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') {
    usual('text/html; charset=utf-8');
    return Buffer.from(body);
  }
  if (body instanceof Uint8Array) {
    usual('application/octet-stream');
    return Buffer.from(body);
  }
  return undefined;
}

function cookieText(name: string, value: unknown, options: CookieOptions): string {
  const text = typeof value === 'object' ? `j:${JSON.stringify(value)}` : String(value);
  const { maxAge, expires, domain, httpOnly, secure, sameSite } = options;
  const until = expires ?? (maxAge === undefined ? undefined : new Date(Date.now() + maxAge));
  return [
    `${name}=${encodeURIComponent(text)}`,
    ...(maxAge === undefined ? [] : [`Max-Age=${Math.floor(maxAge / 1000)}`]),
    ...(domain ? [`Domain=${domain}`] : []),
    `Path=${options.path ?? '/'}`,
    ...(until ? [`Expires=${until.toUTCString()}`] : []),
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(secure ? ['Secure'] : []),
    ...(sameSite
      ? [`SameSite=${sameSite === true ? 'Strict' : sameSite[0]?.toUpperCase() + sameSite.slice(1)}`]
      : []),
  ].join('; ');
}
