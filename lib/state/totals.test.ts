import { expect, it } from 'vitest';
import { EntryStore } from '@/lib/session/entry-store';
import { timelineOf } from '@/lib/session/transcript';
import { totalsOf } from './totals';

const SESSION = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > text 40
  1 < text 40{"sid":"xyz"}
  1 < text 2
  1 > text 3
  1 > text 42["chat","hi"]
  1 > text 42["chat","hello"]
  1 < bytes 89 00
`;

it('counts packets, bytes and connections once each, however many times it is asked', () => {
  const timeline = timelineOf(SESSION);
  const { entries } = timeline;
  const wire = entries.map((entry) => (entry.kind === 'unit' ? entry.unit.wire.length : 0));
  const bytes = wire.reduce((sum, length) => sum + length, 0);
  expect(totalsOf(timeline, 0)).toEqual({ packets: 7, bytes, connections: 1 });
  // Frames of a shape that was met before, and another store of the same that counts from the beginning.
  expect(totalsOf(timeline, 0)).toEqual({ packets: 7, bytes, connections: 1 });
  const again = new EntryStore(1);
  for (const entry of entries) again.push(entry);
  expect(totalsOf({ ...timeline, entries: again }, 0)).toEqual({ packets: 7, bytes, connections: 1 });
  expect(totalsOf(timeline, 1)).toEqual({ packets: 0, bytes: 0, connections: 0 });
});

it('counts what was too long to be kept', () => {
  const short = totalsOf(timelineOf(SESSION), 0).bytes;
  const long = timelineOf(`${SESSION}\n1 < text 42["${'x'.repeat(5_000_000)}"]`);
  // Ten bytes of header, six around the name.
  expect(totalsOf(long, 0).bytes - short).toBe(5_000_016);
});
