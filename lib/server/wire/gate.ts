import { concatBytes } from '@/lib/base/bytes';
import type { Role } from '@/lib/capture/record';
import { feed } from '@/lib/dissect/connection';
import type { ConnectionState } from '@/lib/dissect/connection-state';
import { follow } from '@/lib/dissect/follow';
import type { Packet, Unit } from '@/lib/dissect/layer';
import { wireLength } from '@/lib/dissect/wire-length';
import type { PacketWatch, Wait } from './fault-set';
import { goesOn, inPlain, isControl, isDeflated } from './frame';
import { isHeldPacket, isLike } from './like';
import { withoutPackets } from './mend';

/**
 * The far end of a lane, where packets are met. It reads along with every byte; and while a fault waits for a
 * packet of this client it lets bytes on only as whole messages and frames, for a packet is known when it is whole.
 */
export interface Gate {
  /** A held packet is in it: nothing more may come. */
  readonly isShut: boolean;
  /** What of these bytes, and of those kept, goes on now. */
  pass(bytes: Uint8Array): readonly Uint8Array[];
  /** The faults have changed: what goes on now that was kept. */
  reconsider(): readonly Uint8Array[];
  /** The direction ends: what was kept to see the whole of it goes on as it is. */
  flush(): readonly Uint8Array[];
  clear(): void;
}

export interface GateParts {
  /** Of the whole connection: the other direction's gate has the same one. */
  readonly state: ConnectionState;
  readonly from: Role;
  readonly watch: PacketWatch;
  /** Told before the bytes behind it move. */
  readonly onHold: (wait: Wait, packet: Packet, unit: Unit) => void;
  readonly onLoss: (wait: Wait, packet: Packet, unit: Unit, how: Loss) => void;
  /** A message was too long to be looked into, and passes. */
  readonly onTooLong: () => void;
  /** A request that carried nothing but what was lost: somebody must answer it. */
  readonly onLostRequest: (request: Unit) => void;
}

/** `plain`: what comes after it passes uncompressed. `kept`: it could not be taken out, and passes. */
export type Loss = 'clean' | 'plain' | 'kept';

/** What is kept to see the whole of a message; a longer one passes as it comes. Socket.IO takes 1 MB by default. */
const MOST_KEPT = 2 ** 20;

