'use client';

import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { micros } from '@/lib/base/micros';
import { dissect } from '@/lib/dissect/dissect';
import { labelOf } from '@/lib/explain/label';
import { counted, durationText, partyName } from '@/lib/explain/words';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { BytesBeside } from './bytes-beside';
import { EntryPicker } from './entry-picker';
import { pairFields } from './field-diff';
import { FieldTable } from './field-table';

export interface EntryCompareProps {
  readonly timeline: Timeline;
  readonly a: EntryNumber | undefined;
  readonly b: EntryNumber | undefined;
  readonly onA: (n: EntryNumber) => void;
  readonly onB: (n: EntryNumber) => void;
}

/** Two entries: what differs between their fields, and their bytes side by side. */
export function EntryCompare({ timeline, a, b, onA, onB }: EntryCompareProps) {
  const { entries } = timeline;
  const [one, two] = [entries.nth(a ?? 0), entries.nth(b ?? 0)];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex items-start gap-3 rounded-md border border-line bg-panel p-3">
        <EntryPicker side="A" n={a} last={entries.length} says={one && says(one, timeline)} onPick={onA} />
        <button
          type="button"
          aria-label="Change sides"
          disabled={a === undefined || b === undefined}
          onClick={() => {
            if (a === undefined || b === undefined) return;
            onA(b);
            onB(a);
          }}
          className="inline-flex size-6 items-center justify-center rounded text-dim hover:bg-raised hover:text-ink disabled:opacity-40"
        >
          <ArrowLeftRight size={14} aria-hidden="true" />
        </button>
        <EntryPicker side="B" n={b} last={entries.length} says={two && says(two, timeline)} onPick={onB} />
      </div>
      {one && two ? (
        <Compared one={one} two={two} />
      ) : (
        <p className="px-1 text-dim">
          Choose “Compare others with this” in the menu of an entry (Shift F10): that is A. Then select
          another one: that is B. Or type their numbers.
        </p>
      )}
    </div>
  );
}

function Compared({ one, two }: { readonly one: Entry; readonly two: Entry }) {
  const [all, showAll] = useState(false);
  if (one.kind !== 'unit' || two.kind !== 'unit') {
    return (
      <p className="px-1 text-dim">
        {between(one, two)} Only entries that crossed the wire have fields and bytes to compare.
      </p>
    );
  }
  const pairs = pairFields(one.unit, two.unit);
  const differing = pairs.filter(({ differs }) => differs);
  const sizes = two.unit.wire.length - one.unit.wire.length;
  return (
    <>
      <section aria-label="Fields" className="min-w-0 rounded-md border border-line bg-panel p-3">
        <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
          <h3 className="text-[14px] font-semibold">
            {differing.length === 0
              ? 'No field differs'
              : `${counted(differing.length, 'field')} of ${pairs.length} differ`}
          </h3>
          <p className="text-dim">
            {between(one, two)}{' '}
            {sizes === 0
              ? 'Both are as long.'
              : `B is ${counted(Math.abs(sizes), 'byte')} ${sizes > 0 ? 'longer' : 'shorter'}.`}
          </p>
          <label className="ml-auto flex min-h-6 items-center gap-1.5">
            <input type="checkbox" checked={all} onChange={(event) => showAll(event.target.checked)} />
            those that are the same, too
          </label>
        </div>
        <FieldTable pairs={all ? pairs : differing} />
      </section>
      <BytesBeside pairs={pairs} a={dissect(one.unit)} b={dissect(two.unit)} />
    </>
  );
}

function says(entry: Entry, timeline: Timeline): string {
  const label = labelOf(entry, timeline).map(({ text }) => text.trim());
  return `${partyName(entry.from)}: ${label.join(' ')}`;
}

function between(one: Entry, two: Entry): string {
  const took = durationText(micros(Math.abs(two.at - one.at)));
  return `B came ${took} ${two.at >= one.at ? 'later' : 'before A'}.`;
}
