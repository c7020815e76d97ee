'use client';

import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

/** The part of a scroller that is drawn. */
export interface Viewport {
  /** Of the content: from here… */
  readonly top: number;
  /** …to here, with some more on both sides than is seen. */
  readonly bottom: number;
  /** Of the scroller, without its scrollbar. 0 before it is measured. */
  readonly width: number;
}

/** Scrolling is told in steps, so that most of it draws nothing anew. */
const STEP = 240;

/** Before it is measured, and where nothing is measured: a screen's worth from the top. */
const FIRST: Viewport = { top: 0, bottom: 900, width: 0 };

/** Also what measures it: for those who scroll while React draws, and must not wait for the event. */
export function useViewport(scroller: RefObject<HTMLElement | null>): [Viewport, () => void] {
  const [viewport, setViewport] = useState(FIRST);

  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const top = Math.max(0, Math.floor(element.scrollTop / STEP) - 1) * STEP;
    const bottom = (Math.ceil((element.scrollTop + element.clientHeight) / STEP) + 1) * STEP;
    const width = element.clientWidth;
    setViewport((now) =>
      now.top === top && now.bottom === bottom && now.width === width ? now : { top, bottom, width },
    );
  }, [scroller]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller, measure]);

  return [viewport, measure];
}
