import { decodeBatch } from '@/lib/capture/batch';
import type { Record, Seq, SourcePlace, TraceEvent } from '@/lib/capture/record';
import { isCount, isObject, isText, object, optional } from '@/lib/capture/shape';
import type { Fault } from './faults';
import { GONE_CODE } from './observe-message';
import type { ApiError, LabTicket, Program } from './program';
import { openTraceQueue } from './trace-queue';

/** The browser's side of `/api/labs` and `/observe/`. */

/** The server said no, or could not be reached (`code` is `unreachable`). */
export class LabRefused extends Error {
  override readonly name = 'LabRefused';
  constructor(
    readonly code: string,
    message: string,
    /** HTTP status; 0 where there was no answer. */
    readonly status: number,
    readonly path?: string,
    readonly place?: SourcePlace,
  ) {
    super(message);
  }
}

/** A name that nobody else has chosen: 20 of 36 characters are 103 bits. */
export function newLabId(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  // A byte is 0 to 251 with the same chance for each letter: 252 is the largest multiple of 36 in it.
  const fair: number[] = [];
  while (fair.length < 20) {
    fair.push(...crypto.getRandomValues(new Uint8Array(32)).filter((byte) => byte < 252));
  }
  return fair
    .slice(0, 20)
    .map((byte) => letters.charAt(byte % letters.length))
    .join('');
}

/** Starts a lab, or runs a new program in it. */
export async function putLab(id: string, program: Program, key?: string): Promise<LabTicket> {
  const ticket = await call('PUT', `/api/labs/${id}`, key, program);
  if (!isTicket(ticket)) throw notUnderstood();
  return ticket;
}

/** Puts `faults` in the place of those on the wire; answers those that stay. */
export async function setFaults(id: string, key: string, faults: readonly Fault[]): Promise<Fault[]> {
  const answer = await call('PUT', `/api/labs/${id}/faults`, key, { faults });
  if (!isObject(answer) || !isFaults(answer.faults)) throw notUnderstood();
  return answer.faults;
}

export async function deleteLab(id: string, key: string): Promise<void> {
  await call('DELETE', `/api/labs/${id}`, key);
}

export type LinkState = 'connecting' | 'live' | 'reconnecting' | 'gone';

export interface ObserveOptions {
  readonly id: string;
  readonly key: string;
  /** The last record that is here already; 0 for none. */
  readonly after: Seq;
  /** Records in their order, each once. */
  readonly onRecords: (records: Record[]) => void;
  /** `gone`: the lab is no more, and nothing comes after. */
  readonly onState: (state: LinkState) => void;
}

export interface Link {
  close(): void;
  /** Hands what a client's frame told to the log. */
  trace(client: string, events: readonly TraceEvent[]): void;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;

/** Follows the records of a lab; comes back where it left off when the connection was lost. */
export function observe({ id, key, after, onRecords, onState }: ObserveOptions): Link {
  let last = after;
  let tries = 0;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;
  /** Told while the link is down. */
  const waiting = openTraceQueue();

  function connect(): void {
    const url = new URL(`/observe/${id}`, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const opened = new WebSocket(url);
    socket = opened;
    opened.binaryType = 'arraybuffer';
    opened.onopen = () => {
      opened.send(JSON.stringify({ key, after: last }));
      for (const message of waiting.take()) opened.send(message);
      tries = 0;
      onState('live');
    };
    opened.onmessage = ({ data }) => {
      const records = data instanceof ArrayBuffer ? decodeBatch(new Uint8Array(data)) : undefined;
      // What cannot be read cannot be skipped either: ask again from the last record that was whole.
      if (!records) return opened.close();
      const fresh = records.filter((record) => record.seq > last);
      last = fresh.at(-1)?.seq ?? last;
      if (fresh.length > 0 && !isOver) onRecords(fresh);
    };
    opened.onclose = ({ code }) => {
      if (isOver) return;
      isOver = code === GONE_CODE;
      onState(isOver ? 'gone' : 'reconnecting');
      if (!isOver) timer = setTimeout(connect, Math.min(FIRST_RETRY_MS * 2 ** tries++, LAST_RETRY_MS));
    };
  }

  onState('connecting');
  connect();
  return {
    close() {
      isOver = true;
      clearTimeout(timer);
      socket?.close();
    },
    trace(client, events) {
      if (isOver) return;
      waiting.put(client, events);
      if (socket?.readyState !== WebSocket.OPEN) return;
      for (const message of waiting.take()) socket.send(message);
    },
  };
}

async function call(method: string, path: string, key: string | undefined, body?: object): Promise<unknown> {
  const headers = {
    ...(key !== undefined && { Authorization: `Bearer ${key}` }),
    ...(body && { 'Content-Type': 'application/json' }),
  };
  const request = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(new URL(path, location.href), request).catch(() => undefined);
  if (!response) throw new LabRefused('unreachable', 'The server of the labs does not answer.', 0);
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  if (!isRefusal(answer)) throw notUnderstood(response.status);
  const { code, message, path: where, place } = answer.error;
  throw new LabRefused(code, message, response.status, where, place);
}

function notUnderstood(status = 200): LabRefused {
  return new LabRefused('not-understood', `The server answered ${status}, and not in our words.`, status);
}

const isTexts = (value: unknown): value is { [name: string]: string } =>
  isObject(value) && Object.values(value).every(isText);
const isTicket = object<LabTicket>({ id: isText, key: isText, urls: isTexts });
/** Of our own server, which has read them from us: their kind is enough. */
const isFaults = (value: unknown): value is Fault[] =>
  Array.isArray(value) && value.every((fault) => isObject(fault) && isText(fault.kind));

const isRefusal = object<ApiError>({
  error: object<ApiError['error']>({
    code: isText,
    message: isText,
    path: optional(isText),
    place: optional(object<SourcePlace>({ file: isText, line: isCount, column: optional(isCount) })),
  }),
});
