'use client';

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { html } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { LineMark } from '@/lib/state/line-marks';
import { flashesField, openFlashes } from './code-flashes';
import { marksColumn, showMarks } from './code-marks';
import { codeTheme } from './code-theme';
import { hangingIndent } from './hanging-indent';

export interface Problem {
  readonly line: number;
  readonly column?: number;
  readonly message: string;
}

export interface CodeEditorProps {
  readonly file: string;
  readonly source: string;
  readonly problems: readonly Problem[];
  readonly marks: readonly LineMark[];
  /** Where to go; a new object goes there again. */
  readonly shown?: { readonly line: number; readonly column?: number } | undefined;
  /** Lines that have just run; a new list is another moment. */
  readonly ran: readonly number[];
  onChange(source: string): void;
  /** Asked what a line did; `at` is where on the screen. */
  onMark(line: number, at: DOMRect): void;
}

export function CodeEditor(props: CodeEditorProps) {
  const { file, source, problems, marks, shown, ran, onChange, onMark } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const flashes = useRef<ReturnType<typeof openFlashes>>(undefined);
  const changed = useEffectEvent(onChange);
  const marked = useEffectEvent(onMark);
  const first = useEffectEvent(() => source);

  useEffect(() => {
    if (!host.current) return;
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first(),
        extensions: [
          keymap.of([
            {
              key: 'Alt-Enter',
              run: (view) => {
                const { head } = view.state.selection.main;
                const { left = 0, top = 0, bottom = 0 } = view.coordsAtPos(head) ?? {};
                marked(view.state.doc.lineAt(head).number, new DOMRect(left, top, 1, bottom - top));
                return true;
              },
            },
          ]),
          extensionsFor(file),
          marksColumn((line, at) => marked(line, at)),
          flashesField,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    const flashing = openFlashes(view);
    flashes.current = flashing;
    return () => {
      flashing.close();
      view.destroy();
    };
  }, [file]);

  useEffect(() => {
    if (editor.current) bringTo(editor.current, source);
  }, [source]);

  useEffect(() => {
    if (editor.current) showMarks(editor.current, marks);
  }, [marks]);

  useEffect(() => {
    if (ran.length > 0) flashes.current?.flash(ran);
  }, [ran]);

  useEffect(() => {
    const view = editor.current;
    if (view)
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map((problem) => diagnosticOf(view, problem)),
        ),
      );
  }, [problems]);

  useEffect(() => {
    const view = editor.current;
    if (!view || !shown) return;
    const at = offsetOf(view, shown.line, shown.column);
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    view.focus();
  }, [shown]);

  return <div ref={host} data-slot="code-editor" data-file={file} className="h-full overflow-hidden" />;
}

function extensionsFor(file: string) {
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of('  '),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    hangingIndent,
    EditorView.contentAttributes.of({ 'aria-label': `${file}, editor`, tabindex: '0' }),
    file.endsWith('.html') ? html() : javascript(),
    keymap.of([
      // Ctrl+Enter is the workbench's: Run.
      ...closeBracketsKeymap,
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
      ...historyKeymap,
      indentWithTab,
    ]),
    codeTheme,
  ];
}

/** Changes only what differs, so that the cursor stays and the change can be undone like a typed one. */
function bringTo(view: EditorView, source: string): void {
  const old = view.state.doc.toString();
  if (old === source) return;
  let from = 0;
  while (from < old.length && from < source.length && old[from] === source[from]) from += 1;
  let same = 0;
  const most = Math.min(old.length, source.length) - from;
  while (same < most && old[old.length - 1 - same] === source[source.length - 1 - same]) same += 1;
  view.dispatch({
    changes: { from, to: old.length - same, insert: source.slice(from, source.length - same) },
  });
}

function diagnosticOf(view: EditorView, { line, column, message }: Problem) {
  const at = offsetOf(view, line, column);
  const { from: start, to: end } = view.state.doc.lineAt(at);
  // At the end of a line there is nothing to underline but the letter before.
  const from = at === end ? Math.max(start, at - 1) : at;
  return { from, to: end, severity: 'error' as const, message };
}

function offsetOf(view: EditorView, line: number, column = 1): number {
  const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
  return Math.min(at.from + column - 1, at.to);
}
