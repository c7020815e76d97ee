import { SHARES, type Share } from '@/lib/dissect/bytes-by-layer';
import { partyName } from '@/lib/explain/words';
import { bothOf, type ClientTally } from '@/lib/session/tally';
import { Column, FilterButton, numberText, Panel, PickButton, partText, WayMark } from './panel';
import { filterOf, type Picked } from './picked';
import { SHARE_NAMES, SHARE_SAYS, SHARE_TONE } from './share-look';

export interface BytesChartProps {
  readonly total: ClientTally;
  /** Each by itself, where there are several. */
  readonly clients: readonly (readonly [name: string, tally: ClientTally])[];
  readonly onPick: (picked: Picked) => void;
  readonly onFilter: ((filter: string) => void) | undefined;
}

/** What was said, and what it took to say it. */
export function BytesChart({ total, clients, onPick, onFilter }: BytesChartProps) {
  const whole = sumOf(total, 'up') + sumOf(total, 'down');
  const payload = bothOf(total.bytes.payload);
  const shares = SHARES.filter((share) => bothOf(total.bytes[share]) > 0);
  const rows = clients.length > 1 ? clients : ([['all', total]] as const);
  const widest = Math.max(...rows.flatMap(([, tally]) => [sumOf(tally, 'up'), sumOf(tally, 'down')]));
  return (
    <Panel
      title="Bytes by layer"
      lead={
        <>
          <b>{partText(payload, whole)}</b> of {numberText(whole)} bytes are what the program wanted said; the
          rest is what it took to say it.
        </>
      }
    >
      <div className="mb-3 grid grid-cols-[auto_auto_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1">
        {rows.map(([name, tally]) =>
          (['up', 'down'] as const).map((way) => (
            <div key={`${name} ${way}`} className="contents">
              <span className="truncate font-medium">
                {way === 'up' && rows.length > 1 ? partyName(name) : ''}
              </span>
              <WayMark way={way} />
              <Stack tally={tally} way={way} widest={widest} onPick={onPick} />
              <span className="text-right font-mono text-dim">{numberText(sumOf(tally, way))} B</span>
            </div>
          )),
        )}
      </div>
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <Column words>Layer</Column>
            <Column>Up</Column>
            <Column>Down</Column>
            <Column>Bytes</Column>
            <Column>Part</Column>
          </tr>
        </thead>
        <tbody>
          {shares.map((share) => (
            <tr key={share} data-share={share} className="border-t border-line/60">
              <th scope="row" className="py-0.5 text-left font-normal whitespace-nowrap">
                <PickButton title={SHARE_SAYS[share]} onPress={() => onPick({ kind: 'share', share })}>
                  <Swatch share={share} /> {SHARE_NAMES[share]}
                </PickButton>
                <FilterButton filter={filterOf({ kind: 'share', share })} onFilter={onFilter} />
              </th>
              <td className={CELL}>{numberText(total.bytes[share].up)}</td>
              <td className={CELL}>{numberText(total.bytes[share].down)}</td>
              <td className={CELL}>{numberText(bothOf(total.bytes[share]))}</td>
              <td className={CELL}>{partText(bothOf(total.bytes[share]), whole).replace('under', '<')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const CELL = 'pl-3 text-right font-mono whitespace-nowrap max-sm:pl-2';

interface StackProps {
  readonly tally: ClientTally;
  readonly way: 'up' | 'down';
  /** Of all the stacks beside it. */
  readonly widest: number;
  readonly onPick: (picked: Picked) => void;
}

const HEIGHT = 16;

/** The layers of one direction end to end. The table below says the same and is for the keyboard. */
function Stack({ tally, way, widest, onPick }: StackProps) {
  let from = 0;
  return (
    <svg
      aria-hidden="true"
      data-slot="stack"
      data-way={way}
      width="100%"
      height={HEIGHT}
      className="rounded-[3px]"
    >
      {SHARES.filter((share) => tally.bytes[share][way] > 0).map((share) => {
        const bytes = tally.bytes[share][way];
        const x = from;
        from += bytes;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the pointer's short way to what the table's buttons do
          <g
            key={share}
            data-share={share}
            className={`cursor-pointer hover:opacity-80 ${SHARE_TONE[share]}`}
            onClick={() => onPick({ kind: 'share', share })}
          >
            <title>{`${SHARE_NAMES[share]}: ${numberText(bytes)} bytes`}</title>
            <ShareBox share={share} x={percent(x / widest)} width={percent(bytes / widest)} height={HEIGHT} />
          </g>
        );
      })}
    </svg>
  );
}

interface ShareBoxProps {
  readonly share: Share;
  readonly x: string;
  readonly width: string;
  readonly height: number;
}

/** Filled for a protocol; payload is hatched, so that it is told apart without colour. */
function ShareBox({ share, x, width, height }: ShareBoxProps) {
  const isPayload = share === 'payload';
  return (
    <rect
      x={x}
      width={width}
      height={height}
      fill={isPayload ? 'url(#hatched)' : 'currentColor'}
      stroke="var(--panel)"
      strokeWidth={1}
    />
  );
}

function Swatch({ share }: { readonly share: Share }) {
  return (
    <svg
      aria-hidden="true"
      width={12}
      height={12}
      className={`inline shrink-0 rounded-[2px] ${SHARE_TONE[share]}`}
    >
      <ShareBox share={share} x="0" width="12" height={12} />
    </svg>
  );
}

/** Defined once on the page, beside the charts. */
export function Hatch() {
  return (
    <svg aria-hidden="true" width={0} height={0} className="absolute text-ink">
      <defs>
        <pattern
          id="hatched"
          width={5}
          height={5}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={5} height={5} fill="var(--raised)" />
          <rect width={2.5} height={5} fill="currentColor" />
        </pattern>
      </defs>
    </svg>
  );
}

function sumOf({ bytes }: ClientTally, way: 'up' | 'down'): number {
  return SHARES.reduce((sum, share) => sum + bytes[share][way], 0);
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}
