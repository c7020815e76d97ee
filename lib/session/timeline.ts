import type { Record } from '@/lib/capture/record';
import type { Entry, EntryNumber, Link, Span } from './entry';

/** What one Engine.IO session is known to be, now. */
export interface Session {
  readonly sid: string;
  readonly client: string;
  readonly run: number;
  state: 'opening' | 'polling' | 'probing' | 'upgrading' | 'websocket' | 'closed';
  /** Socket.IO sockets by namespace: the id of the CONNECT answer. */
  readonly sockets: Map<string, string>;
  readonly openedBy: EntryNumber;
  closedBy?: EntryNumber;
}

/**
 * Everything derived from the records so far. Append-only arrays: entry `n` is `entries[n - 1]`.
 * Plain data, so that a copy of it is a checkpoint.
 */
export interface Timeline {
  readonly entries: Entry[];
  readonly links: Link[];
  readonly spans: Span[];
  readonly sessions: Map<string, Session>;
}

export type { Record };
