import type { IncomingMessage } from '../incoming';

/** What Express adds to a request. It is defined on each one, so that the request stays the server's. */
export interface Request extends IncomingMessage {
  originalUrl: string;
  baseUrl: string;
  readonly path: string;
  readonly query: Record<string, unknown>;
  params: Record<string, string>;
  body: unknown;
  readonly ip: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly xhr: boolean;
  readonly secure: boolean;
  app: unknown;
  get(name: string): string | undefined;
  header(name: string): string | undefined;
  is(type: string): string | false;
  accepts(...types: string[]): string | false;
}

export function asRequest(message: IncomingMessage, app: unknown): Request {
  if ('originalUrl' in message) return message as Request;
  const get = (name: string): string | undefined => {
    const value = message.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const host = () => get('host') ?? '';
  Object.defineProperties(message, {
    originalUrl: { value: message.url, writable: true },
    baseUrl: { value: '', writable: true },
    params: { value: {}, writable: true },
    body: { value: undefined, writable: true },
    app: { value: app },
    path: { get: () => message.url.split('?')[0] ?? '/' },
    query: { get: () => queryOf(message.url) },
    ip: { get: () => message.socket.remoteAddress },
    protocol: { value: 'http' },
    secure: { value: false },
    hostname: { get: () => host().replace(/:\d+$/, '') },
    host: { get: host },
    xhr: { get: () => get('x-requested-with')?.toLowerCase() === 'xmlhttprequest' },
    get: { value: get },
    header: { value: get },
    is: {
      value: (type: string) =>
        (get('content-type') ?? '').includes(type.replace(/^\*\//, '')) ? type : false,
    },
    accepts: {
      value: (...types: string[]) =>
        types.flat().find((type) => acceptsType(get('accept') ?? '*/*', type)) ?? false,
    },
  });
  return message as Request;
}

/** `?a=1&b=2&b=3` is `{ a: '1', b: ['2', '3'] }`, and `?c[]=4&d[e]=5` adds `{ c: ['4'], d: { e: '5' } }`. */
export function parseForm(text: string): Record<string, unknown> {
  const form: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const [, key = name, inner] = /^([^[]+)\[([^\]]*)\]$/.exec(name) ?? [];
    if (key === '__proto__' || inner === '__proto__') continue;
    const known = Object.hasOwn(form, key) ? form[key] : undefined;
    if (inner === undefined) form[key] = known === undefined ? value : [known, value].flat();
    else if (inner === '') form[key] = [known ?? [], value].flat();
    else form[key] = { ...(typeof known === 'object' ? known : {}), [inner]: value };
  }
  return form;
}

function queryOf(url: string): Record<string, unknown> {
  const at = url.indexOf('?');
  return at < 0 ? {} : parseForm(url.slice(at + 1));
}

function acceptsType(accept: string, type: string): boolean {
  const full = type.includes('/')
    ? type
    : ({ html: 'text/html', json: 'application/json', text: 'text/plain' }[type] ?? type);
  return accept.split(',').some((part) => {
    const wanted = part.split(';')[0]?.trim() ?? '';
    return (
      wanted === '*/*' || wanted === full || (wanted.endsWith('/*') && full.startsWith(wanted.slice(0, -1)))
    );
  });
}
