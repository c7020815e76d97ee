import { describe, expect, it } from 'vitest';
import { BINARY, BLOCKED, UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { sentenceOf } from './sentence';

describe('sentences', () => {
  it('tells an upgrade to somebody who cannot see the ladder', () => {
    expect(sentences(UPGRADE)).toEqual([
      'Alice opens connection 1 to Server',
      'Alice to Server, GET /socket.io/, asks for a session, answered after 1.0 ms',
      'Server to Alice, open packet, a new session',
      'Alice to Server, asks to join namespace /',
      'Server to Alice, answer 200, after 1.0 ms',
      'Alice to Server, GET /socket.io/, waits for news, answered after 1.0 ms',
      'Server to Alice, 2 packets in one body: joined namespace /, after 3.0 ms; event welcome, "sock1"',
      'Alice opens connection 2 to Server',
      'Alice to Server, GET /socket.io/, asks for a WebSocket for the same session, answered after 2.0 ms',
      'Alice to Server, GET /socket.io/, waits for news, answered after 103 ms',
      'Server to Alice, switches to WebSocket',
      'Alice to Server, probe, does this road work',
      'Server to Alice, probe answered, after 1.0 ms',
      'Server to Alice, noop packet, lets the hanging GET go',
      'Alice to Server, upgrade packet, from now on WebSocket only',
      'Alice to Server, event hello, "Alice", asks for ack 0',
      'Server to Alice, ack 0 of event hello, after 3.0 ms',
      'Server to Alice, ping, still there',
      'Alice to Server, pong, after 1.0 ms',
      'Alice to Server, leaves namespace /',
      'Alice to Server, WebSocket frame, CLOSE, without a code, which both ends call 1005',
      'Alice closes connection 2, in good order',
    ]);
  });

  it('says what became of a refused upgrade and of an attachment', () => {
    expect(sentences(BLOCKED)[5]).toBe('Server to Alice, answer 403, after 1.0 ms');
    expect(sentences(BINARY)[5]).toBe('Bob to Server, attachment of 3 bytes');
  });

  it('speaks of faults and gaps', () => {
    expect(
      sentences(`
        fault {"fault":"cut","state":"acted","detail":"Every connection of Alice was cut."}
        gap 3
      `),
    ).toEqual([
      'The wire: Every connection of Alice was cut.',
      '3 records lost: what happened here was not recorded',
    ]);
  });
});

function sentences(transcript: string): string[] {
  const timeline = timelineOf(transcript);
  return timeline.entries.map((entry) => sentenceOf(entry, timeline));
}
