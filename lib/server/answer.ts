import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ApiError } from '@/lib/lab/program';

export type Failure = ApiError['error'];

/** Every answer of ours, in one manner. Nothing of a lab is to be kept, or read as what it is not. */
const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } as const;

export function answer(
  res: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  headers: { readonly [name: string]: string } = {},
): void {
  const bytes = Buffer.from(body);
  res.writeHead(status, { ...HEADERS, 'Content-Type': type, 'Content-Length': bytes.length, ...headers });
  res.end(res.req.method === 'HEAD' ? undefined : bytes);
}

export function answerJson(
  res: ServerResponse,
  status: number,
  value: unknown,
  headers?: { readonly [name: string]: string },
): void {
  answer(res, status, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`, headers);
}

export function answerFailure(
  res: ServerResponse,
  status: number,
  failure: Failure,
  headers?: { readonly [name: string]: string },
): void {
  const error: ApiError = { error: failure };
  answerJson(res, status, error, headers);
}

/** A failure for whoever asked: a page for a browser's window, JSON for a program. */
export function answerFailureTo(
  req: IncomingMessage,
  res: ServerResponse,
  status: number,
  failure: Failure,
): void {
  if (req.headers.accept?.includes('text/html')) {
    const page = `<!doctype html><meta charset="utf-8"><title>${status}</title><p>${escapeHtml(failure.message)}</p>\n`;
    answer(res, status, 'text/html; charset=utf-8', page);
  } else {
    answerFailure(res, status, failure);
  }
}

/** A failure over a bare socket: of an upgrade, or of bytes that are no request. */
export function answerRaw(socket: Duplex, status: string, message: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = Buffer.from(`${message}\n`);
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
