import { firstWhere } from '@/lib/base/first-where';
import { type Micros, micros } from '@/lib/base/micros';
import type { Packet } from '@/lib/dissect/layer';
import type { EntryNumber, UnitEntry } from './entry';
import type { Timeline } from './timeline';

/**
 * Where the heartbeat of a session stands. One end asks, the other answers:
 *
 *     open ── pingInterval ──► ping ── at most pingTimeout ──► pong ── pingInterval ──► ping …
 *      └────────── pingInterval + pingTimeout: no later than that the asked end hears a ping, or gives up
 */
export interface Heartbeat {
  readonly pingInterval: Micros;
  readonly pingTimeout: Micros;
  /** The entry it counts from. */
  readonly since: EntryNumber;
  readonly awaits: 'ping' | 'pong';
  /** The end that must send it. Since protocol 4 the server asks; before that, the client did. */
  readonly from: 'server' | 'client';
  /** A ping is due then. Who waits for a pong gives up then. */
  readonly due: Micros;
  /** Who answers pings gives up then, unless one came. */
  readonly deadline: Micros;
}

/** What a heartbeat counts from. `grace`: a packet that came while a pong was awaited. */
interface Beat {
  readonly n: EntryNumber;
  readonly at: Micros;
  readonly kind: 'open' | 'ping' | 'pong' | 'grace';
  /** The last open packet or ping, this one included. */
  readonly heardAt: Micros;
}

interface Beats {
  readonly pingInterval: Micros;
  readonly pingTimeout: Micros;
  readonly asks: 'server' | 'client';
  readonly beats: Beat[];
}

/** By session. */
export type Heartbeats = Map<string, Beats>;

/** The heartbeat of a session just after entry `n`; none where its open packet was not seen. */
export function heartbeatAt(timeline: Timeline, sid: string, n: EntryNumber): Heartbeat | undefined {
  const known = timeline.index.heartbeats.get(sid);
  const beat = known?.beats[firstWhere(known.beats, (one) => one.n > n) - 1];
  if (!known || !beat) return undefined;
  const { pingInterval, pingTimeout, asks } = known;
  const awaits = beat.kind === 'ping' || beat.kind === 'grace' ? 'pong' : 'ping';
  const isAsking = awaits === 'ping';
  return {
    pingInterval,
    pingTimeout,
    since: beat.n,
    awaits,
    from: isAsking ? asks : otherThan(asks),
    due: micros(beat.at + (isAsking ? pingInterval : pingTimeout)),
    deadline: micros(beat.heardAt + pingInterval + pingTimeout),
  };
}

/** For the fold: what the packets of an entry do to the heartbeat of their session. */
export function noteBeats({ index: { heartbeats } }: Timeline, entry: UnitEntry): void {
  const { sid } = entry;
  if (sid === undefined) return;
  for (const packet of entry.unit.packets) {
    const known = heartbeats.get(sid);
    const opened = known ?? opening(packet, entry);
    if (!opened) continue;
    if (!known) heartbeats.set(sid, opened);
    const kind = known ? kindOf(packet, entry, known) : 'open';
    const before = opened.beats.at(-1);
    if (!kind) continue;
    const { n, at } = entry;
    opened.beats.push({ n, at, kind, heardAt: before && kind !== 'ping' ? before.heardAt : at });
  }
}

function opening({ eio: { handshake } }: Packet, { unit }: UnitEntry): Beats | undefined {
  if (unit.from !== 'server' || handshake?.pingInterval === undefined || handshake.pingTimeout === undefined)
    return undefined;
  return {
    pingInterval: micros(handshake.pingInterval * 1000),
    pingTimeout: micros(handshake.pingTimeout * 1000),
    asks: unit.engine?.version === 3 ? 'client' : 'server',
    beats: [],
  };
}

function kindOf({ eio }: Packet, { unit }: UnitEntry, { asks, beats }: Beats): Beat['kind'] | undefined {
  const last = beats.at(-1)?.kind;
  if (eio.data !== 'probe') {
    if (eio.type === 'ping' && unit.from === asks) return 'ping';
    if (eio.type === 'pong' && unit.from !== asks)
      return last === 'ping' || last === 'grace' ? 'pong' : undefined;
  }
  // The reference server lets one other packet restart its wait for the pong, once.
  return asks === 'server' && unit.from === 'client' && last === 'ping' ? 'grace' : undefined;
}

function otherThan(end: 'server' | 'client'): 'server' | 'client' {
  return end === 'server' ? 'client' : 'server';
}
