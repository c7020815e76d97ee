import { describe, expect, it } from 'vitest';
import { SHARES } from '@/lib/dissect/bytes-by-layer';
import { bothOf, type ClientTally, growTally, openTally, totalOf } from './tally';
import { timelineOf } from './transcript';

const WIRE = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > text 40
  1 < text 40{"sid":"a"}
  1 > text 421["ask",1]
  +4 1 < text 431["ok"]
  1 > text 422["ask",2]
  +8 1 < text 432["ok"]
  +25000 1 < text 2
  1 > text 3
  bob opens 2
  2 > GET /socket.io/?EIO=4&transport=polling
  2 < 200 0{"sid":"s2","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  2 > POST /socket.io/?EIO=4&transport=polling&sid=s2 | 40
  2 < 200 ok
  2 > GET /socket.io/?EIO=4&transport=polling&sid=s2
  2 < 200 2␞42["news"]
`;

function told({ packets, messages, frames, connections, acks, heartbeats }: ClientTally) {
  return {
    packets: [...packets].map(([kind, { up, down }]) => `${kind} ↑${up} ↓${down}`).join(' · '),
    http: `↑${messages.up} ↓${messages.down}`,
    frames: `↑${frames.up} ↓${frames.down}`,
    connections,
    acks: acks.map(({ took, n }) => `#${n} ${took / 1000} ms`).join(' '),
    heartbeats: heartbeats.map(({ took, n }) => `#${n} ${took / 1000} ms`).join(' '),
  };
}

describe('what a run put on the wire', () => {
  const timeline = timelineOf(WIRE);
  const tally = openTally(0);
  growTally(tally, timeline);

  it('is counted for each client', () => {
    const [alice, bob] = ['alice', 'bob'].map((name) => tally.clients.get(name));
    expect(alice && told(alice)).toEqual({
      packets: 'open ↑0 ↓1 · CONNECT ↑1 ↓1 · EVENT ↑2 ↓0 · ACK ↑0 ↓2 · ping ↑0 ↓1 · pong ↑1 ↓0',
      http: '↑1 ↓1',
      frames: '↑4 ↓5',
      connections: 1,
      acks: '#8 4 ms #10 8 ms',
      heartbeats: '#12 1 ms',
    });
    expect(bob && told(bob)).toEqual({
      packets: 'open ↑0 ↓1 · CONNECT ↑1 ↓0 · ping ↑0 ↓1 · EVENT ↑0 ↓1',
      http: '↑3 ↓3',
      frames: '↑0 ↓0',
      connections: 1,
      acks: '',
      heartbeats: '',
    });
  });

  it('is the sum of all clients in all', () => {
    const total = totalOf(tally);
    expect(told(total).packets).toBe(
      'open ↑0 ↓2 · CONNECT ↑2 ↓1 · EVENT ↑2 ↓1 · ACK ↑0 ↓2 · ping ↑0 ↓2 · pong ↑1 ↓0',
    );
    const wire = timeline.entries.map((entry) => (entry.kind === 'unit' ? entry.unit.wire.length : 0));
    const shares = SHARES.map((share) => bothOf(total.bytes[share]));
    expect(Math.round(sum(shares))).toBe(sum(wire));
    // "ask" 1, "ok", "ask" 2, "ok", "news"
    expect(Math.round(bothOf(total.bytes.payload))).toBe(6 + 4 + 6 + 4 + 6);
  });

  it('leaves out what is hidden, and the answers in it', () => {
    const pings = openTally(0, (n) => {
      const entry = timeline.entries.nth(n);
      return entry?.kind !== 'unit' || entry.unit.wire.length > 3;
    });
    growTally(pings, timeline);
    expect(told(totalOf(pings))).toEqual({
      packets: 'ping ↑0 ↓1',
      http: '↑0 ↓0',
      frames: '↑0 ↓1',
      connections: 0,
      acks: '',
      heartbeats: '',
    });
  });

  it('is counted in whole messages where no frames were kept', () => {
    const imported = openTally(0);
    const events = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < message ws-text 40{"sid":"a"}
      1 > message ws-text 42["hi"]
      1 > message ws-text 42["bye"]
    `);
    growTally(imported, events);
    const { messages, frames, whole } = totalOf(imported);
    expect([messages, frames, whole]).toEqual([
      { up: 1, down: 1 },
      { up: 0, down: 0 },
      { up: 2, down: 1 },
    ]);
  });

  it('is the same counted in one go and entry by entry, also while it grows', () => {
    const slow = openTally(0);
    let turns = 1;
    while (!growTally(slow, timeline, 10, 1)) turns += 1;
    expect([turns, slow.clients.size]).toEqual([10, 1]);
    while (!growTally(slow, timeline, timeline.entries.length, 3)) turns += 1;
    expect(slow.clients).toEqual(tally.clients);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
