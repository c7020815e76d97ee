import { Buffer } from 'buffer';
import { parseForm, type Request } from './request';
import type { Handler } from './router';

/** The parsers of request bodies. */

interface BodyOptions {
  readonly type?: string;
  readonly limit?: number | string;
}

export const json = (options: BodyOptions = {}): Handler =>
  parser(options.type ?? 'json', options, (text) => (text === '' ? {} : JSON.parse(text)));
export const urlencoded = (options: BodyOptions = {}): Handler => parser('urlencoded', options, parseForm);
export const text = (options: BodyOptions = {}): Handler =>
  parser(options.type ?? 'text/plain', options, (body) => body);
export const raw = (options: BodyOptions = {}): Handler =>
  parser(options.type ?? 'octet-stream', options, (_text, bytes) => bytes);

function parser(
  type: string,
  { limit = '100kb' }: BodyOptions,
  parse: (text: string, bytes: Buffer) => unknown,
): Handler {
  const most = bytesIn(limit);
  return (request, _response, next) => {
    if (
      request.body !== undefined ||
      !hasBody(request) ||
      !(request.get('content-type') ?? '').includes(type)
    )
      return next();
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
    });
    request.on('end', () => {
      if (size > most) return next(failure(413, 'request entity too large'));
      const bytes = Buffer.concat(chunks);
      try {
        request.body = parse(bytes.toString('utf8'), bytes);
      } catch (error) {
        return next(failure(400, error instanceof Error ? error.message : String(error)));
      }
      next();
    });
  };
}

function hasBody(request: Request): boolean {
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
}

function failure(status: number, message: string): Error {
  return Object.assign(new Error(message), { status, statusCode: status, expose: true });
}

function bytesIn(limit: number | string): number {
  if (typeof limit === 'number') return limit;
  const [, amount = '100', unit = 'kb'] = /^([\d.]+)\s*(b|kb|mb)?$/i.exec(limit) ?? [];
  return Number(amount) * ({ b: 1, kb: 2 ** 10, mb: 2 ** 20 }[unit.toLowerCase()] ?? 1);
}
