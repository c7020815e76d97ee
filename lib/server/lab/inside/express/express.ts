import { createServer, STATUS_CODES } from 'lab-http';
import type { Server } from '../http';
import type { IncomingMessage } from '../incoming';
import type { ServerResponse } from '../outgoing';
import { extname, join } from '../path';
import { json, raw, text, urlencoded } from './body';
import { fileText } from './files';
import { asRequest } from './request';
import { asResponse, type Response } from './response';
import { type Handler, makeRouter, type Router } from './router';

/**
 * The `express` of a lab: routing, middlewares, bodies, and static files out of the program itself.
 * No views, no proxies, no ETags.
 */

type Application = ((
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void) &
  Omit<Router, 'get'> & {
    get(name: string, ...handlers: unknown[]): unknown;
    set(name: string, value: unknown): Application;
    enable(name: string): Application;
    disable(name: string): Application;
    listen(...args: unknown[]): Server;
    locals: Record<string, unknown>;
  };

function express(): Application {
  const router = makeRouter();
  const settings = new Map<string, unknown>([['x-powered-by', true]]);
  const app = ((message: IncomingMessage, raw: ServerResponse, next?: (error?: unknown) => void) => {
    const request = asRequest(message, app);
    const response = asResponse(raw, request);
    if (settings.get('x-powered-by') === true && !response.headersSent)
      response.setHeader('X-Powered-By', 'Express');
    router(
      request,
      response,
      next ?? ((error) => finish(error, request.method, request.originalUrl, response)),
    );
  }) as Application;
  const { get } = router;
  return Object.assign(app, router, {
    locals: {},
    get: (name: string, ...handlers: unknown[]) => {
      if (handlers.length === 0) return settings.get(name);
      get(name, ...handlers);
      return app;
    },
    set: (name: string, value: unknown) => {
      settings.set(name, value);
      return app;
    },
    enable: (name: string) => app.set(name, true),
    disable: (name: string) => app.set(name, false),
    listen: (...args: unknown[]) => createServer(app).listen(...args),
  });
}

/** Nobody has answered: the end of the chain. */
function finish(error: unknown, method: string, url: string, response: Response): void {
  if (response.headersSent) return void response.destroy();
  if (error === undefined)
    return void response.status(404).send(page(`Cannot ${method} ${url.split('?')[0]}`));
  const status =
    Number(Reflect.get(Object(error), 'status') ?? Reflect.get(Object(error), 'statusCode')) || 500;
  if (status >= 500) console.error(error);
  response
    .status(status)
    .send(page(error instanceof Error ? String(error.stack) : (STATUS_CODES[status] ?? 'Error')));
}

function page(message: string): string {
  const escaped = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
  return `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${escaped}</pre>\n</body>\n</html>\n`;
}

interface StaticOptions {
  readonly index?: string | false;
  readonly extensions?: readonly string[];
}

function serveStatic(root: string, { index = 'index.html', extensions = [] }: StaticOptions = {}): Handler {
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    // Normalized on its own first: `..` stops at the root that is served.
    const path = join('/', root, join('/', decoded(request.path)));
    const names = [
      path,
      ...extensions.map((extension) => `${path}.${extension}`),
      ...(index === false ? [] : [join(path, index)]),
    ];
    const name = names.find((one) => fileText(one) !== undefined);
    if (name === undefined) return next();
    response.type(extname(name) || 'txt').send(fileText(name));
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

module.exports = Object.assign(express, {
  default: express,
  Router: makeRouter,
  json,
  urlencoded,
  text,
  raw,
  static: serveStatic,
});
