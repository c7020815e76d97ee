import { describe, expect, it } from 'vitest';
import type { Step } from '@/lib/lessons/lesson';
import { timelineOf } from '@/lib/lessons/testing/transcript';
import { openTimeline } from '@/lib/session/fold';
import { currentStep, judge } from './judge';

const prediction: Step = {
  id: 'road',
  kind: 'predict',
  title: 'Predict the road',
  hint: 'Look at the first packet.',
  question: 'How does it travel?',
  choices: [
    { text: 'by WebSocket', right: false, because: 'There was none yet.' },
    { text: 'by polling', right: true, because: 'It comes first.' },
  ],
  claim: {
    says: 'It travelled by polling',
    holds: () => ({ holds: true, evidence: [4] }),
  },
  solution: [{ act: 'choose', choice: 1 }, { act: 'run' }],
};

describe('a prediction', () => {
  it.each([
    ['nothing was chosen', undefined, { done: false }],
    ['the answer was on the screen before the choice', { index: 1, sinceRun: 2 }, { done: false }],
    ['the right choice came before the run', { index: 1, sinceRun: 1 }, { done: true, evidence: [4] }],
    ['the wrong choice came before the run', { index: 0, sinceRun: 1 }, { done: false, answered: true }],
  ])('%s', (_what, choice, expected) => {
    const situation = { timeline: openTimeline(), run: 2, choice, entry: undefined, field: undefined };
    expect(judge(prediction, situation)).toEqual(expected);
  });

  it.each([
    ['that was on the screen: the run does not complete it', 2, { done: false }],
    ['before it: the run completes it', 1, { done: true, evidence: [4] }],
  ])('done once more since a run %s', (_what, again, expected) => {
    const choice = { index: 1, sinceRun: 0 };
    const situation = { timeline: openTimeline(), run: 2, choice, entry: undefined, field: undefined, again };
    expect(judge(prediction, situation)).toEqual(expected);
  });

  it('says what was seen instead, while the run has not shown it', () => {
    const early: Step = {
      ...prediction,
      claim: { says: 'It travelled', holds: () => ({ holds: false, instead: 'Nothing yet.' }) },
    };
    const choice = { index: 1, sinceRun: 0 };
    const situation = { timeline: openTimeline(), run: 1, choice, entry: undefined, field: undefined };
    expect(judge(early, situation)).toEqual({ done: false, instead: 'Nothing yet.' });
  });
});

describe('a search for a field', () => {
  const search: Step = {
    id: 'method',
    kind: 'find',
    title: 'Find the method',
    hint: 'It is the first word.',
    asks: 'Select the request, and in it the method.',
    matches: (entry) => entry.kind === 'unit',
    field: 'http.method',
    solution: [],
  };
  const timeline = timelineOf('alice#1 > GET polling'); // #1 the program starts, #2 a connection opens, #3 the GET

  it.each([
    ['nothing is selected', undefined, undefined, { done: false }],
    [
      'another entry',
      2,
      undefined,
      { done: false, instead: 'Not this one. What is asked for is another entry.' },
    ],
    [
      'the entry alone',
      3,
      undefined,
      {
        done: false,
        instead: 'This is the right entry. Now select the field in it: among its fields, or in its bytes.',
      },
    ],
    [
      'the entry and another field of it',
      3,
      'http.version',
      { done: false, instead: 'The right entry, and another field of it.' },
    ],
    ['the entry and the field', 3, 'http.method', { done: true, evidence: [3] }],
  ])('%s', (_what, entry, key, expected) => {
    const field = key === undefined ? undefined : { key, buffer: 0, start: 0, end: 3 };
    expect(judge(search, { timeline, run: 1, choice: undefined, entry, field })).toEqual(expected);
  });
});

describe('a search for a part of a field', () => {
  const POLL = 'alice#1 > GET polling'; // #3, with the target /socket.io/?EIO=4&transport=polling
  const FRAME = 'alice#1 > UPGRADE /chat\nalice#1 < 101\nalice#1 < 2'; // #5 is 81 01 32

  it.each([
    ['the byte whose bits they are is these bits', FRAME, 5, 'ws.opcode', 'ws.first', [0, 1], 'done'],
    [
      'other bits of that byte are not',
      FRAME,
      5,
      'ws.opcode',
      'ws.fin',
      [0, 1],
      'The right entry, and another field of it.',
    ],
    [
      'a whole of many parts is to be unfolded',
      POLL,
      3,
      'http.query.transport',
      'http.target',
      [4, 39],
      'It is in here: unfold this field, and select the part.',
    ],
  ] as const)('%s', (_what, transcript, entry, sought, key, [start, end], expected) => {
    const search: Step = {
      id: 'part',
      kind: 'find',
      title: 'Find the part',
      hint: 'Unfold it.',
      asks: 'Select the part.',
      matches: ({ n }) => n === entry,
      field: sought,
      solution: [],
    };
    const field = { key, buffer: 0, start, end };
    const timeline = timelineOf(transcript);
    const judgement = judge(search, { timeline, run: 1, choice: undefined, entry, field });
    expect(judgement.done ? 'done' : judgement.instead).toBe(expected);
  });
});

describe('the current step', () => {
  const lesson = { steps: ['one', 'two', 'three'].map((id) => ({ ...prediction, id })) };

  it.each([
    ['nothing is done', {}, 'one'],
    ['the first is done', { one: '#1 GET' }, 'two'],
    ['a later one was done out of turn', { two: '#1 GET' }, 'one'],
    ['all are done', { one: '#1', two: '#2', three: '#3' }, undefined],
  ])('when %s', (_what, done, expected) => {
    expect(currentStep(lesson, done)?.id).toBe(expected);
  });
});
