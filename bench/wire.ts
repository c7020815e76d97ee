import { concatBytes, utf8Bytes } from '@/lib/base/bytes';

/** A client asks for a WebSocket, and the server switches. */
export const UPGRADE = utf8Bytes(
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
);
export const SWITCHING = utf8Bytes(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
);

/** A text message of under 64 KiB in one frame. */
export function serverFrame(text: string): Uint8Array {
  const payload = utf8Bytes(text);
  return concatBytes([Uint8Array.from([0x81, ...lengthOf(payload, 0)]), payload]);
}

export function clientFrame(text: string): Uint8Array {
  const payload = utf8Bytes(text).map((byte, i) => byte ^ (KEY[i & 3] ?? 0));
  return concatBytes([Uint8Array.from([0x81, ...lengthOf(payload, 0x80), ...KEY]), payload]);
}

const KEY = [0x37, 0xfa, 0x21, 0x3d];

function lengthOf({ length }: Uint8Array, mask: number): readonly number[] {
  return length < 126 ? [mask | length] : [mask | 126, length >> 8, length & 0xff];
}
