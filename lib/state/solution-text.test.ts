import { describe, expect, it } from 'vitest';
import { RUN, runAndFind } from '@/lib/lessons/acts';
import type { Step } from '@/lib/lessons/lesson';
import { isProbeAnswer } from '@/lib/lessons/matchers';
import { UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { solutionText } from './solution-text';

const PROOF: Step = {
  id: 'proof',
  kind: 'find',
  title: 'Find the proof',
  asks: 'Select it.',
  matches: isProbeAnswer,
  field: 'eio.type',
  hint: 'It is an answer.',
  solution: runAndFind(isProbeAnswer),
};

describe('a solution in words', () => {
  it('names the entry to be found, and the field in it', () => {
    expect(
      solutionText(
        PROOF,
        timelineOf(`server traces {"kind":"program","state":"started","run":1}\n${UPGRADE}`),
      ),
    ).toEqual(['Press Run.', 'Select #14 3probe in the ladder, and in the inspector its field “Type”.']);
  });

  it('says when it will be named, before the program has run', () => {
    expect(solutionText(PROOF, timelineOf(''))).toEqual([
      'Press Run.',
      'Select the entry that is asked for. Once the program has run, this list names it.',
    ]);
  });

  it('tells what to change, and what to take off the wire', () => {
    const step: Step = {
      id: 'quiet',
      kind: 'do',
      title: 'Clear it',
      hint: 'Clear it.',
      claim: { says: 'It is quiet', holds: (seen) => seen.eventually(isProbeAnswer) },
      solution: [
        { act: 'fault', faults: [] },
        { act: 'replace', file: 'client.js', from: 'io()', to: 'io(URL)' },
        { act: 'replace', file: 'server.js', from: '});', to: '  go();\n});' },
        RUN,
      ],
    };
    expect(solutionText(step, timelineOf(''))).toEqual([
      'Take every fault off the wire.',
      'In client.js, replace io() by io(URL).',
      'Change server.js as shown below; Undo brings your own back.',
      'Press Run.',
    ]);
  });
});
