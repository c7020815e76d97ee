import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { consoleLines } from './console-lines';

describe('a console', () => {
  const timeline = timelineOf(`
    server traces {"kind":"program","state":"started","run":1}
    server traces {"kind":"log","level":"info","text":"up","place":{"file":"server.js","line":2}}
    alice traces {"kind":"unsent","fate":"buffered","event":"hi","nsp":"/","place":{"file":"client.js","line":4}}
    alice traces {"kind":"retry","attempt":1,"delayMs":1200}
    alice traces {"kind":"queued","path":"/socket.io/","ms":80}
    bob traces {"kind":"unheard","event":"news","nsp":"/chat","packet":{"sid":"s","ordinal":0}}
    server traces {"kind":"unsent","fate":"nobody","event":"news","nsp":"/","rooms":["a","b"]}
    server traces {"kind":"unsent","fate":"dropped","event":"cursor","nsp":"/chat","volatile":true}
    server traces {"kind":"unsent","fate":"nobody","event":"news","nsp":"/"}
    server traces {"kind":"room","action":"join","nsp":"/","room":"a","socket":"s"}
    server traces {"kind":"program","state":"started","run":2}
    alice traces {"kind":"log","level":"log","text":"again"}
  `);

  it.each([
    [
      1,
      'server',
      [
        'event the server runs',
        'log up (server.js:2)',
        'event "news" went to nobody: no one is in a, b',
        'event volatile "cursor" in /chat was dropped',
        'event "news" went to nobody: no one is connected',
      ],
    ],
    [
      1,
      'alice',
      [
        'event "hi" waits for a connection (client.js:4)',
        'event waits 1.2 s before attempt 1 to connect',
        'event the browser kept a request back for 80 ms: /socket.io/',
      ],
    ],
    [1, 'bob', ['event nobody listened to "news" in /chat']],
    [2, 'alice', ['log again']],
    [2, 'bob', []],
  ])('of run %i holds what %s said, and what became of it', (run, side, expected) => {
    const lines = consoleLines(timeline, run, side).map(
      ({ tone, text, place }) => `${tone} ${text}${place ? ` (${place.file}:${place.line})` : ''}`,
    );
    expect(lines).toEqual(expected);
  });
});
