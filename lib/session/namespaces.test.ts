import { expect, test } from 'vitest';
import { namespaceOf, seeNamespace } from './namespaces';
import { timelineOf } from './transcript';

const timeline = timelineOf(`
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"w1"}
  1 > text 40
  1 > text 40/chat,
  1 > text 42["a"]
  1 < text 451-/chat,["photo",{"_placeholder":true,"num":0}]
  1 < binary 01 02
  1 < text 2
  server traces {"kind":"room","action":"join","nsp":"/chat","room":"r","socket":"s"}
  bob opens 2
  2 > GET /socket.io/?EIO=4&transport=polling&sid=s2
  2 < 200 42["a"]␞42["b"]
  2 > GET /socket.io/?EIO=4&transport=polling&sid=s2
  2 < 200 42["a"]␞42/chat,["b"]
`);

test('what an entry is about', () => {
  expect(timeline.entries.map((entry) => namespaceOf(timeline, entry) ?? '-').join(' ')).toBe(
    '- - - - / /chat / /chat /chat - /chat - - / - -',
  );
});

test('which there were, in their order', () => {
  const seen = { names: [], shapes: new Set<number>() };
  for (const { n } of timeline.entries) seeNamespace(seen, timeline.entries, n);
  expect(seen.names).toEqual(['/', '/chat']);
});
