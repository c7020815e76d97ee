'use client';

import { type Pen, useCanvas } from '../ui/use-canvas';
import type { Stops } from './stops';

/** What went up above the line and what came down below it, along the line of time. */
export function Wave({ stops }: { readonly stops: Stops }) {
  const canvas = useCanvas((pen) => drawWave(pen, stops));
  return (
    <span aria-hidden="true" className="pointer-events-none absolute inset-0">
      <canvas ref={canvas} className="h-full w-full" />
    </span>
  );
}

/** Each of these pixels is one bar; more entries at one place make it higher, up to a point. */
const BAR = 2;
const FULL = 4;

function drawWave({ context, width, height, colour }: Pen, { all, numbers, places }: Stops): void {
  const bars = Math.max(1, Math.floor(width / BAR));
  const up = new Uint16Array(bars);
  const down = new Uint16Array(bars);
  const bad = new Uint8Array(bars);
  const length = places.last() || 1;
  for (let stop = 0; stop < numbers.length; stop += 1) {
    const n = numbers.at(stop);
    const bar = Math.min(bars - 1, Math.floor((places.at(stop) / length) * bars));
    const role = all.roleOf(n);
    const entry = role === undefined ? all.nth(n) : undefined;
    const counts = role === 'server' || entry?.from === 'server' ? down : up;
    counts[bar] = Math.min((counts[bar] ?? 0) + 1, FULL);
    if (entry?.kind === 'unit' && entry.unit.issues.some(({ level }) => level === 'error')) bad[bar] = 1;
  }
  const middle = height / 2;
  const step = (middle - 4) / FULL;
  for (let bar = 0; bar < bars; bar++) {
    const [above, below] = [up[bar] ?? 0, down[bar] ?? 0];
    context.fillStyle = colour(bad[bar] ? 'error' : 'up');
    if (above > 0) context.fillRect(bar * BAR, middle - 2 - above * step, 1, above * step);
    context.fillStyle = colour(bad[bar] ? 'error' : 'down');
    if (below > 0) context.fillRect(bar * BAR, middle + 2, 1, below * step);
  }
}
