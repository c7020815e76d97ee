'use client';

import { useState } from 'react';
import { findingsOf } from '@/lib/explain/findings';
import { differenceOf } from '@/lib/lessons/difference';
import type { StepOutline } from '@/lib/state/outline';
import { FindingList, NothingFound } from '../findings/finding-list';
import { type FindingGroup, grouped } from '../findings/grouped';
import { LessonProvider, type LessonView, type StepView } from '../lesson/lesson-context';
import { Myth } from '../lesson/myth';
import { RecordedNote } from '../lesson/recorded-note';
import { Step } from '../lesson/step';
import { TaskStrip } from '../lesson/task-strip';
import { Exhibit, Room } from './exhibit';
import type { Seen } from './seen';

const nothing = () => undefined;

const PREDICT: StepOutline = {
  id: 'predict',
  kind: 'predict',
  title: 'Predict what answers the GET that hangs',
  hint: 'Somebody must let go of it before the upgrade is over.',
  says: 'A noop answered the last GET.',
  question: 'What does the server send in answer to it?',
  choices: [
    {
      text: 'An empty body',
      right: false,
      because: 'An empty body is no packet: the client would complain.',
    },
    { text: 'A noop', right: true, because: 'One byte, 6, which means nothing and ends the request.' },
  ],
};
const CHANGE: StepOutline = {
  id: 'change',
  kind: 'change',
  title: 'Let the server acknowledge',
  hint: 'The last argument of the handler is a function.',
  says: 'The server answered the event with an ACK.',
};
const FIND: StepOutline = {
  id: 'find',
  kind: 'find',
  title: 'Find the packet that moves the session',
  hint: 'It is the last one of the upgrade.',
  asks: 'Which entry is the Engine.IO packet of type 5?',
};

const PLAIN: StepView = {
  outline: CHANGE,
  state: 'open',
  expanded: false,
  follows: undefined,
  isLast: false,
  seen: undefined,
  evidence: undefined,
  choice: undefined,
  answered: false,
  advice: undefined,
};

const STEPS: readonly (readonly [title: string, step: StepView])[] = [
  ['A step to come', PLAIN],
  ['The current one, of a change', { ...PLAIN, state: 'now', expanded: true }],
  [
    'The current one, with what was seen instead',
    { ...PLAIN, state: 'now', expanded: true, advice: 'The event came, and nobody called its function.' },
  ],
  ['A search', { ...PLAIN, outline: FIND, state: 'now', expanded: true }],
  ['A prediction before the choice', { ...PLAIN, outline: PREDICT, state: 'now', expanded: true }],
  [
    'A prediction that the run has answered otherwise',
    { ...PLAIN, outline: PREDICT, state: 'now', expanded: true, choice: 0, answered: true },
  ],
  [
    'A prediction that was right',
    {
      ...PLAIN,
      outline: PREDICT,
      state: 'done',
      expanded: true,
      choice: 1,
      answered: true,
      seen: '#14 6 noop',
      evidence: 14,
    },
  ],
  ['One that is done and folded', { ...PLAIN, state: 'done', seen: '#17 430["Hello"]', evidence: 17 }],
];

/** A lesson's steps, each by itself: in a lesson they come one after the other. */
export function LessonViews() {
  return (
    <Room title="Lesson">
      <div className="grid gap-6 md:grid-cols-2">
        {STEPS.map(([title, step]) => (
          <Exhibit key={title} title={title}>
            <OneStep step={step} />
          </Exhibit>
        ))}
      </div>
      <Exhibit title="The task beside another panel: now, and when nothing is left">
        <div className="grid gap-2">
          <TaskStrip
            done={1}
            steps={5}
            title={CHANGE.title}
            advice="Nobody called its function."
            onReturn={nothing}
          />
          <TaskStrip done={5} steps={5} title={undefined} advice={undefined} onReturn={nothing} />
        </div>
      </Exhibit>
      <Exhibit title="A recording instead of a lab">
        <RecordedNote title={CHANGE.title} />
      </Exhibit>
    </Room>
  );
}

function OneStep({ step: given }: { readonly step: StepView }) {
  const [step, setStep] = useState(given);
  const view: LessonView = {
    step: () => step,
    expand: (_, expanded) => setStep({ ...step, expanded }),
    choose: (_, choice) => setStep({ ...step, choice }),
    showEntry: nothing,
    solution: () => ['Call the last argument of the handler.', 'Press Run.'],
    changes: () => [
      {
        file: 'server.js',
        hunks: differenceOf(
          'socket.on("hello", (name) => {\n});\n',
          'socket.on("hello", (name, ack) => {\n  ack("Hello " + name);\n});\n',
        ),
      },
    ],
    solve: nothing,
    again: nothing,
  };
  // Ids of steps are the page's, and each of these steps is here more than once.
  return (
    <LessonProvider value={view}>
      <Step id={`${given.outline.id}-${STEPS.findIndex(([, one]) => one === given)}`}>
        <p>What the step is about stands here, in a sentence or two.</p>
        {given.outline.kind === 'predict' && (
          <Myth>
            <p>“The client cancels the request.”</p>
          </Myth>
        )}
      </Step>
    </LessonProvider>
  );
}

/** What the rules have to say of recordings. */
export function FindingViews({ seen }: { readonly seen: readonly Seen[] }) {
  return (
    <Room title="Findings">
      <div className="grid gap-6 md:grid-cols-2">
        {seen.map(({ timeline, cast }) => (
          <Exhibit
            key={cast.join() + timeline.entries.length}
            title={`Of ${timeline.entries.length} entries`}
          >
            <div className="rounded-md border border-line bg-raised p-3 text-[13px]">
              <Found groups={grouped(findingsOf(timeline))} />
            </div>
          </Exhibit>
        ))}
      </div>
    </Room>
  );
}

function Found({ groups }: { readonly groups: readonly FindingGroup[] }) {
  return groups.length === 0 ? <NothingFound /> : <FindingList groups={groups} onSelect={nothing} />;
}
