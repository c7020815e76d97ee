import type { FaultRecord } from '@/lib/capture/record';
import { headTo } from './head-to';
import type { Lanes } from './lanes';
import { ROW_HEIGHT } from './layout';

const MIDDLE = ROW_HEIGHT / 2;

interface FaultGlyphProps {
  readonly record: FaultRecord;
  readonly ends: {
    readonly client: number;
    readonly near: number;
    readonly far: number;
    readonly lanes: Lanes;
  };
}

/** What was done to the wire: where it acted on one way, the arrow ends there, lost or kept back. */
export function FaultGlyph({ record, ends: { client, near, far, lanes } }: FaultGlyphProps) {
  const { fault, state, direction } = record;
  const stops = fault === 'drop' || fault === 'hold' || fault === 'freeze';
  if (state === 'acted' && direction && stops) {
    const isUp = direction === 'up';
    const [from, to] = isUp ? [near, lanes.labelLeft - 12] : [far, lanes.labelRight + 12];
    return (
      <g className="stroke-warn" data-glyph={fault === 'drop' ? 'lost' : 'kept'}>
        <path d={`M${from} ${MIDDLE}H${to}`} />
        <path d={fault === 'drop' ? crossAt(to) : barsAt(to + (isUp ? 3 : -6))} />
      </g>
    );
  }
  return (
    <g className="stroke-warn">
      <path strokeDasharray="5 4" d={`M${near} ${MIDDLE}H${far}`} />
      <path className="fill-bg" d={`M${client + 1} ${MIDDLE - 7}l-4 7h6l-4 7`} />
    </g>
  );
}

interface StoppedGlyphProps {
  readonly stop: 'lost' | 'kept' | 'late';
  readonly near: number;
  readonly far: number;
  readonly lanes: Lanes;
}

/** What the server sent ends at the wire; what was kept back and came after all goes on, dashed. */
export function StoppedGlyph({ stop, near, far, lanes }: StoppedGlyphProps) {
  const to = lanes.labelRight + 12;
  return (
    <g className="stroke-down" data-glyph={stop}>
      <path d={`M${far} ${MIDDLE}H${to}`} />
      <path className="stroke-warn" d={stop === 'lost' ? crossAt(to) : barsAt(to - 6)} />
      {stop === 'late' && (
        <>
          <path strokeDasharray="4 3" d={`M${lanes.labelLeft} ${MIDDLE}H${near + 3}`} />
          <path d={`M${near + 2} ${MIDDLE}${headTo('left')}`} />
        </>
      )}
    </g>
  );
}

function crossAt(x: number): string {
  return `M${x - 4} ${MIDDLE - 4}l8 8m0 -8l-8 8`;
}

function barsAt(x: number): string {
  return `M${x} ${MIDDLE - 5}v10m3.5 -10v10`;
}
