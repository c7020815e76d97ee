/** How the menus of the program and its clients look. */
export const MENU_POPUP =
  'min-w-48 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-raised p-1 text-[13px] text-ink shadow-lg shadow-black/30 outline-none';
export const MENU_ITEM =
  'flex cursor-default items-baseline gap-3 rounded px-2.5 py-1.5 outline-none data-highlighted:bg-sel data-disabled:text-faint';
