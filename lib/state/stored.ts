/** Small choices kept in this browser. One that cannot be kept lasts as long as the page. */

export function readChoice<T extends string>(key: string, allowed: readonly T[]): T | undefined {
  try {
    const stored = localStorage.getItem(key);
    return allowed.find((choice) => choice === stored);
  } catch {
    return undefined; // storage refused
  }
}

export function keepChoice(key: string, choice: string): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // storage refused
  }
}
