/**
 * A scroller whose content may be taller than browsers lay elements out: Firefox gives up at 17.8 million pixels,
 * Chromium at 33.5 million, and a million rows are 26 million. What is laid out is then shorter, and the content moves
 * within it:
 *
 *   content   0 ├──────────────────────[ view ]──────────────┤ height
 *                                      │ offset = top - scrollTop
 *   laid out  0 ├──────────────[ view ]───────┤ TALLEST
 *
 * Small steps move both by the same pixels, so that a wheel and a finger feel as ever; a jump, as with the scrollbar, goes
 * to the same share of the content.
 */
export const TALLEST = 16_000_000;

/** What is asked of the element that scrolls. */
export type ScrolledElement = Pick<HTMLElement, 'scrollTop' | 'clientHeight' | 'scrollHeight'>;

export interface TallScroller {
  /** How tall the content is now. */
  fill(height: number): void;
  /** How tall it is to be laid out. */
  laidOut(): number;
  /** The content's pixel at the upper edge of the view. */
  top(): number;
  /** The farthest that this can be. */
  last(): number;
  scrollTo(top: number): void;
  /** By how much the content is to be drawn further up than it lies. */
  offset(): number;
  /** Where its end will be once it is laid out as tall as it was filled; unknown before it was laid out at all. */
  ahead(): { readonly top: number; readonly room: number; readonly offset: number } | undefined;
}

export function tallScroller(element: () => ScrolledElement | null): TallScroller {
  let height = 0;
  let offset = 0;
  /** Where the element was scrolled to when it was last looked at. */
  let seen = 0;
  /** When its end was last looked at: how tall the view was, and what was laid out beside the content. */
  let laid: { readonly room: number; readonly around: number } | undefined;

  const isTall = () => height > TALLEST;
  const range = ({ scrollHeight, clientHeight }: ScrolledElement) => Math.max(scrollHeight - clientHeight, 0);
  const farthest = (scrolled: ScrolledElement) => range(scrolled) + Math.max(height - TALLEST, 0);

  function top(): number {
    const scrolled = element();
    if (!scrolled) return 0;
    const { scrollTop, clientHeight } = scrolled;
    if (!isTall()) {
      offset = 0;
      seen = scrollTop;
      return scrollTop;
    }
    if (scrollTop === seen) return scrollTop + offset;
    const all = range(scrolled);
    const isJump = Math.abs(scrollTop - seen) > clientHeight || scrollTop <= 0 || scrollTop >= all;
    seen = scrollTop;
    if (isJump) offset = shareOf(scrollTop, all, farthest(scrolled)) - scrollTop;
    // Near an end there may be less left to scroll than there is content.
    else if (Math.min(scrollTop, all - scrollTop) < 2 * clientHeight) scrollTo(scrollTop + offset);
    return seen + offset;
  }

  function scrollTo(wanted: number): void {
    const scrolled = element();
    if (!scrolled) return;
    if (!isTall()) {
      scrolled.scrollTop = wanted;
      return;
    }
    const end = farthest(scrolled);
    const place = Math.min(Math.max(wanted, 0), end);
    scrolled.scrollTop = Math.round(shareOf(place, end, range(scrolled)));
    // The element may keep a fraction, or less than it was told.
    seen = scrolled.scrollTop;
    offset = place - seen;
  }

  return {
    fill: (next) => {
      height = next;
    },
    laidOut: () => Math.min(height, TALLEST),
    top,
    last: () => {
      const scrolled = element();
      if (!scrolled) return 0;
      const { scrollHeight, clientHeight: room } = scrolled;
      laid = { room, around: scrollHeight - Math.min(height, TALLEST) };
      return farthest(scrolled);
    },
    scrollTo,
    offset: () => (isTall() ? offset : 0),
    ahead: () =>
      laid && {
        top: Math.max(height + laid.around - laid.room, 0),
        room: laid.room,
        offset: Math.max(height - TALLEST, 0),
      },
  };
}

function shareOf(place: number, of: number, whole: number): number {
  return of === 0 ? 0 : (place / of) * whole;
}
