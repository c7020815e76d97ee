import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from '@codemirror/view';

/** What a line of the program is known to have done: the entries it caused. */
export interface LineMark {
  readonly line: number;
  /** `#6 →`. */
  readonly text: string;
  /** Spoken: `Line 7 sent entry 6`. */
  readonly title: string;
  /** It caused the selected entry. */
  readonly lit: boolean;
}

interface Marks {
  readonly gutter: RangeSet<GutterMarker>;
  readonly lines: DecorationSet;
}

const setMarks = StateEffect.define<readonly LineMark[]>();
const litLine = Decoration.line({ class: 'cm-lit' });

class EntryMarker extends GutterMarker {
  constructor(readonly mark: LineMark) {
    super();
  }

  override eq(other: EntryMarker): boolean {
    return other.mark.text === this.mark.text && other.mark.lit === this.mark.lit;
  }

  override toDOM(): Node {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cm-mark';
    button.textContent = this.mark.text;
    button.title = this.mark.title;
    // The editor hides its gutters from screen readers; Alt+Enter on the line does the same.
    button.tabIndex = -1;
    if (this.mark.lit) button.dataset.lit = '';
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
      inside.filter(({ lit }) => lit).map(({ line }) => litLine.range(doc.line(line).from)),
      true,
    ),
  };
}

/** The column at the right of the code, with the numbers of the entries a line has caused. */
export function marksColumn(onMark: (line: number) => void) {
  return [
    marksField,
    gutter({
      class: 'cm-marks',
      side: 'after',
      markers: (view) => view.state.field(marksField).gutter,
      domEventHandlers: {
        click: (view, block) => {
          onMark(view.state.doc.lineAt(block.from).number);
          return true;
        },
      },
    }),
  ];
}

export function showMarks(view: EditorView, marks: readonly LineMark[]): void {
  view.dispatch({ effects: setMarks.of(marks) });
}
