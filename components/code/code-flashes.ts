import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Two names for one animation: a line that gets the other one begins it anew. */
const FLASH = [Decoration.line({ class: 'cm-ran' }), Decoration.line({ class: 'cm-ran-again' })] as const;

const setFlashes = StateEffect.define<ReadonlyMap<number, 0 | 1>>();

export const flashesField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(flashes, { effects, changes, state }) {
    for (const effect of effects) {
      if (!effect.is(setFlashes)) continue;
      const lines = [...effect.value].filter(([line]) => line >= 1 && line <= state.doc.lines);
      return Decoration.set(
        lines.map(([line, which]) => FLASH[which].range(state.doc.line(line).from)),
        true,
      );
    }
    return flashes.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** WCAG 2.3.1: what flashes more than three times a second can harm. */
const LEAST_BETWEEN_MS = 400;
/** A little more than the animation takes. */
const LASTS_MS = 900;
/** More than the eye can follow at once is noise. */
const MOST_AT_ONCE = 12;

/** Lights lines for a moment as they run. */
export function openFlashes(view: EditorView) {
  const lastAt = new Map<number, number>();
  const lit = new Map<number, 0 | 1>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  return {
    flash(lines: readonly number[]): void {
      const now = performance.now();
      const due = lines.filter((line) => now - (lastAt.get(line) ?? -LEAST_BETWEEN_MS) >= LEAST_BETWEEN_MS);
      if (due.length === 0) return;
      for (const line of due.slice(0, MOST_AT_ONCE)) {
        lastAt.set(line, now);
        lit.set(line, lit.get(line) === 0 ? 1 : 0);
      }
      view.dispatch({ effects: setFlashes.of(lit) });
      // A line that comes into sight again later must not flash for what is long over.
      clearTimeout(timer);
      timer = setTimeout(() => {
        lit.clear();
        view.dispatch({ effects: setFlashes.of(lit) });
      }, LASTS_MS);
    },
    close(): void {
      clearTimeout(timer);
    },
  };
}
