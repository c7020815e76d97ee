import type { SourcePlace } from '@/lib/capture/record';
import { type ChainLink, chainOf } from '@/lib/session/chain';
import type { EntryNumber, Party } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

/** A step on the way from line to line: a line of one side, or the packet between two. */
export type ChainStep =
  | { readonly kind: 'line'; readonly side: Party; readonly place: SourcePlace }
  | { readonly kind: 'packet'; readonly n: EntryNumber; readonly selected: boolean }
  /** Nobody listened there. */
  | { readonly kind: 'unheard'; readonly side: Party };

/** So many packets of what came of the selected one are listed. */
const MOST_AFTER = 4;

/**
 * Alice's line → packet → server's line → packets → Bob's line, with the selected entry in it. Empty where no
 * program is known to have sent or heard it.
 */
export function chainSteps(timeline: Timeline, n: EntryNumber): readonly ChainStep[] {
  const entry = timeline.entries[n - 1];
  if (entry?.kind !== 'unit') return [];
  for (const packet of entry.unit.packets.keys()) {
    const root = chainOf(timeline, n, packet);
    const steps = root ? stepsFrom(root, n) : [];
    if (steps.some(({ kind }) => kind !== 'packet')) return steps;
  }
  return [];
}

function stepsFrom(root: ChainLink, selected: EntryNumber): ChainStep[] {
  const steps: ChainStep[] = [];
  for (let link: ChainLink | undefined = root; link; ) {
    add(steps, link, selected);
    const next: ChainLink | undefined = link.then.find(({ onPath }) => onPath);
    if (!next) for (const after of link.then.slice(0, MOST_AFTER)) add(steps, after, selected);
    link = next;
  }
  return steps;
}

function add(steps: ChainStep[], link: ChainLink, selected: EntryNumber): void {
  if (link.place) push(steps, { kind: 'line', side: link.from, place: link.place });
  push(steps, { kind: 'packet', n: link.n, selected: link.n === selected });
  for (const { side, place } of link.handlers) if (place) push(steps, { kind: 'line', side, place });
  if (link.unheard) steps.push({ kind: 'unheard', side: link.to });
}

/** Packets of one entry, and two functions of one line, are one step. */
function push(steps: ChainStep[], step: ChainStep): void {
  const last = steps.at(-1);
  const isSame =
    (last?.kind === 'packet' && step.kind === 'packet' && last.n === step.n) ||
    (last?.kind === 'line' &&
      step.kind === 'line' &&
      last.side === step.side &&
      last.place.file === step.place.file &&
      last.place.line === step.place.line);
  if (!isSame) steps.push(step);
}
