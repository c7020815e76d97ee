/** What a lab may use. Each limit has its own sentence when it is met. */
export const LIMITS = {
  memoryBytes: 32 * 2 ** 20,
  /** One turn: from the host's call into the program until the program waits again. */
  turnMs: 100,
  /** The part of one processor that a program may keep for itself, beyond what a burst takes. */
  processorShare: 0.25,
  processorBurstMs: 3000,
  /** Lines of the console; what is printed beyond them is dropped, and that is told. */
  logLinesASecond: 1000,
  /** Promises rejected within one turn that are told one by one. */
  rejectionsATurn: 100,
  /** Bytes that the program has sent and that no client has taken yet. */
  waitingBytes: 16 * 2 ** 20,
  sourceBytes: 64 * 1024,
  /** The body of one API call. */
  bodyBytes: 256 * 1024,
  /** Calls of the API that change one lab. */
  callsASecond: 50,
  /** Connections open at once to one lab. */
  connections: 64,
  /** Records are kept up to this; the oldest go first and leave a `gap`. */
  recordedBytes: 32 * 2 ** 20,
  /** Of all labs together: where there are many, each keeps less. */
  allRecordedBytes: 256 * 2 ** 20,
  labs: 1000,
} as const;
