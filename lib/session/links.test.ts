import { describe, expect, it } from 'vitest';
import { hexText, utf8Bytes } from '@/lib/base/bytes';
import type { Link } from './entry';
import type { LinkStore } from './link-store';
import { linkInto, linksOf } from './links';
import { BINARY, UPGRADE } from './stories';
import { timelineOf } from './transcript';

const OPEN_W = (sid: string) =>
  `text 0{"sid":"${sid}","upgrades":[],"pingInterval":1,"pingTimeout":1,"maxPayload":1}`;

describe('links', () => {
  it('joins requests, probes, CONNECTs, events and pings with their answers, and says how long they took', () => {
    expect([...timelineOf(UPGRADE).links].map(told)).toEqual([
      'response 2→3 1 ms: response',
      'response 4→5 1 ms: response',
      'response 6→7 1 ms: response',
      'connect 4.0→7.0 3 ms: connect',
      'response 9→11 2 ms: response',
      'probe 12.0→13.0 1 ms: probe',
      'response 10→14 103 ms: response',
      'ack 16.0→17.0 3 ms: ack 0',
      'pong 18.0→19.0 1 ms: pong',
    ]);
  });

  it('finds the links of one entry, whichever end it is', () => {
    const timeline = timelineOf(UPGRADE);
    expect(linksOf(timeline, 4).map(told)).toEqual([
      'response 4→5 1 ms: response',
      'connect 4.0→7.0 3 ms: connect',
    ]);
    expect(linksOf(timeline, 7).map(told)).toEqual([
      'response 6→7 1 ms: response',
      'connect 4.0→7.0 3 ms: connect',
    ]);
    expect(linksOf(timeline, 1)).toEqual([]);
  });

  it('joins a binary event with its attachments, over frames and within one body', () => {
    expect(kind(timelineOf(BINARY).links, 'attachment')).toEqual([
      'attachment 5.0→6.0 1 ms: attachment',
      'attachment 11.0→11.1 0 ms: attachment 1 of 2',
      'attachment 11.0→11.2 0 ms: attachment 2 of 2',
    ]);
  });

  it('keeps apart acks with the same id: of two ends, two namespaces and two sessions', () => {
    const { links } = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < ${OPEN_W('a')}
      bob opens 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket
      2 < 101
      2 < ${OPEN_W('b')}
      # 9 to 12: the same id is asked four times
      1 > text 420["from client"]
      1 < text 420["broadcast"]
      2 < text 420["broadcast"]
      1 < text 42/admin,0["in a namespace"]
      # 13 to 16
      2 > text 430[]
      1 > text 43/admin,0[]
      1 > text 430[]
      1 < text 430[]
    `);
    expect(kind(links, 'ack')).toEqual([
      'ack 11.0→13.0 2 ms: ack 0',
      'ack 12.0→14.0 2 ms: ack 0',
      'ack 10.0→15.0 5 ms: ack 0',
      'ack 9.0→16.0 7 ms: ack 0',
    ]);
  });

  it('takes an ack once: the second has nothing to answer', () => {
    const { links } = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < ${OPEN_W('a')}
      1 > text 427["x"]
      1 < text 437[]
      1 < text 437[]
    `);
    expect(kind(links, 'ack')).toEqual(['ack 5.0→6.0 1 ms: ack 7']);
  });

  it('joins answers to pipelined requests in their order', () => {
    const { links } = timelineOf(`
      alice opens 1
      1 > GET /a
      1 > GET /b
      1 < 200 a
      1 < 200 b
    `);
    expect([...links].map(told)).toEqual(['response 2→4 2 ms: response', 'response 3→5 2 ms: response']);
  });

  it('joins a request with an answer that did not wait for its end', () => {
    const head = 'POST /socket.io/?EIO=4&transport=polling&sid=s1 HTTP/1.1\r\nContent-Length: 2\r\n\r\n';
    const { links } = timelineOf(`
      alice opens 1
      1 > bytes ${hex(head)}
      1 < 413
      1 > bytes 34 31
      1 > GET /next
      1 < 200 next
    `);
    expect([...links].map(told)).toEqual(['response 3→2 1 ms: response', 'response 4→5 1 ms: response']);
  });

  it('does not take the first answer after a gap for that of the next request', () => {
    const { links } = timelineOf(`
      alice opens 1
      1 > GET /lost
      gap 3
      1 < 200 late
      1 > GET /next
      1 < 200 next
    `);
    expect([...links].map(told)).toEqual(['response 5→6 1 ms: response']);
  });

  it('joins a refused CONNECT with the one that asked', () => {
    const { links } = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < ${OPEN_W('a')}
      1 > text 40/nope,
      1 < text 44/nope,{"message":"Invalid namespace"}
    `);
    expect(kind(links, 'connect')).toEqual(['connect 5.0→6.0 1 ms: connect /nope']);
  });
});

function hex(text: string): string {
  return hexText(utf8Bytes(text));
}

function kind(links: LinkStore, wanted: Link['kind']): string[] {
  return [...links.ofKinds([wanted])].map(told);
}

function told({ kind, a, b, packetA, packetB, took, label }: Link): string {
  const at = (n: number, packet: number | undefined) => (packet === undefined ? `${n}` : `${n}.${packet}`);
  return `${kind} ${at(a, packetA)}→${at(b, packetB)} ${took / 1000} ms: ${label}`;
}

describe('a body of many packets', () => {
  const COUNT = 20;
  const numbers = Array.from({ length: COUNT }, (_, i) => i);
  const body = (packetOf: (i: number) => string) => numbers.map(packetOf).join('␞');
  const timeline = timelineOf(`
    alice opens 1
    1 > GET /socket.io/?EIO=4&transport=polling
    1 < 200 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
    # 4, and the answers to its events from the last to the first in 7
    1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | ${body((i) => `42${i}["ask",${i}]`)}
    1 < 200 ok
    1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
    1 < 200 ${body((i) => `43${COUNT - 1 - i}[]`)}
  `);

  it('joins each of them with the one it answers', () => {
    const found = numbers.map((packet) => linkInto(timeline, { n: 7, packet }, ['ack', 'because']));
    expect(found.map((link) => `${link?.label} from ${link?.a}.${link?.packetA}`)).toEqual(
      numbers.map((i) => `ack ${COUNT - 1 - i} from 4.${COUNT - 1 - i}`),
    );
    expect(linkInto(timeline, { n: 7, packet: 3 }, ['because'])).toBeUndefined();
    expect(linksOf(timeline, 7).filter(({ kind }) => kind === 'ack')).toHaveLength(COUNT);
  });
});
