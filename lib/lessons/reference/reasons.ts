/** Why a socket was disconnected, as the two ends call it: the argument of their `disconnect` handlers. */
export interface ReasonRow {
  readonly reason: string;
  readonly says: string;
  readonly wire: string;
}

/** On the client. It tries again by itself unless the row says otherwise. */
export const CLIENT_REASONS: readonly (ReasonRow & { readonly returns: boolean })[] = [
  {
    reason: 'io server disconnect',
    says: 'The server called disconnect() on this socket.',
    wire: '41 from the server',
    returns: false,
  },
  {
    reason: 'io client disconnect',
    says: 'The program itself called disconnect().',
    wire: '41 from the client',
    returns: false,
  },
  {
    reason: 'ping timeout',
    says: 'No ping came within pingInterval + pingTimeout: the server, or the way to here, stands still.',
    wire: 'nothing, for that long',
    returns: true,
  },
  {
    reason: 'transport close',
    says: 'The connection ended: the server went away, a proxy lost patience, the network changed.',
    wire: 'CLOSE, FIN or RST; over polling, 1',
    returns: true,
  },
  {
    reason: 'transport error',
    says: 'A request failed, as where the server does not know the session any more.',
    wire: 'an HTTP status of 400 and more, or no answer',
    returns: true,
  },
  {
    reason: 'parse error',
    says: 'What came was no packet.',
    wire: 'bytes with an issue, then CLOSE from the client',
    returns: true,
  },
  {
    reason: 'forced close',
    says: 'The program closed the Engine.IO connection under the socket.',
    wire: 'CLOSE from the client',
    returns: true,
  },
];

/** On the server. */
export const SERVER_REASONS: readonly ReasonRow[] = [
  {
    reason: 'server namespace disconnect',
    says: 'The program called disconnect() on this socket.',
    wire: '41 from the server',
  },
  {
    reason: 'client namespace disconnect',
    says: 'The client called disconnect().',
    wire: '41 from the client',
  },
  {
    reason: 'server shutting down',
    says: 'The program called io.close().',
    wire: 'CLOSE; over polling, 1',
  },
  {
    reason: 'ping timeout',
    says: 'No pong came within pingTimeout: the client sleeps, or is out of reach.',
    wire: 'a 2 without a 3, then CLOSE from the server',
  },
  {
    reason: 'transport close',
    says: 'The client’s connection ended, with or without a goodbye.',
    wire: 'CLOSE, FIN or RST from the client; over polling, 1',
  },
  {
    reason: 'transport error',
    says: 'Its connection broke, or carried what is not allowed: too many bytes, a ping the wrong way round.',
    wire: 'CLOSE 1009, say, or a 2 from the client',
  },
  {
    reason: 'parse error',
    says: 'What came was no Engine.IO packet.',
    wire: 'a first character that is no type',
  },
  {
    reason: 'forced close',
    says: 'A message came that is no Socket.IO packet, or the program closed the Engine.IO connection under the socket.',
    wire: 'CLOSE from the server',
  },
  {
    reason: 'forced server close',
    says: 'A packet came that may not come now: an event for a namespace never joined, a second CONNECT.',
    wire: 'CLOSE from the server',
  },
];
