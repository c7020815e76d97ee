/** Small choices kept in this browser. One that cannot be kept lasts as long as the page. */

export function readChoice<T extends string>(key: string, allowed: readonly T[]): T | undefined {
  const stored = readText(key);
  return allowed.find((choice) => choice === stored);
}

export function keepChoice(key: string, choice: string): void {
  keepText(key, choice);
}

export function readText(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined; // storage refused
  }
}

export function keepText(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // storage refused
  }
}

export function forgetText(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // storage refused
  }
}
