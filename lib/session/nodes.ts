import type { Entry } from './entry';
import type { Timeline } from './timeline';

/** Which of several nodes of the server an entry is about, from 1; absent where there is one. */
export function nodeOf(timeline: Timeline, entry: Entry): number | undefined {
  switch (entry.kind) {
    case 'unit':
    case 'open':
    case 'close':
      return timeline.index.conns.get(entry.conn)?.node;
    case 'trace':
      return entry.record.node;
    case 'fault':
      return entry.record.conn === undefined ? undefined : timeline.index.conns.get(entry.record.conn)?.node;
    case 'gap':
      return undefined;
  }
}
