import type { ClientName, ConnId } from '@/lib/capture/record';
import type { Sessions } from '@/lib/dissect/connection-state';
import type { BufferIndex } from './buffers';
import type { CallIndex } from './calls';
import type { ClientChange } from './clients';
import type { Conn } from './conns';
import type { EntryNumber, Span } from './entry';
import type { EntryStore } from './entry-store';
import type { Heartbeats } from './heartbeat';
import type { LineIndex } from './lines';
import type { LinkStore } from './link-store';
import type { LinkChains } from './links';
import type { MessageIndex } from './messages';
import type { Expectation } from './pairs';
import type { ProgramChange } from './program';
import type { RoomIndex } from './rooms';
import type { SessionState } from './state';
import type { StopIndex } from './stops';
import type { ToldIndex } from './told';

export type { SessionState } from './state';

/** From this entry on, there was this socket in a namespace, or none. */
export interface SocketChange {
  readonly n: EntryNumber;
  readonly id: string | undefined;
}

/** What one Engine.IO session is known to be, now. */
export interface Session {
  readonly sid: string;
  readonly client: string;
  readonly run: number;
  state: SessionState;
  /** Socket.IO sockets by namespace: the id in the CONNECT answer. */
  readonly sockets: Map<string, string>;
  /** What became of the socket in each namespace, for looking back. */
  readonly socketChanges: Map<string, SocketChange[]>;
  readonly openedBy: EntryNumber;
  closedBy?: EntryNumber;
  /** Which of several nodes of the server opened it. */
  node?: number;
  /** The WebSocket connection it lives on, or is being moved to. */
  websocket?: ConnId;
}

/**
 * Everything derived from the records so far. It only grows: entry `n` is `entries.nth(n)`.
 */
export interface Timeline {
  readonly entries: EntryStore;
  readonly links: LinkStore;
  readonly spans: Span[];
  readonly sessions: Map<string, Session>;
  /** What the fold must find again without looking through the entries. Asked by the functions of this folder. */
  readonly index: TimelineIndex;
}

export interface TimelineIndex {
  /** Which run of the program is being recorded; 0 before the first. */
  run: number;
  readonly conns: Map<ConnId, Conn>;
  /** Where the dissectors stand in each session, shared by its connections. */
  readonly dissecting: Sessions;
  /** Questions on the wire that have no answer yet, by what would answer them. */
  readonly expected: Map<string, Expectation>;
  /** The same of acks: by session, namespace and the end that asked, then by id. */
  readonly acks: Map<string, Map<number, Expectation>>;
  /** Which links an entry is joined by. */
  readonly joined: LinkChains;
  /** Binary events whose attachments are still to come, by session and end. */
  readonly attaching: Map<string, Expectation>;
  /** Places in `spans` of those that last, by what will end them. */
  readonly openSpans: Map<string, number>;
  /** What became of each client and when, for looking back. Clients stand in the order of their first connection. */
  readonly clients: Map<ClientName, ClientChange[]>;
  /** Sessions by client, oldest first. The newest has not ended; those that end behind it go when it does. */
  readonly live: Map<ClientName, string[]>;
  /** The Engine.IO session a Socket.IO socket rides on, by socket id. */
  readonly sidOfSocket: Map<string, string>;
  /** The entries that changed the rooms: traces of rooms, sockets and programs. */
  readonly roomEntries: EntryNumber[];
  /** When the program began and ended to run. */
  readonly programs: ProgramChange[];
  readonly rooms: RoomIndex;
  readonly messages: MessageIndex;
  readonly told: ToldIndex;
  readonly calls: CallIndex;
  readonly lines: LineIndex;
  readonly buffers: BufferIndex;
  readonly heartbeats: Heartbeats;
  /** What the wire did not bring to its client, by connection. */
  readonly stops: StopIndex;
  /** How many gaps there were: a connection that has seen fewer may have lost bytes. */
  gaps: number;
}
