'use client';

import { useState } from 'react';
import type { SourcePlace } from '@/lib/capture/record';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { FieldHands } from './field-acts';
import { type FieldRef, sameField } from './field-ref';
import { InspectorColumns } from './inspector-columns';

export interface InspectorProps {
  readonly timeline: Timeline;
  readonly entry?: Entry;
  /** The field that is selected. */
  readonly field?: FieldRef;
  readonly onField: (field: FieldRef | undefined) => void;
  /** The field under the pointer or the byte cursor, for the status line. */
  readonly onLight?: (field: FieldRef | undefined) => void;
  readonly onSelect: (n: EntryNumber) => void;
  /** Shows a line of the program. */
  readonly onPlace?: (place: SourcePlace) => void;
  /** What a field can be used for beside being looked at. */
  readonly hands?: FieldHands;
  /** One column, for narrow screens. */
  readonly compact?: boolean;
}

/** One entry: its fields, its bytes, and what there is to say about what is under the cursor. */
export function Inspector({
  timeline,
  entry,
  field,
  onField,
  onLight,
  onSelect,
  onPlace,
  hands,
  compact = false,
}: InspectorProps) {
  const [lit, setLit] = useState<FieldRef | undefined>();

  function light(next: FieldRef | undefined): void {
    // Only the reference: a whole field would carry its bytes' value into whatever state the host keeps.
    const ref = next && refOf(next);
    if (sameField(ref, lit)) return;
    setLit(ref);
    onLight?.(ref);
  }

  // What is chosen is what the note tells of, until something else is pointed at.
  function choose(next: FieldRef | undefined): void {
    light(undefined);
    onField(next && refOf(next));
  }

  return (
    <section
      aria-label="Inspector"
      data-slot="inspector"
      data-n={entry?.n}
      className="h-full min-h-0 bg-panel"
    >
      {entry ? (
        <InspectorColumns
          // The byte cursor and folded layers belong to one entry.
          key={entry.n}
          timeline={timeline}
          entry={entry}
          field={field}
          lit={lit}
          onLight={light}
          onField={choose}
          onSelect={onSelect}
          onPlace={onPlace}
          hands={hands}
          compact={compact}
        />
      ) : (
        <p className="m-0 grid h-full place-items-center px-4 text-center text-dim">
          Select an entry to see its fields and its bytes.
        </p>
      )}
    </section>
  );
}

function refOf({ key, buffer, start, end }: FieldRef): FieldRef {
  return { key, buffer, start, end };
}
