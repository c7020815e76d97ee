/** One option of a constructor, with what it is where nobody sets it. Times in milliseconds, sizes in bytes. */
export interface OptionRow {
  readonly name: string;
  readonly default: string | number | boolean | readonly string[] | undefined;
  readonly says: string;
  /** Where a change of it shows on the wire. */
  readonly seen: string;
}

/** `new Server(…, options)` */
export const SERVER_REFERENCE: readonly OptionRow[] = [
  {
    name: 'path',
    default: '/socket.io',
    says: 'Where the server answers. Both ends must agree.',
    seen: 'the target of every request',
  },
  {
    name: 'transports',
    default: ['polling', 'websocket'],
    says: 'What the server takes. Others are refused with code 0.',
    seen: 'upgrades in the open packet',
  },
  {
    name: 'allowUpgrades',
    default: true,
    says: 'Whether a session that polls may move to a WebSocket.',
    seen: 'upgrades in the open packet',
  },
  {
    name: 'pingInterval',
    default: 25_000,
    says: 'From a pong to the next ping.',
    seen: 'the open packet; the distance of 3 and 2',
  },
  {
    name: 'pingTimeout',
    default: 20_000,
    says: 'How long each end waits before it gives the other up.',
    seen: 'the open packet; CLOSE where no 3 came',
  },
  {
    name: 'upgradeTimeout',
    default: 10_000,
    says: 'How long an upgrade may take. The session polls on where it fails.',
    seen: 'the second connection closed',
  },
  {
    name: 'connectTimeout',
    default: 45_000,
    says: 'How long a session may live without having joined a namespace.',
    seen: 'CLOSE',
  },
  {
    name: 'maxHttpBufferSize',
    default: 1_000_000,
    says: 'The largest message it reads.',
    seen: 'maxPayload in the open packet; 413, or CLOSE 1009',
  },
  {
    name: 'httpCompression',
    default: undefined,
    says: 'Compresses answers of 1,024 bytes and more where the client takes it. On unless set to false.',
    seen: 'Content-Encoding',
  },
  {
    name: 'perMessageDeflate',
    default: false,
    says: 'Compresses WebSocket messages. Costs memory for each client.',
    seen: 'Sec-WebSocket-Extensions in the 101; RSV1 in frames',
  },
  {
    name: 'allowEIO3',
    default: false,
    says: 'Lets clients of version 2 in.',
    seen: 'bodies with lengths; pings from the client',
  },
  {
    name: 'serveClient',
    default: true,
    says: 'Whether the server hands out the client’s bundle.',
    seen: 'GET /socket.io/socket.io.js',
  },
  {
    name: 'connectionStateRecovery',
    default: undefined,
    says: 'Keeps what a client misses for a while, with its id and rooms.',
    seen: 'pid in the answer to CONNECT; an offset behind the arguments of events',
  },
  {
    name: 'cleanupEmptyChildNamespaces',
    default: false,
    says: 'Forgets a dynamic namespace when the last client has left it.',
    seen: 'nothing',
  },
  {
    name: 'cors',
    default: undefined,
    says: 'Which other origins may read the answers. Does not hold for WebSocket.',
    seen: 'Access-Control-Allow-Origin; the answer to OPTIONS',
  },
  {
    name: 'cookie',
    default: undefined,
    says: 'Sets a cookie with the session’s id, for load balancers that go by it.',
    seen: 'Set-Cookie in the first answer',
  },
  {
    name: 'allowRequest',
    default: undefined,
    says: 'Decides on each handshake, before there is a session.',
    seen: '403 with code 4',
  },
];

/** `io(url, options)` */
export const CLIENT_REFERENCE: readonly OptionRow[] = [
  {
    name: 'path',
    default: '/socket.io',
    says: 'Where the server answers. A namespace is not a path.',
    seen: 'the target of every request',
  },
  {
    name: 'transports',
    default: ['polling', 'websocket', 'webtransport'],
    says: 'What to open with, and what to upgrade to, in this order. Not a list to fall back through.',
    seen: 'transport= in the first request',
  },
  {
    name: 'tryAllTransports',
    default: false,
    says: 'Makes it one: when the first cannot open, the next is tried.',
    seen: 'a second first request',
  },
  {
    name: 'upgrade',
    default: true,
    says: 'Whether to move to a better transport when the server offers one.',
    seen: '2probe, or none',
  },
  {
    name: 'rememberUpgrade',
    default: false,
    says: 'Opens with a WebSocket the next time, if one worked before.',
    seen: 'transport= in the first request of the next session',
  },
  {
    name: 'autoConnect',
    default: true,
    says: 'Connects at once, and not only when connect() is called.',
    seen: 'when the first request goes out',
  },
  {
    name: 'reconnection',
    default: true,
    says: 'Tries again after an accident; never after a goodbye.',
    seen: 'a new session',
  },
  {
    name: 'reconnectionAttempts',
    default: Number.POSITIVE_INFINITY,
    says: 'So often at most.',
    seen: 'how many handshakes follow',
  },
  {
    name: 'reconnectionDelay',
    default: 1000,
    says: 'Before the first attempt; each further one waits twice as long.',
    seen: 'the time between handshakes',
  },
  {
    name: 'reconnectionDelayMax',
    default: 5000,
    says: 'But not longer than this.',
    seen: 'the time between handshakes',
  },
  {
    name: 'randomizationFactor',
    default: 0.5,
    says: 'How far a delay may differ, so that a thousand clients do not come back at once.',
    seen: 'the time between handshakes',
  },
  {
    name: 'timeout',
    default: 20_000,
    says: 'How long one attempt to connect may take.',
    seen: 'a connection given up by the client',
  },
  {
    name: 'retries',
    default: undefined,
    says: 'Sends an event again when no answer came within ackTimeout, one event at a time.',
    seen: 'the same event with a new number',
  },
  {
    name: 'ackTimeout',
    default: undefined,
    says: 'How long every emit waits for its answer.',
    seen: 'nothing, or with retries the distance of two tries',
  },
  {
    name: 'auth',
    default: undefined,
    says: 'What CONNECT carries: an object, or a function that makes one each time.',
    seen: '40{…}',
  },
  {
    name: 'query',
    default: undefined,
    says: 'Parameters of every request. Not for secrets: proxies write them down.',
    seen: 'the target of every request',
  },
  {
    name: 'withCredentials',
    default: false,
    says: 'Sends cookies to another origin.',
    seen: 'Cookie',
  },
  {
    name: 'forceNew',
    default: undefined,
    says: 'A connection of its own, where one to the same server is there already.',
    seen: 'a second session',
  },
  {
    name: 'multiplex',
    default: undefined,
    says: 'Whether namespaces share a connection. They do unless set to false.',
    seen: 'CONNECT in the same session, or in another',
  },
];
