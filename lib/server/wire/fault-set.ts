import { FAULTS, type Fault } from '@/lib/lab/faults';
import type { Happening } from '../observe/log';
import { bothPlans, CLEAR, type Effect, effectOf } from './faults';
import type { LanePlan } from './lane';

/** The faults in force on one lab's wire. */
export interface FaultSet {
  readonly held: readonly Fault[];
  /** Puts `faults` in the place of those held. Answers those that act once, now, and are not kept. */
  replace(faults: readonly Fault[]): readonly OnceFault[];
  plan(client: string, lane: 'up' | 'down'): LanePlan;
  /** The fault that decides about this client's upgrades: a refusal before a stripping. */
  onUpgrade(client: string): { readonly fault: Fault; readonly does: 'refuse' | 'strip' } | undefined;
  /** The first fault of those in force that keeps this lane's bytes back, for the record that it acted. */
  holding(client: string, lane: 'up' | 'down'): Fault | undefined;
}

export interface OnceFault {
  readonly fault: Fault;
  readonly cut: 'fin' | 'rst';
}

export function openFaultSet(record: (happening: Happening) => void): FaultSet {
  let held: readonly Fault[] = [];

  const effectsOn = (client: string) =>
    held.flatMap((fault) => (actsOn(fault, client) ? [{ fault, effect: effectOf(fault) }] : []));

  return {
    get held() {
      return held;
    },
    replace(faults) {
      const distinct = [...new Map(faults.map((fault) => [keyOf(fault), fault])).values()];
      const once = distinct.flatMap((fault) => {
        const effect = effectOf(fault);
        return effect.on === 'connection' ? [{ fault, cut: effect.cut }] : [];
      });
      const kept = distinct.filter((fault) => once.every((one) => one.fault !== fault));
      const before = new Set(held.map(keyOf));
      const after = new Set(kept.map(keyOf));
      for (const fault of held) if (!after.has(keyOf(fault))) record(changeOf(fault, 'cleared'));
      for (const fault of kept) if (!before.has(keyOf(fault))) record(changeOf(fault, 'set'));
      held = kept;
      return once;
    },
    plan(client, lane) {
      if (held.length === 0) return CLEAR;
      return effectsOn(client).reduce((plan, { effect }) => bothPlans(plan, laneOf(effect, lane)), CLEAR);
    },
    onUpgrade(client) {
      const verdicts = effectsOn(client).flatMap(({ fault, effect }) =>
        effect.on === 'upgrade' ? [{ fault, does: effect.does }] : [],
      );
      return verdicts.find(({ does }) => does === 'refuse') ?? verdicts[0];
    },
    holding(client, lane) {
      if (held.length === 0) return undefined;
      return effectsOn(client).find(({ effect }) => {
        const { delayMs, frozen } = laneOf(effect, lane);
        return frozen || delayMs > 0;
      })?.fault;
    },
  };
}

function actsOn(fault: Fault, client: string): boolean {
  return fault.client === undefined || fault.client === client;
}

function laneOf(effect: Effect, lane: 'up' | 'down'): LanePlan {
  return effect.on === 'bytes' ? effect[lane] : CLEAR;
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
    detail: state === 'set' ? `“${what}” is on for ${whose}: ${does}` : `“${what}” is off for ${whose}.`,
  };
}

function amountOf(fault: Fault): string[] {
  if (fault.kind === 'latency') return [`${fault.ms} ms`, fault.direction];
  if (fault.kind === 'freeze') return [fault.direction];
  return [];
}
