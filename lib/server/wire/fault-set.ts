import type { Role } from '@/lib/capture/record';
import type { Unit } from '@/lib/dissect/layer';
import { FAULTS, type Fault, waitsFor } from '@/lib/lab/faults';
import type { Happening } from '../observe/log';
import { bothPlans, type Caught, CLEAR, type Effect, effectOf } from './faults';
import type { LanePlan } from './lane';
import type { Link } from './link';

/** The faults in force on one lab's wire. */
export interface FaultSet {
  readonly held: readonly Fault[];
  /** Puts `faults` in the place of those held. Answers those that act once, now, and are not kept. */
  replace(faults: readonly Fault[]): readonly OnceFault[];
  plan(client: string, lane: 'up' | 'down'): LanePlan;
  /** What all connections of a client share in one direction. */
  link(client: string, lane: 'up' | 'down'): Link;
  /** The faults in force that keep this lane's bytes back, for the records that they acted. */
  slowing(client: string, lane: 'up' | 'down'): readonly Fault[];
  /** The fault that decides about this client's upgrades: a refusal before a stripping. */
  onUpgrade(client: string): { readonly fault: Fault; readonly does: 'refuse' | 'strip' } | undefined;
  /** The fault by which this client's requests go to two nodes in turn. */
  onRequest(client: string): Fault | undefined;
  /** Some client's requests go to two nodes. */
  readonly wantsTwoNodes: boolean;
  /** What one connection's packets are compared with. */
  watch(client: string, conn: number): PacketWatch;
}

export interface OnceFault {
  readonly fault: Fault;
  readonly cut: 'fin' | 'rst';
}

/** A fault that waits for a packet. */
export interface Wait {
  readonly fault: Fault;
  readonly catches: Caught;
}

export interface PacketWatch {
  /** Some fault waits for a packet of this direction. */
  isArmed(from: Role): boolean;
  waits(from: Role): readonly Wait[];
  /** It has met its packet: a loss is over by that, and a hold takes no second packet of this client. */
  meet(wait: Wait): void;
  /** What was held is to be held still. */
  isHeld(wait: Wait): boolean;
  /** A packet was lost that announced so many binary ones: they go with it, whichever connection they take. */
  loseAttachments(from: Role, unit: Unit, count: number): void;
  takeAttachment(from: Role, unit: Unit): boolean;
}

