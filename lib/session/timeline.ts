import type { Entry, EntryNumber, Link, Span } from './entry';

/** What one Engine.IO session is known to be, now. */
export interface Session {
  readonly sid: string;
  readonly client: string;
  readonly run: number;
  state: SessionState;
  /** Socket.IO sockets by namespace: the id in the CONNECT answer. */
  readonly sockets: Map<string, string>;
  readonly openedBy: EntryNumber;
  closedBy?: EntryNumber;
}

export type SessionState = 'polling' | 'probing' | 'upgrading' | 'websocket' | 'closed';

/**
 * Everything derived from the records so far. The arrays only grow: entry `n` is `entries[n - 1]`.
 * Plain data, so that a structured clone of it is a checkpoint.
 */
export interface Timeline {
  readonly entries: Entry[];
  readonly links: Link[];
  readonly spans: Span[];
  readonly sessions: Map<string, Session>;
}
