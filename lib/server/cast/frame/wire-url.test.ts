import { describe, expect, it } from 'vitest';
import { pathIfLocal, wireUrl } from './wire-url';

const PREFIX = '/l/abcdefghijklmnop/alice';
const HERE = `http://localhost:3001${PREFIX}/`;

describe('an address in a client’s program', () => {
  it.each([
    ['the root of its own server', '/socket.io/?EIO=4', `${HERE}socket.io/?EIO=4`],
    [
      'the port its server has in the file',
      'http://localhost:3000/socket.io/?EIO=4&transport=polling',
      `${HERE}socket.io/?EIO=4&transport=polling`,
    ],
    ['the same by number', 'http://127.0.0.1:8080/news', `${HERE}news`],
    ['the same in IPv6', 'http://[::1]:8080/news', `${HERE}news`],
    ['a WebSocket', 'ws://localhost:3000/chat', `ws://localhost:3001${PREFIX}/chat`],
    ['a secure one, to a server that is not', 'https://localhost/x', `${HERE}x`],
    ['what is written relative to the page', 'news?page=2#top', `${HERE}news?page=2#top`],
    ['what has the prefix already', `${PREFIX}/client.js`, `${HERE}client.js`],
    [
      'another client of the cast',
      '/l/abcdefghijklmnop/bob/socket.io/',
      `${HERE}l/abcdefghijklmnop/bob/socket.io/`,
    ],
    [
      'a name that only begins like its own',
      '/l/abcdefghijklmnop/alice2/',
      `${HERE}l/abcdefghijklmnop/alice2/`,
    ],
    ['the world', 'https://example.com/x', 'https://example.com/x'],
    ['data', 'data:text/plain,hi', 'data:text/plain,hi'],
    ['no address', 'http://[', 'http://['],
  ])('%s', (_, url, expected) => {
    expect(wireUrl(url, HERE, PREFIX)).toBe(expected);
  });

  it('is secure where the page is', () => {
    const secure = 'https://labs.example/l/abcdefghijklmnop/alice/';
    expect(wireUrl('ws://localhost:3000/chat', secure, PREFIX)).toBe(
      'wss://labs.example/l/abcdefghijklmnop/alice/chat',
    );
  });
});

describe('an address given to io()', () => {
  it.each([
    ['http://localhost:3000', '/'],
    ['http://localhost:3000/admin?token=a', '/admin?token=a'],
    ['ws://127.0.0.1/', '/'],
    ['/admin', '/admin'],
    ['https://example.com/admin', 'https://example.com/admin'],
    ['localhost:3000', 'localhost:3000'],
  ])('%s', (url, expected) => {
    expect(pathIfLocal(url)).toBe(expected);
  });
});
