import { counted, durationText, partyName } from '@/lib/explain/words';
import type { ClientTally, Took } from '@/lib/session/tally';
import {
  type Axis,
  axisOver,
  binsOf,
  type Distribution,
  distributionOf,
  placeOn,
  ticksOf,
} from './distribution';
import { Column, Panel, PickButton } from './panel';
import type { Picked } from './picked';

interface LatencyChartProps {
  readonly title: string;
  /** What is measured: `From … to …`. */
  readonly says: string;
  /** Where there is none of it: what would make some. */
  readonly none: string;
  readonly tone: string;
  readonly clients: readonly (readonly [name: string, tally: ClientTally])[];
  readonly tookOf: (tally: ClientTally) => readonly Took[];
  readonly onPick: (picked: Picked) => void;
}

interface Row {
  readonly name: string;
  readonly took: readonly Took[];
  readonly distribution: Distribution;
}

/** How long answers took: each a line where they are few, a histogram where they are many. */
export function LatencyChart({ title, says, none, tone, clients, tookOf, onPick }: LatencyChartProps) {
  const rows = clients.flatMap(([name, tally]): Row[] => {
    const took = tookOf(tally);
    const distribution = distributionOf(took.map((one) => one.took));
    return distribution ? [{ name, took, distribution }] : [];
  });
  if (rows.length === 0) return <Panel title={title} lead={none} />;

  const axis = axisOver(rows.map(({ distribution }) => distribution));
  const all = distributionOf(rows.flatMap(({ took }) => took.map((one) => one.took)));
  return (
    <Panel
      title={title}
      lead={
        all && (
          <>
            {says} {counted(all.count, 'answer')}: half of them within <b>{durationText(all.p50)}</b>, 95 %
            within <b>{durationText(all.p95)}</b>.
          </>
        )
      }
    >
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <Column words>Client</Column>
            <td className="w-1/2 px-2 pb-1">
              <Ticks axis={axis} />
            </td>
            <Column>p50</Column>
            <Column>p95</Column>
            <Column>longest</Column>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, took, distribution }) => (
            <tr key={name} data-client={name} className="border-t border-line/60">
              <th scope="row" className="py-0.5 text-left font-normal">
                <PickButton
                  title={`Go to the longest of ${partyName(name)}`}
                  onPress={() => onPick({ kind: 'entry', n: longestOf(took) })}
                >
                  {partyName(name)}
                </PickButton>
              </th>
              <td className="px-2">
                <Strip axis={axis} took={took} distribution={distribution} tone={tone} onPick={onPick} />
              </td>
              <td className={CELL}>{durationText(distribution.p50)}</td>
              <td className={CELL}>{durationText(distribution.p95)}</td>
              <td className={CELL}>{durationText(distribution.most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const CELL = 'pl-3 text-right font-mono whitespace-nowrap';
const HEIGHT = 30;
/** More columns than this could not be told apart. */
const BINS = 80;
/** Of a column that holds one of many. */
const LEAST_HEIGHT = 7;

function Ticks({ axis }: { readonly axis: Axis }) {
  const ticks = ticksOf(axis);
  return (
    <svg
      aria-hidden="true"
      width="100%"
      height={14}
      className="block overflow-visible fill-dim font-mono text-[11px]"
    >
      {ticks.map((tick, place) => (
        <text
          key={tick}
          x={`${placeOn(axis, tick) * 100}%`}
          y={11}
          textAnchor={place === 0 ? 'start' : place === ticks.length - 1 ? 'end' : 'middle'}
        >
          {tickText(tick)}
        </text>
      ))}
    </svg>
  );
}

interface StripProps {
  readonly axis: Axis;
  readonly took: readonly Took[];
  readonly distribution: Distribution;
  readonly tone: string;
  readonly onPick: (picked: Picked) => void;
}

function Strip({ axis, took, distribution, tone, onPick }: StripProps) {
  const bins = binsOf(
    axis,
    took.map((one) => one.took),
    BINS,
  );
  const most = Math.max(...bins.map((bin) => bin.length));
  return (
    <svg aria-hidden="true" data-slot="strip" width="100%" height={HEIGHT} className={`block ${tone}`}>
      {ticksOf(axis).map((tick) => (
        <rect
          key={tick}
          x={`${placeOn(axis, tick) * 99.8}%`}
          width={1}
          height={HEIGHT}
          className="fill-line"
        />
      ))}
      {bins.map((bin, place) => {
        const first = took[bin[0] ?? -1];
        if (!first) return undefined;
        const height =
          LEAST_HEIGHT + ((HEIGHT - 8 - LEAST_HEIGHT) * (bin.length - 1)) / Math.max(1, most - 1);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the pointer's short way to what the table's buttons do
          <rect
            key={first.n}
            x={`${(place / BINS) * 100}%`}
            width={`${(0.8 / BINS) * 100}%`}
            y={HEIGHT - height}
            height={height}
            rx={1}
            className="cursor-pointer fill-current hover:opacity-70"
            onClick={() => onPick({ kind: 'entry', n: first.n })}
          >
            <title>{`${counted(bin.length, 'answer')} after about ${durationText(first.took)}`}</title>
          </rect>
        );
      })}
      <Mark axis={axis} at={distribution.p50} dashed={false} />
      <Mark axis={axis} at={distribution.p95} dashed />
    </svg>
  );
}

/** Half of them are on its left, or 95 % where it is dashed. */
function Mark({
  axis,
  at,
  dashed,
}: {
  readonly axis: Axis;
  readonly at: Took['took'];
  readonly dashed: boolean;
}) {
  const x = `${placeOn(axis, at) * 100}%`;
  return (
    <line
      x1={x}
      x2={x}
      y1={0}
      y2={HEIGHT}
      className="pointer-events-none stroke-ink"
      strokeWidth={1.5}
      strokeDasharray={dashed ? '2 3' : undefined}
    />
  );
}

function longestOf(took: readonly Took[]): number {
  return took.reduce((longest, one) => (one.took > longest.took ? one : longest)).n;
}

/** `10 µs`, `1 ms`, `100 s`: a power of ten has no digits behind the point. */
function tickText(tick: number): string {
  if (tick < 1000) return `${tick} µs`;
  return tick < 1_000_000 ? `${tick / 1000} ms` : `${tick / 1_000_000} s`;
}
