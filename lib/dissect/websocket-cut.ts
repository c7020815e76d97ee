import type { Role } from '@/lib/capture/record';
import { type ConnectionState, MAX_UNIT } from './connection-state';
import { goRaw, takeUnit } from './direction';
import { unread } from './inbox';
import type { Unit } from './layer';
import { headerLength, payloadLength } from './websocket-frame';
import { assembleFrame } from './websocket-unit';

/** True where the bytes are exactly one frame: most chunks are. */
export function isOneFrame(bytes: Uint8Array): boolean {
  const second = bytes[1] ?? 0;
  const header = headerLength(second);
  if (bytes.length < header || bytes.length > MAX_UNIT || bytes[0] === 0x48) return false;
  return payloadLength(bytes, 0, second) === bytes.length - header;
}

/** Cuts one direction of WebSocket into frames (RFC 6455 §5.2). */
export function cutFrame(state: ConnectionState, from: Role, units: Unit[]): boolean {
  const direction = state[from];
  const { inbox } = direction;
  if (direction.need === 0) {
    const available = unread(inbox);
    if (available < 2) return false;
    const { bytes, start } = inbox;
    const second = bytes[start + 1] ?? 0;
    // "HT": no frame begins so, but an error that the server wrote after its 101 does.
    if (bytes[start] === 0x48 && second === 0x54) {
      return goRaw(direction, 'ws-http', 'An HTTP answer where a frame should be: the receiver fails here');
    }
    const header = headerLength(second);
    if (available < header) return false;
    const length = payloadLength(bytes, start, second);
    if (length === undefined) {
      return goRaw(direction, 'ws-length', 'A frame longer than any message can be: the receiver fails here');
    }
    direction.need = header + length;
  }
  const missing = direction.need - direction.skipped - direction.scan;
  direction.scan += Math.min(missing, unread(inbox) - direction.scan);
  if (direction.scan + direction.skipped < direction.need) return false;
  const { offset, wire, skipped } = takeUnit(direction);
  units.push(assembleFrame(state, from, offset, wire, skipped, false));
  return true;
}
