import type { ClientName, TraceEvent } from '@/lib/capture/record';

/** What clients told, on its way to the log: in messages that the server takes, and no more of it than can wait. */
export interface TraceQueue {
  put(client: ClientName, events: readonly TraceEvent[]): void;
  /** The messages that carry all that waited, oldest first. */
  take(): string[];
}

/** Characters of one message. The server takes 256 kB, and a character is at most 3 bytes of UTF-8. */
const MAX_MESSAGE = 80_000;
/** Characters that may wait. */
const MAX_WAITING = 2_000_000;

export function openTraceQueue(): TraceQueue {
  let waiting: { readonly client: ClientName; readonly event: string }[] = [];
  let length = 0;
  let left = new Map<ClientName, number>();

  return {
    put(client, events) {
      for (const one of events) {
        const event = JSON.stringify(one);
        if (event.length > MAX_MESSAGE || length + event.length > MAX_WAITING) {
          left.set(client, (left.get(client) ?? 0) + 1);
          continue;
        }
        waiting.push({ client, event });
        length += event.length;
      }
    },
    take() {
      for (const [client, count] of left) waiting.push({ client, event: JSON.stringify(tooMany(count)) });
      const messages: string[] = [];
      for (let next = 0; next < waiting.length; ) {
        const client = waiting[next]?.client ?? '';
        const events: string[] = [];
        for (let size = 0; waiting[next]?.client === client; next++) {
          const event = waiting[next]?.event ?? '';
          if (size > 0 && size + event.length > MAX_MESSAGE) break;
          events.push(event);
          size += event.length;
        }
        messages.push(`{"trace":{"client":${JSON.stringify(client)},"events":[${events.join(',')}]}}`);
      }
      waiting = [];
      length = 0;
      left = new Map();
      return messages;
    },
  };
}

function tooMany(count: number): TraceEvent {
  return {
    kind: 'exception',
    phase: 'limit',
    name: 'TraceLimit',
    message: `${count} events of this client were not recorded: they were too large, or too many while the page was cut off.`,
  };
}
