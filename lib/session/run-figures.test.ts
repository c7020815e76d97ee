import { describe, expect, it } from 'vitest';
import { growRunsFigures, openRunsFigures, runsOf } from './run-figures';
import { timelineOf } from './transcript';

const POLLING = `
  alice opens 1
  1 > GET /socket.io/?EIO=4&transport=polling
  1 < 200 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40
  alice opens 2
  2 > GET /socket.io/?EIO=4&transport=polling&sid=s1
  1 < 200 ok
  2 < 200 40{"sid":"a"}
  1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
  1 < 200 42["hello"]
`;

const WEBSOCKET = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > text 40
  1 < text 40{"sid":"a"}
  1 < text 42["hello"]
`;

const started = (run: number) => `server traces {"kind":"program","state":"started","run":${run}}`;

function figuresOf(transcript: string) {
  const figures = openRunsFigures();
  growRunsFigures(figures, timelineOf(transcript).entries);
  return runsOf(figures);
}

describe('what runs are compared by', () => {
  it.each([
    // The handshake; CONNECT; the poll that brings the event.
    ['polling', POLLING, { packets: 4, requests: 4, frames: 0, connections: 2, roundTrips: 3, ms: 9 }],
    // The upgrade, then CONNECT: the server pushes the event behind its answer.
    ['websocket', WEBSOCKET, { packets: 4, requests: 1, frames: 4, connections: 1, roundTrips: 2, ms: 6 }],
  ])('over %s', (transport, transcript, expected) => {
    const [run] = figuresOf(transcript);
    const { packets, requests, frames, connections, firstEvent } = run ?? {};
    expect(run?.transports).toEqual([transport]);
    expect({
      packets,
      requests,
      frames,
      connections,
      roundTrips: firstEvent?.roundTrips,
      ms: firstEvent && firstEvent.took / 1000,
    }).toEqual(expected);
  });

  it('an event that the client sends has waited only for what was before it', () => {
    const [run] = figuresOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 > text 42["at once"]
      1 < text 42["later"]
    `);
    expect(run?.firstEvent).toEqual({ n: 4, took: 3000, roundTrips: 1 });
  });

  it('a goodbye of the run before is not counted, though it comes on a connection of its own', () => {
    const runs = figuresOf(`
      ${started(1)}
      ${POLLING}
      ${started(2)}
      alice opens 3
      3 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 1
      3 < 200 ok
      ${WEBSOCKET.replaceAll(/^(\s+)(alice opens )?1/gm, '$1$24').replaceAll('s1', 's2')}
    `);
    const { requests, connections, firstEvent } = runs[1] ?? {};
    expect({ requests, connections, trips: firstEvent?.roundTrips }).toEqual({
      requests: 1,
      connections: 1,
      trips: 2,
    });
  });

  it('what the run before still had to say is not counted again', () => {
    const runs = figuresOf(`
      ${started(1)}
      alice opens 1
      1 > GET /socket.io/?EIO=4&transport=polling
      ${started(2)}
      1 < 200 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
      alice opens 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket
      2 < 101
      2 < text 0{"sid":"s2","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
      2 > text 40
      2 < text 40{"sid":"b"}
      2 < text 42["hello"]
    `);
    expect(runs.map(({ run, packets, connections }) => [run, packets, connections])).toEqual([
      [1, 0, 1],
      [2, 4, 1],
    ]);
  });

  it('each run by itself, and none that never reached the wire', () => {
    const runs = figuresOf(`
      ${started(1)}
      ${POLLING}
      1 closes by client
      2 closes by client
      ${started(2)}
      ${started(3)}
      alice opens 3
      3 > GET /socket.io/?EIO=4&transport=polling
    `);
    expect(
      runs.map(({ run, packets, requests, connections }) => [run, packets, requests, connections]),
    ).toEqual([
      [1, 4, 4, 2],
      [3, 0, 1, 1],
    ]);
  });
});
