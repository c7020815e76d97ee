'use client';

import type { ReactNode } from 'react';
import type { EntryNumber } from '@/lib/session/entry';
import { type Tally, totalOf } from '@/lib/session/tally';
import type { Timeline } from '@/lib/session/timeline';
import { useFrozen } from '../ui/use-frozen';
import { BytesChart, Hatch } from './bytes-chart';
import { LatencyChart } from './latency-chart';
import { PacketsChart } from './packets-chart';
import type { Picked } from './picked';
import { useTally } from './use-tally';

export interface StatisticsProps {
  readonly timeline: Timeline;
  /** Changes when the timeline grew: the timeline itself is changed in place. */
  readonly version: number;
  readonly run: number;
  /** `false`: as it was at the moment at which it became so. The capture goes on. */
  readonly live: boolean;
  readonly onPick: (picked: Picked) => void;
  /** Puts a filter in force that keeps what a row counts. */
  readonly onFilter?: (filter: string) => void;
  /** The reader's filter: only what it keeps is counted. */
  readonly hidden?: (n: EntryNumber) => boolean;
  /** Up to this entry the filter has been asked: those after it are not drawn yet. */
  readonly known?: number;
  /** Shown while nothing has crossed the wire. */
  readonly children?: ReactNode;
}

/** What one run put on the wire, in numbers that are drawn. */
export function Statistics(props: StatisticsProps) {
  const { timeline, version, run, live, onPick, onFilter, hidden, children } = props;
  const until = useFrozen(timeline.entries.length, live);
  const { tally, isDone } = useTally({ timeline, version, run, until, hidden, known: props.known });
  return (
    <section
      aria-label="Statistics"
      data-slot="statistics"
      aria-busy={!isDone}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      className="@container h-full overflow-auto bg-bg p-3 text-[13px] -outline-offset-2!"
    >
      {tally.clients.size === 0 ? (
        isDone && children
      ) : (
        <Charts tally={tally} onPick={onPick} onFilter={onFilter} filtered={hidden !== undefined} />
      )}
      {!isDone && (
        <p role="status" className="pt-2 text-dim">
          Counting: {Math.floor((tally.entriesRead / timeline.entries.length) * 100)} %
        </p>
      )}
    </section>
  );
}

interface ChartsProps {
  readonly tally: Tally;
  readonly onPick: (picked: Picked) => void;
  readonly onFilter: ((filter: string) => void) | undefined;
  readonly filtered: boolean;
}

function Charts({ tally, onPick, onFilter, filtered }: ChartsProps) {
  const total = totalOf(tally);
  const clients = [...tally.clients];
  const none = filtered ? NONE_KEPT : NONE;
  return (
    <div className="grid items-start gap-3 @min-[860px]:grid-cols-2">
      <Hatch />
      <BytesChart total={total} clients={clients} onPick={onPick} onFilter={onFilter} />
      <PacketsChart total={total} onPick={onPick} onFilter={onFilter} />
      <LatencyChart
        title="Acknowledgements"
        says="From the event to its ack."
        none={none.acks}
        tone="text-sio"
        clients={clients}
        tookOf={(tally) => tally.acks}
        onPick={onPick}
      />
      <LatencyChart
        title="Heartbeats"
        says="From the ping to its pong."
        none={none.heartbeats}
        tone="text-eio"
        clients={clients}
        tookOf={(tally) => tally.heartbeats}
        onPick={onPick}
      />
    </div>
  );
}

const NONE = {
  acks: 'No acknowledgement came: an emit with a callback as its last argument asks for one.',
  heartbeats:
    'No ping was answered yet: the server sends one every 25 seconds unless pingInterval says otherwise.',
};

const NONE_KEPT = {
  acks: 'The filter keeps no acknowledgement.',
  heartbeats: 'The filter keeps no answer to a ping.',
};
