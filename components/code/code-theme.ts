import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor in the tokens of the page, so that it changes with the theme and nothing is written twice. */
const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--panel)', color: 'var(--ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', fontSize: '12.5px', lineHeight: '1.65' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 4px 0 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--faint)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '34px', padding: '0 12px 0 4px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--raised) 70%, transparent)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--sel)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--sel)', color: 'inherit' },
  '.cm-marks .cm-gutterElement': { padding: '0 10px 0 6px', textAlign: 'right', fontSize: '11px' },
  '.cm-mark': {
    color: 'var(--faint)',
    cursor: 'pointer',
    font: 'inherit',
    background: 'none',
    border: '0',
    padding: '0',
  },
  '.cm-mark:hover, .cm-mark[data-lit="sent"]': { color: 'var(--sio)' },
  '.cm-mark[data-lit="heard"]': { color: 'var(--note)' },
  '.cm-lit': {
    background: 'linear-gradient(90deg, color-mix(in srgb, var(--sio) 18%, transparent), transparent)',
    boxShadow: 'inset 2px 0 var(--sio)',
  },
  '.cm-heard': {
    background: 'linear-gradient(90deg, color-mix(in srgb, var(--note) 18%, transparent), transparent)',
    boxShadow: 'inset 2px 0 var(--note)',
  },
  '.cm-ran': { animation: 'cm-ran 700ms ease-out' },
  '.cm-ran-again': { animation: 'cm-ran-again 700ms ease-out' },
  '@keyframes cm-ran': { from: { backgroundColor: 'color-mix(in srgb, var(--ok) 26%, transparent)' } },
  '@keyframes cm-ran-again': { from: { backgroundColor: 'color-mix(in srgb, var(--ok) 26%, transparent)' } },
  '@media (prefers-reduced-motion: reduce)': {
    '.cm-ran, .cm-ran-again': { animation: 'none' },
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    fontSize: '12.5px',
  },
  '.cm-diagnostic': { borderLeft: 'none', padding: '6px 10px' },
  '.cm-diagnostic-error': { color: 'var(--error)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--error) 1px',
    textUnderlineOffset: '3px',
  },
});

const syntax = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.bool, tags.null, tags.modifier, tags.number, tags.tagName],
    color: 'var(--eio)',
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue], color: 'var(--ws)' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.className,
      tags.attributeName,
    ],
    color: 'var(--up)',
  },
  { tag: [tags.comment, tags.meta], color: 'var(--faint)' },
]);

export const codeTheme = [look, syntaxHighlighting(syntax)];
