'use client';

import { useState } from 'react';
import type { Entry } from '@/lib/session/entry';
import { openTimeline } from '@/lib/session/fold';
import { growRunsFigures, openRunsFigures, runsOf } from '@/lib/session/run-figures';
import { EntryCompare } from '../compare/entry-compare';
import { RunCompare } from '../compare/run-compare';
import { Inspector } from '../inspector/inspector';
import { Ladder } from '../ladder/ladder';
import { List } from '../list/list';
import { type ListView, PLAIN_LIST } from '../list/list-view';
import { Statistics } from '../statistics/statistics';
import { useWidth } from '../ui/use-width';
import { Exhibit, Room } from './exhibit';
import { firstUnit, firstWith, type Seen } from './seen';

const nothing = () => undefined;

interface ViewsProps {
  readonly seen: { readonly [name: string]: Seen };
  /** Named of these, in pairs of what it shows and which it is. */
  readonly shown: readonly (readonly [title: string, name: string])[];
}

const EMPTY = openTimeline();

export function LadderViews({ seen, shown }: ViewsProps) {
  return (
    <Room title="Ladder">
      <Exhibit title="Nothing yet" height={160}>
        <Ladder timeline={EMPTY} version={0} run={0} cast={['alice']} onSelect={nothing} live>
          <p className="p-6 text-center text-dim">Nothing has crossed the wire yet.</p>
        </Ladder>
      </Exhibit>
      {shown.map(([title, name]) => (
        <Exhibit key={name} title={title} height={520}>
          {seen[name] && <ChosenLadder seen={seen[name]} />}
        </Exhibit>
      ))}
      {shown.slice(0, 1).map(([title, name]) => (
        <Exhibit key={name} title={`${title}, where it is narrow and held still`} height={360} width={340}>
          {seen[name] && <ChosenLadder seen={seen[name]} live={false} />}
        </Exhibit>
      ))}
    </Room>
  );
}

function ChosenLadder({ seen, live = true }: { readonly seen: Seen; readonly live?: boolean }) {
  const { timeline, run, cast } = seen;
  const event = firstUnit(seen, ({ unit }) => unit.packets.some(({ sio }) => sio?.type === 'EVENT'));
  const [selected, select] = useState(event?.n);
  return (
    <Ladder
      timeline={timeline}
      version={0}
      run={run}
      cast={cast}
      {...(selected !== undefined && { selected })}
      onSelect={select}
      live={live}
      onLive={nothing}
    />
  );
}

const MARKS = [3, 9];

export function ListViews({ seen }: { readonly seen: Seen }) {
  const [view, setView] = useState(PLAIN_LIST);
  const [sorted, setSorted] = useState<ListView>({
    chosen: {},
    sort: { column: 'bytes', way: 'descending', until: seen.timeline.entries.length },
  });
  return (
    <Room title="List">
      <Exhibit title="In the order of time" height={300}>
        <List
          timeline={seen.timeline}
          version={0}
          run={seen.run}
          onSelect={nothing}
          live
          marks={[]}
          onMark={nothing}
          view={view}
          onView={setView}
        />
      </Exhibit>
      <Exhibit title="Sorted by size, with time since a mark" height={300}>
        <List
          timeline={seen.timeline}
          version={0}
          run={seen.run}
          selected={3}
          onSelect={nothing}
          live
          marks={MARKS}
          onMark={nothing}
          view={sorted}
          onView={setSorted}
        />
      </Exhibit>
    </Room>
  );
}

export function NumberViews({ seen, other }: { readonly seen: Seen; readonly other: Seen }) {
  const events = seen.timeline.entries.filter(
    (entry) => entry.kind === 'unit' && entry.unit.packets.some(({ sio }) => sio?.type === 'EVENT'),
  );
  const [pair, setPair] = useState({ a: events[0]?.n, b: events.at(-1)?.n });
  const runs = [seen, other].map(({ timeline }, i) => {
    const figures = openRunsFigures();
    growRunsFigures(figures, timeline.entries);
    const [run] = runsOf(figures);
    return run && { name: `Run ${i + 1}`, figures: run, isHere: true };
  });
  const known = runs.filter((run) => run !== undefined);
  return (
    <Room title="Numbers and comparisons">
      <Exhibit title="Statistics of several clients" height={620}>
        <Statistics
          timeline={seen.timeline}
          version={0}
          run={seen.run}
          live
          onPick={nothing}
          onFilter={nothing}
        />
      </Exhibit>
      <Exhibit title="Statistics of nothing" height={90}>
        <Statistics timeline={EMPTY} version={0} run={0} live onPick={nothing}>
          <p className="p-6 text-center text-dim">Nothing has crossed the wire yet.</p>
        </Statistics>
      </Exhibit>
      <Exhibit title="Two entries">
        <div className="@container">
          <EntryCompare
            timeline={seen.timeline}
            {...pair}
            onA={(a) => setPair({ ...pair, a })}
            onB={(b) => setPair({ ...pair, b })}
          />
        </div>
      </Exhibit>
      <Exhibit title="Two entries, none chosen">
        <EntryCompare timeline={seen.timeline} a={undefined} b={undefined} onA={nothing} onB={nothing} />
      </Exhibit>
      <Exhibit title="Two runs">
        <RunCompare runs={known} a={known[0]} b={known[1]} onA={nothing} onB={nothing} onEntry={nothing} />
      </Exhibit>
    </Room>
  );
}

export function InspectorViews({ seen, more }: { readonly seen: Seen; readonly more: readonly Seen[] }) {
  const narrow = useWidth() === 'narrow';
  const all = [seen, ...more];
  const first = (isLike: (entry: Entry) => boolean) => {
    for (const one of all) {
      const entry = firstWith(one, isLike);
      if (entry) return { seen: one, entry };
    }
    return undefined;
  };
  const kinds: readonly (readonly [string, (entry: Entry) => boolean])[] = [
    [
      'An HTTP answer with packets',
      (e) => e.kind === 'unit' && e.unit.http?.status === 200 && e.unit.packets.length > 0,
    ],
    ['A masked frame', (e) => e.kind === 'unit' && e.unit.ws?.masked === true],
    [
      'Bytes in a frame',
      (e) => e.kind === 'unit' && e.unit.packets.some(({ eio }) => eio.binary !== undefined),
    ],
    ['A connection that opens', (e) => e.kind === 'open'],
    ['What a program told', (e) => e.kind === 'trace'],
    ['A fault of the wire', (e) => e.kind === 'fault'],
  ];
  return (
    <Room title="Inspector">
      <Exhibit title="Nothing selected" height={90}>
        <Inspector timeline={EMPTY} onField={nothing} onSelect={nothing} />
      </Exhibit>
      {kinds.map(([title, isLike]) => {
        const found = first(isLike);
        return (
          found && (
            <Exhibit key={title} title={title} height={300}>
              <Inspector
                timeline={found.seen.timeline}
                entry={found.entry}
                onField={nothing}
                onSelect={nothing}
                compact={narrow}
              />
            </Exhibit>
          )
        );
      })}
      <Exhibit title="Where it is narrow" height={340} width={360}>
        <Inspector
          timeline={seen.timeline}
          {...entryOf(firstUnit(seen, ({ unit }) => unit.ws?.masked === true))}
          onField={nothing}
          onSelect={nothing}
          compact
        />
      </Exhibit>
    </Room>
  );
}

function entryOf(entry: Entry | undefined): { readonly entry?: Entry } {
  return entry ? { entry } : {};
}
