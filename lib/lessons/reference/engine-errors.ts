/** What an Engine.IO server answers to a request it refuses: `{"code":1,"message":"Session ID unknown"}`. */
export interface EngineErrorRow {
  readonly code: number;
  readonly message: string;
  /** HTTP status over polling. A refused upgrade is always 400, with the message alone as its body. */
  readonly status: number;
  readonly when: string;
  readonly remedy: string;
}

export const ENGINE_ERRORS: readonly EngineErrorRow[] = [
  {
    code: 0,
    message: 'Transport unknown',
    status: 400,
    when: 'transport= is missing, unknown, or not in the server’s transports.',
    remedy: 'The same list of transports on both ends. A plain WebSocket client cannot speak to Socket.IO.',
  },
  {
    code: 1,
    message: 'Session ID unknown',
    status: 400,
    when: 'The session has ended, or another node has it.',
    remedy: 'With several nodes, sticky sessions; after a restart it is normal, and the client begins anew.',
  },
  {
    code: 2,
    message: 'Bad handshake method',
    status: 400,
    when: 'A request without sid that is no GET; an OPTIONS, where CORS is not set up.',
    remedy: 'Set cors on the server if the page comes from another origin.',
  },
  {
    code: 3,
    message: 'Bad request',
    status: 400,
    when: 'The request does not fit the session: a WebSocket asked for without Upgrade, polling after the upgrade.',
    remedy: 'Look for the Upgrade header: a proxy that strips it makes this of every upgrade.',
  },
  {
    code: 4,
    message: 'Forbidden',
    status: 403,
    when: 'allowRequest said no; its own message stands here, if it gave one.',
    remedy: 'The rule is your own.',
  },
  {
    code: 5,
    message: 'Unsupported protocol version',
    status: 400,
    when: 'EIO= is not 4: the client is of version 2 or older.',
    remedy: 'The same major version on both ends, or allowEIO3 for the time between.',
  },
];
