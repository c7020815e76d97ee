import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneOf, laneOfNamespace, nodeLane, placeLanes } from './lanes';

const CASTS = [['alice'], ['alice', 'bob'], ['alice', 'bob', 'carol'], ['alice', 'bob', 'carol', 'dave']];

describe('lanes', () => {
  it('stand from left to right: time, clients, labels, the nodes of the server, gutter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 2400 }),
        fc.constantFrom(...CASTS),
        fc.constantFrom(1, 2),
        (width, cast, nodes) => {
          const lanes = placeLanes(width, cast, nodes);
          const { clients, labelLeft, labelRight } = lanes;
          const stops = [40, ...clients.values(), labelLeft, labelRight, ...lanes.nodes, width];
          expect(stops).toEqual([...stops].sort((a, b) => a - b));
          expect(lanes.nodes).toHaveLength(nodes);
        },
      ),
    );
  });

  it('a node has its own lane, and what names none stands at the last', () => {
    const lanes = placeLanes(700, ['alice'], 2);
    expect([1, 2, undefined].map((node) => nodeLane(lanes, node))).toEqual([454, 532, 532]);
    expect(nodeLane(placeLanes(700, ['alice']), 1)).toBe(532);
  });

  it('a namespace that is laid open has a lane before the server’s, and what is of none stands at the server', () => {
    const lanes = placeLanes(900, ['alice'], 1, ['/', '/chat']);
    const [main, chat, server] = lanes.nodes;
    expect([lanes.nodes.length, lanes.server]).toEqual([3, server]);
    const at = (name?: string) => nodeLane(lanes, laneOfNamespace(lanes, name));
    expect([at('/'), at('/chat'), at('/other'), at()]).toEqual([main, chat, server, server]);
    expect(placeLanes(390, ['alice'], 1, ['/', '/chat']).nodes).toHaveLength(1);
  });

  it.each([
    [350, 240],
    [706, 300],
    [1000, 500],
  ])('leave room to read at %i pixels with four clients and with one', (width, least) => {
    const one = placeLanes(width, ['alice']);
    const four = placeLanes(width, CASTS[3] ?? []);
    expect(one.labelRight - one.labelLeft).toBeGreaterThan(least);
    expect(four.labelRight - four.labelLeft).toBeGreaterThan(least * 0.6);
  });

  it('names have no room on a telephone', () => {
    expect([placeLanes(390, ['alice']).form, placeLanes(700, ['alice']).form]).toEqual(['compact', 'wide']);
  });

  it('a stranger stands where the first client does', () => {
    const lanes = placeLanes(700, ['alice', 'bob']);
    expect(laneOf(lanes, 'mallory')).toBe(lanes.clients.get('alice'));
    expect(laneOf(lanes, 'server')).toBe(lanes.server);
  });
});
