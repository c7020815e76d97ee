import { describe, expect, it } from 'vitest';
import { becauseOf, type ChainLink, chainOf, consequencesOf, handlersOf, linesOf, unheardOf } from './chain';
import { CHAT, THREE, told } from './stories';
import type { Timeline } from './timeline';
import { timelineOf } from './transcript';

const CHAIN = [
  '#19 alice client.js:4 → server server.js:6',
  '  #20 server server.js:7 → alice client.js:9',
  '  #21 server server.js:7 → bob client.js:9 client.js:12',
  '    #23 bob client.js:13 → server unheard',
  '  #22 server server.js:7 → carol',
];

describe('a chain', () => {
  const timeline = timelineOf(CHAT);

  it.each([19, 20, 21, 22, 23])('is the same, whichever of its packets is asked for: #%i', (n) => {
    expect(written(chainOf(timeline, n, 0))).toEqual(CHAIN);
  });

  it('says which of its packets lie on the way to the one that was asked for', () => {
    expect(pathOf(chainOf(timeline, 23, 0))).toEqual([19, 21, 23]);
    expect(pathOf(chainOf(timeline, 22, 0))).toEqual([19, 22]);
  });

  it('is of one packet where nothing is known of it, and of none where there is no such packet', () => {
    expect(written(chainOf(timeline, 4, 0))).toEqual(['#4 server → alice']);
    expect(chainOf(timeline, 1, 0)).toBeUndefined();
    expect(chainOf(timeline, 19, 1)).toBeUndefined();
    expect(chainOf(timeline, 999, 0)).toBeUndefined();
  });

  it('goes on through acks and CONNECT answers, which need nobody to tell of them', () => {
    const asked = timelineOf(`${THREE}
      1 > text 427["ask"]
      1 < text 437[]
    `);
    expect(written(chainOf(asked, 20, 0))).toEqual(['#19 alice → server', '  #20 server → alice']);
    expect(written(chainOf(asked, 6, 0))).toEqual(['#5 alice → server', '  #6 server → alice']);
  });

  it('is asked for by an attachment as by the packet that announced it', () => {
    const photo = timelineOf(`${THREE}
      1 > text 451-["photo",{"_placeholder":true,"num":0}]
      1 > binary 01 02
      ${told.handler('server', ['a', 1], 'photo', 3)}
      ${told.sent('server', 'b', 1, 4, ['a', 1])}
      ${told.sent('server', 'b', 2, 4, ['a', 1])}
      2 < text 451-["photo",{"_placeholder":true,"num":0}]
      2 < binary 01 02
    `);
    for (const n of [19, 20, 21, 22])
      expect(written(chainOf(photo, n, 0))).toEqual([
        '#19 alice → server server.js:3',
        '  #21 server server.js:4 → bob',
      ]);
  });

  it('tells apart the packets of one body', () => {
    const body = timelineOf(`
      alice opens 1
      1 > GET /socket.io/?EIO=4&transport=polling
      1 < 200 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
      1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40␞42["one"]␞42["two"]
      1 < 200 ok
      ${told.handler('server', ['s1', 2], 'two', 8)}
      ${told.sent('server', 's1', 1, 9, ['s1', 2])}
      1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
      1 < 200 40{"sid":"A"}␞42["three"]
    `);
    expect([1, 2].map((packet) => consequencesOf(body, 4, packet))).toEqual([[], [{ n: 7, packet: 1 }]]);
    expect(becauseOf(body, 7, 1)).toEqual({ n: 4, packet: 2 });
    expect(becauseOf(body, 7, 0)).toEqual({ n: 4, packet: 0 });
    expect(handlersOf(body, 4)).toMatchObject([{ packet: 2, event: 'two', place: { line: 8 } }]);
  });

  it('stops where two ends call to each other for ever, and says that there is more', () => {
    const calls = Array.from(
      { length: 300 },
      (_, i) => `
        ${told.sent('alice', 'a', i + 1, 4, ['a', i])}
        1 > text 42["ping",${i}]
        ${told.sent('server', 'a', i + 1, 7, ['a', i + 1])}
        1 < text 42["pong",${i}]`,
    ).join('');
    const timeline = timelineOf(THREE + calls);
    const chain = chainOf(timeline, 600, 0);
    const all = written(chain);
    expect(all.length).toBeLessThanOrEqual(200);
    expect(pathOf(chain).at(-1)).toBe(600);
    expect(chain?.n).toBe(569);
  });
});

