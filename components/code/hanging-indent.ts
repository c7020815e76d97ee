import { type EditorState, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** A line that is too long goes on below, two letters further in than it began. */
export const hangingIndent = [
  EditorView.lineWrapping,
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = indents(view);
      }

      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) this.decorations = indents(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
];

/** Of the first word in a line: a longer one may find no room beside its indent. */
const LONG = 16;

/**
 * A word that is too long for its row would go to the next, and leave a row behind with nothing in it but the indent.
 * The next row begins further in, so there is never more room: it may be parted wherever its own row ends.
 */
const UNBROKEN = Decoration.mark({ attributes: { style: 'word-break: break-all' } });

export function indents({
  state,
  visibleRanges,
}: Pick<EditorView, 'state' | 'visibleRanges'>): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      builder.add(line.from, line.from, hanging(indentOf(line.text, state)));
      const [start, end] = firstWord(line.text);
      if (end - start > LONG) builder.add(line.from + start, line.from + end, UNBROKEN);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

/** Where the first word of a line lies in it. */
function firstWord(text: string): [start: number, end: number] {
  const [whole = '', blank = ''] = /^(\s*)\S*/.exec(text) ?? [];
  return [blank.length, whole.length];
}

function indentOf(text: string, state: EditorState): number {
  const [blank = ''] = /^\s*/.exec(text) ?? [];
  return Array.from(blank).reduce((sum, char) => sum + (char === '\t' ? state.tabSize : 1), 0);
}

// The unit `ch` is exact: the code is set in one width.
function hanging(indent: number): Decoration {
  const width = `${indent + 2}ch`;
  return Decoration.line({ attributes: { style: `padding-left: ${width}; text-indent: -${width}` } });
}
