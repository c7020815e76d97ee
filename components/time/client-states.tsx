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
    // biome-ignore lint/a11y/useSemanticElements: a section of its own would be one landmark too many
    <div
      role="group"
      aria-label="Clients"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
      tabIndex={0}
      className="max-h-28 overflow-auto border-t border-line px-2.5 py-1.5 -outline-offset-2!"
    >
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
                data-slot="client-moment"
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
                <td>
                  {now?.heartbeat && dueText(now.heartbeat, at, origin)}
                  {now?.heartbeat && at !== undefined && (
                    <span className="@max-[560px]:hidden">{elseText(now.heartbeat, at)}</span>
                  )}
                </td>
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
      return 'poll → ws';
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
    const entry = timeline.entries.nth(n);
    const event = entry?.kind === 'trace' ? entry.record.event : undefined;
    return event?.kind === 'unsent' ? [event.event] : [];
  });
  return `${counted(buffer.length, 'emit')} ${buffer.length === 1 ? 'waits' : 'wait'}: ${events.join(', ')}${buffer.length > NAMED ? ' …' : ''}`;
}

/** `ping due in 3.2 s`; where time goes on, when that is. */
function dueText({ awaits, due }: Heartbeat, at: Micros | undefined, origin: Micros): string {
  return at === undefined
    ? `${awaits} due at ${durationText(micros(due - origin))}`
    : `${awaits} due ${whenText(due, at)}`;
}

/** What happens if it does not come. */
function elseText({ awaits, from, deadline }: Heartbeat, at: Micros): string {
  const other = from === 'server' ? 'client' : 'server';
  return awaits === 'ping' ? `, ${other} gives up ${whenText(deadline, at)}` : `, or the ${other} gives up`;
}

function whenText(then: Micros, at: Micros): string {
  return then >= at ? `in ${durationText(micros(then - at))}` : `${durationText(micros(at - then))} ago`;
}
