import type { SourcePlace } from '@/lib/capture/record';
import { counted, partyName } from '@/lib/explain/words';
import { type ChainLink, chainOf, type HandlerCall } from '@/lib/session/chain';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

/** One stop on the way from line to line. */
export type ChainStep =
  | { readonly kind: 'sent'; readonly place: SourcePlace; readonly by: string }
  | { readonly kind: 'packet'; readonly n: EntryNumber; readonly to: string; readonly isThis: boolean }
  /** `times`: how many functions of this line were called with it. */
  | {
      readonly kind: 'heard';
      readonly place: SourcePlace | undefined;
      readonly by: string;
      readonly times: number;
    }
  | { readonly kind: 'unheard'; readonly by: string }
  /** `fan`: more than one packet came of it; they stand below, each on a branch of its own. */
  | { readonly kind: 'caused'; readonly text: string };

/** A stretch of a chain without a fork, and the branches it ends in. */
export interface ChainBranch {
  readonly key: string;
  readonly steps: readonly ChainStep[];
  readonly branches: readonly ChainBranch[];
}

/** The chains of an entry's packets, each from its first cause. Packets of one body may share one. */
export function chainsOf(timeline: Timeline, entry: Entry): ChainBranch[] {
  if (entry.kind !== 'unit') return [];
  const roots = new Map<string, ChainBranch>();
  entry.unit.packets.forEach((_, packet) => {
    const root = chainOf(timeline, entry.n, packet);
    if (!root || !tells(root)) return;
    const branch = branchOf(root, entry.n);
    roots.set(branch.key, branch);
  });
  return [...roots.values()];
}

/** A packet of which no program told anything, such as a ping, stands in no chain. */
function tells({ place, handlers, unheard, then }: ChainLink): boolean {
  return place !== undefined || handlers.length > 0 || unheard || then.length > 0;
}

function branchOf(link: ChainLink, selected: EntryNumber): ChainBranch {
  const steps: ChainStep[] = [];
  if (link.place) steps.push({ kind: 'sent', place: link.place, by: partyName(link.from) });
  steps.push({ kind: 'packet', n: link.n, to: partyName(link.to), isThis: link.n === selected });
  steps.push(...heardBy(link.handlers));
  if (link.unheard) steps.push({ kind: 'unheard', by: partyName(link.to) });
  if (link.then.length > 1 || link.more)
    steps.push({
      kind: 'caused',
      text: `caused ${counted(link.then.length, 'packet')}${link.more ? ', and more' : ''}`,
    });
  const key = `${link.n}.${link.packet}`;
  const [only] = link.then;
  if (link.then.length === 1 && only && !link.more) {
    const next = branchOf(only, selected);
    return { key, steps: [...steps, ...next.steps], branches: next.branches };
  }
  return { key, steps, branches: link.then.map((one) => branchOf(one, selected)) };
}

/** Functions of one line that heard it stand together. */
function heardBy(handlers: readonly HandlerCall[]): ChainStep[] {
  const byLine = new Map<string, Extract<ChainStep, { kind: 'heard' }>>();
  for (const { side, place } of handlers) {
    const key = `${side} ${place?.file}:${place?.line}`;
    const times = (byLine.get(key)?.times ?? 0) + 1;
    byLine.set(key, { kind: 'heard', place, by: partyName(side), times });
  }
  return [...byLine.values()];
}
