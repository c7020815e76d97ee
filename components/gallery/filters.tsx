'use client';

import { useState } from 'react';
import { completionsAt } from '@/lib/filter/completions';
import { filterSays, parseFilter } from '@/lib/filter/filter';
import { hiddenCount, keeps } from '@/lib/filter/kept';
import { filteredBy } from '@/lib/state/filtered';
import { CompletionList } from '../filter/completion-list';
import { FilterLine } from '../filter/filter-line';
import { FindLine } from '../filter/find-line';
import { Ladder } from '../ladder/ladder';
import { Minimap } from '../minimap/minimap';
import { shownOf } from '../ui/shown';
import { Exhibit, Room } from './exhibit';
import { Opened } from './opened';
import { firstUnit, type Seen } from './seen';

const nothing = () => undefined;

/** What is typed to find something, and the map on which it is found. */
export function FilterViews({ seen }: { readonly seen: Seen }) {
  return (
    <Room title="Filter, find and map">
      <Exhibit title="Nothing is filtered">
        <Line seen={seen} typed="" />
      </Exhibit>
      <Exhibit title="What may stand at the caret, the second chosen with the arrows" height={260}>
        {/* It hangs below a line, which is not here. */}
        <div className="relative h-0">
          <CompletionList
            id="gallery-completions"
            options={completionsAt('sio.type == ', 12).options}
            active={1}
            onPick={nothing}
          />
        </div>
      </Exhibit>
      <Exhibit title="A key that there is not, while the filter before it stays in force">
        <Line seen={seen} typed="sio.evnt == say" kept="sio.event == say" />
      </Exhibit>
      <Exhibit title="A value that the key cannot have">
        <Line seen={seen} typed="bytes > 3 apples" />
      </Exhibit>
      <Exhibit title="In force: which entries are shown, and how many are not">
        <Line seen={seen} typed="client == alice && sio.type == EVENT" />
      </Exhibit>
      <Exhibit title="Text or bytes are looked for; found, and not">
        <div className="flex flex-wrap gap-2">
          {(
            [
              ['Find “say”', 'say', '2 of 7'],
              ['Find what is not there', 'nowhere', 'not found'],
            ] as const
          ).map(([label, text, said]) => (
            <Opened key={label} label={label}>
              {(close) => <Find text={text} said={said} onClose={close} />}
            </Opened>
          ))}
        </div>
      </Exhibit>
      <Exhibit
        title="The map: all of a run, where the view is, the selected entry, and what a filter finds"
        height={420}
      >
        <Mapped seen={seen} />
      </Exhibit>
    </Room>
  );
}

interface LineProps {
  readonly seen: Seen;
  readonly typed: string;
  /** In force, where what is typed cannot be. */
  readonly kept?: string;
}

function Line({ seen: { timeline, run, cast }, typed, kept }: LineProps) {
  const [text, setText] = useState(typed);
  const parsed = parseFilter(text);
  const inForce = parsed.ok ? text : (kept ?? '');
  const said = parseFilter(inForce);
  const filtered = filteredBy(timeline, inForce, shownOf(timeline.entries, false));
  return (
    <FilterLine
      text={text}
      flaw={parsed.ok ? undefined : parsed}
      used={['sio.type == EVENT', 'client == bob']}
      inForce={
        filtered && said.ok
          ? { text: inForce, says: filterSays(said.filter), hidden: hiddenCount(filtered.kept, run) }
          : undefined
      }
      completionsAt={(line, caret) => completionsAt(line, caret, cast)}
      onText={setText}
      onKeep={nothing}
      onFind={nothing}
    />
  );
}

interface FindProps {
  readonly text: string;
  readonly said: string;
  onClose(): void;
}

function Find({ text, said, onClose }: FindProps) {
  const [sought, seek] = useState(text);
  return (
    <div className="basis-full">
      <FindLine
        text={sought}
        said={sought === text ? said : ''}
        onText={seek}
        onFind={nothing}
        onClose={onClose}
      />
    </div>
  );
}

const FOUND = 'sio.type == EVENT';

function Mapped({ seen }: { readonly seen: Seen }) {
  const { timeline, run, cast } = seen;
  const event = firstUnit(seen, ({ unit }) => unit.packets.some(({ sio }) => sio?.type === 'ACK'));
  const [selected, select] = useState(event?.n);
  const filtered = filteredBy(timeline, FOUND, shownOf(timeline.entries, false));
  return (
    <Ladder
      timeline={timeline}
      version={0}
      run={run}
      cast={cast}
      {...(selected !== undefined && { selected })}
      onSelect={select}
      live
      scrollbar={(view) => (
        <Minimap
          view={view}
          label="Map of the ladder"
          {...(selected !== undefined && { selected })}
          {...(filtered && { isHit: (n) => keeps(filtered.kept, n) })}
        />
      )}
    />
  );
}
