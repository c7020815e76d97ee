import { format } from '../../lab/inside/format';
import type { Places } from './places';
import type { Tell } from './post';

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;

export function watchConsole(tell: Tell, places: Places): void {
  for (const level of LEVELS) {
    const print = console[level].bind(console);
    console[level] = (...values: unknown[]) => {
      const place = places.inStack(new Error().stack);
      tell({ kind: 'log', level, text: shown(values, places), ...(place && { place }) });
      print(...values);
    };
  }
}

const MAX_TEXT = 10_000;

/** As the server's console prints it, so that both ends read alike. */
export function shown(values: readonly unknown[], places: Places): string {
  return shortened(places.readable(format(...values)));
}

/** What a program says may be of any length; what is told of it may not. */
export function shortened(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)` : text;
}
