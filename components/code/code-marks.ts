import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from '@codemirror/view';
import type { LineMark } from '@/lib/state/line-marks';

interface Marks {
  readonly gutter: RangeSet<GutterMarker>;
  readonly lines: DecorationSet;
}

const setMarks = StateEffect.define<readonly LineMark[]>();
const LIT = {
  sent: Decoration.line({ class: 'cm-lit', attributes: { 'data-lit': 'sent' } }),
  heard: Decoration.line({ class: 'cm-lit cm-heard', attributes: { 'data-lit': 'heard' } }),
};

class EntryMarker extends GutterMarker {
  constructor(readonly mark: LineMark) {
    super();
  }

  override eq(other: EntryMarker): boolean {
    const { text, title, lit } = this.mark;
    return other.mark.text === text && other.mark.title === title && other.mark.lit === lit;
  }

  override toDOM(): Node {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cm-mark';
    button.textContent = this.mark.text;
    button.title = `${this.mark.title} (Alt+Enter)`;
    // The editor hides its gutters from screen readers; Alt+Enter on the line does the same.
    button.tabIndex = -1;
    if (this.mark.lit) button.dataset.lit = this.mark.lit;
    return button;
  }
}

const marksField = StateField.define<Marks>({
  create: () => ({ gutter: RangeSet.empty, lines: Decoration.none }),
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) return placed(effect.value, transaction.state.doc);
    }
    if (!transaction.docChanged) return marks;
    return { gutter: marks.gutter.map(transaction.changes), lines: marks.lines.map(transaction.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, (marks) => marks.lines),
});

function placed(
  marks: readonly LineMark[],
  doc: { lines: number; line(n: number): { from: number } },
): Marks {
  const inside = marks.filter(({ line }) => line >= 1 && line <= doc.lines);
  return {
    gutter: RangeSet.of(
      inside.map((mark) => new EntryMarker(mark).range(doc.line(mark.line).from)),
      true,
    ),
    lines: Decoration.set(
      inside.flatMap(({ line, lit }) => (lit ? [LIT[lit].range(doc.line(line).from)] : [])),
      true,
    ),
  };
}

/** The column at the right of the code, with the numbers of the entries a line has to do with. */
export function marksColumn(onMark: (line: number, at: DOMRect) => void) {
  return [
    marksField,
    gutter({
      class: 'cm-marks',
      side: 'after',
      markers: (view) => view.state.field(marksField).gutter,
      domEventHandlers: {
        click: (view, block, event) => {
          if (!(event.target instanceof Element)) return false;
          onMark(view.state.doc.lineAt(block.from).number, event.target.getBoundingClientRect());
          return true;
        },
      },
    }),
  ];
}

export function showMarks(view: EditorView, marks: readonly LineMark[]): void {
  view.dispatch({ effects: setMarks.of(marks) });
}
