import { createStore } from 'zustand/vanilla';
import { keepChoice, readChoice } from './stored';

const KEY = 'socketscope:letters';

/**
 * Whether single letters act from anywhere on the page. Who dictates, or whose hand slips, can turn them off
 * (WCAG 2.1.4); where the ladder has the focus they act all the same.
 */
export const shortcutStore = createStore<{
  readonly letters: boolean;
  /** The sheet that tells all keys is open. */
  readonly sheet: boolean;
}>(() => ({ letters: true, sheet: false }));

export function readShortcuts(): void {
  shortcutStore.setState({ letters: readChoice(KEY, ['on', 'off']) !== 'off' });
}

export function allowLetters(letters: boolean): void {
  keepChoice(KEY, letters ? 'on' : 'off');
  shortcutStore.setState({ letters });
}

export function showKeySheet(sheet: boolean): void {
  shortcutStore.setState({ sheet });
}
