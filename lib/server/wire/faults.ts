import { unreachable } from '@/lib/base/assert';
import type { Direction, Fault } from '@/lib/lab/faults';
import type { LanePlan } from './lane';

/** What a fault does: to an upgrade that begins, to bytes on their way, or once to the connections there are. */
export type Effect =
  | { readonly on: 'upgrade'; readonly does: 'refuse' | 'strip' }
  | { readonly on: 'bytes'; readonly up: LanePlan; readonly down: LanePlan }
  | { readonly on: 'connection'; readonly cut: 'fin' | 'rst' };

export function effectOf(fault: Fault): Effect {
  switch (fault.kind) {
    case 'block-websocket':
      return { on: 'upgrade', does: 'refuse' };
    case 'strip-upgrade':
      return { on: 'upgrade', does: 'strip' };
    case 'latency':
      return onBytes(fault.direction, { delayMs: fault.ms, frozen: false });
    case 'freeze':
      return onBytes(fault.direction, { delayMs: 0, frozen: true });
    case 'cut':
      return { on: 'connection', cut: fault.how };
    default:
      return unreachable(fault);
  }
}

/** What nothing does to a lane. */
export const CLEAR: LanePlan = { delayMs: 0, frozen: false };

/** Delays add up; one freeze is enough. */
export function bothPlans(a: LanePlan, b: LanePlan): LanePlan {
  return { delayMs: a.delayMs + b.delayMs, frozen: a.frozen || b.frozen };
}

function onBytes(direction: Direction, plan: LanePlan): Effect {
  return {
    on: 'bytes',
    up: direction === 'down' ? CLEAR : plan,
    down: direction === 'up' ? CLEAR : plan,
  };
}
