import { momentText, partyName } from '@/lib/explain/words';
import type { Entry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { type Fact, Facts } from './facts';

interface ToldViewProps {
  readonly entry: Exclude<Entry, { kind: 'unit' }>;
  readonly timeline: Timeline;
}

/** An entry without bytes: what it tells, as names and values. */
export function ToldView({ entry, timeline }: ToldViewProps) {
  const at = { name: 'At', value: momentText(timeline.entries.timeInRun(entry.n)) };
  return <Facts facts={[...factsOf(entry), at]} />;
}

/** What there is to say where the bytes would be. */
export function noBytesText(entry: Exclude<Entry, { kind: 'unit' }>): string {
  switch (entry.kind) {
    case 'open':
    case 'close':
      return 'A connection as TCP has it. The bytes that crossed it are in entries of their own.';
    case 'trace':
      return `Not on the wire: told by ${entry.record.side === 'server' ? 'the server’s' : `${partyName(entry.record.side)}’s`} program.`;
    case 'fault':
      return 'Done to the wire, not sent over it.';
    case 'gap':
      return 'What was here is lost: more came than could be kept.';
  }
}

function factsOf(entry: Exclude<Entry, { kind: 'unit' }>): Fact[] {
  switch (entry.kind) {
    case 'open':
    case 'close':
      return [
        { name: 'Connection', value: `TCP ${entry.conn}` },
        { name: entry.kind === 'open' ? 'Opened by' : 'Closed by', value: entry.by ?? entry.from },
        ...(entry.how ? [{ name: 'With', value: entry.how.toUpperCase() }] : []),
      ];
    case 'trace': {
      const { kind, ...told } = entry.record.event;
      return [
        { name: 'Told by', value: partyName(entry.record.side) },
        { name: 'What', value: kind },
        ...Object.entries(told).flatMap(([name, value]) =>
          value === undefined
            ? []
            : [{ name: name.charAt(0).toUpperCase() + name.slice(1), value: toldText(value) }],
        ),
      ];
    }
    case 'fault': {
      const { fault, state, client, conn, detail } = entry.record;
      return [
        { name: 'Fault', value: fault },
        { name: 'State', value: state },
        { name: 'Client', value: client === undefined ? 'all' : partyName(client) },
        ...(conn === undefined ? [] : [{ name: 'Connection', value: `TCP ${conn}` }]),
        { name: 'What was done', value: detail },
      ];
    }
    case 'gap':
      return [{ name: 'Records lost', value: String(entry.lost) }];
  }
}

/** A place reads as `server.js:7:3`, everything else as itself. */
function toldText(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'file' in value && 'line' in value) {
    const column = 'column' in value && value.column !== undefined ? `:${value.column}` : '';
    return `${value.file}:${value.line}${column}`;
  }
  return String(value);
}
