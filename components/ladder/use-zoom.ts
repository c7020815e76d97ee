import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { TallScroller } from '../ui/tall-scroller';
import { centreOf, type EntryRow } from './layout';
import { type Zoom, zoomed } from './zoom';

interface Zooming {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly tall: TallScroller;
  readonly zoom: Zoom;
  readonly onZoom: ((zoom: Zoom) => void) | undefined;
  /** The selected row. */
  readonly row: EntryRow | undefined;
}

/** So much of a wheel is one step, in its own pixels. */
const STEP = 60;

/** Zooms by the wheel with Ctrl held, as by a pinch, and keeps the selected row in the middle of what is seen. */
export function useZoom(zooming: Zooming): void {
  const { scroller, zoom, tall, row } = zooming;
  const latest = useRef(zooming);
  useEffect(() => {
    latest.current = zooming;
  });

  const drawn = useRef(zoom);
  useLayoutEffect(() => {
    if (drawn.current === zoom) return;
    drawn.current = zoom;
    const room = scroller.current?.clientHeight ?? 0;
    if (row) tall.scrollTo(Math.max(0, centreOf(row) - room / 2));
  });

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let turned = 0;
    const onWheel = (event: WheelEvent) => {
      const { zoom, onZoom } = latest.current;
      if (!event.ctrlKey || !onZoom) return;
      event.preventDefault();
      turned += event.deltaY;
      if (Math.abs(turned) < STEP) return;
      onZoom(zoomed(zoom, turned < 0 ? 'in' : 'out'));
      turned = 0;
    };
    // Only a listener that may prevent keeps the browser from zooming the page.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller]);
}