export function openFaultSet(record: (happening: Happening) => void): FaultSet {
  let held: readonly Fault[] = [];
  let waits: readonly Wait[] = [];
  const met = new WeakMap<Fault, Set<string>>();
  const links = new Map<string, Link>();
  const attachments = new Map<string, number>();

  const effectsOn = (client: string) =>
    held.flatMap((fault) => (actsOn(fault, client) ? [{ fault, effect: effectOf(fault) }] : []));

  function keep(faults: readonly Fault[]): void {
    held = faults;
    waits = faults.flatMap((fault) => {
      const effect = effectOf(fault);
      return effect.on === 'packet' ? [{ fault, catches: effect.catches }] : [];
    });
  }

  return {
    get held() {
      return held;
    },
    replace(faults) {
      const before = new Map(held.map((fault) => [keyOf(fault), fault]));
      // One that stays is the very same one: what it has done so far counts.
      const wanted = new Map(faults.map((fault) => [keyOf(fault), before.get(keyOf(fault)) ?? fault]));
      const distinct = [...wanted.values()];
      const once = distinct.flatMap((fault) => {
        const effect = effectOf(fault);
        return effect.on === 'connection' ? [{ fault, cut: effect.cut }] : [];
      });
      const kept = distinct.filter((fault) => once.every((one) => one.fault !== fault));
      for (const fault of held) if (!kept.includes(fault)) record(changeOf(fault, 'cleared'));
      for (const fault of kept) if (!held.includes(fault)) record(changeOf(fault, 'set'));
      keep(kept);
      for (const link of links.values()) link.freeAt = 0;
      return once;
    },
    plan(client, lane) {
      if (held.length === 0) return CLEAR;
      return effectsOn(client).reduce((plan, { effect }) => bothPlans(plan, laneOf(effect, lane)), CLEAR);
    },
    link(client, lane) {
      const key = `${client} ${lane}`;
      const link = links.get(key) ?? { freeAt: 0 };
      links.set(key, link);
      return link;
    },
    slowing(client, lane) {
      if (held.length === 0) return [];
      return effectsOn(client).flatMap(({ fault, effect }) => (slows(laneOf(effect, lane)) ? [fault] : []));
    },
    onUpgrade(client) {
      const verdicts = effectsOn(client).flatMap(({ fault, effect }) =>
        effect.on === 'upgrade' ? [{ fault, does: effect.does }] : [],
      );
      return verdicts.find(({ does }) => does === 'refuse') ?? verdicts[0];
    },
    onRequest(client) {
      return effectsOn(client).find(({ effect }) => effect.on === 'request')?.fault;
    },
    get wantsTwoNodes() {
      return held.some((fault) => effectOf(fault).on === 'request');
    },
    watch(client, conn) {
      const sessionOf = (from: Role, { engine }: Unit) => `${client} ${from} ${engine?.sid ?? conn}`;
      const waitsFor = (from: Role) =>
        waits.filter(
          ({ fault, catches }) =>
            actsOn(fault, client) &&
            !met.get(fault)?.has(client) &&
            (catches.does === 'hold' || catches.like.from === from),
        );
      return {
        isArmed: (from) => (waits.length > 0 && waitsFor(from).length > 0) || attachments.size > 0,
        waits: waitsFor,
        meet({ fault, catches }) {
          if (catches.does === 'drop') return keep(held.filter((one) => one !== fault));
          met.set(fault, (met.get(fault) ?? new Set()).add(client));
        },
        isHeld: ({ fault }) => held.includes(fault),
        loseAttachments(from, unit, count) {
          if (count > 0) attachments.set(sessionOf(from, unit), count);
        },
        takeAttachment(from, unit) {
          const session = sessionOf(from, unit);
          const left = attachments.get(session) ?? 0;
          if (left > 1) attachments.set(session, left - 1);
          else attachments.delete(session);
          return left > 0;
        },
      };
    },
  };
}

function actsOn(fault: Fault, client: string): boolean {
  return fault.client === undefined || fault.client === client;
}

function laneOf(effect: Effect, lane: 'up' | 'down'): LanePlan {
  return effect.on === 'bytes' ? effect[lane] : CLEAR;
}

function slows({ delayMs, jitterMs, frozen, bytesPerSecond }: LanePlan): boolean {
  return frozen || delayMs + jitterMs > 0 || bytesPerSecond !== Number.POSITIVE_INFINITY;
}

function keyOf(fault: Fault): string {
  return JSON.stringify(Object.entries(fault).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function changeOf(fault: Fault, state: 'set' | 'cleared'): Happening {
  const { label, does } = FAULTS[fault.kind];
  const whose = fault.client ?? 'everyone';
  const what = [label, ...amountOf(fault)].join(' ');
  return {
    type: 'fault',
    fault: fault.kind,
    state,
    ...(fault.client !== undefined && { client: fault.client }),
    ...whatOf(fault),
    detail: state === 'set' ? `“${what}” is on for ${whose}: ${does}` : `“${what}” is off for ${whose}.`,
  };
}

/** What a record of the fault tells it by, beside its kind. */
export function whatOf(fault: Fault): { readonly waitsFor?: string } {
  const what = waitsFor(fault);
  return what === undefined ? {} : { waitsFor: what };
}

function amountOf(fault: Fault): string[] {
  switch (fault.kind) {
    case 'latency':
      return [`${fault.ms} ms`, ...(fault.jitterMs ? [`+ up to ${fault.jitterMs} ms`] : []), fault.direction];
    case 'bandwidth':
      return [`${fault.bytesPerSecond} B/s`, fault.direction];
    case 'freeze':
      return [fault.direction];
    default:
      return [waitsFor(fault) ?? []].flat();
  }
}
