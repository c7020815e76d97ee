/** No further than what is inside needs to be seen. `scrollIntoView` would move every box around this one as well. */
export function scrollToShow(scroller: Element, inside: Element): void {
  const room = scroller.getBoundingClientRect();
  const { top, bottom } = inside.getBoundingClientRect();
  if (bottom > room.bottom) scroller.scrollTop += bottom - room.bottom;
  else if (top < room.top) scroller.scrollTop -= room.top - top;
}
