'use client';

import { type ReactNode, useId, useState } from 'react';
import type { SourcePlace } from '@/lib/capture/record';
import { partyName, sizeText } from '@/lib/explain/words';
import { joinedFilter } from '@/lib/filter/join';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { Chip } from '../ui/chip';
import { TabList, TabPanel } from '../ui/tabs';
import { BytesPanel } from './bytes-panel';
import { chainsOf } from './chain-steps';
import { ChainView } from './chain-view';
import { copiesOf } from './copy';
import { DiagramView } from './diagram-view';
import { dissectedOf } from './dissected';
import { type FieldHands, fieldActs, JOINING_KEYS, rowCondition } from './field-acts';
import type { FieldRef } from './field-ref';
import { FieldTree } from './field-tree';
import { LayersView } from './layers-view';
import { noteOf } from './note-of';
import { NotePanel } from './note-panel';
import { PanelHead } from './panel-head';
import { RawView } from './raw-view';
import { SessionView } from './session-view';
import { noBytesText, ToldView } from './told-view';

export interface InspectorColumnsProps {
  readonly timeline: Timeline;
  readonly entry: Entry;
  readonly field: FieldRef | undefined;
  readonly lit: FieldRef | undefined;
  readonly onLight: (field: FieldRef | undefined) => void;
  readonly onField: (field: FieldRef | undefined) => void;
  readonly onSelect: (n: EntryNumber) => void;
  readonly onPlace: ((place: SourcePlace) => void) | undefined;
  readonly hands: FieldHands | undefined;
  readonly compact: boolean;
}

type View = 'fields' | 'layers' | 'diagram' | 'bytes' | 'raw' | 'session' | 'note';

const TITLES: { readonly [V in View]: string } = {
  fields: 'Fields',
  layers: 'Layers',
  diagram: 'Diagram',
  bytes: 'Bytes',
  raw: 'Raw',
  session: 'Session',
  note: 'Note',
};

export function InspectorColumns(props: InspectorColumnsProps) {
  const { timeline, entry, field, lit, onSelect, onPlace, compact } = props;
  const id = useId();
  const [chosen, setChosen] = useState<View>('fields');
  const offered = viewsOf(entry, compact);
  const view = offered.includes(chosen) ? chosen : 'fields';
  const views = viewParts(props);
  const note = (
    <NotePanel note={noteOf(timeline, entry, lit ?? field)} onSelect={onSelect}>
      <ChainView chains={chainsOf(timeline, entry)} onSelect={onSelect} onPlace={onPlace} />
    </NotePanel>
  );
  const main = (
    <>
      <PanelHead grows>
        <TabList
          id={id}
          label="View of the entry"
          tabs={offered.map((value) => ({ value, label: TITLES[value] }))}
          value={view}
          onChange={setChosen}
          wraps
        />
        {/* The status line has it as well, and the tabs should lie in one row. */}
        <span className="ml-auto @max-[340px]:hidden">
          <Chip title={whereOf(entry)}>
            #{entry.n}
            <span className="hidden @min-[520px]:inline">{` · ${whereOf(entry)}`}</span>
          </Chip>
        </span>
      </PanelHead>
      <TabPanel id={id} value={view} className="flex min-h-0 flex-1 flex-col">
        {view === 'note' ? note : view === 'bytes' ? views.bytes : views[view]}
      </TabPanel>
    </>
  );
  if (compact) return <div className="flex h-full min-h-0 flex-col">{main}</div>;
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(260px,31%)_minmax(0,1fr)_minmax(220px,26%)] divide-x divide-line">
      <div className="flex min-h-0 min-w-0 flex-col">{main}</div>
      <div className="flex min-h-0 min-w-0 flex-col">{views.bytes}</div>
      <div className="flex min-h-0 min-w-0 flex-col">{note}</div>
    </div>
  );
}

function viewParts(props: InspectorColumnsProps): { readonly [V in Exclude<View, 'note'>]: ReactNode } {
  const { timeline, entry, field, lit, onLight, onField, onSelect, hands } = props;
  const session = <SessionView timeline={timeline} entry={entry} onSelect={onSelect} />;
  if (entry.kind !== 'unit') {
    const told = <ToldView entry={entry} timeline={timeline} />;
    const none = <p className="m-0 px-4 py-3 text-dim">{noBytesText(entry)}</p>;
    return { fields: told, layers: none, diagram: none, bytes: none, raw: none, session };
  }
  const { unit } = entry;
  const dissected = dissectedOf(unit);
  const shared = { dissected, selected: field, lit, onLight, onField };
  return {
    fields: (
      <FieldTree
        {...shared}
        {...(hands && {
          acts: (row) => fieldActs(row, entry, timeline, hands),
          onKey: (key, row) => {
            const joining = JOINING_KEYS[key];
            if (joining === undefined) return false;
            const condition = rowCondition(row, entry, timeline);
            if (condition !== undefined) hands.onFilter(joinedFilter(hands.filter, joining, condition));
            return true;
          },
        })}
      />
    ),
    layers: <LayersView unit={unit} dissected={dissected} />,
    diagram: <DiagramView {...shared} />,
    bytes: <BytesPanel {...shared} copies={copiesOf(entry, timeline, hands?.baseOf ?? nowhere)} />,
    raw: <RawView n={entry.n} unit={unit} dissected={dissected} />,
    session,
  };
}

/** Where no gateway is in between, requests name their host. */
function nowhere(): undefined {
  return undefined;
}

function viewsOf(entry: Entry, compact: boolean): readonly View[] {
  const own: readonly View[] =
    entry.kind === 'unit' ? ['fields', 'diagram', 'layers', 'raw', 'session'] : ['fields', 'session'];
  if (!compact) return own;
  return entry.kind === 'unit'
    ? ['fields', 'bytes', 'note', 'diagram', 'layers', 'raw', 'session']
    : ['fields', 'note', 'session'];
}

/** `Alice → Server · 12 B` */
function whereOf(entry: Entry): string {
  const who = `${partyName(entry.from)} → ${partyName(entry.to)}`;
  return entry.kind === 'unit'
    ? `${who} · ${sizeText(entry.unit.wire.length).replace(/ bytes?$/, ' B')}`
    : who;
}
