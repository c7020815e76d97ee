import type { Conn } from './conns';
import type { ConnEntry, EntryNumber, UnitEntry } from './entry';
import { addLink, between } from './links';
import { dequeue, drain, enqueue } from './queue';
import { beginSpan, endSpan } from './spans';
import type { Timeline } from './timeline';

/** Joins HTTP requests with their answers, and follows the GETs that the server holds. */
export function joinResponse(timeline: Timeline, conn: Conn, entry: UnitEntry): void {
  const { http, context } = entry.unit;
  if (http?.kind === 'request') {
    const answer = dequeue(conn.early);
    if (answer !== undefined) {
      link(timeline, entry.n, answer);
      return;
    }
    enqueue(conn.unanswered, entry.n);
    if (isPoll(entry)) beginSpan(timeline, pollKey(entry.n), pollOf(conn, entry), entry);
  } else if (http?.status !== undefined && isFinal(http.status)) {
    const request = dequeue(conn.unanswered);
    if (request !== undefined) {
      link(timeline, request, entry.n);
      endSpan(timeline, pollKey(request), entry);
    } else if (context?.request) {
      enqueue(conn.early, entry.n);
    }
  }
}

/** Nothing will answer what was asked on this connection. Gives back the requests that were lost with it. */
export function loseRequests(timeline: Timeline, conn: Conn, entry: ConnEntry): EntryNumber[] {
  const lost = drain(conn.unanswered);
  for (const request of lost) endSpan(timeline, pollKey(request), entry);
  return lost;
}

function link(timeline: Timeline, a: EntryNumber, b: EntryNumber): void {
  const [asked, answered] = [timeline.entries.nth(a), timeline.entries.nth(b)];
  if (asked?.kind !== 'unit' || !answered) return;
  // An answer that came before the last byte of its request is measured from the first.
  const start = answered.at < asked.at ? asked.since : asked.at;
  addLink(timeline, { kind: 'response', a, b, took: between(start, answered.at), label: 'response' });
}

/** 1xx other than 101 announce the answer, they are not it (RFC 9110 §15.2). */
function isFinal(status: number): boolean {
  return status >= 200 || status === 101;
}

/** A GET that may be held. The first one, without a sid, asks for a session and is answered at once. */
function isPoll({ unit, transport, sid }: UnitEntry): boolean {
  return transport === 'polling' && sid !== undefined && unit.http?.method === 'GET';
}

function pollOf({ client, conn }: Conn, { sid }: UnitEntry) {
  return { kind: 'held-poll', client, conn, sid } as const;
}

function pollKey(request: EntryNumber): string {
  return `poll ${request}`;
}
