import { concatBytes } from '@/lib/base/bytes';
import type { Role } from '@/lib/capture/record';
import { type ConnectionState, MAX_UNIT, type MessageInProgress } from './connection-state';
import { type Inflated, openMessage } from './inflate';
import type { Issue } from './layer';

/** Frames join to messages here (RFC 6455 §5.4), and messages are inflated (RFC 7692 §7.2.2). */

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Continuation, text and binary; 3 to 7 are reserved. */
export function isMessageFrame(opcode: number): boolean {
  return opcode <= OPCODE.binary;
}

export interface FrameHead {
  readonly opcode: number;
  readonly fin: boolean;
  readonly rsv1: boolean;
}

/** A message that ends with this frame. */
export interface WholeMessage {
  readonly opcode: number;
  readonly deflated: boolean;
  /** Inflated where it was deflated. */
  readonly bytes: Uint8Array;
  /** Present where more than one frame carried it. */
  readonly reassembled: Uint8Array | undefined;
  readonly inflated: Inflated | undefined;
  /** Its bytes are not all here, so nothing in it is read. */
  readonly isBroken: boolean;
}

export interface Followed {
  readonly message: WholeMessage | undefined;
  readonly issues: readonly Issue[];
}

const WINDOW = 32 * 1024; // the largest window of deflate (RFC 7692 §7.1.2)

/** Follows the message through one data frame. `payload` is unmasked. */
export function followMessage(
  state: ConnectionState,
  from: Role,
  frame: FrameHead,
  payload: Uint8Array,
  isWhole: boolean,
): Followed {
  const direction = state[from];
  const before = direction.message;
  const issues: Issue[] = [];
  if (frame.opcode === OPCODE.continuation && before === undefined) {
    return {
      message: undefined,
      issues: [frameIssue('ws-continuation', 'This frame continues a message that never began')],
    };
  }
  if (frame.opcode !== OPCODE.continuation && before !== undefined) {
    issues.push(frameIssue('ws-interleaved', 'A new message before the last one has ended'));
  }
  const isFirst = frame.opcode !== OPCODE.continuation || before === undefined;
  const opcode = isFirst ? frame.opcode : before.opcode;
  const deflated = isFirst ? frame.rsv1 && state.deflate !== undefined : before.deflated;

  const message: MessageInProgress = isFirst
    ? { opcode, deflated, parts: [], length: 0, isBroken: false }
    : before;
  message.length += payload.length;
  // What is too long to be read is not kept either.
  message.isBroken ||= !isWhole || message.length > MAX_UNIT;
  if (message.isBroken) message.parts.length = 0;
  else message.parts.push(payload);
  if (!frame.fin) {
    direction.message = message;
    return { message: undefined, issues };
  }
  delete direction.message;
  const { isBroken } = message;
  const joined = concatBytes(message.parts);
  const reassembled = isFirst || isBroken ? undefined : joined;
  const inflated = deflated && !isBroken ? inflate(state, from, joined) : undefined;
  return {
    message: {
      opcode,
      deflated,
      bytes: inflated?.bytes ?? joined,
      reassembled,
      inflated,
      isBroken: isBroken || inflated?.problem !== undefined,
    },
    issues,
  };
}

function inflate(state: ConnectionState, from: Role, payload: Uint8Array): Inflated {
  const direction = state[from];
  const takesOver = state.deflate?.[from] === true;
  const inflated = openMessage(payload, takesOver ? direction.window : undefined, MAX_UNIT);
  if (takesOver) {
    const recent = concatBytes([direction.window ?? new Uint8Array(0), inflated.bytes]);
    direction.window = recent.slice(-WINDOW);
  }
  return inflated;
}

/** Points at the byte that has the opcode. */
function frameIssue(code: string, message: string): Issue {
  return { code, message, level: 'error', buffer: 0, start: 0, end: 1 };
}
