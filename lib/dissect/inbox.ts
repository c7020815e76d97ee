/** The bytes of one direction that are not yet part of a unit. Plain data: a structured clone is a checkpoint. */
export interface Inbox {
  /** Unread bytes are `bytes[start..end)`. */
  bytes: Uint8Array;
  start: number;
  end: number;
  /** `bytes` is ours to write behind `end`; else it is the caller's chunk. */
  owned: boolean;
}

export function openInbox(): Inbox {
  return { bytes: new Uint8Array(0), start: 0, end: 0, owned: false };
}

export function unread(inbox: Inbox): number {
  return inbox.end - inbox.start;
}

/** Adds a chunk. Copies only where bytes of an earlier chunk wait, and then in amortised linear time. */
export function append(inbox: Inbox, chunk: Uint8Array): void {
  const waiting = unread(inbox);
  if (waiting === 0) {
    inbox.bytes = plainView(chunk);
    inbox.start = 0;
    inbox.end = chunk.length;
    inbox.owned = false;
    return;
  }
  if (!inbox.owned || inbox.end + chunk.length > inbox.bytes.length) {
    const grown = new Uint8Array(Math.max(256, 2 * (waiting + chunk.length)));
    grown.set(inbox.bytes.subarray(inbox.start, inbox.end));
    inbox.bytes = grown;
    inbox.start = 0;
    inbox.end = waiting;
    inbox.owned = true;
  }
  inbox.bytes.set(chunk, inbox.end);
  inbox.end += chunk.length;
}

/** Takes the first `length` bytes. They are never written again. */
export function take(inbox: Inbox, length: number): Uint8Array {
  const { bytes, start } = inbox;
  inbox.start += length;
  // A chunk that is one unit, as most are: no view of a view.
  return start === 0 && length === bytes.length ? bytes : bytes.subarray(start, start + length);
}

/** Forgets `length` bytes that begin `from` bytes after the first unread one. */
export function forget(inbox: Inbox, from: number, length: number): void {
  if (!inbox.owned) {
    // The chunk is not ours to move bytes in. What is kept has an upper bound, so this copy does, too.
    const rest = inbox.bytes.slice(inbox.start, inbox.end);
    Object.assign(inbox, { bytes: rest, start: 0, end: rest.length, owned: true });
  }
  const at = inbox.start + from;
  inbox.bytes.copyWithin(at, at + length, inbox.end);
  inbox.end -= length;
}

/** A view of exactly `Uint8Array`: slices of Node's `Buffer` would be Buffers again. */
export function plainView(chunk: Uint8Array): Uint8Array {
  return chunk.constructor === Uint8Array
    ? chunk
    : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
