import { describe, expect, it } from 'vitest';
import { coloursBy, ladderSvg } from '@/lib/export/ladder-svg';
import { UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { ladderDrawing } from './drawing';

// Each colour is its own name, so that the text of the picture tells which was used.
const COLOURS = coloursBy((name) => `#${name}`);
const ABOUT = { run: 0, width: 900, title: 'The upgrade' };

function textsIn(svg: string): string[] {
  return Array.from(svg.matchAll(/<text[^>]*>(.*?)<\/text>/g), ([, inner = '']) =>
    inner.replaceAll(/<[^>]+>/g, '').replaceAll('&#34;', '"'),
  );
}

describe('a ladder as a picture', () => {
  const drawing = ladderDrawing(timelineOf(UPGRADE), ABOUT);
  const svg = ladderSvg(drawing, COLOURS);

  it('has the lanes, every row with its time, and what belongs together', () => {
    const texts = textsIn(svg);
    expect(texts.slice(0, 2)).toEqual(['Alice', 'Server']);
    expect(texts).toContain('2 EVENT "hello" "Alice" ack id 0');
    expect(texts).toContain('ack 0 · 3.0 ms');
    expect(texts).toContain('24.9 s quiet');
    expect(drawing.rows).toHaveLength(22);
  });

  it('draws what goes up in the one colour and what comes down in the other', () => {
    const event = drawing.rows.find(({ says }) => says.includes('hello'));
    expect(event?.mark).toMatchObject({ tone: 'up', head: true, dashed: false });
    expect((event?.mark.to ?? 0) > (event?.mark.from ?? 0)).toBe(true);
    expect(drawing.rows.filter(({ mark }) => mark.tone === 'down')).toHaveLength(8);
  });

  it('ends at the wire what the wire did not bring', () => {
    const { rows } = ladderDrawing(
      timelineOf(`
        alice opens 1
        1 > UPGRADE /socket.io/?EIO=4&transport=websocket
        1 < 101
        1 < text 2
        fault {"fault":"freeze","state":"acted","client":"alice","conn":1,"direction":"down","detail":"Kept."}
        1 < text 42["news"]
      `),
      ABOUT,
    );
    const down = rows.filter(({ mark }) => mark.tone === 'down');
    expect(down.map(({ mark }) => [mark.head, mark.cross !== undefined])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  it('tells no time of an answer that never arrived', () => {
    const wordsOf = (faults: string) =>
      ladderDrawing(
        timelineOf(`
          alice opens 1
          1 > UPGRADE /socket.io/?EIO=4&transport=websocket
          1 < 101
          1 > text 421["ask"]
          1 < text 431[]
          ${faults}
        `),
        ABOUT,
      )
        .words.map(({ text }) => text)
        .filter((text) => text.startsWith('ack'));
    const packet = '{"eio":"message","sio":"ACK","nsp":"/","id":1}';
    const drop = `fault {"fault":"drop","state":"acted","client":"alice","conn":1,"direction":"down","detail":"Lost","packet":${packet}}`;
    expect(wordsOf('')).toEqual(['ack 1 · 1.0 ms']);
    expect(wordsOf(drop)).toEqual(['ack 1 · lost']);
  });

  it('has a lane for each namespace where they are laid open', () => {
    const timeline = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 > text 40
      1 > text 40/chat,
      1 > text 42/chat,["hello"]
      1 < text 2
    `);
    const ends = (unfolded: boolean) => {
      const { lanes, rows } = ladderDrawing(timeline, { ...ABOUT, unfolded });
      const nameAt = (x: number) => lanes.find((lane) => Math.abs(lane.x - x) < 10)?.name;
      const marks = rows.slice(-4).map(({ mark }) => nameAt(mark.tone === 'up' ? mark.to : mark.from));
      return [lanes.map(({ name }) => name).join(' '), ...marks];
    };
    expect(ends(false)).toEqual(['Alice Server', 'Server', 'Server', 'Server', 'Server']);
    expect(ends(true)).toEqual(['Alice / /chat Server', '/', '/chat', '/chat', 'Server']);
  });

  it('keeps all of it within its edges', () => {
    for (const { x, y, width, height } of [...drawing.rails, ...drawing.holds]) {
      expect([x >= 0, y >= 0, x + width <= 900, y + height <= drawing.height]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
  });

  it('asks nothing of anybody: no address, no script, no style of the page', () => {
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|<script|<image|<use|var\(|class="[a-z]+-/,
    );
  });

  it('shows a payload as it is, and is well-formed whatever it holds', () => {
    const hostile = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < text 42["<script>&\\u0007\\ud800]]>","'"]
    `);
    const picture = ladderSvg(ladderDrawing(hostile, ABOUT), COLOURS);
    expect(picture).toContain('&#60;script&#62;&#38;');
    expect(picture).not.toContain('<script');
    expect(picture.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
    // Every tag that opens is closed again.
    const open: string[] = [];
    for (const [, end, name = '', single] of picture.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
      if (single) continue;
      if (end) expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('has an end, and says what is left', () => {
    const cut = ladderDrawing(timelineOf(UPGRADE), { ...ABOUT, most: 5 });
    expect(cut.rows).toHaveLength(5);
    expect(textsIn(ladderSvg(cut, COLOURS)).at(-1)).toBe('and 17 more rows that no picture holds');
  });
});
