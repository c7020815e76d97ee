import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { feed, openConnection } from '@/lib/dissect/connection';
import { median, print, rounded } from './figure';
import { decodeOfficially } from './official';
import { clientFrame, SWITCHING, UPGRADE } from './wire';

const ROUNDS = 7;
const CHUNK = 64 * 1024; // bytes: what a socket hands over at once
const MEGABYTE = 1_000_000;

/**
 * Bytes a second through HTTP and through WebSocket, down to Socket.IO packets, in the chunks of a socket. Beside each, the
 * official parsers on the payloads alone.
 */
export function dissectBytes(): void {
  const bodies = Array.from({ length: 200 }, (_, n) => body(n));
  const asked = concatBytes(bodies.map((_, n) => request(n)));
  const answered = concatBytes(bodies.map(response));
  const texts = Array.from({ length: 2000 }, (_, n) => event(n, 2000));
  const frames = concatBytes(texts.map(clientFrame));
  const ways = {
    'http-bytes': {
      bytes: asked.length + answered.length,
      packets: bodies.length * PACKETS_A_BODY,
      ours: () => throughHttp(asked, answered),
      theirs: () => decodeOfficially(bodies),
    },
    'websocket-bytes': {
      bytes: frames.length,
      packets: texts.length,
      ours: () => throughFrames(frames),
      theirs: () => decodeOfficially(texts),
    },
  };
  for (const [name, { bytes, packets, ours, theirs }] of Object.entries(ways)) {
    const rates = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round <= ROUNDS; round++) {
      const here = rate(bytes, packets, ours);
      const there = rate(bytes, packets, theirs);
      if (round === 0) continue; // warm-up
      rates.ours.push(here);
      rates.theirs.push(there);
    }
    print({
      name,
      value: rounded(median(rates.ours)),
      unit: 'MB/s',
      of: 'engine.io-parser and socket.io-parser on the payloads alone',
      baseline: rounded(median(rates.theirs)),
    });
  }
}

const PACKETS_A_BODY = 20;

function event(n: number, length: number): string {
  return `42["chat message",{"n":${n},"text":"${'hello '.repeat(length / 6)}"}]`;
}

function body(n: number): string {
  return Array.from({ length: PACKETS_A_BODY }, (_, i) => event(n + i, 1000)).join('\u001e');
}

function request(n: number): Uint8Array {
  const target = `/socket.io/?EIO=4&transport=polling&t=${n}&sid=${SID}`;
  return utf8Bytes(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n`);
}

function response(body: string): Uint8Array {
  const type = 'Content-Type: text/plain; charset=UTF-8';
  return utf8Bytes(`HTTP/1.1 200 OK\r\n${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
}

const SID = 'lv_VI97HAXpY6yYWAAAC';

function throughHttp(asked: Uint8Array, answered: Uint8Array): number {
  const connection = openConnection();
  for (const chunk of chunksOf(asked)) feed(connection, 'client', chunk);
  let packets = 0;
  for (const chunk of chunksOf(answered)) {
    for (const unit of feed(connection, 'server', chunk)) packets += unit.packets.length;
  }
  return packets;
}

function throughFrames(frames: Uint8Array): number {
  const connection = openConnection();
  feed(connection, 'client', UPGRADE);
  feed(connection, 'server', SWITCHING);
  let packets = 0;
  for (const chunk of chunksOf(frames)) {
    for (const unit of feed(connection, 'client', chunk)) packets += unit.packets.length;
  }
  return packets;
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.slice(at, at + CHUNK);
}

/** Megabytes a second; what was found is counted, so that no engine can leave the work out. */
function rate(bytes: number, expected: number, work: () => number): number {
  const begin = performance.now();
  const found = work();
  const took = performance.now() - begin;
  if (found !== expected) throw new Error(`found ${found} of ${expected}`);
  return (bytes / MEGABYTE / took) * 1000;
}
