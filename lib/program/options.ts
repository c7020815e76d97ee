/** Options of `new Server(…)` that a form can change in the program's own text. */
export type OptionKey =
  | 'pingInterval'
  | 'pingTimeout'
  | 'upgradeTimeout'
  | 'connectTimeout'
  | 'maxHttpBufferSize'
  | 'transports'
  | 'allowUpgrades'
  | 'allowEIO3'
  | 'connectionStateRecovery'
  | 'httpCompression'
  | 'perMessageDeflate';

interface OptionWords {
  readonly key: OptionKey;
  readonly label: string;
  /** One sentence: what it does. */
  readonly help: string;
}

export type OptionSpec =
  | (OptionWords & {
      readonly kind: 'number';
      readonly unit: 'ms' | 'bytes';
      readonly default: number;
      readonly range: readonly [least: number, most: number];
    })
  | (OptionWords & { readonly kind: 'flag'; readonly default: boolean })
  | (OptionWords & {
      readonly kind: 'choice';
      readonly default: string;
      readonly choices: readonly { readonly value: string; readonly label: string }[];
    });

/** Of a number its value, of a flag whether it is on, of a choice the `value` of one of its `choices`. */
export type OptionValue = number | boolean | string;

export const SERVER_OPTIONS: readonly OptionSpec[] = [
  {
    key: 'pingInterval',
    label: 'ping interval',
    kind: 'number',
    unit: 'ms',
    default: 25_000,
    range: [10, 300_000],
    help: 'How long the server waits after a pong before it sends the next ping.',
  },
  {
    key: 'pingTimeout',
    label: 'ping timeout',
    kind: 'number',
    unit: 'ms',
    default: 20_000,
    range: [10, 300_000],
    help: 'How long the server waits for the pong, and the client for a ping beyond the interval, before it closes.',
  },
  {
    key: 'upgradeTimeout',
    label: 'upgrade timeout',
    kind: 'number',
    unit: 'ms',
    default: 10_000,
    range: [10, 300_000],
    help: 'How long an upgrade that began with a probe may take before it is given up.',
  },
  {
    key: 'connectTimeout',
    label: 'connect timeout',
    kind: 'number',
    unit: 'ms',
    default: 45_000,
    range: [10, 300_000],
    help: 'How long a client may be connected without joining a namespace before it is shown out.',
  },
  {
    key: 'maxHttpBufferSize',
    label: 'largest message',
    kind: 'number',
    unit: 'bytes',
    default: 1_000_000,
    range: [1, 100_000_000],
    help: 'The largest message the server takes; a larger one closes the connection.',
  },
  {
    key: 'transports',
    label: 'transports',
    kind: 'choice',
    default: 'polling,websocket',
    choices: [
      { value: 'polling,websocket', label: 'polling and websocket' },
      { value: 'polling', label: 'polling' },
      { value: 'websocket', label: 'websocket' },
    ],
    help: 'The transports the server takes; a client that asks for another is answered 400.',
  },
  {
    key: 'allowUpgrades',
    label: 'allow upgrades',
    kind: 'flag',
    default: true,
    help: 'Whether the open packet offers the upgrade from polling to WebSocket.',
  },
  {
    key: 'allowEIO3',
    label: 'allow EIO3',
    kind: 'flag',
    default: false,
    help: 'Whether clients of Socket.IO 2, which speak protocol 3 of Engine.IO, are let in.',
  },
  {
    key: 'connectionStateRecovery',
    label: 'state recovery',
    kind: 'flag',
    default: false,
    help: 'Whether a client that comes back within two minutes finds its rooms and the packets it missed.',
  },
  {
    key: 'httpCompression',
    label: 'HTTP compression',
    kind: 'flag',
    default: true,
    help: 'Whether answers to polling of 1024 bytes and more are compressed.',
  },
  {
    key: 'perMessageDeflate',
    label: 'WebSocket compression',
    kind: 'flag',
    default: false,
    help: 'Whether WebSocket messages may be compressed, which the handshake settles.',
  },
];
