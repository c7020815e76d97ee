import { decodePayload } from 'engine.io-parser';
import { Decoder } from 'socket.io-parser';
import { utf8Bytes } from '@/lib/base/bytes';
import { feed, openConnection } from '@/lib/dissect/connection';
import { dissect as dissectUnit } from '@/lib/dissect/dissect';
import type { Unit } from '@/lib/dissect/layer';
import { median, print, rounded } from './figure';

const PACKETS = 20_000;
const ROUNDS = 7;

/** Packets a second from WebSocket bytes, against the two official parsers reading the same packets as text. */
export async function dissect(): Promise<void> {
  const texts = Array.from({ length: PACKETS }, (_, n) => PACKET_KINDS[n % PACKET_KINDS.length]?.(n) ?? '');
  const frames = texts.map(serverFrame);
  const rates = { official: [] as number[], units: [] as number[], trees: [] as number[] };
  const ratios: number[] = [];

  for (let round = 0; round <= ROUNDS; round++) {
    const official = rate(() => decodeOfficially(texts));
    const units = rate(() => toUnits(frames));
    const whole = toUnits(frames);
    const trees = rate(() => {
      for (const unit of whole) dissectUnit(unit);
      return whole.length;
    });
    if (round === 0) continue; // warm-up
    rates.official.push(official);
    rates.units.push(units);
    rates.trees.push(trees);
    ratios.push(units / official);
  }
  const baseline = rounded(median(rates.official));
  const of = 'engine.io-parser and socket.io-parser';
  print({ name: 'decode', value: rounded(median(rates.units)), unit: 'packets/s', of, baseline });
  print({ name: 'decode-ratio', value: rounded(median(ratios)), unit: 'ratio', of, baseline: 1 });
  print({
    name: 'field-trees',
    value: rounded(median(rates.trees)),
    unit: 'packets/s',
    of: 'goal',
    baseline: 300_000,
  });
}

const PACKET_KINDS: readonly ((n: number) => string)[] = [
  (n) => `42["chat message",{"from":"alice","text":"hello ${n}"}]`,
  (n) => `42/admin,${n}["move",${n},${n * 2}]`,
  (n) => `43${n}[{"ok":true}]`,
  () => '2',
];

const HEAD = utf8Bytes(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
);
const ASK = utf8Bytes(
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
);

function serverFrame(text: string): Uint8Array {
  const payload = utf8Bytes(text);
  const head =
    payload.length < 126 ? [0x81, payload.length] : [0x81, 126, payload.length >> 8, payload.length & 0xff];
  return Uint8Array.from([...head, ...payload]);
}

function toUnits(frames: readonly Uint8Array[]): Unit[] {
  const connection = openConnection();
  feed(connection, 'client', ASK);
  feed(connection, 'server', HEAD);
  return frames.flatMap((frame) => feed(connection, 'server', frame));
}

function decodeOfficially(texts: readonly string[]): number {
  let decoded = 0;
  const decoder = new Decoder();
  decoder.on('decoded', () => decoded++);
  for (const text of texts) {
    for (const packet of decodePayload(text)) {
      if (packet.type === 'message') decoder.add(packet.data);
      else decoded++;
    }
  }
  return decoded;
}

/** Packets a second; what was decoded is counted, so that no engine can leave the work out. */
function rate(work: () => number | Unit[]): number {
  const begin = performance.now();
  const done = work();
  const took = performance.now() - begin;
  const count = typeof done === 'number' ? done : done.length;
  if (count !== PACKETS) throw new Error(`decoded ${count} of ${PACKETS} packets`);
  return (PACKETS / took) * 1000;
}
