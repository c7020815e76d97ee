import type { TraceEvent } from '@/lib/capture/record';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { EntryStore } from '@/lib/session/entry-store';

/**
 * What a program tells is shown where the wire cannot tell it: rooms are joined, code throws and clients give up
 * or try again without a packet.
 * Which line sent a packet, and which heard it, stands beside the code instead.
 */
export function isShown(entry: Entry, logs: boolean): boolean {
  return entry.kind !== 'trace' || isTold(entry.record.event, logs);
}

/** Which entries are shown, by their number: of frames, which are, nothing need be made. */
export function shownOf(entries: EntryStore, logs: boolean): (n: EntryNumber) => boolean {
  return (n) => {
    const entry = entries.isFrame(n) ? undefined : entries.nth(n);
    return entry === undefined || isShown(entry, logs);
  };
}

/** Those of one run, but for what a filter hides. */
export function shownIn(
  entries: EntryStore,
  run: number,
  logs: boolean,
  hidden?: (n: EntryNumber) => boolean,
): (n: EntryNumber) => boolean {
  const shown = shownOf(entries, logs);
  // Most of those that are asked about are hidden, where something is.
  return (n) => !hidden?.(n) && entries.runOf(n) === run && shown(n);
}

function isTold(event: TraceEvent, logs: boolean): boolean {
  switch (event.kind) {
    case 'program':
    case 'exception':
    case 'unheard':
    case 'unsent':
    case 'retry':
    case 'queued':
      return true;
    case 'room':
      // Each socket joins a room named by its own id, before anything else: that is not news.
      return (event.action === 'join' || event.action === 'leave') && event.room !== event.socket;
    case 'log':
      return logs;
    case 'client':
      return event.event.startsWith('reconnect') || event.event === 'connect_error';
    case 'socket':
    case 'sent':
    case 'handler':
      return false;
  }
}
