import { unreachable } from '@/lib/base/assert';
import type { Direction, Fault, HeldPacket, PacketLike } from '@/lib/lab/faults';
import type { LanePlan } from './lane';

/** What a fault does: to an upgrade that begins, to bytes or packets on their way, to requests, or once to connections. */
export type Effect =
  | { readonly on: 'upgrade'; readonly does: 'refuse' | 'strip' }
  | { readonly on: 'bytes'; readonly up: LanePlan; readonly down: LanePlan }
  | { readonly on: 'packet'; readonly catches: Caught }
  | { readonly on: 'request' }
  | { readonly on: 'connection'; readonly cut: 'fin' | 'rst' };

export type Caught =
  | { readonly does: 'hold'; readonly packet: HeldPacket }
  | { readonly does: 'drop'; readonly like: PacketLike };

export function effectOf(fault: Fault): Effect {
  switch (fault.kind) {
    case 'block-websocket':
      return { on: 'upgrade', does: 'refuse' };
    case 'strip-upgrade':
      return { on: 'upgrade', does: 'strip' };
    case 'latency':
      return onBytes(fault.direction, { ...CLEAR, delayMs: fault.ms, jitterMs: fault.jitterMs ?? 0 });
    case 'bandwidth':
      return onBytes(fault.direction, { ...CLEAR, bytesPerSecond: fault.bytesPerSecond });
    case 'freeze':
      return onBytes(fault.direction, { ...CLEAR, frozen: true });
    case 'hold':
      return { on: 'packet', catches: { does: 'hold', packet: fault.packet } };
    case 'drop':
      return { on: 'packet', catches: { does: 'drop', like: fault.like } };
    case 'two-nodes':
      return { on: 'request' };
    case 'cut':
      return { on: 'connection', cut: fault.how };
    default:
      return unreachable(fault);
  }
}

/** What nothing does to a lane. */
export const CLEAR: LanePlan = {
  delayMs: 0,
  jitterMs: 0,
  frozen: false,
  bytesPerSecond: Number.POSITIVE_INFINITY,
};

/** Delays add up; of two narrow places the narrower one counts; one freeze is enough. */
export function bothPlans(a: LanePlan, b: LanePlan): LanePlan {
  return {
    delayMs: a.delayMs + b.delayMs,
    jitterMs: a.jitterMs + b.jitterMs,
    frozen: a.frozen || b.frozen,
    bytesPerSecond: Math.min(a.bytesPerSecond, b.bytesPerSecond),
  };
}

function onBytes(direction: Direction, plan: LanePlan): Effect {
  return {
    on: 'bytes',
    up: direction === 'down' ? CLEAR : plan,
    down: direction === 'up' ? CLEAR : plan,
  };
}
