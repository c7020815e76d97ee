import { type RefObject, useState } from 'react';
import { type TallScroller, tallScroller } from './tall-scroller';

/** Filled while React draws, so that what is laid out is as tall as what is drawn. */
export function useTallScroller(scroller: RefObject<HTMLElement | null>): TallScroller {
  const [tall] = useState(() => tallScroller(() => scroller.current));
  return tall;
}
