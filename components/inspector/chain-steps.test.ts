import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { type ChainBranch, type ChainStep, chainsOf } from './chain-steps';

/** Alice says `chat`; the server's line 12 hears it twice, and tells both; Bob's line 9 hears it. Nobody hears `odd`. */
const CHAT = `
  server traces {"kind":"program","state":"started","run":1}
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  bob opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket
  2 < 101
  2 < text 0{"sid":"s2","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  alice traces {"kind":"sent","sid":"s1","ordinal":0,"place":{"file":"client.js","line":7}}
  1 > text 42["chat","hi"]
  server traces {"kind":"handler","of":"event","event":"chat","nsp":"/","packet":{"sid":"s1","ordinal":0},"place":{"file":"server.js","line":12}}
  server traces {"kind":"handler","of":"event","event":"chat","nsp":"/","packet":{"sid":"s1","ordinal":0},"place":{"file":"server.js","line":12}}
  server traces {"kind":"sent","sid":"s1","ordinal":0,"place":{"file":"server.js","line":13},"because":{"sid":"s1","ordinal":0}}
  1 < text 42["chat","hi"]
  server traces {"kind":"sent","sid":"s2","ordinal":0,"place":{"file":"server.js","line":13},"because":{"sid":"s1","ordinal":0}}
  2 < text 42["chat","hi"]
  bob traces {"kind":"handler","of":"event","event":"chat","nsp":"/","packet":{"sid":"s2","ordinal":0},"place":{"file":"client.js","line":9}}
  1 > text 42["odd"]
  server traces {"kind":"unheard","event":"odd","nsp":"/","packet":{"sid":"s1","ordinal":1}}
  2 < text 2
`;

function said(step: ChainStep): string {
  switch (step.kind) {
    case 'sent':
      return `${step.by} ${step.place.file}:${step.place.line}`;
    case 'packet':
      return step.isThis ? `[#${step.n}]` : `#${step.n}`;
    case 'heard':
      return `${step.by} heard at ${step.place?.file}:${step.place?.line} ×${step.times}`;
    case 'unheard':
      return `${step.by} does not listen`;
    case 'caused':
      return step.text;
  }
}

function told({ steps, branches }: ChainBranch): string[] {
  return [steps.map(said).join(' → '), ...branches.flatMap(told).map((line) => `  ${line}`)];
}

describe('the chain of an entry', () => {
  const timeline = timelineOf(CHAT);
  const wire = timeline.entries.filter(({ kind }) => kind === 'unit');
  const packetOf = (data: string, client: string) =>
    wire.find(
      (entry) =>
        entry.kind === 'unit' &&
        `${entry.from} ${entry.to}`.includes(client) &&
        entry.unit.packets[0]?.eio.data === data,
    );
  const chat = packetOf('2["chat","hi"]', 'alice server');
  const echoed = packetOf('2["chat","hi"]', 'server alice');
  const toBob = packetOf('2["chat","hi"]', 'server bob');
  const odd = packetOf('2["odd"]', 'alice server');

  it('walks from the first line to the last, and forks where one packet caused several', () => {
    expect(toBob && chainsOf(timeline, toBob).flatMap(told)).toEqual([
      `Alice client.js:7 → #${chat?.n} → Server heard at server.js:12 ×2 → caused 2 packets`,
      `  Server server.js:13 → #${echoed?.n}`,
      `  Server server.js:13 → [#${toBob?.n}] → Bob heard at client.js:9 ×1`,
    ]);
  });

  it('says where nobody listened', () => {
    expect(odd && chainsOf(timeline, odd).flatMap(told)).toEqual([`[#${odd?.n}] → Server does not listen`]);
  });

  it('has none for what no program sent or heard', () => {
    const ping = wire.at(-1);
    expect(ping && chainsOf(timeline, ping)).toEqual([]);
  });
});
