/** A narrow place that all connections of one client share in one direction, as a phone's radio is shared. */
export interface Link {
  /** On the clock of `performance.now()`. */
  freeAt: number;
}

/** Timers come late; what the link could have carried meanwhile is not lost. */
const LATE_MS = 5;

/** Takes the link for so many bytes after those that have it already; answers when they have passed. */
export function bookLink(link: Link, bytes: number, bytesPerSecond: number, now: number): number {
  link.freeAt = Math.max(link.freeAt, now - LATE_MS) + (bytes / bytesPerSecond) * 1000;
  return link.freeAt;
}

const PIECE_MS = 100;
const MOST_PIECE_BYTES = 64 * 1024;

/** Bytes that take the link at once: a tenth of a second of it, so that several connections take turns. */
export function pieceBytes(bytesPerSecond: number): number {
  return Math.max(1, Math.min(MOST_PIECE_BYTES, Math.ceil((bytesPerSecond * PIECE_MS) / 1000)));
}
