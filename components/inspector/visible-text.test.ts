import { describe, expect, it } from 'vitest';
import { asciiOf, visibleParts } from './visible-text';

describe('text with nothing hidden', () => {
  it.each([
    ['two packets in one body', '40{}\x1e2', ['40{}', '⟨RS⟩', '2']],
    [
      'lines of HTTP',
      'GET /\r\nHost: x\r\n\r\n',
      ['GET /', '⟨CR⟩', '⟨LF⟩', '\n', 'Host: x', '⟨CR⟩', '⟨LF⟩', '\n', '⟨CR⟩', '⟨LF⟩', '\n'],
    ],
    ['delete, null and tab', '\x7f\0\t', ['⟨DEL⟩', '⟨NUL⟩', '⟨HT⟩']],
    ['markup is text', '<b>&amp;</b>', ['<b>&amp;</b>']],
    ['beyond ASCII', 'é🎉', ['é🎉']],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(visibleParts(text).map((part) => (part.kind === 'text' ? part.text : `⟨${part.name}⟩`))).toEqual(
      expected,
    );
  });

  it.each([
    [0x32, '2'],
    [0x1e, '·'],
    [0x7f, '·'],
    [0xff, '·'],
  ])('byte %i', (byte, expected) => {
    expect(asciiOf(byte)).toBe(expected);
  });
});
