'use client';

import { type ReactNode, useId } from 'react';
import { grouped } from '@/lib/base/grouped';
import { micros } from '@/lib/base/micros';
import { durationText, sizeText } from '@/lib/explain/words';
import type { EntryNumber } from '@/lib/session/entry';
import type { RunFigures } from '@/lib/session/run-figures';

/** A run by a name that no other on this page has. */
export interface NamedRun {
  readonly name: string;
  readonly figures: RunFigures;
  /** Its entries are there still, to be gone to. */
  readonly isHere: boolean;
}

export interface RunCompareProps {
  readonly runs: readonly NamedRun[];
  readonly a: NamedRun | undefined;
  readonly b: NamedRun | undefined;
  readonly onA: (name: string) => void;
  readonly onB: (name: string) => void;
  readonly onEntry: (n: EntryNumber) => void;
  /** Shown while there is nothing to compare. */
  readonly children?: ReactNode;
}

interface Measure {
  readonly title: string;
  readonly of: (figures: RunFigures) => number | undefined;
  readonly text: (value: number) => string;
}

const MEASURES: readonly Measure[] = [
  { title: 'Packets', of: ({ packets }) => packets, text: grouped },
  { title: 'Bytes', of: ({ bytes }) => bytes, text: sizeText },
  { title: 'HTTP requests', of: ({ requests }) => requests, text: grouped },
  { title: 'WebSocket frames', of: ({ frames }) => frames, text: grouped },
  { title: 'TCP connections', of: ({ connections }) => connections, text: grouped },
  { title: 'Round trips to the first event', of: ({ firstEvent }) => firstEvent?.roundTrips, text: grouped },
  {
    title: 'Time to the first event',
    of: ({ firstEvent }) => firstEvent?.took,
    text: (value) => durationText(micros(value)),
  },
];

/** Two runs, figure by figure, as pairs of bars. */
export function RunCompare({ runs, a, b, onA, onB, onEntry, children }: RunCompareProps) {
  if (!a || !b) return <>{children}</>;
  return (
    <section aria-label="Two runs" className="rounded-md border border-line bg-panel p-3">
      <div className="mb-3 flex flex-wrap gap-x-6 gap-y-2">
        <RunPicker side="A" runs={runs} value={a} onChange={onA} />
        <RunPicker side="B" runs={runs} value={b} onChange={onB} />
      </div>
      <RunHatch />
      <table className="w-full border-collapse">
        <thead className="sr-only">
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">How much more</th>
          </tr>
        </thead>
        <tbody>
          {MEASURES.map((measure) => (
            <Pair key={measure.title} measure={measure} a={a.figures} b={b.figures} />
          ))}
        </tbody>
      </table>
      <p className="mt-2 flex flex-wrap gap-x-4 border-t border-line pt-2 text-dim">
        <span>Round trips are without those of TCP itself.</span>
        <span>
          What a page still says when the next run has begun belongs to its own run; the status line counts it
          to the next.
        </span>
        {[a, b].map(({ name, figures: { firstEvent }, isHere }, i) =>
          firstEvent && isHere ? (
            <button
              key={i === 0 ? 'A' : 'B'}
              type="button"
              className="min-h-6 text-note hover:underline"
              onClick={() => onEntry(firstEvent.n)}
            >
              First event of {name}
            </button>
          ) : undefined,
        )}
      </p>
    </section>
  );
}

interface PairProps {
  readonly measure: Measure;
  readonly a: RunFigures;
  readonly b: RunFigures;
}

function Pair({ measure: { title, of, text }, a, b }: PairProps) {
  const [one, two] = [of(a), of(b)];
  const most = Math.max(one ?? 0, two ?? 0);
  const told = (value: number | undefined) => (value === undefined ? 'none' : text(value));
  return (
    <tr data-figure={title} className="border-t border-line/60">
      <th scope="row" className="w-[38%] py-1.5 pr-2 text-left font-normal">
        {title}
      </th>
      <td colSpan={2} className="py-1.5">
        <Bar side="A" value={one} most={most} text={told(one)} />
        <Bar side="B" value={two} most={most} text={told(two)} />
      </td>
      <td className="w-16 pl-2 text-right font-mono text-dim">{ratioText(one, two)}</td>
    </tr>
  );
}

interface BarProps {
  readonly side: 'A' | 'B';
  readonly value: number | undefined;
  readonly most: number;
  readonly text: string;
}

/** A is filled, B hatched: told apart without colour. */
function Bar({ side, value = 0, most, text }: BarProps) {
  const width = most === 0 ? 0 : (value / most) * 100;
  return (
    <div data-side={side} className="flex items-center gap-2">
      <span className="w-3 text-dim">{side}</span>
      <svg aria-hidden="true" width="100%" height={10} className="min-w-0 flex-1">
        <rect
          width={`${width}%`}
          height={10}
          rx={2}
          fill={side === 'A' ? 'var(--note)' : `url(#${HATCH})`}
          stroke={side === 'A' ? 'none' : 'var(--eio)'}
        />
      </svg>
      <span className="w-20 shrink-0 text-right font-mono">{text}</span>
    </div>
  );
}

/** Defined once, beside the bars that are filled with it. */
const HATCH = 'hatched-b';

function RunHatch() {
  return (
    <svg aria-hidden="true" width={0} height={0} className="absolute">
      <defs>
        <pattern id={HATCH} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={2} height={5} fill="var(--eio)" />
        </pattern>
      </defs>
    </svg>
  );
}

interface RunPickerProps {
  readonly side: 'A' | 'B';
  readonly runs: readonly NamedRun[];
  readonly value: NamedRun;
  readonly onChange: (name: string) => void;
}

function RunPicker({ side, runs, value, onChange }: RunPickerProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 items-center gap-2">
      <label htmlFor={id} className="font-semibold">
        {side}
      </label>
      <select
        id={id}
        aria-label={`${side}: run`}
        value={value.name}
        onChange={(event) => onChange(event.target.value)}
        className="h-7 min-w-0 rounded border border-line bg-raised px-2"
      >
        {runs.map((run) => (
          <option key={run.name} value={run.name}>
            {`${run.name}: ${transportsText(run.figures)}`}
          </option>
        ))}
      </select>
    </div>
  );
}

function transportsText({ transports }: RunFigures): string {
  return transports.length === 0 ? 'no session' : transports.join(' → ');
}

/** How many times as much B is: `× 0.25`. Of what one of them has none there is no such number. */
function ratioText(a = 0, b = 0): string {
  if (a === b) return 'same';
  if (a === 0) return 'only B';
  return b === 0 ? 'only A' : `× ${Number((b / a).toPrecision(2))}`;
}
