import { isObject } from './shape';

/**
 * What is read of a HAR (version 1.2, and the keys that browsers and proxies add to it). Writers leave out what they
 * do not know and put -1, "" or null in its place, so every part is optional and a value of another type counts as absent.
 */
export interface HarEntry {
  /** Milliseconds since 1970. */
  readonly start: number;
  /** Milliseconds from `start` to the end of the answer. */
  readonly time: number;
  readonly timings: { readonly [phase: string]: number };
  readonly connection?: string;
  readonly request: HarRequest;
  readonly response?: HarResponse;
  readonly messages?: readonly HarMessage[];
}

export interface HarRequest {
  readonly method: string;
  readonly url: URL;
  /** As it stands in the file: a `URL` would write it anew. */
  readonly href: string;
  readonly version: string;
  readonly headers: readonly HarHeader[];
  readonly body: HarBody;
}

export interface HarResponse {
  readonly status: number;
  readonly reason: string;
  readonly version: string;
  readonly headers: readonly HarHeader[];
  readonly body: HarBody;
}

export interface HarHeader {
  readonly name: string;
  readonly value: string;
}

export interface HarBody {
  readonly text?: string;
  readonly isBase64: boolean;
  /** How many bytes it had, where the file says so. */
  readonly size?: number;
}

/** One WebSocket message. */
export interface HarMessage {
  readonly isSent: boolean;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly isBinary: boolean;
  readonly data: string;
}

type Thing = { readonly [key: string]: unknown };

/** The entry that `value` says; `undefined` where it never crossed a wire as HTTP. */
export function harEntry(value: unknown): HarEntry | undefined {
  if (!isObject(value) || !isObject(value.request)) return undefined;
  // Chrome: answered out of the browser's cache.
  if (textOf(value._fromCache) !== undefined) return undefined;
  const start = Date.parse(textOf(value.startedDateTime) ?? '');
  const request = harRequest(value.request);
  if (!request || Number.isNaN(start)) return undefined;
  const connection = textOf(value._connectionId) ?? textOf(value.connection);
  const response = isObject(value.response) ? harResponse(value.response) : undefined;
  return {
    start,
    time: Math.max(0, numberOf(value.time) ?? 0),
    timings: timingsOf(value.timings),
    request,
    ...(connection && { connection }),
    ...(response && { response }),
    ...(Array.isArray(value._webSocketMessages) && {
      messages: value._webSocketMessages.flatMap((message) => harMessage(message, start)),
    }),
  };
}

const WIRE_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'ws:', 'wss:']);

function harRequest(value: Thing): HarRequest | undefined {
  const href = textOf(value.url) ?? '';
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  if (!WIRE_SCHEMES.has(url.protocol)) return undefined;
  return {
    method: textOf(value.method) ?? 'GET',
    url,
    href,
    version: textOf(value.httpVersion) ?? '',
    headers: headersOf(value.headers),
    body: requestBody(value),
  };
}

/** HTTP Toolkit keeps a body that is no text apart, in `_content`, and says so where it kept none. */
function requestBody(value: Thing): HarBody {
  if (isObject(value._content)) return contentOf(value._content);
  const size = numberOf(value.bodySize);
  const isLost = textOf(value._requestBodyStatus) !== undefined && size !== undefined && size > 0;
  if (!isObject(value.postData)) return { isBase64: false, ...(isLost && { size }) };
  // The size of the request's body counts its bytes as they were coded: it says nothing of the text.
  const { size: _, ...body } = contentOf(value.postData);
  return body.text === undefined ? { ...body, text: formText(value.postData.params) } : body;
}

function formText(params: unknown): string {
  if (!Array.isArray(params)) return '';
  const pairs = params.filter(isObject).map(({ name, value }) => [textOf(name) ?? '', textOf(value) ?? '']);
  return new URLSearchParams(pairs).toString();
}

function harResponse(value: Thing): HarResponse | undefined {
  const status = numberOf(value.status);
  // 0: the browser saw no answer, or was not to show one.
  if (status === undefined || !Number.isInteger(status) || status < 100 || status > 999) return undefined;
  return {
    status,
    reason: textOf(value.statusText) ?? '',
    version: textOf(value.httpVersion) ?? '',
    headers: headersOf(value.headers),
    body: isObject(value.content) ? contentOf(value.content) : { isBase64: false },
  };
}

function contentOf(content: Thing): HarBody {
  const text = textOf(content.text);
  const size = numberOf(content.size);
  return {
    isBase64: textOf(content.encoding)?.toLowerCase() === 'base64',
    ...(text !== undefined && { text }),
    ...(size !== undefined && size >= 0 && { size }),
  };
}

function headersOf(headers: unknown): readonly HarHeader[] {
  if (!Array.isArray(headers)) return [];
  return headers.filter(isObject).flatMap((header) => {
    const name = textOf(header.name);
    return name ? [{ name, value: textOf(header.value) ?? '' }] : [];
  });
}

function timingsOf(timings: unknown): { [phase: string]: number } {
  if (!isObject(timings)) return {};
  // -1: this phase did not apply.
  return Object.fromEntries(
    Object.entries(timings).flatMap(([phase, value]) => {
      const took = numberOf(value);
      return took === undefined || took < 0 ? [] : [[phase, took]];
    }),
  );
}

const OPCODES: ReadonlySet<unknown> = new Set([undefined, 1, 2]);

/** Since 1970 Chrome counts seconds, Playwright milliseconds: more than this, in the year 5138, are milliseconds of 1973. */
const LATEST_SECONDS = 1e11;

/** Chrome also lists errors of its own here, with the opcode -1. */
function harMessage(message: unknown, start: number): HarMessage[] {
  if (!isObject(message) || !OPCODES.has(message.opcode)) return [];
  const { type, opcode } = message;
  if (type !== 'send' && type !== 'receive') return [];
  const time = numberOf(message.time);
  return [
    {
      isSent: type === 'send',
      time: time === undefined ? start : time < LATEST_SECONDS ? time * 1000 : time,
      isBinary: opcode === 2,
      data: textOf(message.data) ?? '',
    },
  ];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
