import { expect, test } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { mermaidOf } from './mermaid';

test('a diagram has the clients first, and shows signs as they are', () => {
  const timeline = timelineOf(`
    alice opens 1
    1 > GET /socket.io/?EIO=4&transport=polling
    1 < 200 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
    1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 42["a;b","{#}"]
    1 < 200 ok
    end opens 2
    2 closes by client
  `);
  expect(mermaidOf(timeline, [...timeline.entries]).split('\n')).toMatchInlineSnapshot(`
    [
      "sequenceDiagram",
      "  participant p0 as Alice",
      "  participant p1 as End",
      "  participant p2 as Server",
      "  Note over p0: TCP connection 1 opens",
      "  p0->>p2: GET /socket.io/?EIO=4&transport=polling",
      "  p2-->>p0: 0 open sid s1 upgrades []",
      "  p0->>p2: 2 EVENT "a#59;b" "#123;#35;#125;" (POST)",
      "  p2-->>p0: 200 ok",
      "  Note over p1: TCP connection 2 opens",
      "  Note over p1: TCP connection 2 closes FIN by End",
      "",
    ]
  `);
});
