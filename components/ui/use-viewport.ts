'use client';

import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { flushSync } from 'react-dom';
import { type DrawnStretch, nextStretch, stretchAtRest } from './drawn-stretch';
import type { TallScroller } from './tall-scroller';

/** The part of a scroller that is drawn. */
export interface Viewport extends DrawnStretch {
  /** Of the scroller, without its scrollbar. 0 before it is measured. */
  readonly width: number;
  /** By how much the content is drawn further up than it lies: not 0 only where it is taller than a browser takes. */
  readonly offset: number;
}

/** Milliseconds without another stretch after which one who was in haste is at rest. */
const REST = 120;

/** As much as is put on paper: some 25 sheets. */
const PAPER = 25_000;

/** Where nothing is measured, as on the server: a screen's worth from the top. */
const GUESSED: Viewport = { top: 0, bottom: 900, inHaste: false, width: 0, offset: 0 };
/** In a page it is measured before anything is shown, and what was drawn for a guess would be drawn twice. */
const NOTHING: Viewport = { ...GUESSED, bottom: 0 };
const never = () => () => undefined;

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
  const first = useSyncExternalStore(
    never,
    () => NOTHING,
    () => GUESSED,
  );
  const [viewport, setViewport] = useState(first);

  const look = useCallback(
    (stretchOf: (now: Viewport, top: number, bottom: number) => DrawnStretch) => {
      const element = scroller.current;
      if (!element) return;
      const at = tall ? tall.top() : element.scrollTop;
      const end = at + element.clientHeight;
      const width = element.clientWidth;
      const offset = tall?.offset() ?? 0;
      setViewport((now) => sameOr(now, { ...stretchOf(now, at, end), width, offset }));
    },
    [scroller, tall],
  );
  const measure = useCallback(() => look(toDraw), [look]);

  useEffect(() => {
    if (!viewport.inHaste) return;
    const timer = setTimeout(() => look((_, top, bottom) => stretchAtRest(top, bottom)), REST);
    return () => clearTimeout(timer);
  }, [viewport, look]);

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
    const next = sameOr(viewport, { ...viewport, ...nextStretch(viewport, at, at + room), offset });
    if (next !== viewport) setViewport(next);
  };

  return [viewport, measure, foresee];
}

function toDraw(now: Viewport, top: number, bottom: number): DrawnStretch {
  if (window.matchMedia('print').matches) return { top: 0, bottom: PAPER, inHaste: false };
  return nextStretch(now, top, bottom);
}

function sameOr(now: Viewport, next: Viewport): Viewport {
  const isSame =
    now.top === next.top &&
    now.bottom === next.bottom &&
    now.inHaste === next.inHaste &&
    now.width === next.width &&
    now.offset === next.offset;
  return isSame ? now : next;
}
