import { describe, expect, it } from 'vitest';
import { parseFilter } from './filter';

/** The text with brackets around the place of the error, and the sentence. */
function told(text: string): [place: string, message: string] | undefined {
  const parsed = parseFilter(text);
  if (parsed.ok) return undefined;
  const { start, end, message } = parsed;
  return [`${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`, message];
}

describe('the place of an error', () => {
  it.each([
    ['[eio.typ] == ping', 'There is no key eio.typ. Did you mean eio.type?'],
    ['issue && [banana]', 'There is no key banana.'],
    ['[sio.] == chat', 'The key goes on after sio.'],
    ['eio.type [=] ping', 'Write == to compare.'],
    ['http [&] ws', 'Write && to join conditions.'],
    ['http [ws]', 'Write && or || between two conditions.'],
    ['http [&&]', 'A key is missing after this.'],
    ['[&&] http', 'A key is missing before &&'],
    ['bytes [>]', 'What bytes is compared with is missing after >'],
    ['bytes [>] && http', 'What bytes is compared with is missing after >'],
    ['[(]http || ws', 'This parenthesis is not closed.'],
    ['http[)]', 'No parenthesis was opened for this one.'],
    ['([)]', 'A key is missing before )'],
    ['sio.event == ["chat]', 'The closing quote is missing.'],
    ['sio.event [>] 3', 'sio.event is text: it can be compared with ==, !=, ~ and !~.'],
    ['http.status [~] "^2"', 'http.status is a number: it can be compared with ==, !=, <, <=, > and >=.'],
    ['http [==] 1', 'http is there or not: it has no value to compare.'],
    ['http.status == [ok]', 'http.status is compared with a number here: "ok" is none.'],
    ['http.header.host > [lab]', 'http.header.host is compared with a number here: "lab" is none.'],
    ['bytes > [1ms]', 'bytes is a size, such as 1kB: a number and one of B, kB, MB.'],
    ['rtt > [20]', 'A time needs its unit: one of µs, ms, s.'],
    ['rtt > [fast]', 'rtt is a time, such as 20ms: a number and one of µs, ms, s.'],
    ['eio.type == [pig]', 'eio.type is one of open, close, ping, pong, message, upgrade, noop.'],
    ['ws.fin == [maybe]', 'ws.fin is true or false.'],
    ['sio.event ~ ["("]', 'Not a regular expression: unterminated group.'],
    ['sio.event ~ ["(?=a)b"]', 'A pattern may not look ahead or behind.'],
    ['sio.event ~ ["(a)\\1"]', 'A pattern may not refer back.'],
    ['sio.event ~ ["(a{30}){30}"]', 'A pattern may have 500 steps at most, its counts written out.'],
  ])('%s', (place, message) => {
    expect(told(place.replace(/\[(.*)\]/, '$1'))).toEqual([place, message]);
  });

  it('refuses a pattern of more than 200 characters, and a filter of more than 2000', () => {
    expect(told(`sio.event ~ ${'a'.repeat(200)}`)).toBeUndefined();
    expect(told(`sio.event ~ ${'a'.repeat(201)}`)).toEqual([
      `sio.event ~ [${'a'.repeat(201)}]`,
      'A pattern has 200 characters at most; this one has 201.',
    ]);
    expect(told(' '.repeat(2001))).toEqual([
      `${' '.repeat(2000)}[ ]`,
      'A filter has 2000 characters at most.',
    ]);
  });

  it('refuses to go deeper than fifty', () => {
    expect(told(`${'!'.repeat(50)}http`)).toBeUndefined();
    expect(told(`${'('.repeat(51)}http`)?.[0]).toBe(`${'('.repeat(50)}[(]http`);
  });

  it.each([
    'sio.event ~ "(new|old)?$"',
    'sio.event ~ "(a+)+$"',
    'sio.event ~ "[(|+*]+"',
    String.raw`sio.event ~ "\(a+\)+"`,
    'sio.event ~ "(ab)+"',
    '"sio.auth.user name" == alice',
    'eio.open.extra',
    'http.query.__proto__ == 1',
    'at > 0',
  ])('takes %s', (text) => {
    expect(told(text)).toBeUndefined();
  });
});
