import { concatBytes } from '@/lib/base/bytes';
import type { Unit } from '@/lib/dissect/layer';

/** The frames of one WebSocket message, and the control frames that came between them. */

export function isControl({ ws }: Unit): boolean {
  return ws !== undefined && ws.opcode >= 8;
}

/** The message is not over with this frame. */
export function goesOn({ ws }: Unit): boolean {
  return ws !== undefined && ws.opcode < 8 && !ws.fin;
}

/** The last frame of a message that was compressed. */
export function isDeflated({ context }: Unit): boolean {
  return context?.inflated !== undefined;
}

/**
 * The frames with their message as it was before it was compressed. A receiver takes that at any time
 * (RFC 7692 §6), and needs no window for it, so it does not miss the messages that it never got.
 */
export function inPlain(frames: readonly Unit[]): Uint8Array[] {
  const last = frames.at(-1);
  const inflated = last?.context?.inflated;
  // What cannot be inflated here cannot be passed on in plain either.
  if (!last || !inflated || last.context?.problem) return frames.map(({ wire }) => wire);
  const opcode = last.context?.opcode ?? last.ws?.opcode ?? 1;
  const control = frames.filter(isControl).map(({ wire }) => wire);
  return [...control, frameOf(opcode, inflated, maskOf(last.wire))];
}

/** The key of a masked frame: the four bytes before its payload (RFC 6455 §5.2). */
function maskOf(wire: Uint8Array): Uint8Array | undefined {
  const second = wire[1] ?? 0;
  if ((second & 0x80) === 0) return undefined;
  const short = second & 0x7f;
  const at = short === 126 ? 4 : short === 127 ? 10 : 2;
  return wire.subarray(at, at + 4);
}

function frameOf(opcode: number, payload: Uint8Array, mask: Uint8Array | undefined): Uint8Array {
  const { length } = payload;
  const short = length < 126 ? length : length < 65_536 ? 126 : 127;
  const head = Buffer.alloc(short === 126 ? 4 : short === 127 ? 10 : 2);
  head[0] = 0x80 | opcode;
  head[1] = (mask ? 0x80 : 0) | short;
  if (short === 126) head.writeUInt16BE(length, 2);
  if (short === 127) head.writeBigUInt64BE(BigInt(length), 2);
  if (!mask) return concatBytes([head, payload]);
  return concatBytes([head, mask, payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0))]);
}
