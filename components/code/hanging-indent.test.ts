import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { indents } from './hanging-indent';

/** The decorations of a text as `from-to style`. */
function drawn(text: string): string[] {
  const state = EditorState.create({ doc: text });
  const found: string[] = [];
  const set = indents({ state, visibleRanges: [{ from: 0, to: text.length }] });
  set.between(0, text.length, (from, to, { spec }) => {
    found.push(`${from}-${to} ${spec.attributes.style}`);
  });
  return found;
}

it.each<[string, string, readonly string[]]>([
  [
    'a line goes on two letters further in than it began',
    '  ack(n);\n}',
    ['0-0 padding-left: 4ch; text-indent: -4ch', '10-10 padding-left: 2ch; text-indent: -2ch'],
  ],
  [
    'a first word that may find no room is parted where its row ends',
    '    io.of("/").adapter.rooms.get(room) ok',
    ['0-0 padding-left: 6ch; text-indent: -6ch', '4-38 word-break: break-all'],
  ],
  [
    'a later one is not: it goes to the next row whole',
    'ack(x, io.of("/").adapter.rooms)',
    ['0-0 padding-left: 2ch; text-indent: -2ch'],
  ],
])('%s', (_, text, expected) => {
  expect(drawn(text)).toEqual(expected);
});
