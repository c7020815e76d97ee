import { describe, expect, it } from 'vitest';
import { BINARY, UPGRADE, WEBSOCKET_ONLY } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { findingsOf, RULES } from './findings';
import { CASES as OWN_CASES, POLL, POLLING, WS } from './findings.cases';
import { TOLD_CASES } from './findings-told.cases';
import { WIRE_CASES } from './findings-wire.cases';

const CASES = [...OWN_CASES, ...WIRE_CASES, ...TOLD_CASES];

describe('findings', () => {
  it.each(CASES)('$code is found where the wire shows it', ({ code, shown, evidence }) => {
    const found = findingsOf(timelineOf(shown)).filter((finding) => finding.code === code);
    expect(found.map((finding) => finding.evidence)).toEqual([evidence]);
  });

  it.each(CASES)('$code is not found where it only looks like it', ({ code, innocent }) => {
    const timeline = timelineOf(innocent);
    expect(timeline.entries.length).toBeGreaterThan(0);
    expect(findingsOf(timeline).filter((finding) => finding.code === code)).toEqual([]);
  });

  it('has a case for every rule', () => {
    const tried = new Set(CASES.map(({ code }) => code));
    expect(RULES.map(({ code }) => code).filter((code) => !tried.has(code))).toEqual([]);
  });

  it.each([
    ['an upgrade', UPGRADE],
    ['a WebSocket', WEBSOCKET_ONLY],
    ['binary data', BINARY],
    ['a poll that is held for long', `${POLLING}\n+24000 1 > GET ${POLL}&sid=s1\n+24000 1 < 200 2`],
  ])('there are none in %s that goes well', (_, story) => {
    expect(findingsOf(timelineOf(story))).toEqual([]);
  });

  it('blame a restart of the program for sessions it has forgotten, and not the load balancer', () => {
    const findings = findingsOf(
      timelineOf(`
        server traces {"kind":"program","state":"started","run":1}
        ${POLLING}
        server traces {"kind":"program","state":"started","run":2}
        1 > GET ${POLL}&sid=s1
        1 < 400 {"code":1,"message":"Session ID unknown"}
      `),
    );
    expect(findings).toEqual([]);
  });

  it('stand with the worst first, and among equals in the order of the wire', () => {
    const findings = findingsOf(
      timelineOf(`${WS}
        1 > text 420["save"]
        1 > text 4abc
        1 > text 40/typo,
        1 < text 44/typo,{"message":"Invalid namespace"}
        1 < close 1009
      `),
    );
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'error bad-packet',
      'error namespace-unknown',
      'error too-large',
      'warn ack-unanswered',
    ]);
  });

  it('say who, what and what to do', () => {
    const [finding] = findingsOf(
      timelineOf(`${WS}
        +25000 1 < text 2
        +20000 1 < close`),
    );
    expect(finding?.text).toBe(
      'Alice left the ping of #7 without a pong for 20.0 s; pingTimeout is 20.0 s, and the session was closed.',
    );
    expect(finding?.remedy).toMatch(/raise pingTimeout/);
  });
});
