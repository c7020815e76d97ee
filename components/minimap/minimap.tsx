'use client';

import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { firstPlace } from '@/lib/base/first-where';
import type { EntryNumber } from '@/lib/session/entry';
import { growDensity, openDensity } from '../ui/density';
import type { ScrolledRows, ScrollView } from '../ui/scroll-view';
import { useCanvas } from '../ui/use-canvas';
import { useParts } from '../ui/use-parts';
import { drawDensity } from './draw';

export interface MinimapProps {
  readonly view: ScrollView;
  readonly label: string;
  readonly selected?: EntryNumber;
  readonly marks?: readonly EntryNumber[];
  /** What a filter finds, where there is one. */
  readonly isHit?: (n: EntryNumber) => boolean;
}

/** What the scroller shows, in shares of its whole content. */
interface Shown {
  readonly top: number;
  readonly height: number;
}

/** A window as small as this can still be grasped, in pixels. */
const LEAST_WINDOW = 18;
const LINE = 40;

function endOf({ numbers, ends }: ScrolledRows, n: EntryNumber | undefined): number | undefined {
  if (n === undefined) return undefined;
  const place = firstPlace(numbers.length, (at) => numbers.at(at) >= n);
  return place < numbers.length && numbers.at(place) === n ? ends.at(place) : undefined;
}

/**
 * The scrollbar of the ladder, which shows all of it: how much went which way, and where something is wrong. Drawn anew
 * when it is told of another height, or when its window has moved: the ladder may be drawn more often.
 */
export const Minimap = memo(function Minimap({ view, label, selected, marks, isHit }: MinimapProps) {
  const { layout, height, scroller, tall } = view;
  const density = useMemo(() => {
    void layout;
    void isHit;
    return openDensity();
  }, [layout, isHit]);
  useParts(
    () => density.read,
    layout.numbers.length,
    (place) => growDensity(density, layout, isHit, place),
  );
  const chosen = endOf(layout, selected);
  const marked = marks?.flatMap((mark) => endOf(layout, mark) ?? []);
  const canvas = useCanvas((pen) => drawDensity(pen, density, contentOf(view), { chosen, marked }));
  const { shown, measure } = useShown(view);
  // The content grows without a word from the scroller.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `height` is the reason, not an ingredient
  useEffect(measure, [measure, height]);
  /** How far below the window's upper edge it was taken, in shares of the map. */
  const grasp = useRef(0);

  function onPointer(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    if (event.type === 'pointerdown') {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const isInside = share >= shown.top && share <= shown.top + shown.height;
      grasp.current = isInside ? share - shown.top : shown.height / 2;
    } else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    tall.scrollTo((share - grasp.current) * contentOf(view));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = (scroller.current?.clientHeight ?? 0) * 0.9;
    const to = topAfterKey(event.key, tall.top(), tall.last(), page);
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    tall.scrollTo(to);
  }

  const range = 1 - shown.height;
  return (
    <div
      role="scrollbar"
      aria-label={label}
      aria-controls={view.id}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={range > 0 ? Math.round(Math.min(shown.top / range, 1) * 100) : 0}
      tabIndex={0}
      data-slot="minimap"
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
      onWheel={(event) => tall.scrollTo(tall.top() + event.deltaY)}
      className="relative h-full w-full touch-none overflow-hidden -outline-offset-2!"
    >
      <canvas ref={canvas} className="pointer-events-none absolute inset-0 h-full w-full" />
      <span
        data-slot="minimap-window"
        className="absolute inset-x-0 cursor-grab border-y border-faint bg-ink/10 active:cursor-grabbing"
        style={{
          top: `min(${shown.top * 100}%, 100% - ${LEAST_WINDOW}px)`,
          height: `max(${shown.height * 100}%, ${LEAST_WINDOW}px)`,
        }}
      />
    </div>
  );
}, isSame);

function isSame({ view: before, ...rest }: MinimapProps, { view, ...others }: MinimapProps): boolean {
  return (
    before.layout === view.layout &&
    before.height === view.height &&
    rest.label === others.label &&
    rest.selected === others.selected &&
    rest.marks === others.marks &&
    rest.isHit === others.isHit
  );
}

/** Less than this nobody sees the window move, in pixels. */
const LEAST_MOVE = 0.5;

/** Follows the scroller. */
function useShown(view: ScrollView): { readonly shown: Shown; readonly measure: () => void } {
  const [shown, setShown] = useState<Shown>({ top: 0, height: 1 });
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  });
  const measure = useCallback(() => {
    const { scroller, tall } = latest.current;
    const content = contentOf(latest.current);
    if (!scroller.current || content === 0) return;
    const room = scroller.current.clientHeight;
    const next = { top: tall.top() / content, height: room / content };
    const moved = (now: Shown) => Math.max(Math.abs(now.top - next.top), Math.abs(now.height - next.height));
    setShown((now) => (moved(now) * room < LEAST_MOVE ? now : next));
  }, []);

  const { scroller } = view;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const size = new ResizeObserver(measure);
    size.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller, measure]);

  return { shown, measure };
}

/** The height of all that can be scrolled through. */
function contentOf({ tall, scroller }: ScrollView): number {
  return tall.last() + (scroller.current?.clientHeight ?? 0);
}

function topAfterKey(key: string, top: number, last: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return top - LINE;
    case 'ArrowDown':
      return top + LINE;
    case 'PageUp':
      return top - page;
    case 'PageDown':
      return top + page;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
