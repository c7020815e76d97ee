'use client';

import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { TallScroller } from './tall-scroller';

/** The part of a scroller that is drawn. */
export interface Viewport {
  /** Of the content: from here… */
  readonly top: number;
  /** …to here, with some more on both sides than is seen. */
  readonly bottom: number;
  /** Of the scroller, without its scrollbar. 0 before it is measured. */
  readonly width: number;
  /** By how much the content is drawn further up than it lies: not 0 only where it is taller than a browser takes. */
  readonly offset: number;
}

/** Scrolling is told in steps, so that most of it draws nothing anew. */
const STEP = 240;

/** As much as is put on paper: some 25 sheets. */
const PAPER = 25_000;

/** Before it is measured, and where nothing is measured: a screen's worth from the top. */
const FIRST: Viewport = { top: 0, bottom: 900, width: 0, offset: 0 };

/** Tells where the scroller will be, while React draws: what is in sight there is drawn with it, and not after it. */
export type Foresee = (ahead: {
  readonly top: number;
  readonly room: number;
  readonly offset: number;
}) => void;

/** Also what measures it: for those who scroll while React draws, and must not wait for the event. */
export function useViewport(
  scroller: RefObject<HTMLElement | null>,
  tall?: TallScroller,
): [Viewport, () => void, Foresee] {
  const [viewport, setViewport] = useState(FIRST);

  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const at = tall ? tall.top() : element.scrollTop;
    const isPaper = window.matchMedia('print').matches;
    const [top, bottom] = isPaper ? [0, PAPER] : drawnBetween(at, at + element.clientHeight);
    const width = element.clientWidth;
    const offset = tall?.offset() ?? 0;
    setViewport((now) => sameOr(now, { top, bottom, width, offset }));
  }, [scroller, tall]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    const paper = window.matchMedia('print');
    // The page is laid out for paper as soon as this returns.
    const toPaper = () => flushSync(measure);
    paper.addEventListener('change', toPaper);
    return () => {
      paper.removeEventListener('change', toPaper);
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller, measure]);

  const foresee: Foresee = ({ top: at, room, offset }) => {
    const [top, bottom] = drawnBetween(at, at + room);
    const next = sameOr(viewport, { ...viewport, top, bottom, offset });
    if (next !== viewport) setViewport(next);
  };

  return [viewport, measure, foresee];
}

/** With a step or two more on both sides. */
function drawnBetween(top: number, bottom: number): readonly [top: number, bottom: number] {
  return [Math.max(0, Math.floor(top / STEP) - 1) * STEP, (Math.ceil(bottom / STEP) + 1) * STEP];
}

function sameOr(now: Viewport, next: Viewport): Viewport {
  const isSame =
    now.top === next.top &&
    now.bottom === next.bottom &&
    now.width === next.width &&
    now.offset === next.offset;
  return isSame ? now : next;
}
