import { describe, expect, it } from 'vitest';
import type { Step } from '@/lib/lessons/lesson';
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
