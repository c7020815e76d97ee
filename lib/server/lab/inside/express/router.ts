import { METHODS } from 'lab-http';
import { compile, type Match, type Path } from './pattern';
import type { Request } from './request';
import type { Response } from './response';

export type Next = (error?: unknown) => void;
export type Handler = (request: Request, response: Response, next: Next) => unknown;
export type ErrorHandler = (error: unknown, request: Request, response: Response, next: Next) => unknown;

interface Layer {
  readonly method: string | undefined;
  readonly match: (path: string) => Match | undefined;
  /** A middleware sees the rest of the path; a route all of it. */
  readonly mounted: boolean;
  readonly handler: Handler | ErrorHandler;
}

export interface RouterMethods {
  use(...args: unknown[]): this;
  all(path: Path, ...handlers: unknown[]): this;
  get(path: Path, ...handlers: unknown[]): this;
  post(path: Path, ...handlers: unknown[]): this;
  put(path: Path, ...handlers: unknown[]): this;
  patch(path: Path, ...handlers: unknown[]): this;
  delete(path: Path, ...handlers: unknown[]): this;
  head(path: Path, ...handlers: unknown[]): this;
  options(path: Path, ...handlers: unknown[]): this;
  route(path: Path): unknown;
  param(name: string, handler: ParamHandler): this;
}

export type Router = Handler & RouterMethods;
type ParamHandler = (
  request: Request,
  response: Response,
  next: Next,
  value: string,
  name: string,
) => unknown;

/** Makes `target`, a function that handles requests, into a router. */
export function makeRouter(): Router {
  const layers: Layer[] = [];
  const params = new Map<string, ParamHandler>();

  const handle: Handler = (request, response, done) => {
    let at = 0;
    const next: Next = (error) => {
      if (error === 'router') return done();
      const path = request.path;
      for (; at < layers.length; at++) {
        const layer = layers[at];
        const match = layer?.match(path);
        if (
          !layer ||
          !match ||
          !answers(layer, request.method) ||
          (error !== undefined) !== layer.handler.length > 3
        )
          continue;
        at++;
        return run(layer, match, error, request, response, next);
      }
      done(error);
    };
    next();
  };

  const run = (
    layer: Layer,
    match: Match,
    error: unknown,
    request: Request,
    response: Response,
    done: Next,
  ) => {
    const { url, baseUrl, params: outer } = request;
    if (layer.mounted && match.path !== '') {
      const rest = url.slice(match.path.length);
      request.url = rest.startsWith('/') ? rest : `/${rest}`;
      request.baseUrl = baseUrl + match.path;
    }
    request.params = { ...outer, ...match.params };
    const next: Next = (problem) => {
      request.url = url;
      request.baseUrl = baseUrl;
      request.params = outer;
      done(problem === 'route' ? undefined : problem);
    };
    const waiting = Object.entries(match.params).flatMap(([name, value]) => {
      const handler = params.get(name);
      return handler ? [(go: Next) => handler(request, response, go, value, name)] : [];
    });
    const go: Next = (problem) => {
      if (problem !== undefined) return next(problem);
      const param = waiting.shift();
      caught(next, () => (param ? param(go) : invoke(layer.handler, error, request, response, next)));
    };
    go();
  };

  const add = (method: string | undefined, path: Path, mounted: boolean, handlers: readonly unknown[]) => {
    for (const handler of handlers.flat(Number.POSITIVE_INFINITY)) {
      if (typeof handler !== 'function') throw new TypeError('argument handler must be a function');
      layers.push({ method, match: compile(path, !mounted), mounted, handler: handler as Handler });
    }
  };

  const methods: Record<string, unknown> = {
    use(...args: unknown[]) {
      const [first, ...rest] = args;
      if (typeof first === 'string' || first instanceof RegExp || isPaths(first))
        add(undefined, first, true, rest);
      else add(undefined, '/', true, args);
      return handle;
    },
    param(name: string, handler: ParamHandler) {
      params.set(name, handler);
      return handle;
    },
    route(path: Path) {
      const route: Record<string, unknown> = {};
      for (const method of [...METHODS, undefined]) {
        route[method?.toLowerCase() ?? 'all'] = (...handlers: unknown[]) => {
          add(method, path, false, handlers);
          return route;
        };
      }
      return route;
    },
  };
  for (const method of [...METHODS, undefined]) {
    methods[method?.toLowerCase() ?? 'all'] = (path: Path, ...handlers: unknown[]) => {
      add(method, path, false, handlers);
      return handle;
    };
  }
  const router: unknown = Object.assign(handle, methods);
  return router as Router;
}

function answers(layer: Layer, method: string): boolean {
  return (
    layer.method === undefined || layer.method === method || (method === 'HEAD' && layer.method === 'GET')
  );
}

function isPaths(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' || one instanceof RegExp);
}

function invoke(
  handler: Handler | ErrorHandler,
  error: unknown,
  request: Request,
  response: Response,
  next: Next,
): unknown {
  return error === undefined
    ? (handler as Handler)(request, response, next)
    : (handler as ErrorHandler)(error, request, response, next);
}

/** What a handler throws, or its promise rejects with, goes to the handlers of errors. */
function caught(next: Next, act: () => unknown): void {
  try {
    const result = act();
    if (result instanceof Promise)
      result.then(undefined, (error) => next(error ?? new Error('Rejected promise')));
  } catch (error) {
    next(error ?? new Error('Thrown'));
  }
}
