import { createStore } from 'zustand/vanilla';
import { keepChoice, readChoice } from './stored';

export type ThemeChoice = 'system' | 'dark' | 'light';

export const THEME_CHOICES: readonly ThemeChoice[] = ['system', 'dark', 'light'];
export const THEME_KEY = 'socketscope:theme';

/** `undefined` until this browser's memory was read. */
export const themeStore = createStore<{ readonly choice: ThemeChoice | undefined }>(() => ({
  choice: undefined,
}));

/** Reads the choice and follows the system while it is the system's to say. Gives back how to stop. */
export function followTheme(): () => void {
  const system = window.matchMedia('(prefers-color-scheme: light)');
  const apply = () => paint(themeStore.getState().choice ?? 'system', system.matches);
  themeStore.setState({ choice: readChoice(THEME_KEY, THEME_CHOICES) ?? 'system' });
  apply();
  system.addEventListener('change', apply);
  const stop = themeStore.subscribe(apply);
  return () => {
    stop();
    system.removeEventListener('change', apply);
  };
}

export function chooseTheme(choice: ThemeChoice): void {
  keepChoice(THEME_KEY, choice);
  themeStore.setState({ choice });
}

function paint(choice: ThemeChoice, systemIsLight: boolean): void {
  document.documentElement.dataset.theme = choice === 'system' ? (systemIsLight ? 'light' : 'dark') : choice;
}

/**
 * The same before the first paint, so that the page never flashes in the other theme. It runs as text in the
 * head, ahead of every module, so it stands on nothing.
 */
export const THEME_SCRIPT = `(()=>{let c;try{c=localStorage.getItem(${JSON.stringify(THEME_KEY)})}catch{}
document.documentElement.dataset.theme=c==='dark'||c==='light'?c:matchMedia('(prefers-color-scheme: light)').matches?'light':'dark'})()`;
