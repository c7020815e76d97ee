import { expect, it } from 'vitest';
import { matches, parseFilter } from '@/lib/filter/filter';
import { timelineOf } from '@/lib/session/transcript';
import { filterOf, nextPicked, type Picked } from './picked';

const TIMELINE = timelineOf(`
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 2
  1 > text 42["a"]
  1 > text 3
  1 < text 2
  1 > text 42["b"]
`);

it.each<[string, Picked, (number | undefined)[]]>([
  ['each ping, and the first again', { kind: 'packet', packet: 'ping' }, [4, 7, 4]],
  ['what has payload', { kind: 'share', share: 'payload' }, [5, 8, 5]],
  ['what is there once', { kind: 'packet', packet: 'pong' }, [6, 6]],
  ['nothing where nothing is', { kind: 'packet', packet: 'ACK' }, [undefined]],
  ['an entry', { kind: 'entry', n: 3 }, [3, 3]],
])('a bar leads to %s', (_what, picked, expected) => {
  let selected: number | undefined;
  const seen = expected.map(() => {
    selected = nextPicked(TIMELINE, 0, selected, picked);
    return selected;
  });
  expect(seen).toEqual(expected);
});

it.each([
  ['sio.type == EVENT', { kind: 'packet', packet: 'EVENT' }, [5, 8]],
  ['eio.type == ping', { kind: 'packet', packet: 'ping' }, [4, 7]],
  ['http', { kind: 'share', share: 'http' }, [2, 3]],
] as const)('%s keeps what the bar counts', (text, picked, expected) => {
  expect(filterOf(picked)).toBe(text);
  const parsed = parseFilter(text);
  const kept = TIMELINE.entries.filter((entry) => parsed.ok && matches(parsed.filter, entry, TIMELINE));
  expect(kept.map(({ n }) => n)).toEqual(expected);
});

it('payload and bytes have no key of their own', () => {
  expect(filterOf({ kind: 'share', share: 'payload' })).toBeUndefined();
  expect(filterOf({ kind: 'packet', packet: 'binary' })).toBeUndefined();
});
