/** What a key does, said once: on the sheet of keys and beside what else does it. */
export interface KeyLine {
  /** Keys pressed one after the other or together, as they are printed. */
  readonly keys: string;
  readonly does: string;
  /** The action of the palette that does the same. */
  readonly action?: string;
}

export const KEY_SHEET: readonly { readonly of: string; readonly lines: readonly KeyLine[] }[] = [
  {
    of: 'Everywhere',
    lines: [
      { keys: 'Ctrl K', does: 'everything there is to do, by name (⌘ K on a Mac)' },
      { keys: 'Ctrl Enter', does: 'run the program (⌘ Enter on a Mac)', action: 'run' },
      { keys: 'Esc', does: 'let go of the selected entry: back to what happens now', action: 'let-go' },
      { keys: '?', does: 'this sheet', action: 'keys' },
    ],
  },
  {
    of: 'Ladder and list',
    lines: [
      { keys: 'j k', does: 'next, previous entry' },
      { keys: 'h l', does: 'the entry it answers, the entry that answers it' },
      { keys: ', .', does: 'previous, next entry on the same connection' },
      { keys: 'Home End', does: 'the first entry, the newest' },
      {
        keys: 'Space',
        does: 'play from the selected entry; without one, hold the view still: the capture goes on',
        action: 'pause',
      },
      { keys: '+ - 0', does: 'more or less time between the rows of the ladder; even rows' },
      { keys: 'm', does: 'mark the selected entry, or take the mark away', action: 'mark' },
      { keys: '[ ]', does: 'the mark before, the mark after' },
      {
        keys: '/',
        does: 'the filter; there ↑ brings back those used before, Tab completes, Esc clears',
        action: 'filter',
      },
      { keys: 'n p', does: 'find text or bytes: the next entry that has it, the one before' },
      { keys: 'Shift F10', does: 'all that can be done with the selected entry' },
    ],
  },
  {
    of: 'Inspector',
    lines: [
      { keys: '↑ ↓', does: 'the fields; in the bytes, the rows' },
      { keys: '← →', does: 'unfold a field; in the bytes, one byte on' },
      { keys: '= & | !', does: 'filter by the selected field: only it, and it, or it, not it' },
    ],
  },
  {
    of: 'Code',
    lines: [
      { keys: 'Alt Enter', does: 'select what this line has sent, the next one each time' },
      { keys: 'Ctrl Z', does: 'undo, also what a button has changed' },
      { keys: 'Esc Tab', does: 'leave the editor' },
    ],
  },
];

export function keysOf(action: string): string | undefined {
  return KEY_SHEET.flatMap(({ lines }) => lines).find((line) => line.action === action)?.keys;
}
