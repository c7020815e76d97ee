'use client';

import { useMemo } from 'react';
import { growDensity, linesOf, openDensity } from '../ui/density';
import { type Pen, useCanvas } from '../ui/use-canvas';
import { useParts } from '../ui/use-parts';
import type { Stops } from './stops';

/** Of the line's own measure, in which entries lie 1 apart at least. */
const FIRST_BIN = 1 / 16;

/** What went up above the line and what came down below it, along the line of time. */
export function Wave({ stops }: { readonly stops: Stops }) {
  const density = useMemo(() => {
    void stops;
    return openDensity(FIRST_BIN);
  }, [stops]);
  const { all, numbers, places } = stops;
  useParts(
    () => density.read,
    numbers.length,
    (place) => growDensity(density, { entries: all, numbers, ends: places }, undefined, place),
  );
  const canvas = useCanvas((pen) => {
    const bars = Math.max(1, Math.floor(pen.width / BAR));
    // The last of them lies at the very end.
    const length = places.last() + density.binHeight;
    drawWave(pen, (kind) => linesOf(density, kind, bars, length));
  });
  return (
    <span aria-hidden="true" className="pointer-events-none absolute inset-0">
      <canvas ref={canvas} className="h-full w-full" />
    </span>
  );
}

/** Each of these pixels is one bar; more entries at one place make it higher, up to a point. */
const BAR = 2;
const FULL = 4;

type Counts = (kind: 'up' | 'down' | 'bad') => Uint32Array;

function drawWave({ context, height, colour }: Pen, of: Counts): void {
  const [up, down, bad] = [of('up'), of('down'), of('bad')];
  const middle = height / 2;
  const step = (middle - 4) / FULL;
  up.forEach((count, bar) => {
    const [above, below] = [Math.min(count, FULL), Math.min(down[bar] ?? 0, FULL)];
    context.fillStyle = colour(bad[bar] ? 'error' : 'up');
    if (above > 0) context.fillRect(bar * BAR, middle - 2 - above * step, 1, above * step);
    context.fillStyle = colour(bad[bar] ? 'error' : 'down');
    if (below > 0) context.fillRect(bar * BAR, middle + 2, 1, below * step);
  });
}
