/** Where in a text `JSON.parse` stopped, as V8 tells it: not at all where the text breaks off. */
export function faultPosition(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : '';
  return Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
}

/** Whether the JSON was good as far as it went. */
export function breaksOff(text: string, error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  if (text.trim() === '') return false;
  if (/unexpected end|unterminated/i.test(message)) return true;
  // Without a position the fault is a character that was there.
  return /at position \d+/.test(message) && text.slice(faultPosition(text, error)).trim() === '';
}
