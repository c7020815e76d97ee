import { describe, expect, it } from 'vitest';
import { openPlaces } from './places';

const BASE = 'http://localhost:3001/l/abcdefghijklmnop/alice/';
// In client.js, line 5 begins with a mark of 10 characters.
const places = openPlaces(BASE, { files: [{ name: 'client.js', inserts: [5, 3, 10] }] });

describe('a place in the program', () => {
  it.each([
    ['a script', `${BASE}client.js`, 'client.js'],
    ['a script in a folder, loaded with a query', `${BASE}lib/chat.js?v=2`, 'lib/chat.js'],
    ['the page itself', BASE, 'index.html'],
    ['the page at an anchor', `${BASE}#top`, 'index.html'],
    ['our own script', `${BASE}~/frame.js`, undefined],
    ['the library', `${BASE}socket.io/socket.io.js`, undefined],
    ['another page', 'http://localhost:3000/learn', undefined],
    ['no address', '', undefined],
  ])('%s', (_, url, file) => {
    expect(places.of(url, 3, 7)).toEqual(file && { file, line: 3, column: 7 });
  });

  const STACK = `ReferenceError: nope is not defined
    at Socket.onack (${BASE}socket.io/socket.io.js:3972:17)
    at Emitter.emit (${BASE}~/frame.js:1:52011)
    at answer (${BASE}client.js:5:13)
    at ${BASE}:9:1`;

  it('is the innermost line of a stack that is the learner’s', () => {
    expect(places.inStack(STACK)).toEqual({ file: 'client.js', line: 5, column: 3 });
    expect(places.inStack('Error: x')).toBeUndefined();
  });

  it('has the learner’s names in what is read', () => {
    expect(places.readable(STACK)).toBe(`ReferenceError: nope is not defined
    at Socket.onack (socket.io/socket.io.js:3972:17)
    at answer (client.js:5:3)
    at index.html:9:1`);
  });
});
