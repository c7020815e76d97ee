import { createStore } from 'zustand/vanilla';
import { keepText, readText } from './stored';

/** Something that can be done by name. */
export interface Action {
  /** Never changes: what was used lately is kept by it. */
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** Other words by which it is found, not shown in full. */
  readonly words?: string;
  readonly run: () => void;
}

/** What can be done now; what was typed may name more of it, as a number does an entry. */
export type Offer = (typed: string) => readonly Action[];

interface ActionState {
  readonly isOpen: boolean;
  readonly offers: readonly Offer[];
  /** Ids of those that were used, the newest first; of this browser, not of this page. */
  readonly used: readonly string[];
}

const KEY = 'socketscope:actions';
const MOST_USED = 6;

export const actionStore = createStore<ActionState>(() => ({ isOpen: false, offers: [], used: [] }));

/** Adds to what can be done, for as long as it can be. Gives back how to take it away again. */
export function offer(offered: Offer): () => void {
  actionStore.setState(({ offers }) => ({ offers: [...offers, offered] }));
  return () => actionStore.setState(({ offers }) => ({ offers: offers.filter((one) => one !== offered) }));
}

export function showPalette(isOpen: boolean): void {
  actionStore.setState(isOpen ? { isOpen, used: readUsed() } : { isOpen });
}

export function noteUsed({ id }: Action): void {
  const used = [id, ...readUsed().filter((one) => one !== id)].slice(0, MOST_USED);
  keepText(KEY, used.join('\n'));
  actionStore.setState({ used });
}

function readUsed(): readonly string[] {
  return (readText(KEY) ?? '').split('\n').filter(Boolean).slice(0, MOST_USED);
}
