import { describe, expect, it } from 'vitest';
import { hexText, utf8Text } from '@/lib/base/bytes';
import { looksLikeTextFrames, readTextFrames } from './text-frames';

function transcript(text: string): string[] {
  return readTextFrames(text).map(({ seq, from, form, bytes }) => {
    const arrow = from === 'client' ? '>' : '<';
    return `${seq} ${arrow} ${form === 'ws-text' ? utf8Text(bytes) : `binary ${hexText(bytes)}`}`;
  });
}

describe('text frames', () => {
  it('are one a line; blank lines and comments are none', () => {
    expect(transcript('# a chat\n\n> 42["hello"]\r\n  \n< 42["hi ☃"]\n')).toEqual([
      '1 > 42["hello"]',
      '2 < 42["hi ☃"]',
    ]);
  });

  it.each([
    ['>', '<'],
    ['→', '←'],
    ['C:', 'S:'],
    ['send', 'receive'],
    ['Sent:', 'Received:'],
    ['->', '<-'],
    ['send:', 'recv:'],
    ['client:', 'server:'],
  ])('%s and %s say who sent them', (up, down) => {
    expect(transcript(`${up} 42["a"]\n${down} 42["b"]`)).toEqual(['1 > 42["a"]', '2 < 42["b"]']);
  });

  it.each([
    ['the open packet', '0{"sid":"A"}', '<'],
    ['a ping', '2', '<'],
    ['a pong', '3', '>'],
    ['a probe', '2probe', '>'],
    ['its answer', '3probe', '<'],
    ['the upgrade', '5', '>'],
    ['a CONNECT', '40/admin,{"token":"x"}', '>'],
    ['what answers it', '40/admin,{"sid":"x"}', '<'],
    ['a refusal', '44{"message":"no"}', '<'],
    ['an event', '420["add",2]', '>'],
    ['what answers it', '430[3]', '<'],
  ])('without a mark, %s (%s) comes from where the protocol has it', (_, frame, arrow) => {
    expect(transcript(frame)).toEqual([`1 ${arrow} ${frame}`]);
  });

  it.each<[string, string[], number[]]>([
    ['no times', ['> 40', '< 40{}'], [0, 0]],
    ['times of the day', ['12:00:01.250 > 40', '[12:00:01,5] < 40{}', '12:01:00 < 2'], [0, 250, 58_750]],
    ['days as well', ['2026-01-31T23:59:59.999Z > 40', '2026-02-01 00:00:00.001 < 40{}'], [0, 2]],
    ['midnight, which no day tells', ['23:59:59 < 2', '00:00:01 > 3', '00:00:00 < 2'], [0, 2000, 2000]],
    [
      'a line without between two with',
      ['09:00:00 > 40', '< 40{}', '09:00:03 < 2', '> 3'],
      [0, 0, 3000, 3000],
    ],
    ['a day that is none', ['2026-13-99 09:00:00 > 40', '09:00:01 < 2'], [0, 0]],
  ])('count milliseconds from the first: %s', (_, lines, at) => {
    const records = readTextFrames(lines.join('\n'));
    expect(records.map((record) => record.at / 1000)).toEqual(at);
    expect(records.map(({ from }) => from)).toEqual(
      lines.map((line) => (line.includes('>') ? 'client' : 'server')),
    );
  });

  it('writes binary as b and base64, and parts the packets of a payload at U+001E', () => {
    expect(transcript('<451-["a",{"_placeholder":true,"num":0}]\x1ebAQID+g==')).toEqual([
      '1 < 451-["a",{"_placeholder":true,"num":0}]',
      '2 < binary 01 02 03 fa',
    ]);
  });

  it.each([
    ['42["hello"]', true],
    ['\n# a comment\n> 40', true],
    ['0{"sid":"A"}', true],
    ['2probe', true],
    ['id;name\n1;bob', false],
    ['[10:00:00] > 42["hello"]', true],
    ['10:00:00 the server starts', false],
    ['4hello', true],
    ['40 people came', false],
    ['Dear all,', false],
    ['', false],
    ['# only a comment', false],
  ])('%j is taken for them: %s', (text, expected) => {
    expect(looksLikeTextFrames(text)).toBe(expected);
  });
});
