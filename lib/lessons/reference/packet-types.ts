import type { EioType, SioType } from '@/lib/dissect/layer';

/** Who sends a packet of a type in practice. */
export type Direction = 'server → client' | 'client → server' | 'both ways';

interface PacketRow {
  readonly digit: string;
  readonly direction: Direction;
  readonly says: string;
  /** `<chapter>/<slug>` */
  readonly lesson: string;
}

/** The packets of Engine.IO 4, by their first character. Engine.IO protocol §Packet types. */
export const ENGINE_PACKETS: { readonly [T in EioType]: PacketRow } = {
  open: {
    digit: '0',
    direction: 'server → client',
    says: 'The first packet of every session: its id, what it may upgrade to, and how it keeps alive.',
    lesson: 'engine-io/handshake',
  },
  close: {
    digit: '1',
    direction: 'both ways',
    says: 'The session ends. Over polling only: a WebSocket is closed instead, and a 1 in a frame is ignored.',
    lesson: 'when-things-break/disconnect-reasons',
  },
  ping: {
    digit: '2',
    direction: 'server → client',
    says: 'Still there? From a client only as 2probe, on a WebSocket that is to take over.',
    lesson: 'engine-io/heartbeat',
  },
  pong: {
    digit: '3',
    direction: 'client → server',
    says: 'Still here. From the server only as 3probe, the answer to a probe.',
    lesson: 'engine-io/heartbeat',
  },
  message: {
    digit: '4',
    direction: 'both ways',
    says: 'What the session is for: behind it comes a Socket.IO packet.',
    lesson: 'events/packet-anatomy',
  },
  upgrade: {
    digit: '5',
    direction: 'client → server',
    says: 'From now on this WebSocket carries the session.',
    lesson: 'engine-io/upgrade',
  },
  noop: {
    digit: '6',
    direction: 'server → client',
    says: 'Nothing, so that a waiting GET is answered: polling must be quiet before the upgrade.',
    lesson: 'engine-io/upgrade',
  },
};

/** The packets of Socket.IO 5, by the digit behind the 4. Socket.IO protocol §Packet types. */
export const SOCKET_PACKETS: { readonly [T in SioType]: PacketRow } = {
  CONNECT: {
    digit: '0',
    direction: 'both ways',
    says: 'A client asks to join a namespace, with its auth; the server answers with the id of the socket.',
    lesson: 'events/first-connection',
  },
  DISCONNECT: {
    digit: '1',
    direction: 'both ways',
    says: 'One namespace is left; the connection may go on.',
    lesson: 'when-things-break/disconnect-reasons',
  },
  EVENT: {
    digit: '2',
    direction: 'both ways',
    says: 'A name and arguments, as a JSON array; with a number in front where an answer is wanted.',
    lesson: 'events/on-and-emit',
  },
  ACK: {
    digit: '3',
    direction: 'both ways',
    says: 'The answer to the event with the same number.',
    lesson: 'events/acknowledgements',
  },
  CONNECT_ERROR: {
    digit: '4',
    direction: 'server → client',
    says: 'The namespace is refused: there is none of that name, or a middleware said no.',
    lesson: 'many-clients/namespaces',
  },
  BINARY_EVENT: {
    digit: '5',
    direction: 'both ways',
    says: 'An event with bytes: how many attachments follow, a hyphen, and placeholders in the JSON.',
    lesson: 'events/binary',
  },
  BINARY_ACK: {
    digit: '6',
    direction: 'both ways',
    says: 'An answer with bytes, written in the same way.',
    lesson: 'events/binary',
  },
};
