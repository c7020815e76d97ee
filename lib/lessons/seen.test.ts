import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { step } from '@/lib/session/fold';
import type { Verdict } from './lesson';
import { isAck, isEngineOpen, isEvent, isNoop, isPing, isPong } from './matchers';
import { seenOf } from './seen';
import { timelineOf } from './testing/transcript';

//   #1 is the start of the program, #2 the opening of the connection.
const RUN = `
  alice#1 > GET polling
  alice#1 < 200 0{"sid":"S1"}
  alice#1 > POST polling S1 | 40␞420["hello"]␞421["hello"]
  alice#1 < 200 ok
  alice#1 > GET polling S1
  alice#1 < 200 40{"sid":"A1"}␞430["first"]
  alice#1 > GET polling S1
  alice#1 < 200 2
  alice#1 > POST polling S1 | 3
  server traces {"kind":"handler","of":"event","event":"hello","nsp":"/","packet":{"sid":"S1","ordinal":1}}
  server traces {"kind":"handler","of":"event","event":"hello","nsp":"/","packet":{"sid":"S1","ordinal":1}}
  server traces {"kind":"handler","of":"event","event":"hello","nsp":"/","packet":{"sid":"S1","ordinal":2}}`;

const hello = isEvent('hello');
const ack = isAck();

describe('what was seen', () => {
  const seen = seenOf(timelineOf(RUN), 1);

  it.each<[string, Verdict, string]>([
    ['eventually: it came', seen.eventually(isEngineOpen), '#4'],
    ['eventually: it did not', seen.eventually(isNoop), 'no'],
    ['eventually: something else came', seen.eventually(isNoop, 'not that'), 'not that'],
    ['before: in this order', seen.before(isEngineOpen, ack), '#4 #8'],
    ['before: in the other order', seen.before(ack, isEngineOpen, 'too late'), 'too late'],
    ['before: an entry is not before itself', seen.before(ack, ack), 'no'],
    ['never: it did not come', seen.never(isNoop, isPong), '#11'],
    ['never: it came', seen.never(isPing, isPong, 'it came'), 'it came'],
    ['never: it is too early to say', seen.never(isNoop, isEvent('goodbye')), 'no'],
    ['atLeast: as many', seen.atLeast(1, isPing), '#10'],
    ['atLeast: not so many', seen.atLeast(2, isPing, 'one'), 'one'],
    ['linked: asked and answered', seen.linked('ack', hello, ack), '#5 #8'],
    ['linked: not in this way', seen.linked('pong', hello, ack, 'no pong'), 'no pong'],
    ['linked: not these two', seen.linked('ack', isPing, ack), 'no'],
    ['bound: they agree', seen.bound(isPing, isPong, (a, b) => b.n - a.n === 1), '#10 #11'],
    ['bound: they do not', seen.bound(isPing, isPong, (a, b) => a.at === b.at, 'apart'), 'apart'],
    ['bound: with itself', seen.bound(isPing, isPing, (a, b) => a === b), '#10'],
    ['bound: never backwards', seen.bound(isPong, isPing, () => true), 'no'],
    ['called: one packet, two functions', seen.called(2, hello), '#5'],
    [
      'called: three of them in one body, and none was called thrice',
      seen.called(3, hello, 'twice'),
      'twice',
    ],
    ['called: somebody else', seen.called(1, isPong), 'no'],
    ['given: the condition is no evidence', seen.given(seen.eventually(isPing), seen.eventually(ack)), '#8'],
    [
      'given: the condition speaks first',
      seen.given(seen.eventually(isNoop, 'not yet'), seen.eventually(ack)),
      'not yet',
    ],
    [
      'all: the evidence of each, once',
      seen.all(seen.before(isEngineOpen, ack), seen.linked('ack', hello, ack)),
      '#4 #8 #5',
    ],
    [
      'all: the first that fails speaks',
      seen.all(seen.eventually(ack), seen.eventually(isNoop, 'this'), seen.eventually(isNoop, 'that')),
      'this',
    ],
  ])('%s', (_, verdict, told) => {
    expect(verdict.holds ? verdict.evidence.map((n) => `#${n}`).join(' ') : (verdict.instead ?? 'no')).toBe(
      told,
    );
  });

  it('when: the text only if something matches', () => {
    expect([seen.when(isPing, 'pinged'), seen.when(isNoop, 'let go')]).toEqual(['pinged', undefined]);
  });

  it('is of one run: what the program before it did is not seen', () => {
    const timeline = timelineOf(RUN);
    step(timeline, {
      seq: 99,
      at: micros(1e6),
      type: 'trace',
      side: 'server',
      event: { kind: 'program', state: 'started', run: 2 },
    });
    expect(seenOf(timeline, 2).eventually(isEngineOpen)).toEqual({ holds: false });
    expect(seenOf(timeline, 1).eventually(isEngineOpen)).toEqual({ holds: true, evidence: [4] });
    expect(seenOf(timeline, 2).entries.map(({ n }) => n)).toEqual([12]);
  });

  it('asks about each entry once, however often it is judged', () => {
    const timeline = timelineOf(RUN);
    const asked: number[] = [];
    const match = ({ n }: { n: number }) => {
      asked.push(n);
      return n === 12;
    };
    seenOf(timeline, 1).eventually(match);
    seenOf(timeline, 1).atLeast(1, match);
    step(timeline, {
      seq: 98,
      at: micros(1e6),
      type: 'fault',
      fault: 'freeze',
      state: 'set',
      detail: 'a freeze',
    });
    expect(seenOf(timeline, 1).eventually(match)).toEqual({ holds: true, evidence: [12] });
    expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });
});
