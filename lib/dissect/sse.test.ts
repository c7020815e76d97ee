import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '@/lib/base/bytes';
import { down, get, http, leavesText, ok, type Said, story, tears, unitsOf, up } from './made-wire';

const HEAD = ['HTTP/1.1 200 OK', 'Content-Type: text/event-stream'];
const CHUNKED = [...HEAD, 'Transfer-Encoding: chunked'];

function bare(...texts: readonly string[]): Said[] {
  return [up(get('/events')), down(http(HEAD)), ...texts.map((text) => down(utf8Bytes(text)))];
}

function chunk(text: string): Said {
  const { length } = utf8Bytes(text);
  return down(utf8Bytes(`${length.toString(16)}\r\n${text}\r\n`));
}

describe('an event stream', () => {
  it('is a unit for its head, and one for every event', () => {
    const units = unitsOf(bare('event: tick\ndata: 1\nid: 7\n\n: still here\n\ndata:a\ndata: b\n\n'));
    expect(story(units)).toEqual(['client http', 'server http', 'server sse', 'server sse', 'server sse']);
    expect(units.map(({ events }) => events)).toEqual([
      undefined,
      undefined,
      [{ event: 'tick', data: '1', id: '7' }],
      [],
      [{ event: 'message', data: 'a\nb' }],
    ]);
    expect(units[2] && leavesText(units[2], 0)).toEqual([
      '0-12 sse.event=tick',
      '12-20 sse.data=1',
      '20-26 sse.id=7',
      '26-27 sse.end=line end',
    ]);
    expect(units.flatMap(tears)).toEqual([]);
  });

  it.each([
    ['LF', 'data: é\n\n'],
    ['CR LF', 'data: é\r\n\r\n'],
    ['CR', 'data: é\r\r'],
  ])('lines may end with %s', (_, text) => {
    const units = unitsOf(bare(text, text)).slice(2);
    expect(units.map(({ events }) => events)).toEqual(Array(2).fill([{ event: 'message', data: 'é' }]));
    expect(units.flatMap(tears)).toEqual([]);
  });

  it('in chunks: the wire has the chunks, and what they carry has a buffer', () => {
    const said = [
      up(get('/events')),
      down(http(CHUNKED)),
      chunk('data: 1\n\n'),
      chunk('data: '),
      chunk('2\n\n'),
      down(utf8Bytes('0\r\n\r\n')),
      up(get('/')),
      down(ok('')),
    ];
    const units = unitsOf(said);
    expect(story(units)).toEqual([
      'client http',
      'server http',
      'server http,sse',
      'server http,sse',
      'server http',
      'client http',
      'server http',
    ]);
    expect(units.map(({ events }) => events?.map(({ data }) => data))).toEqual([
      undefined,
      undefined,
      ['1'],
      ['2'],
      [],
      undefined,
      undefined,
    ]);
    expect(units[3] && leavesText(units[3], 0)).toEqual([
      '0-3 http.chunk.size=6 · 6 bytes',
      '3-9 http.chunk.data=6 bytes',
      '9-11 http.mark=line end',
      '11-14 http.chunk.size=3 · 3 bytes',
      '14-17 http.chunk.data=3 bytes',
      '17-19 http.mark=line end',
    ]);
    expect(units[3] && leavesText(units[3], 1)).toEqual(['0-8 sse.data=2', '8-9 sse.end=line end']);
    expect(units.flatMap(tears)).toEqual([]);
  });

  it('with a length is a body like any other', () => {
    const units = unitsOf([up(get('/events')), down(ok('data: 1\n\n', 'Content-Type: text/event-stream'))]);
    expect(units[1]?.layers).toEqual(['http', 'sse']);
    expect(units[1]?.events).toEqual([{ event: 'message', data: '1' }]);
  });

  it.each<[string, string, string[]]>([
    ['an event without its empty line', 'data: 1\n', ['server sse !sse-cut']],
    ['a field that does not exist', 'date: 1\n\n', ['server sse !sse-field']],
  ])('%s', (_, text, expected) => {
    expect(story(unitsOf(bare(text)).slice(2))).toEqual(expected);
  });

  it('that is cut inside a chunk', () => {
    const said = [up(get('/events')), down(http(CHUNKED)), down(utf8Bytes('ff\r\ndata: 1\n'))];
    expect(story(unitsOf(said)).slice(2)).toEqual(['server http,sse !http-cut !sse-cut']);
  });
});
