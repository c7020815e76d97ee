import type { SourcePlace } from '@/lib/capture/record';
import { type ToSource, toSourceOf } from '@/lib/program/position';
import { type FrameProgram, unpackInserts } from './program';

/** Finds the learner's lines in what the browser says about its own. */
export interface Places {
  of(url: string, line: number, column: number): SourcePlace | undefined;
  /** The innermost line of the program in a stack. */
  inStack(stack: string | undefined): SourcePlace | undefined;
  /** The text, most often a stack, with the learner's names, lines and columns, and without our own functions. */
  readable(text: string): string;
}

export function openPlaces(base: string, { files }: FrameProgram): Places {
  const toSource = new Map<string, ToSource>(
    files.map(({ name, inserts }) => [name, toSourceOf(unpackInserts(inserts))]),
  );

  /** A place by the name of the file below the base: `client.js?v=2`, or nothing for the page itself. */
  function placeOf(path: string, line: number, column: number): SourcePlace {
    const file = path.split(/[?#]/)[0] || 'index.html';
    return { file, ...(toSource.get(file)?.(line, column) ?? { line, column }) };
  }

  const places: Places = {
    of(url, line, column) {
      const path = url.startsWith(base) ? url.slice(base.length) : '~/';
      // `~/` is ours: the library, and this script.
      return path.startsWith('~/') || path.startsWith('socket.io/') ? undefined : placeOf(path, line, column);
    },
    inStack(stack) {
      for (const [, url = '', line, column] of (stack ?? '').matchAll(/(https?:\/\/[^\s()]+):(\d+):(\d+)/g)) {
        const place = places.of(url, Number(line), Number(column));
        if (place) return place;
      }
      return undefined;
    },
    readable(text) {
      if (!text.includes(base)) return text;
      const own = new RegExp(`${literal(base)}([^\\s():]*):(\\d+):(\\d+)`, 'g');
      return text
        .replaceAll(new RegExp(`\\n[^\\n]*${literal(base)}~/frame\\.js[^\\n]*`, 'g'), '')
        .replaceAll(own, (_, path: string, line, column) => {
          const place = placeOf(path, Number(line), Number(column));
          return `${place.file}:${place.line}:${place.column}`;
        })
        .replaceAll(base, '');
    },
  };
  return places;
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