export function openGate({ state, from, watch, onHold, onLoss, onTooLong, onLostRequest }: GateParts): Gate {
  const direction = state[from];
  /** Whole units that have not been let through, in order. */
  let waiting: Unit[] = [];
  /** The first frames of a message that has not ended. */
  let frames: Unit[] = [];
  /** Bytes of the direction that went through, or were lost; and all that came. */
  let passed = 0;
  let seen = 0;
  let shutBy: Wait | undefined;
  /** A compressed message was lost, so the receiver's window is no longer the sender's. */
  let plain = false;
  /** Bytes to come of a message that has begun to pass. */
  let ahead = 0;
  let isTold = false;
  const gone = new WeakSet<Packet>();

  const isArmed = () => plain || watch.isArmed(from);

  /** Lets whole units through, up to one with a packet that is to be held. */
  function settle(): Uint8Array[] {
    const out: Uint8Array[] = [];
    for (let unit = waiting.shift(); unit; unit = waiting.shift()) {
      frames.push(unit);
      const isInside = frames.length > 1 && isControl(unit);
      if (goesOn(unit) || isInside) continue;
      const whole = frames;
      frames = [];
      const left = unit.http || unit.ws ? lose(unit, whole) : [unit.wire];
      if (holds(unit, whole)) break;
      out.push(...left);
      passed = unit.offset + unit.wire.length;
    }
    return out;
  }

  /**
   * A unit of which a part has gone through already, or that is too long to be kept: only its rest, which nobody
   * can take a packet out of.
   */
  function restOf(unit: Unit, last: Uint8Array): Unit {
    const from = Math.max(passed, unit.offset);
    const end = unit.offset + wireLength(unit);
    const lastFrom = seen - last.length;
    const before = unit.wire.subarray(from - unit.offset, Math.max(0, lastFrom - unit.offset));
    const wire = concatBytes([before, last.subarray(Math.max(0, from - lastFrom), end - lastFrom)]);
    return { from: unit.from, offset: from, wire, layers: ['data'], packets: unit.packets, issues: [] };
  }

  /** Shuts the gate where the unit has a packet that a fault waits for. */
  function holds(unit: Unit, whole: readonly Unit[]): boolean {
    for (const wait of watch.waits(from)) {
      const { catches } = wait;
      if (catches.does !== 'hold') continue;
      const packet = unit.packets.find((one) => !gone.has(one) && isHeldPacket(one, catches.packet));
      if (!packet) continue;
      watch.meet(wait);
      shutBy = wait;
      waiting = [...whole, ...waiting];
      onHold(wait, packet, unit);
      return true;
    }
    return false;
  }

  /** The bytes of a message without the packets that are to be lost. */
  function lose(unit: Unit, whole: readonly Unit[]): Uint8Array[] {
    const lost = new Map<Packet, Wait | undefined>();
    for (const packet of unit.packets) {
      if (gone.has(packet)) lost.set(packet, undefined);
      else if (packet.eio.binary && packet.sio === undefined && watch.takeAttachment(from, unit)) {
        lost.set(packet, undefined);
      } else {
        const wait = watch
          .waits(from)
          .find(({ catches }) => catches.does === 'drop' && isLike(packet, catches.like));
        if (!wait) continue;
        watch.meet(wait);
        watch.loseAttachments(from, unit, packet.sio?.attachments ?? 0);
        lost.set(packet, wait);
      }
    }
    if (lost.size === 0) return plain && isDeflated(unit) ? inPlain(whole) : whole.map(({ wire }) => wire);
    for (const packet of lost.keys()) gone.add(packet);
    const [bytes, how] = unit.ws ? withoutMessage(unit, whole) : withoutPart(unit, new Set(lost.keys()));
    for (const [packet, wait] of lost) if (wait) onLoss(wait, packet, unit, how);
    return bytes;
  }

  function withoutMessage(unit: Unit, whole: readonly Unit[]): [Uint8Array[], Loss] {
    const hasWindow = isDeflated(unit) && state.deflate?.[from] === true;
    const turns = hasWindow && !plain;
    plain ||= hasWindow;
    return [whole.filter(isControl).map(({ wire }) => wire), turns ? 'plain' : 'clean'];
  }

  function withoutPart(unit: Unit, lost: ReadonlySet<Packet>): [Uint8Array[], Loss] {
    const mended = withoutPackets(unit, lost);
    switch (mended.is) {
      case 'mended':
        return [[mended.bytes], 'clean'];
      case 'lost':
        onLostRequest(unit);
        return [[], 'clean'];
      case 'unmendable':
        return [[unit.wire], 'kept'];
    }
  }

  /** Bytes of what is not whole yet, where they need not be kept or may not be. */
  function unfinished(last: Uint8Array, mayKeep: boolean): Uint8Array[] {
    if (passed === seen || shutBy) return [];
    const isBegun = passed > direction.offset;
    const wants = mayKeep && !isBegun && isSeenWhole();
    if (wants && seen - passed <= MOST_KEPT) return [];
    if (wants && !isTold) onTooLong();
    isTold ||= wants;
    const out = frames.map(({ wire }) => wire);
    frames = [];
    const { inbox, offset } = direction;
    const kept = seen - Math.max(passed, offset);
    const before = Math.max(0, kept - last.length);
    const at = inbox.start + Math.max(0, passed - offset);
    // A copy: the inbox keeps these bytes until their unit is whole.
    if (before > 0) out.push(inbox.bytes.slice(at, at + before));
    if (kept > before) out.push(last.subarray(last.length - (kept - before)));
    passed = seen;
    return out;
  }

  /** Whether what is in progress can have a packet in it, and ends before its direction does. */
  function isSeenWhole(): boolean {
    switch (direction.phase) {
      case 'head':
      case 'frame':
        return true;
      case 'sized':
      case 'chunked':
        return direction.asked?.engine !== undefined;
      default:
        return false;
    }
  }

  /** It continues a message whose first frames have gone through. */
  function isTail({ ws }: Unit): boolean {
    return (
      ws?.opcode === 0 && [...frames, ...waiting].every((unit) => unit.ws === undefined || isControl(unit))
    );
  }

  /** Nothing can be taken out of it any more, so it need not be read. */
  function passBegun(bytes: Uint8Array): readonly Uint8Array[] {
    const count = Math.min(ahead, bytes.length);
    ahead -= count;
    seen += count;
    passed += count;
    return count === bytes.length ? [bytes] : [bytes.subarray(0, count), ...gate.pass(bytes.subarray(count))];
  }

  const gate: Gate = {
    get isShut() {
      return shutBy !== undefined;
    },
    pass(bytes) {
      if (ahead > 0) return passBegun(bytes);
      const isOpen = passed === seen && !isArmed();
      seen += bytes.length;
      if (isOpen) {
        ahead = follow(state, from, bytes);
        passed = seen;
        return [bytes];
      }
      const units = feed(state, from, bytes);
      for (const unit of units) {
        if (unit.from !== from) continue;
        const isBegun = unit.offset < passed || unit.skipped !== undefined || isTail(unit);
        waiting.push(isBegun ? restOf(unit, bytes) : unit);
      }
      const out = settle();
      return [...out, ...unfinished(bytes, isArmed())];
    },
    reconsider() {
      if (shutBy && watch.isHeld(shutBy)) return [];
      shutBy = undefined;
      if (passed === seen) return [];
      const out = settle();
      return [...out, ...unfinished(NOTHING, isArmed())];
    },
    flush() {
      return unfinished(NOTHING, false);
    },
    clear() {
      waiting = [];
      frames = [];
      shutBy = undefined;
      passed = seen;
    },
  };
  return gate;
}

const NOTHING = new Uint8Array(0);
