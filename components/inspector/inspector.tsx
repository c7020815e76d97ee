'use client';

import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { FieldRef } from './field-ref';

export interface InspectorProps {
  readonly timeline: Timeline;
  readonly entry?: Entry;
  /** The field that is selected. */
  readonly field?: FieldRef;
  readonly onField: (field: FieldRef | undefined) => void;
  /** The field under the pointer or the byte cursor, for the status line. */
  readonly onLight?: (field: FieldRef | undefined) => void;
  readonly onSelect: (n: EntryNumber) => void;
  /** One column, for narrow screens. */
  readonly compact?: boolean;
}

export function Inspector({ entry }: InspectorProps) {
  return (
    <section aria-label="Inspector" data-slot="inspector" className="h-full overflow-auto bg-panel">
      {entry ? `#${entry.n}` : undefined}
    </section>
  );
}
