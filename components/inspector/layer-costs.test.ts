import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { dissectedOf } from './dissected';
import { layerCosts } from './layer-costs';

const WIRE = `
  alice opens 1
  1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40␞42/admin,7["hi",{"a":1}]
  alice opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
  2 < 101
  2 > text 42["hi",1]
  2 < text 2
`;

function told(n: number): string[] {
  const entry = timelineOf(WIRE).entries.filter(({ kind }) => kind === 'unit')[n];
  if (entry?.kind !== 'unit') return [];
  return layerCosts(entry.unit, dissectedOf(entry.unit)).map(
    ({ title, depth, bytes, own, meant, within }) =>
      `${'  '.repeat(depth)}${title} ${bytes}: ${own} own, ${meant} meant${within ? ` (${within})` : ''}`,
  );
}

describe('what each layer costs', () => {
  it('a masked frame: two bytes of header, four of mask, the type, and the call', () => {
    // 4 2 [ "hi" , 1 ]: `4` is Engine.IO's, `2[,]` Socket.IO's, `"hi"` and `1` the program's.
    expect(told(3)).toEqual([
      'WebSocket frame 16: 6 own, 0 meant',
      '  Engine.IO packet 10: 1 own, 0 meant (unmasked)',
      '    Socket.IO packet 9: 9 own, 5 meant (unmasked)',
    ]);
  });

  it('each packet of a body by itself', () => {
    // The separator before the second packet is Engine.IO's.
    expect(told(0)).toEqual([
      'HTTP request 158: 131 own, 0 meant',
      '  Engine.IO packet 2: 1 own, 0 meant',
      '    Socket.IO packet 1: 1 own, 0 meant',
      '  Engine.IO packet 25: 2 own, 0 meant',
      '    Socket.IO packet 23: 23 own, 11 meant',
    ]);
  });

  it('a ping is nothing but overhead', () => {
    expect(told(4)).toEqual(['WebSocket frame 3: 2 own, 0 meant', '  Engine.IO packet 1: 1 own, 0 meant']);
  });
});
