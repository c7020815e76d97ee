import { describe, expect, it } from 'vitest';
import { asciiOf, visibleText } from './visible-text';

describe('text with nothing hidden', () => {
  it.each([
    ['two packets in one body', '40{}\x1e2', '40{}␞2'],
    ['lines of HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'GET / HTTP/1.1␍␊\nHost: x␍␊\n␍␊\n'],
    ['delete and null', '\x7f\0', '␡␀'],
    ['markup is text', '<b>&amp;</b>', '<b>&amp;</b>'],
    ['beyond ASCII', 'é🎉', 'é🎉'],
  ])('%s', (_, text, expected) => {
    expect(visibleText(text)).toBe(expected);
  });

  it.each([
    [0x32, '2'],
    [0x1e, '␞'],
    [0x0a, '·'],
    [0xff, '·'],
  ])('byte %i', (byte, expected) => {
    expect(asciiOf(byte)).toBe(expected);
  });
});
