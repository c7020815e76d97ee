import { createStore } from 'zustand/vanilla';

/** What was done is kept in this browser, by lesson (`engine-io/upgrade`) and step. */

const KEY = 'socketscope:progress';
const VERSION = 1;

/** By step: what was seen on the wire when it was done, e.g. `#9 3probe`. */
export interface LessonProgress {
  readonly [step: string]: string;
}

export interface ProgressState {
  readonly lessons: { readonly [lesson: string]: LessonProgress };
  /** Whether this browser's memory was read: not yet while the server renders. */
  readonly loaded: boolean;
}

export const progressStore = createStore<ProgressState>(() => ({ lessons: {}, loaded: false }));

/** Reads what is kept, and follows the other tabs of this browser. Gives back how to stop. */
export function followProgress(): () => void {
  const read = () => progressStore.setState({ lessons: parseProgress(readItem()), loaded: true });
  const onStorage = (event: StorageEvent) => {
    if (event.key === KEY) read();
  };
  read();
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}

export function completeStep(lesson: string, step: string, seen: string): void {
  const { lessons } = progressStore.getState();
  keep({ ...lessons, [lesson]: { ...lessons[lesson], [step]: seen } });
}

export function forgetStep(lesson: string, step: string): void {
  const { lessons } = progressStore.getState();
  const { [step]: _forgotten, ...others } = lessons[lesson] ?? {};
  keep({ ...lessons, [lesson]: others });
}

export function forgetLesson(lesson: string): void {
  const { [lesson]: _forgotten, ...others } = progressStore.getState().lessons;
  keep(others);
}

function keep(lessons: ProgressState['lessons']): void {
  progressStore.setState({ lessons });
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: VERSION, lessons }));
  } catch {
    // The browser refuses storage (private window, quota): progress then lasts as long as the page.
  }
}

function readItem(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What is not ours, or of a newer version, counts as nothing done; it is overwritten only by a new step. */
export function parseProgress(text: string | undefined): ProgressState['lessons'] {
  const stored = parseJson(text);
  if (!isObject(stored) || stored.version !== VERSION || !isObject(stored.lessons)) return {};
  const lessons = Object.entries(stored.lessons).filter(([, steps]) => isObject(steps));
  return Object.fromEntries(lessons.map(([lesson, steps]) => [lesson, textsOf(steps)]));
}

function textsOf(steps: unknown): LessonProgress {
  if (!isObject(steps)) return {};
  return Object.fromEntries(
    Object.entries(steps).flatMap(([step, seen]) => (typeof seen === 'string' ? [[step, seen]] : [])),
  );
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
