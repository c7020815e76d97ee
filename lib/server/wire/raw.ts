import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isReset, resetError, type WireConnection } from './connection';

const SWITCHING = Buffer.from('HTTP/1.1 101', 'latin1');

/** Chunks that a client may send before it has been answered; no client that keeps to RFC 6455 sends any. */
const MAX_EARLY = 16;

/**
 * An upgrade over the wire: the request's head, then raw bytes both ways. What the client says after a request
 * that was not answered 101 belongs to no protocol that was agreed on, and is not passed on.
 */
export function forwardRaw(
  req: IncomingMessage,
  socket: Socket,
  head: Buffer,
  { near }: WireConnection,
  target: string,
  leaveOut: ReadonlySet<string>,
): void {
  near.write(headOf(req, target, leaveOut), 'latin1');

  let answer = Buffer.alloc(0);
  let agreed: boolean | undefined;
  const early: Buffer[] = head.length > 0 ? [head] : [];

  near.on('data', (chunk: Buffer) => {
    if (!socket.write(chunk)) near.pause();
    if (agreed !== undefined) return;
    answer = Buffer.concat([answer, chunk.subarray(0, SWITCHING.length)]);
    if (answer.length < SWITCHING.length) return;
    agreed = answer.subarray(0, SWITCHING.length).equals(SWITCHING);
    if (agreed) for (const bytes of early) near.write(bytes);
    early.length = 0;
  });
  socket.on('data', (chunk: Buffer) => {
    if (agreed === undefined) early.push(chunk);
    else if (agreed && !near.write(chunk)) socket.pause();
    if (early.length > MAX_EARLY) socket.destroy();
  });
  near.on('drain', () => socket.resume());
  socket.on('end', () => near.end());
  socket.on('drain', () => near.resume());
  near.on('end', () => socket.end());
  near.on('close', () => {
    if (isReset(near.errored)) socket.resetAndDestroy();
    else socket.destroySoon();
  });
  socket.on('error', () => {
    // 'close' follows and says so.
  });
  socket.on('close', (hadError) => near.destroy(hadError ? resetError() : undefined));
}

function headOf(req: IncomingMessage, target: string, leaveOut: ReadonlySet<string>): string {
  const lines = [`${req.method} ${target} HTTP/${req.httpVersion}`];
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i] ?? '';
    if (!leaveOut.has(name.toLowerCase())) lines.push(`${name}: ${req.rawHeaders[i + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
