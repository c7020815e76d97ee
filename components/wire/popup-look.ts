/** What opens over the page, and what can be chosen in it. */
export const POPUP_LOOK =
  'min-w-48 rounded-md border border-line bg-raised p-1 text-[13px] text-ink shadow-lg shadow-black/30 outline-none!';
export const POPUP_OPTION =
  'block cursor-default rounded px-2.5 py-1.5 outline-none! data-highlighted:bg-sel data-checked:text-note data-disabled:text-faint';
