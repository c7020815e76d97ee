import { concatBytes } from '@/lib/base/bytes';
import type { Role } from '@/lib/capture/record';
import { type ConnectionState, MAX_UNIT, type MessageInProgress } from './connection-state';
import { openMessage } from './inflate';
import type { Issue, MessageProblem } from './layer';

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

interface InflatedMessage {
  readonly bytes: Uint8Array;
  readonly problem?: MessageProblem;
}

/** A message that ends with this frame. */
export interface WholeMessage {
  readonly opcode: number;
  readonly deflated: boolean;
  /** Inflated where it was deflated. */
  readonly bytes: Uint8Array;
  /** Present where more than one frame carried it. */
  readonly reassembled: Uint8Array | undefined;
  readonly inflated: InflatedMessage | undefined;
  /** `bytes` and `reassembled` are its beginning: the rest is over `MAX_UNIT`, and was not kept. */
  readonly isPartial: boolean;
}

export interface Followed {
  readonly message: WholeMessage | undefined;
  readonly issues: readonly Issue[];
}

/** What of a frame is here: all, all up to `MAX_UNIT`, or what came before the connection ended. */
export type Extent = 'whole' | 'skipped' | 'cut';

const WINDOW = 32 * 1024; // the largest window of deflate (RFC 7692 §7.1.2)

/** Whether what is compressed could not be opened, as far as it is here. */
export function isUnopened(problem: MessageProblem | undefined): boolean {
  return problem !== undefined && problem !== 'too-long';
}

/** Follows the message through one data frame. `payload` is unmasked. */
export function followMessage(
  state: ConnectionState,
  from: Role,
  frame: FrameHead,
  payload: Uint8Array,
  extent: Extent,
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
    ? { opcode, deflated, parts: [], length: 0, isPartial: false }
    : before;
  addPart(message, payload, extent);
  if (!frame.fin) {
    direction.message = message;
    return { message: undefined, issues };
  }
  delete direction.message;
  // Nobody ever had the rest of it.
  if (extent === 'cut') return { message: undefined, issues };
  const joined = concatBytes(message.parts);
  const inflated = deflated ? inflate(state, from, joined, message.isPartial) : undefined;
  return {
    message: {
      opcode,
      deflated,
      bytes: inflated?.bytes ?? joined,
      reassembled: isFirst ? undefined : joined,
      inflated,
      isPartial: message.isPartial || inflated?.problem === 'too-long',
    },
    issues,
  };
}

/** What comes after the first byte that is not kept is not kept either. */
function addPart(message: MessageInProgress, payload: Uint8Array, extent: Extent): void {
  if (message.isPartial) return;
  const room = MAX_UNIT - message.length;
  message.parts.push(payload.length > room ? payload.subarray(0, room) : payload);
  message.length += payload.length;
  message.isPartial = payload.length > room || extent === 'skipped';
}

function inflate(
  state: ConnectionState,
  from: Role,
  payload: Uint8Array,
  isPartial: boolean,
): InflatedMessage {
  const direction = state[from];
  const takesOver = state.deflate?.[from] === true;
  const opened = openMessage(payload, takesOver ? direction.window : undefined, MAX_UNIT, isPartial);
  if (!takesOver) return opened;
  const { bytes, problem } = opened;
  const isLost = direction.isWindowLost === true && problem !== undefined && problem !== 'too-long';
  if (isPartial || problem === 'too-long' || isLost) {
    delete direction.window;
    direction.isWindowLost = true;
    return isLost ? { bytes, problem: 'lost' } : opened;
  }
  direction.window = concatBytes([direction.window ?? new Uint8Array(0), bytes]).slice(-WINDOW);
  if (direction.window.length === WINDOW) delete direction.isWindowLost;
  return opened;
}

/** Points at the byte that has the opcode. */
function frameIssue(code: string, message: string): Issue {
  return { code, message, level: 'error', buffer: 0, start: 0, end: 1 };
}
