import type { Role } from '@/lib/capture/record';
import { feed } from './connection';
import type { ConnectionState } from './connection-state';
import { unread } from './inbox';
import { headerLength, payloadLength } from './websocket-frame';

/**
 * Takes bytes as `feed` does, for who does not read yet but may from any byte on. A frame that is a whole message as
 * it stands moves nothing but the place in the stream; all else is fed. What packets say to each other (how many
 * attachments are to come) is not followed.
 *
 * Answers how many bytes of such a frame are still to come. The place is behind them already: they are not fed.
 */
export function follow(state: ConnectionState, from: Role, bytes: Uint8Array): number {
  const direction = state[from];
  const isBetween =
    direction.phase === 'frame' && unread(direction.inbox) === 0 && direction.message === undefined;
  const at = isBetween && direction.need === 0 ? endOfWholeMessages(bytes) : 0;
  direction.offset += at;
  if (at < bytes.length) {
    const { depth } = state;
    state.depth = 'ends';
    feed(state, from, at === 0 ? bytes : bytes.subarray(at));
    if (depth === undefined) delete state.depth;
    else state.depth = depth;
  }
  return Math.max(0, at - bytes.length);
}

/** FIN and no extension: text, binary, ping, pong (RFC 6455 §5.2). */
const WHOLE: ReadonlySet<number | undefined> = new Set([0x81, 0x82, 0x89, 0x8a]);

/** Where the last frame ends that begins here, which may be behind the bytes. */
function endOfWholeMessages(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && WHOLE.has(bytes[at])) {
    const second = bytes[at + 1] ?? 0;
    const header = headerLength(second);
    // A head that is cut says nothing yet.
    if (at + header > bytes.length) break;
    const length = payloadLength(bytes, at, second);
    if (length === undefined) break;
    at += header + length;
  }
  return at;
}
