/** The part of a scroller's content that is drawn, in pixels from its top. */
export interface DrawnStretch {
  readonly top: number;
  readonly bottom: number;
  /** One scrolls so fast that what is drawn now will hardly be seen again: no more is drawn than is in sight. */
  readonly inHaste: boolean;
}

/** Scrolling is told in steps, so that most of it draws nothing anew. */
export const STEP = 240;
/** In haste no more than two rows are drawn on either side. */
const NARROW = 52;

/** At rest: with a step or two more than is in sight on both sides, for what comes next. */
export function stretchAtRest(top: number, bottom: number): DrawnStretch {
  return {
    top: Math.max(0, Math.floor(top / STEP) - 1) * STEP,
    bottom: (Math.ceil(bottom / STEP) + 1) * STEP,
    inHaste: false,
  };
}

/**
 * What is to be drawn for what is in sight now. Who finds less than half of it drawn is in haste: until scrolling more
 * slowly, or until somebody says with `stretchAtRest` that it is over.
 */
export function nextStretch(now: DrawnStretch, top: number, bottom: number): DrawnStretch {
  const drawn = Math.min(now.bottom, bottom) - Math.max(now.top, top);
  if (drawn < (bottom - top) / 2)
    return { top: Math.max(0, top - NARROW), bottom: bottom + NARROW, inHaste: true };
  const isCovered = drawn === bottom - top;
  return now.inHaste && isCovered ? now : stretchAtRest(top, bottom);
}
