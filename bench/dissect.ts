import { feed, openConnection } from '@/lib/dissect/connection';
import { dissect as dissectUnit } from '@/lib/dissect/dissect';
import type { Unit } from '@/lib/dissect/layer';
import { median, print, rounded } from './figure';
import { decodeOfficially } from './official';
import { SWITCHING, serverFrame, UPGRADE } from './wire';

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

function toUnits(frames: readonly Uint8Array[]): Unit[] {
  const connection = openConnection();
  feed(connection, 'client', UPGRADE);
  feed(connection, 'server', SWITCHING);
  return frames.flatMap((frame) => feed(connection, 'server', frame));
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
