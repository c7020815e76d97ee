import type { HttpHead } from './http-scan';
import { engineQuery } from './http-scan';
import type { AskedRequest } from './layer';

/** How the body of a message is bounded (RFC 9112 §6.3). */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'close' }
  /** The bytes after the head are no longer HTTP. */
  | { readonly kind: 'websocket' | 'tunnel' }
  /** Nobody can tell where the body ends. */
  | { readonly kind: 'unknown' };

const NONE: Framing = { kind: 'none' };

export function framingOf(head: HttpHead, asked: AskedRequest | undefined): Framing {
  const isResponse = head.kind === 'response';
  const status = head.status ?? 0;
  if (isResponse) {
    if (status === 101)
      return { kind: asked === undefined || asked.key !== undefined ? 'websocket' : 'tunnel' };
    if (asked?.method === 'CONNECT' && status >= 200 && status < 300) return { kind: 'tunnel' };
    if (asked?.method === 'HEAD' || status < 200 || status === 204 || status === 304) return NONE;
  }
  const codings = head.headers['transfer-encoding'];
  if (codings !== undefined) {
    if (/(^|,)\s*chunked\s*$/i.test(codings)) return { kind: 'chunked' };
    return { kind: isResponse ? 'close' : 'unknown' };
  }
  const length = head.headers['content-length'];
  if (length !== undefined) {
    const value = contentLength(length);
    return value === undefined ? { kind: 'unknown' } : { kind: 'length', length: value };
  }
  return isResponse ? { kind: 'close' } : NONE;
}

/** The value of `Content-Length`; repeated equal values count as one (RFC 9110 §8.6). */
export function contentLength(text: string): number | undefined {
  const values = new Set(text.split(',').map((value) => value.trim()));
  const [value = ''] = values;
  if (values.size !== 1 || !/^\d+$/.test(value)) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
}

/** What the answer will have to know. */
export function askedBy(head: HttpHead): AskedRequest {
  const engine = engineQuery(head.query);
  const wantsWebSocket = /(^|,)\s*websocket\s*(,|$)/i.test(head.headers.upgrade ?? '');
  const key = wantsWebSocket ? (head.headers['sec-websocket-key'] ?? '') : undefined;
  return {
    method: head.method,
    target: head.target,
    query: head.query,
    ...(engine === undefined ? undefined : { engine }),
    ...(key === undefined ? undefined : { key }),
    ...(engine !== undefined && head.query.j !== undefined ? { jsonp: head.query.j } : undefined),
  };
}

/** True where the body is an Engine.IO payload. */
export function carriesPayload(head: HttpHead, asked: AskedRequest | undefined): boolean {
  if (head.kind === 'request') return head.method === 'POST' && engineQuery(head.query) !== undefined;
  return asked?.engine !== undefined && asked.method === 'GET' && head.status === 200;
}

/** True for an answer that is read event by event while it comes (HTML §9.2). */
export function isEventStream(head: HttpHead): boolean {
  const { 'content-type': type = '', 'content-encoding': coding = 'identity' } = head.headers;
  return head.status === 200 && coding === 'identity' && /^\s*text\/event-stream\s*(;|$)/i.test(type);
}

/** True where `Connection: upgrade` makes the `Upgrade` header count. */
export function asksUpgrade(head: HttpHead): boolean {
  return head.headers.upgrade !== undefined && /(^|,)\s*upgrade\s*(,|$)/i.test(head.headers.connection ?? '');
}
