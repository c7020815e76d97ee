import { decodeBase64 } from '@/lib/base/base64';
import { utf8Bytes } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import type { Capture } from './file';
import { requestBytes, responseBytes, upgradeAnswer } from './har-http';
import { type HarEntry, type HarResponse, harEntry } from './har-shape';
import type { ConnId, MessageRecord, OpenRecord } from './record';
import { isObject } from './shape';

/** What a HAR says was exchanged. */
export interface Har extends Capture {
  /** Entries that say nothing of a wire: `data:` URLs, extensions, answers out of a cache, entries without a request. */
  readonly skipped: number;
}

/** A HAR does not name its client. */
const CLIENT = 'client';

/**
 * Whole messages, in the order in which their last bytes crossed. Entries stand in a HAR in any order, and a file has no
 * bytes of the frames, nor of the closing of connections: nothing is made up for them.
 */
export function readHar(har: unknown): Har {
  const found = entriesOf(har);
  if (!found) throw new HarFormatError();
  const entries = found.flatMap((value) => harEntry(value) ?? []).sort((a, b) => sentAt(a) - sentAt(b));
  const begin = entries.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY);

  const lanes = new Lanes();
  const happenings = entries.flatMap((entry) => happeningsOf(entry, lanes.take(entry)));
  happenings.sort((a, b) => a.time - b.time);
  return {
    header: {
      createdAt: new Date(Number.isFinite(begin) ? begin : 0).toISOString(),
      cast: [CLIENT],
    },
    records: happenings.map(({ time, put }, index) => ({
      seq: index + 1,
      at: micros(Math.max(0, Math.round((time - begin) * 1000))),
      ...put,
    })),
    skipped: found.length - entries.length,
  };
}

/** JSON, but no HAR. */
export class HarFormatError extends Error {
  override readonly name = 'HarFormatError';
  constructor() {
    super('The JSON has no "log" with a list of "entries", as a HAR has.');
  }
}

export function entriesOf(har: unknown): readonly unknown[] | undefined {
  if (!isObject(har) || !isObject(har.log) || !Array.isArray(har.log.entries)) return undefined;
  return har.log.entries;
}

type Unnumbered<R> = Omit<R, 'seq' | 'at'>;

interface Happening {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly put: Unnumbered<OpenRecord> | Unnumbered<MessageRecord>;
}

function happeningsOf(entry: HarEntry, { conn, isNew }: Lane): Happening[] {
  const { request, messages = [] } = entry;
  const asked = sentAt(entry);
  const isWebSocket = messages.length > 0;
  const response = isWebSocket ? upgradeAnswer(entry.response) : entry.response;
  const happenings: Happening[] = [];
  if (isNew) happenings.push({ time: asked, put: { type: 'open', conn, client: CLIENT } });
  happenings.push({
    time: asked,
    put: { type: 'message', conn, from: 'client', form: 'http-request', ...requestBytes(request) },
  });
  if (response) happenings.push(answered(entry, response, conn));
  for (const { isSent, isBinary, time, data } of messages) {
    happenings.push({
      // No message comes before the handshake, whatever the clocks say.
      time: Math.max(time, asked),
      put: {
        type: 'message',
        conn,
        from: isSent ? 'client' : 'server',
        form: isBinary ? 'ws-binary' : 'ws-text',
        bytes: isBinary ? decodeBase64(data).bytes : utf8Bytes(data),
      },
    });
  }
  return happenings;
}

function answered(entry: HarEntry, response: HarResponse, conn: ConnId): Happening {
  return {
    time: answeredAt(entry),
    put: {
      type: 'message',
      conn,
      from: 'server',
      form: 'http-response',
      ...responseBytes(response, entry.request.method),
    },
  };
}

/** When the request went out: before that it waited for a connection. `ssl` is a part of `connect`. */
function sentAt({ start, time, timings }: HarEntry): number {
  const { blocked = 0, dns = 0, connect = 0 } = timings;
  return start + Math.min(blocked + dns + connect, time);
}

/** When the answer was whole. The time of a WebSocket's entry lasts until its end, so its first message bounds it. */
function answeredAt(entry: HarEntry): number {
  const end = Math.max(entry.start + entry.time, sentAt(entry));
  const first = entry.messages?.reduce((soonest, { time }) => Math.min(soonest, time), end);
  return first === undefined ? end : Math.max(first, sentAt(entry));
}

interface Lane {
  readonly conn: ConnId;
  readonly isNew: boolean;
}

/**
 * Which connection an exchange went over. HTTP/1.1 answers in order, and so answers are joined to requests; where
 * exchanges of one connection overlap, as the streams of HTTP/2 do or where the file names no connection at all, each
 * gets a lane of its own. What has no answer, and what became a WebSocket, keeps its lane for good.
 */
class Lanes {
  #opened = 0;
  readonly #byConnection = new Map<string, { conn: ConnId; freeAt: number }[]>();

  take(entry: HarEntry): Lane {
    const key = entry.connection ?? entry.request.url.origin;
    const lanes = this.#byConnection.get(key) ?? [];
    this.#byConnection.set(key, lanes);
    const isLast = entry.response === undefined || entry.response.status === 101 || entry.messages;
    const freeAt = isLast ? Number.POSITIVE_INFINITY : answeredAt(entry);
    const free = lanes.find((lane) => lane.freeAt <= sentAt(entry) + SLACK);
    if (free) {
      free.freeAt = freeAt;
      return { conn: free.conn, isNew: false };
    }
    const conn = ++this.#opened;
    lanes.push({ conn, freeAt });
    return { conn, isNew: true };
  }
}

/** Milliseconds: HARs round their moments to whole ones. */
const SLACK = 1;
