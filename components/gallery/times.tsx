'use client';

import { useState } from 'react';
import { type Micros, micros } from '@/lib/base/micros';
import type { EntryNumber } from '@/lib/session/entry';
import { momentAt } from '@/lib/session/moment';
import { SPEEDS } from '@/lib/state/time';
import { ClientStates } from '../time/client-states';
import { entryOf, growStops, lastOf, openStops, pauseAfter, stopOf, type TimePlace } from '../time/stops';
import { TimeBar } from '../time/time-bar';
import { shownIn } from '../ui/shown';
import { Exhibit, Room } from './exhibit';
import type { Seen } from './seen';

const nothing = () => undefined;

/** The moment that everything is shown at. */
export function TimeViews({ seen, broken }: { readonly seen: Seen; readonly broken: Seen }) {
  return (
    <Room title="Time">
      <Exhibit title="Live: it goes on with what is recorded">
        <Bar seen={seen} share={undefined} />
      </Exhibit>
      <Exhibit title="At a moment, with marks, and how each client stands then">
        <Bar seen={seen} share={0.4} marks={[0.2, 0.4, 0.7]} open />
      </Exhibit>
      <Exhibit title="Between two entries, while it is played at a tenth of its speed">
        <Bar seen={seen} share={0.6} late playing speed={0.1} />
      </Exhibit>
      <Exhibit title="A client that is gone for a while">
        <Bar seen={broken} share={0.5} open />
      </Exhibit>
      <Exhibit title="The end of a file, where it is narrow" width={340}>
        <Bar seen={seen} share={undefined} file open />
      </Exhibit>
    </Room>
  );
}

interface BarProps {
  readonly seen: Seen;
  /** Which of the entries, from 0 to 1; `undefined`: the newest. */
  readonly share: number | undefined;
  readonly marks?: readonly number[];
  /** Half the time to the next entry has passed as well. */
  readonly late?: boolean;
  readonly playing?: boolean;
  readonly speed?: (typeof SPEEDS)[number];
  readonly open?: boolean;
  readonly file?: boolean;
}

function Bar({ seen, share, marks = [], late = false, file = false, ...begins }: BarProps) {
  const { timeline, run, cast } = seen;
  const [stops] = useState(() => {
    const grown = openStops(timeline.entries);
    growStops(grown, shownIn(timeline.entries, run, false), timeline.entries.length);
    return grown;
  });
  const entryAt = (part: number): EntryNumber =>
    entryOf(stops, Math.round(part * (stops.numbers.length - 1)))?.n ?? 1;
  const [at, setAt] = useState<TimePlace | undefined>(() => {
    if (share === undefined) return undefined;
    const n = entryAt(share);
    const after: Micros = late ? micros(Math.round(pauseAfter(stops, stopOf(stops, n)) / 2)) : micros(0);
    return { n, after };
  });
  const [playing, play] = useState(begins.playing ?? false);
  const [speed, setSpeed] = useState(begins.speed ?? 1);
  const [open, setOpen] = useState(begins.open ?? false);
  const shown = timeline.entries.nth(at?.n ?? lastOf(stops) ?? 1);
  return (
    <TimeBar
      timeline={timeline}
      stops={stops}
      at={at}
      marks={marks.map(entryAt)}
      playing={playing}
      speed={speed}
      speeds={SPEEDS}
      endless={!file}
      onGo={setAt}
      onLive={() => setAt(undefined)}
      onPlay={play}
      onSpeed={setSpeed}
      onMark={nothing}
      open={open}
      onOpen={setOpen}
    >
      {shown && (
        <ClientStates
          timeline={timeline}
          moment={momentAt(timeline, shown.n)}
          cast={cast}
          at={at && micros(shown.at + at.after)}
          origin={timeline.entries.beginOf(run)}
        />
      )}
    </TimeBar>
  );
}
