import { SCALES } from '@/lib/state/time';

/**
 * How far apart the rows lie. `undefined`: evenly, and a pause opens a little room. Otherwise to scale, as far as rows have
 * a height of their own: the microseconds that a hundred pixels stand for, one of `SCALES`.
 */
export type Zoom = number | undefined;

const FIRST = { in: 10_000, out: 1_000_000 } as const;

export function zoomed(zoom: Zoom, way: 'in' | 'out'): Zoom {
  if (zoom === undefined) return FIRST[way];
  return SCALES[SCALES.indexOf(zoom) + (way === 'in' ? -1 : 1)] ?? zoom;
}

/** Where a key leads: `undefined` where it leads nowhere. */
export function zoomAfterKey(key: string, zoom: Zoom): { readonly zoom: Zoom } | undefined {
  if (key === '+' || key === '=') return { zoom: zoomed(zoom, 'in') };
  if (key === '-') return { zoom: zoomed(zoom, 'out') };
  return key === '0' ? { zoom: undefined } : undefined;
}

/** `even`, `10 µs`, `1 ms`, `1 min`: what a hundred pixels are. */
export function zoomText(zoom: Zoom): string {
  if (zoom === undefined) return 'even';
  if (zoom < 1_000) return `${zoom} µs`;
  if (zoom < 1_000_000) return `${zoom / 1_000} ms`;
  return zoom < 60_000_000 ? `${zoom / 1_000_000} s` : '1 min';
}
