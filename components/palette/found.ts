import type { Action } from '@/lib/state/actions';
import { fuzzyMatch } from './fuzzy';

/** An action that is shown, with the letters of its title that were typed. */
export interface Found {
  readonly action: Action;
  readonly places: readonly number[];
}

export interface FoundGroup {
  readonly value: string;
  readonly items: readonly Found[];
}

const LATELY = 'Used lately';
/** Found by its other words only. */
const OTHER_WORDS = 20;
/** Used before: goes first among those that match as well. */
const BONUS = 5;

/**
 * What is shown for what was typed: nothing typed, everything in groups and first what was used lately; else what
 * matches, the best first.
 */
export function findActions(
  actions: readonly Action[],
  typed: string,
  used: readonly string[],
): readonly FoundGroup[] {
  if (typed.trim() === '') return grouped(actions, used);
  const found = actions.flatMap((action) => {
    const inTitle = fuzzyMatch(typed, action.title);
    const inWords = inTitle
      ? undefined
      : fuzzyMatch(typed, `${action.group} ${action.title} ${action.words ?? ''}`);
    const score = inTitle?.score ?? (inWords && inWords.score - OTHER_WORDS);
    if (score === undefined || (inWords && !isClose(inWords.places))) return [];
    const bonus = used.includes(action.id) ? BONUS : 0;
    return [{ action, places: inTitle?.places ?? [], score: score + bonus }];
  });
  const items = found.sort((a, b) => b.score - a.score);
  return items.length === 0 ? [] : [{ value: 'Found', items }];
}

/** Letters strewn over a long text are no match that anybody meant. */
function isClose(places: readonly number[]): boolean {
  const reach = (places.at(-1) ?? 0) - (places[0] ?? 0);
  return reach < places.length * 3;
}

function grouped(actions: readonly Action[], used: readonly string[]): FoundGroup[] {
  const lately = used.flatMap((id) => actions.find((action) => action.id === id) ?? []);
  const groups = new Map<string, Found[]>();
  const add = (group: string, action: Action) => {
    const items = groups.get(group);
    if (items) items.push({ action, places: [] });
    else groups.set(group, [{ action, places: [] }]);
  };
  for (const action of lately) add(LATELY, action);
  for (const action of actions) if (!lately.includes(action)) add(action.group, action);
  return [...groups].map(([value, items]) => ({ value, items }));
}
