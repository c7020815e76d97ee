/** What a lab may use. Each limit has its own sentence when it is met. */
export const LIMITS = {
  memoryBytes: 32 * 2 ** 20,
  /** One turn: from the host's call into the program until the program waits again. */
  turnMs: 100,
  sourceBytes: 64 * 1024,
  /** The body of one API call. */
  bodyBytes: 256 * 1024,
  /** Connections open at once to one lab. */
  connections: 64,
  /** Records are kept up to this; the oldest go first and leave a `gap`. */
  recordedBytes: 32 * 2 ** 20,
  labs: 1000,
} as const;
