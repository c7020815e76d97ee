'use client';

import type { ReactNode } from 'react';
import type { ClientName } from '@/lib/capture/record';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

export interface LadderProps {
  readonly timeline: Timeline;
  /** Changes when the timeline grew: the timeline itself is changed in place. */
  readonly version: number;
  /** Entries of this run are shown. */
  readonly run: number;
  readonly cast: readonly ClientName[];
  readonly selected?: EntryNumber;
  /** Pointed at elsewhere, e.g. by a line of the program. */
  readonly hovered?: EntryNumber;
  readonly onSelect: (n: EntryNumber) => void;
  /** Enter on the selected entry. */
  readonly onOpen?: (n: EntryNumber) => void;
  /** `false`: a view of the moment at which it became so. The capture goes on. */
  readonly live: boolean;
  readonly onLive?: () => void;
  /** The reader's filter. */
  readonly hidden?: (entry: Entry) => boolean;
  /** Show what the program wrote to its console as well. */
  readonly logs?: boolean;
  /** Shown while there is no entry. */
  readonly children?: ReactNode;
}

export function Ladder({ children }: LadderProps) {
  return (
    <section aria-label="Ladder" data-slot="ladder" className="h-full overflow-auto bg-bg">
      {children}
    </section>
  );
}
