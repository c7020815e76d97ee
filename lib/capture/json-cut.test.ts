import { describe, expect, it } from 'vitest';
import { breaksOff } from './json-cut';

describe('breaksOff', () => {
  it('holds wherever a line is cut, and of none that is wrong', () => {
    const line = '{"seq":12,"at":1.5,"type":"bytes","b":[true,null],"c":{}}';
    const told = (text: string) => {
      try {
        JSON.parse(text);
        return 'whole';
      } catch (error) {
        return breaksOff(text, error) ? 'cut' : 'wrong';
      }
    };
    expect(Array.from(line, (_, end) => told(line.slice(0, end))).slice(1)).toEqual(
      Array.from({ length: line.length - 1 }, () => 'cut'),
    );
    expect([line, '', 'x', '{a}', '{"a" 1}', `${line}}`, '{"a":tru e}'].map(told)).toEqual([
      'whole',
      ...Array.from({ length: 6 }, () => 'wrong'),
    ]);
  });
});
