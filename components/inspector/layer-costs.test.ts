import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { dissectedOf } from './dissected';
import { layerCosts } from './layer-costs';
import { LayersView } from './layers-view';

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

  it('says how many bytes carry how many, for compressed ones carry more than they are', () => {
    // `42["hello hello …"]`, twenty times.
    const deflated = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < bytes ${SWITCHING.toString('hex').replaceAll(/..(?=.)/g, '$& ')}
      1 < bytes c1 10 32 31 8a 56 ca 48 cd c9 c9 57 a0 3f a9 14 0b 00
    `).entries.nth(4);
    if (deflated?.kind !== 'unit') throw new Error('The frame is not there.');
    const { unit } = deflated;
    const markup = renderToStaticMarkup(createElement(LayersView, { unit, dissected: dissectedOf(unit) }));
    expect(markup.replaceAll(/<[^>]*>/g, '')).toContain(
      '18 bytes on the wire carry 122 that the program meant.',
    );
  });
});

const SWITCHING = Buffer.from(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
);
