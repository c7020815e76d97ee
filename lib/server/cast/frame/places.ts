import type { SourcePlace } from '@/lib/capture/record';

/** Finds the learner's lines in what the browser says about its own. */
export interface Places {
  of(url: string, line: number, column: number): SourcePlace | undefined;
  /** The innermost line of the program in a stack. */
  inStack(stack: string | undefined): SourcePlace | undefined;
  /** The text, most often a stack, with the learner's names for the files. */
  readable(text: string): string;
}

export function openPlaces(base: string): Places {
  const places: Places = {
    of(url, line, column) {
      const [path = ''] = url.startsWith(base) ? url.slice(base.length).split(/[?#]/) : ['~/'];
      // `~/` is ours: the library, and this script.
      if (path.startsWith('~/') || path.startsWith('socket.io/')) return undefined;
      return { file: path || 'index.html', line, column };
    },
    inStack(stack) {
      for (const [, url = '', line, column] of (stack ?? '').matchAll(/(https?:\/\/[^\s()]+):(\d+):(\d+)/g)) {
        const place = places.of(url, Number(line), Number(column));
        if (place) return place;
      }
      return undefined;
    },
    // A line of the page itself has no file name: `http://…/alice/:5:12`.
    readable: (text) => text.replaceAll(`${base}:`, 'index.html:').replaceAll(base, ''),
  };
  return places;
}
