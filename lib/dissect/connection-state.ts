import type { Role } from '@/lib/capture/record';
import type { HttpHead } from './http-scan';
import { type Inbox, openInbox } from './inbox';
import type { AskedRequest, SessionMoment, UnitContext } from './layer';

/**
 * Bytes of one unit that are kept; what is longer is counted and left out. It is four times what a server takes unless
 * it is told otherwise, and little enough to be read within a frame of the screen or two.
 */
export const MAX_UNIT = 4 * 2 ** 20;
/** A head that has not ended by then is none. */
export const MAX_HEAD = 64 * 1024;
/** Bytes that belong to no protocol are cut into units of this length. */
export const RAW_BLOCK = 1024;

/** Everything that is remembered of one connection. Plain data: a structured clone of it is a checkpoint. */
export interface ConnectionState {
  readonly client: Direction;
  readonly server: Direction;
  /** Requests without an answer, oldest first. */
  readonly asked: AskedRequest[];
  /** The request that was answered by 101. */
  upgraded?: AskedRequest;
  /** permessage-deflate, as the 101 has agreed on it (RFC 7692 §7). */
  deflate?: DeflateTerms;
  /** Extensions were agreed on that give RSV bits a meaning unknown here. */
  hasUnknownExtension: boolean;
  /** Where sessions stand, by sid: shared by all connections of a capture. */
  readonly sessions: Sessions;
  /** How often something of the capture was lost before the bytes that come next. */
  readonly gaps: number;
  /** How far an HTTP message is read, for who wants less than all of it: where it ends, or its packets without its issues. */
  depth?: 'ends' | 'packets';
  /** Of this connection's own session: the sid, as soon as an open packet has told it. */
  sid?: string;
  /** The session of a WebSocket connection whose sid nobody has told. */
  own?: SessionState;
}

export interface SessionState {
  client: SessionMoment;
  server: SessionMoment;
  /** Of how many gaps it was told. */
  gaps: number;
}

/** A map, because a peer chooses the keys. */
export type Sessions = Map<string, SessionState>;

/** Whether each side's compressor keeps its window from message to message. */
export interface DeflateTerms {
  readonly client: boolean;
  readonly server: boolean;
}

/** What the bytes of one direction are at the moment. */
export type Phase =
  | 'head'
  /** The unit ends after `need` bytes. */
  | 'sized'
  | 'chunked'
  /** The body ends with the direction. */
  | 'close'
  /** The body of an event stream, which may never end: a unit an event. Bare, or in chunks. */
  | 'events'
  | 'event-chunks'
  /** After a request to upgrade: what follows depends on the answer. */
  | 'held'
  | 'frame'
  | 'raw'
  | 'ended';

export interface Direction {
  readonly inbox: Inbox;
  /** Of the unit in progress: where its first byte lies in the direction. */
  offset: number;
  phase: Phase;
  /** Bytes of the inbox that are known to belong to the unit in progress. */
  scan: number;
  /** Bytes of the unit in progress that were left out, over `MAX_UNIT`. */
  skipped: number;
  need: number;
  /** Of a head in progress: the length of the blank lines before its start line. */
  blanks: number;
  /** Of a chunked body: the part that comes next, how many bytes of data are left, and content so far. */
  chunk: 'size' | 'data' | 'data-end' | 'trailer';
  left: number;
  content: number;
  /** Of an event stream: where in a line the last byte was. */
  line: LineState;
  head?: HttpHead;
  asked?: AskedRequest;
  /** The message in progress, by its frames so far. */
  message?: MessageInProgress;
  /** The end of what was inflated, for a context that is taken over. */
  window?: Uint8Array;
  /** What was inflated before `window` is not known, as the message it was in was not kept whole. */
  isWindowLost?: boolean;
  /** Why the direction is raw: told with its next unit. */
  stray?: { readonly code: string; readonly message: string };
  /** The context of the last frame, to be shared by the next one where nothing changed. */
  frameContext?: UnitContext;
}

/** Line ends are CR, LF or both, so what follows a CR may belong to it. `blank`: the line that ended was empty. */
export type LineState = 'start' | 'inside' | 'after-cr' | 'blank' | 'blank-cr';

export interface MessageInProgress {
  readonly opcode: number;
  readonly deflated: boolean;
  /** Grows with every frame, so that many frames cost no more than their bytes. */
  readonly parts: Uint8Array[];
  length: number;
  /** It is too long, so only its beginning is in `parts`. */
  isPartial: boolean;
}

/** `sessions`: give all connections of a capture the same object, so that a session is followed through its upgrade. */
export function openConnection(sessions: Sessions = new Map(), gaps = 0): ConnectionState {
  return {
    client: openDirection(),
    server: openDirection(),
    asked: [],
    hasUnknownExtension: false,
    sessions,
    gaps,
  };
}

function openDirection(): Direction {
  return {
    inbox: openInbox(),
    offset: 0,
    phase: 'head',
    scan: 0,
    skipped: 0,
    need: 0,
    blanks: 0,
    chunk: 'size',
    left: 0,
    content: 0,
    line: 'start',
  };
}

export function otherEnd(role: Role): Role {
  return role === 'client' ? 'server' : 'client';
}