describe('a handler', () => {
  it('is joined to the packet it was called with, whichever comes first', () => {
    const timeline = timelineOf(`${THREE}
      ${told.handler('server', ['b', 1], 'early', 3)}
      2 > text 42["early"]
      2 > text 42["late"]
      ${told.handler('server', ['b', 2], 'late', 5)}
    `);
    expect([19, 20].map((n) => handlersOf(timeline, n).map(({ place }) => place?.line))).toEqual([[3], [5]]);
  });

  it('is not of the packet with the same number in the other direction, or in another session', () => {
    const timeline = timelineOf(`${THREE}
      1 > text 42["up"]
      1 < text 42["down"]
      2 > text 42["other"]
      ${told.handler('alice', ['a', 1], 'down', 9)}
      ${told.handler('server', ['b', 1], 'other', 2)}
    `);
    expect([19, 20, 21].map((n) => handlersOf(timeline, n).map(({ event }) => event))).toEqual([
      [],
      ['down'],
      ['other'],
    ]);
  });

  it('counts on over polling and WebSocket, for a session moves with its count', () => {
    const timeline = timelineOf(`
      alice opens 1
      1 > GET /socket.io/?EIO=4&transport=polling
      1 < 200 0{"sid":"s1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
      1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40
      alice opens 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
      2 < 101
      2 > text 2probe
      2 < text 3probe
      2 > text 5
      2 > text 42["hi"]
      ${told.handler('server', ['s1', 1], 'hi', 2)}
    `);
    expect(handlersOf(timeline, 11).map(({ event }) => event)).toEqual(['hi']);
  });

  it('is joined to nothing where messages may have been lost before it', () => {
    const timeline = timelineOf(`${THREE}
      1 > text 42["before"]
      gap 4
      1 > text 42["after"]
      ${told.handler('server', ['a', 1], 'before', 2)}
      ${told.handler('server', ['a', 2], 'lost', 3)}
      ${told.unheard('server', ['a', 2], 'lost')}
    `);
    expect([19, 21].map((n) => handlersOf(timeline, n).map(({ event }) => event))).toEqual([['before'], []]);
    expect(unheardOf(timeline, 21, 0)).toBeUndefined();
  });

  it('that is missing is told by an entry, and known of the packet', () => {
    const timeline = timelineOf(CHAT);
    expect(unheardOf(timeline, 23, 0)).toBe(24);
    expect(unheardOf(timeline, 19, 0)).toBeUndefined();
    expect(timeline.entries.at(23)).toMatchObject({ kind: 'trace', from: 'server', to: 'server' });
    expect(timeline.entries).toHaveLength(24); // of what else was told, each is about a packet
  });
});

describe('the lines of a file', () => {
  it('list what they sent and heard, and how often they ran', () => {
    const timeline = timelineOf(CHAT);
    expect(linesTold(timeline, 'server.js')).toEqual(['6: called 1 by #19', '7: ran 1, sent #20 #21 #22']);
    expect(linesTold(timeline, 'client.js')).toEqual([
      '4: ran 1, sent #19',
      '9: called 2 by #20 #21',
      '12: called 1 by #21',
      '13: ran 1, sent #23',
    ]);
  });

  it('count a loop as often as it ran, however many it reached', () => {
    const timeline = timelineOf(`${THREE}
      ${[1, 2, 3].flatMap((i) => ['a', 'b'].map((sid) => `+0 ${told.sent('server', sid, i, 5)}`)).join('\n')}
      1 < text 42["x"]
      1 < text 42["x"]
      1 < text 42["x"]
      2 < text 42["x"]
      2 < text 42["x"]
      2 < text 42["x"]
    `);
    expect(linesTold(timeline, 'server.js')).toEqual(['5: ran 3, sent #19 #20 #21 #22 #23 #24']);
    expect([...timeline.links.ofKinds(['fanout'])].map(({ a, b }) => `${a}→${b}`)).toEqual([
      '19→22',
      '20→23',
      '21→24',
    ]);
  });

  it('count what was never on the wire, and a buffered emit only once', () => {
    const timeline = timelineOf(`
      ${told.unsent('server', 'nobody', 'news', 3)}
      ${told.unsent('alice', 'buffered', 'hi', 7)}
      server traces {"kind":"log","level":"log","text":"x","place":{"file":"server.js","line":4}}
      ${THREE}
      1 > text 42["hi"]
      ${told.sent('alice', 'a', 1, 7)}
    `);
    expect(linesTold(timeline, 'server.js')).toEqual(['3: ran 1, told #1', '4: ran 1, told #3']);
    expect(linesTold(timeline, 'client.js')).toEqual(['7: ran 1, sent #22, told #2']);
  });

  it('belong to one run of the program', () => {
    const timeline = timelineOf(`
      server traces {"kind":"program","state":"started","run":1}
      ${THREE}
      ${told.sent('server', 'a', 1, 5)}
      1 < text 42["one"]
      server traces {"kind":"program","state":"started","run":2}
      ${told.unsent('server', 'nobody', 'two', 5)}
    `);
    expect(linesTold(timeline, 'server.js', 1)).toEqual(['5: ran 1, sent #20']);
    expect(linesTold(timeline, 'server.js', 2)).toEqual(['5: ran 1, told #22']);
  });
});

function written(link: ChainLink | undefined, depth = 0): string[] {
  if (!link) return [];
  const { n, from, to, place, handlers, unheard } = link;
  const ends = [
    ...(place ? [`${place.file}:${place.line}`] : []),
    '→',
    to,
    ...handlers.map((one) => (one.place ? `${one.place.file}:${one.place.line}` : '?')),
    ...(unheard ? ['unheard'] : []),
  ];
  return [
    `${'  '.repeat(depth)}#${n} ${from} ${ends.join(' ')}`,
    ...link.then.flatMap((one) => written(one, depth + 1)),
  ];
}

function pathOf(link: ChainLink | undefined): number[] {
  if (!link?.onPath) return [];
  return [link.n, ...link.then.flatMap(pathOf)];
}

function linesTold(timeline: Timeline, file: string, run = 0): string[] {
  return [...linesOf(timeline, run, file).values()]
    .sort((one, other) => one.line - other.line)
    .map(({ line, sent, handled, told, runs, calls }) => {
      const listed = (entries: readonly number[]) => entries.map((n) => `#${n}`).join(' ');
      const parts = [
        ...(runs > 0 ? [`ran ${runs}`] : []),
        ...(calls > 0 ? [`called ${calls} by ${listed(handled)}`] : []),
        ...(sent.length > 0 ? [`sent ${listed(sent)}`] : []),
        ...(told.length > 0 ? [`told ${listed(told)}`] : []),
      ];
      return `${line}: ${parts.join(', ')}`;
    });
}
