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

function indents({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      builder.add(line.from, line.from, hanging(indentOf(line.text, state)));
      at = line.to + 1;
    }
  }
  return builder.finish();
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
