import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { EntryNumber } from '@/lib/session/entry';
import { timelineOf } from '@/lib/session/transcript';
import { Ladder } from './ladder';

const UPGRADE = `
  server traces {"kind":"program","state":"started","run":1}
  alice opens 1
  1 > GET /socket.io/?EIO=4&transport=polling
  1 < 200 0{"sid":"s1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40
  1 < 200 ok
  1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
  alice opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
  2 < 101
  2 > text 2probe
  2 < text 3probe
  +100 1 < 200 6
  2 > text 5
  +24000 2 < text 2
  2 > text 3
`;

/** Of `UPGRADE`: the connections that were opened. */
const OPENED = new Set(timelineOf(UPGRADE).entries.flatMap(({ n, kind }) => (kind === 'open' ? [n] : [])));

function drawn(
  transcript: string,
  more: { selected?: number; hidden?: (n: EntryNumber) => boolean } = {},
): string {
  return renderToStaticMarkup(
    createElement(
      Ladder,
      {
        timeline: timelineOf(transcript),
        version: 1,
        run: 1,
        cast: ['alice'],
        onSelect: () => {},
        live: true,
        ...more,
      },
      'Nothing yet',
    ),
  );
}

/** What the browser tests look for: the value of one attribute of every element of a slot. */
function attributes(markup: string, slot: string, name: string): string[] {
  const tags = markup.match(/<[a-z]+ [^>]*>/g) ?? [];
  return tags
    .filter((tag) => tag.includes(`data-slot="${slot}"`))
    .map((tag) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function withoutTags(markup: string): string {
  return markup.replace(/<[^>]*>?/g, '');
}

function texts(markup: string, slot: string): string[] {
  const parts = markup.split(`data-slot="${slot}"`).slice(1);
  return parts
    .map((part) => part.slice(part.indexOf('>') + 1).split('data-slot=', 1)[0] ?? '')
    .map(withoutTags);
}

describe('the ladder', () => {
  const markup = drawn(UPGRADE);

  it('has a row for each entry, in their order', () => {
    expect(attributes(markup, 'entry', 'data-n').map(Number)).toEqual(
      Array.from({ length: 16 }, (_, i) => i + 1),
    );
    expect(attributes(markup, 'entry', 'data-from')).toEqual(
      'server alice alice server alice server alice alice alice server alice server server alice server alice'.split(
        ' ',
      ),
    );
  });

  it('says every row in words', () => {
    const names = attributes(markup, 'entry', 'aria-label');
    expect(names.filter((name) => name.length < 10)).toEqual([]);
    expect(names[10]).toMatch(/^Alice to Server, .*probe/);
  });

  it('draws the transport, the second connection beside it, and the request that was held', () => {
    expect(attributes(markup, 'rail', 'data-look')).toEqual(['polling', 'probing', 'websocket']);
    expect(attributes(markup, 'hold', 'data-client')).toEqual(['alice']);
    expect(texts(markup, 'gutter-words')).toContain('GET held 105 ms');
  });

  it('joins pairs and tells how long they took', () => {
    expect(attributes(markup, 'curve', 'data-kind').sort()).toEqual(['pong', 'probe']);
    expect(texts(markup, 'gutter-words')).toContain('pong · 1.0 ms');
  });

  it('folds away the time in which nothing happened', () => {
    expect(markup).toContain('24.0 s quiet');
  });

  it('joins the selected answer with its request', () => {
    expect(attributes(drawn(UPGRADE, { selected: 4 }), 'curve', 'data-kind')).toContain('response');
  });

  it('tells of the server at the selected moment, too', () => {
    const story = `
      server traces {"kind":"program","state":"started","run":1}
      alice opens 1
      server traces {"kind":"program","state":"stopped","run":1}
      1 closes by server
    `;
    const server = (selected?: number) =>
      attributes(drawn(story, { ...(selected !== undefined && { selected }) }), 'lane-head', 'data-state').at(
        -1,
      );
    expect([1, 2, 3, 4, undefined].map(server)).toEqual(['on', 'on', 'off', 'off', 'off']);
  });

  it('tells how things were at the selected moment', () => {
    expect(texts(drawn(UPGRADE, { selected: 4 }), 'lane-state')).toEqual(['polling']);
    expect(texts(drawn(UPGRADE, { selected: 12 }), 'lane-state')).toEqual(['poll → ws']);
    expect(texts(markup, 'lane-state')).toEqual(['websocket']);
  });

  it('leaves out what a filter hides, and what belongs to another run', () => {
    const noTcp = drawn(UPGRADE, { hidden: (n) => OPENED.has(n) });
    expect(attributes(noTcp, 'entry', 'data-kind')).not.toContain('open');
    const second = `${UPGRADE}\n server traces {"kind":"program","state":"started","run":2}`;
    expect(attributes(drawn(second), 'entry', 'data-n')).toHaveLength(16);
  });

  it('gives its place to what it was told to show, while there is nothing', () => {
    expect(drawn('')).toContain('Nothing yet');
    expect(markup).not.toContain('Nothing yet');
  });

  it('takes a payload for text, whatever it looks like', () => {
    const hostile = drawn(`${UPGRADE}\n 2 > text 42["<img src=x onerror=alert(1)>"]`);
    expect(hostile).not.toContain('<img');
    expect(hostile).toContain('&lt;img src=x');
  });
});
