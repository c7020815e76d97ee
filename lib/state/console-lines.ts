import type { SourcePlace, TraceEvent } from '@/lib/capture/record';
import { millisText } from '@/lib/explain/words';
import type { EntryNumber, TraceEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

/** One line of a console: what a program said, or what happened to it. */
export interface ConsoleLine {
  readonly n: EntryNumber;
  readonly text: string;
  /** `thrown` and `event` were not written by the program, but told beside it. */
  readonly tone: 'log' | 'warn' | 'error' | 'debug' | 'thrown' | 'event';
  readonly place?: SourcePlace;
}

interface Read {
  read: number;
  readonly lines: ConsoleLine[];
}

const kept = new WeakMap<Timeline, Map<string, Read>>();

/** The console of one side in one run. Entries are read once: the list they are in only grows. */
export function consoleLines(timeline: Timeline, run: number, side: string): readonly ConsoleLine[] {
  const consoles = kept.get(timeline) ?? new Map<string, Read>();
  kept.set(timeline, consoles);
  const key = `${run} ${side}`;
  const console = consoles.get(key) ?? { read: 0, lines: [] };
  consoles.set(key, console);

  for (; console.read < timeline.entries.length; console.read += 1) {
    if (timeline.entries.isFrame(console.read + 1)) continue;
    const entry = timeline.entries.at(console.read);
    if (entry?.kind !== 'trace' || entry.run !== run || entry.record.side !== side) continue;
    const line = lineOf(entry);
    if (line) console.lines.push(line);
  }
  return console.lines;
}

function lineOf({ n, record }: TraceEntry): ConsoleLine | undefined {
  const { event } = record;
  switch (event.kind) {
    case 'log':
      return { n, text: event.text, tone: toneOf(event.level), ...(event.place && { place: event.place }) };
    case 'exception':
      return {
        n,
        text: `${event.phase === 'rejection' ? 'Unhandled rejection: ' : ''}${event.name}: ${event.message}`,
        tone: 'thrown',
        ...(event.place && { place: event.place }),
      };
    case 'program':
      return event.state === 'started' ? { n, text: 'the server runs', tone: 'event' } : undefined;
    case 'socket':
      return { n, text: socketText(event), tone: 'event' };
    case 'client':
      return { n, text: clientText(event), tone: 'event' };
    case 'unheard':
      return {
        n,
        text: `nobody listened to ${JSON.stringify(event.event)}${inNamespace(event.nsp)}`,
        tone: 'event',
      };
    case 'unsent':
      return { n, text: unsentText(event), tone: 'event', ...(event.place && { place: event.place }) };
    case 'retry':
      return {
        n,
        text: `waits ${millisText(event.delayMs)} before attempt ${event.attempt} to connect`,
        tone: 'event',
      };
    case 'queued':
      return {
        n,
        text: `the browser kept a request back for ${millisText(event.ms)}: ${event.path}`,
        tone: 'event',
      };
    case 'room':
    case 'sent':
    case 'handler':
      return undefined;
  }
}

function toneOf(level: 'log' | 'info' | 'warn' | 'error' | 'debug'): ConsoleLine['tone'] {
  return level === 'info' ? 'log' : level;
}

function socketText(event: TraceEvent & { kind: 'socket' }): string {
  const nsp = inNamespace(event.nsp);
  if (event.action === 'connection') return `connection: ${event.socket}${nsp}`;
  return `disconnect: ${event.socket}${nsp}${event.reason ? ` (${event.reason})` : ''}`;
}

function unsentText({ fate, event, nsp, rooms, sid, volatile }: TraceEvent & { kind: 'unsent' }): string {
  const what = `${volatile ? 'volatile ' : ''}${JSON.stringify(event)}${inNamespace(nsp)}`;
  switch (fate) {
    case 'buffered':
      return `${what} waits for a connection`;
    case 'dropped':
      return `${what} was dropped`;
    case 'nobody':
      if (sid !== undefined) return `${what} went to nobody: its client is away`;
      return `${what} went to nobody: ${rooms?.length ? `no one is in ${rooms.join(', ')}` : 'no one is connected'}`;
  }
}

function inNamespace(nsp: string): string {
  return nsp === '/' ? '' : ` in ${nsp}`;
}

function clientText(event: TraceEvent & { kind: 'client' }): string {
  const who =
    event.source === 'socket' && event.nsp && event.nsp !== '/' ? `socket ${event.nsp}` : event.source;
  return `${who} ${event.event}${event.detail ? `: ${event.detail}` : ''}`;
}
