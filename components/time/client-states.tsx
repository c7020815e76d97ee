import { type Micros, micros } from '@/lib/base/micros';
import type { ClientName } from '@/lib/capture/record';
import { counted, durationText, partyName } from '@/lib/explain/words';
import type { Heartbeat } from '@/lib/session/heartbeat';
import type { ClientMoment, Moment } from '@/lib/session/moment';
import type { Timeline } from '@/lib/session/timeline';

export interface ClientStatesProps {
  readonly timeline: Timeline;
  readonly moment: Moment;
  readonly cast: readonly ClientName[];
  /** The time of the moment; absent while it goes on with what is recorded. */
  readonly at: Micros | undefined;
  /** From where times are counted. */
  readonly origin: Micros;
}

/** What each client is at the moment: its session, its namespaces, what waits in its buffer, its heartbeat. */
export function ClientStates({ timeline, moment, cast, at, origin }: ClientStatesProps) {
  const names = [...new Set([...cast, ...moment.clients.keys()])];
  return (
    <div className="max-h-28 overflow-auto border-t border-line px-2.5 py-1.5">
      <table aria-label="Clients at this moment" className="font-mono text-[11.5px] leading-[18px] text-dim">
        <thead className="sr-only">
          <tr>
            <th scope="col">Client</th>
            <th scope="col">Session</th>
            <th scope="col">Namespaces</th>
            <th scope="col">Buffer</th>
            <th scope="col">Heartbeat</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const now = moment.clients.get(name);
            return (
              <tr
                key={name}
                data-slot="client-state"
                data-client={name}
                className="align-baseline whitespace-nowrap"
              >
                <th scope="row" className="pr-3 text-left font-sans font-medium text-ink">
                  {partyName(name)}
                </th>
                <td className="pr-3">{sessionText(now)}</td>
                <td className="pr-3">{namespacesText(now)}</td>
                <td className="pr-3" data-waiting={now?.buffer.length ?? 0}>
                  {bufferText(timeline, now)}
                </td>
                <td>{now?.heartbeat && heartbeatText(now.heartbeat, at, origin)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function sessionText(now: ClientMoment | undefined): string {
  if (!now?.state) return 'no session';
  switch (now.state) {
    case 'probing':
    case 'upgrading':
      return 'polling → websocket';
    default:
      return now.state;
  }
}

function namespacesText(now: ClientMoment | undefined): string {
  const names = [...(now?.sockets.keys() ?? [])];
  return names.length > 0 ? `in ${names.join(' ')}` : 'in no namespace';
}

/** So many events are named. */
const NAMED = 3;

function bufferText(timeline: Timeline, now: ClientMoment | undefined): string {
  const buffer = now?.buffer ?? [];
  if (buffer.length === 0) return 'buffer empty';
  const events = buffer.slice(0, NAMED).flatMap((n) => {
    const entry = timeline.entries[n - 1];
    const event = entry?.kind === 'trace' ? entry.record.event : undefined;
    return event?.kind === 'unsent' ? [event.event] : [];
  });
  return `${counted(buffer.length, 'emit')} ${buffer.length === 1 ? 'waits' : 'wait'}: ${events.join(', ')}${buffer.length > NAMED ? ' …' : ''}`;
}

/** `ping due in 3.2 s, gives up in 23.2 s`: the second is the end that answers pings. */
function heartbeatText({ awaits, due, deadline }: Heartbeat, at: Micros | undefined, origin: Micros): string {
  if (at === undefined) return `${awaits} due at ${durationText(micros(due - origin))}`;
  const when = (then: Micros) =>
    then >= at ? `in ${durationText(micros(then - at))}` : `${durationText(micros(at - then))} ago`;
  return awaits === 'ping'
    ? `ping due ${when(due)}, client gives up ${when(deadline)}`
    : `pong due ${when(due)}, or the server gives up`;
}
