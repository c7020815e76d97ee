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

const TWO_NAMESPACES = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > text 40
  1 > text 40/chat,
  1 < text 40/chat,{"sid":"b"}
  1 > text 451-/chat,["photo",{"_placeholder":true,"num":0}]
  1 > binary 01 02
  1 < text 2
`;

test('namespaces that are laid open stand before the server, and an attachment goes where its packet goes', () => {
  const timeline = timelineOf(TWO_NAMESPACES);
  const lines = mermaidOf(timeline, [...timeline.entries], true).split('\n');
  expect(lines.filter((line) => /participant|n\d|ping/.test(line))).toMatchInlineSnapshot(`
    [
      "  participant p0 as Alice",
      "  participant n0 as /",
      "  participant n1 as /chat",
      "  participant p1 as Server",
      "  p0->>n0: 4 0 CONNECT namespace /",
      "  p0->>n1: 4 0 CONNECT namespace /chat",
      "  n1->>p0: 4 0 CONNECT id b namespace /chat",
      "  p0->>n1: 5 BINARY_EVENT "photo" ⟨binary 0⟩ 1 attachment in /chat",
      "  p0->>n1: attachment of "photo" 2 bytes",
      "  p1->>p0: 2 ping server asks: still there?",
    ]
  `);
});

test('one namespace is the server', () => {
  const timeline = timelineOf(TWO_NAMESPACES.replaceAll('/chat,', ''));
  const entries = [...timeline.entries];
  expect(mermaidOf(timeline, entries, true)).toBe(mermaidOf(timeline, entries));
});
