import { toBase64 } from '@/lib/base/base64';
import { utf8Bytes } from '@/lib/base/bytes';
import { sha1 } from '@/lib/base/sha1';
import type { DeflateTerms } from './connection-state';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** What `Sec-WebSocket-Accept` must be for this key (RFC 6455 §4.2.2). */
export function acceptFor(key: string): string {
  return toBase64(sha1(utf8Bytes(key + GUID)));
}

/** The terms in the 101's `Sec-WebSocket-Extensions`, where it agrees on permessage-deflate (RFC 7692 §7.1). */
export function deflateTerms(extensions: string): DeflateTerms | undefined {
  const offer = extensions.split(',').find((item) => nameOf(item) === 'permessage-deflate');
  if (offer === undefined) return undefined;
  return {
    client: !/;\s*client_no_context_takeover/i.test(offer),
    server: !/;\s*server_no_context_takeover/i.test(offer),
  };
}

export function hasUnknownExtension(extensions: string): boolean {
  return extensions.split(',').some((item) => !['', 'permessage-deflate'].includes(nameOf(item)));
}

function nameOf(item: string): string {
  return (item.split(';')[0] ?? '').trim().toLowerCase();
}
