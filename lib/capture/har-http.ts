import { decodeBase64 } from '@/lib/base/base64';
import { concatBytes, EMPTY_BYTES, utf8Bytes } from '@/lib/base/bytes';
import type { HarBody, HarHeader, HarRequest, HarResponse } from './har-shape';

/** An HTTP message in the bytes of HTTP/1.1. */
export interface HarHttp {
  readonly bytes: Uint8Array;
  readonly cut?: true;
}

/**
 * A HAR has the headers as they crossed the wire, but the body as the browser opened it: chunks joined, coding undone.
 * Both are kept as they are, because both were seen; a `message` record's body is all that follows its head, whatever
 * the head says of lengths and codings.
 *
 * HTTP/2 and 3 have no text of their own. They are told in HTTP/1.1's: pseudo headers go into the start line, and what
 * they say of the host into `host` (RFC 9113 §8.3.1).
 */
export function requestBytes(request: HarRequest): HarHttp {
  const { method, version, headers, body } = request;
  const line = `${word(method, 'GET')} ${targetOf(request)} ${versionText(version)}`;
  return message(line, hostFirst(headers), body);
}

export function responseBytes(response: HarResponse, method: string): HarHttp {
  const { status, reason, version, headers, body } = response;
  const line = `${versionText(version)} ${status} ${oneLine(reason)}`;
  return message(line, headers, hasBody(status, method) ? body : NO_BODY);
}

/**
 * A WebSocket's messages crossed, so its handshake was accepted. Over HTTP/2 that is a 200 (RFC 8441 §5), which is
 * HTTP/1.1's 101; and a writer that saw only the messages has no answer at all.
 */
export function upgradeAnswer(response: HarResponse | undefined): HarResponse {
  const { headers = [], version = '' } = response ?? {};
  return { status: 101, reason: 'Switching Protocols', version, headers, body: NO_BODY };
}

const NO_BODY: HarBody = { isBase64: false };

/** A browser shows the body it has in its cache for a 304, too: none crossed (RFC 9110 §6.4.1). */
function hasBody(status: number, method: string): boolean {
  return method !== 'HEAD' && status >= 200 && status !== 204 && status !== 304;
}

function message(startLine: string, headers: readonly HarHeader[], body: HarBody): HarHttp {
  const lines = headers
    .filter(({ name }) => !name.startsWith(':'))
    .map(({ name, value }) => `${oneLine(name)}: ${oneLine(value)}\r\n`);
  const content = contentBytes(body);
  const isCut = content.length < (body.size ?? 0);
  const bytes = concatBytes([utf8Bytes(`${startLine}\r\n${lines.join('')}\r\n`), content]);
  return { bytes, ...(isCut && { cut: true }) };
}

function contentBytes({ text, isBase64 }: HarBody): Uint8Array {
  if (text === undefined) return EMPTY_BYTES;
  return isBase64 ? decodeBase64(text).bytes : utf8Bytes(text);
}

/** Path and query as the file writes them, without the fragment, which is never sent. */
function targetOf({ href, url, method }: HarRequest): string {
  if (method === 'CONNECT') return url.host;
  const [whole = ''] = href.split('#');
  const slash = whole.search(/(?<=^[a-z]+:\/\/[^/?]*)[/?]/i);
  const target = slash === -1 ? '/' : whole.slice(slash);
  return encodeURI(target.startsWith('?') ? `/${target}` : target).replaceAll('%25', '%');
}

function hostFirst(headers: readonly HarHeader[]): readonly HarHeader[] {
  const authority = headers.find(({ name }) => name === ':authority');
  if (!authority || headers.some(({ name }) => name.toLowerCase() === 'host')) return headers;
  return [{ name: 'host', value: authority.value }, ...headers];
}

/** `HTTP/1.1`, `http/2.0`, `h2`, `h3`, `HTTP/3`, `unknown` … */
function versionText(found: string): string {
  const [, major, minor = '0'] = /^h(?:ttp\/)?(\d)(?:\.(\d))?/i.exec(found) ?? [];
  return major === undefined ? 'HTTP/1.1' : `HTTP/${major}.${minor}`;
}

function word(text: string, otherwise: string): string {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(text) ? text : otherwise;
}

/** Nothing in a head may end its line. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ');
}
