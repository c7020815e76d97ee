import { RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson, Match } from '@/lib/lessons/lesson';
import { and, isAck, isAsking, isException, not } from '@/lib/lessons/matchers';

const threw = isException(undefined, 'server');
const second = isAsking('order', 1);
const third = isAsking('order', 2);
const [toFirst, toSecond, toThird] = [isAck(0), isAck(1), isAck(2)];
const accepted = answers(0, (answer) => !refuses(answer));
const firstRefused = and(toFirst, not(accepted));
const secondRefused = answers(1, refuses);
const thirdRefused = answers(2, refuses);
const negative = answers(2, (answer) => typeof answer.total === 'number' && answer.total < 0);

const ANSWERED =
  'The second order was answered. This step is about the sample, in which nobody catches anything.';
const STILL_THROWS = 'The server still threw, and nobody was told. Look before you call toUpperCase().';
const SWALLOWED =
  'Nothing was thrown, and nothing was said: Alice timed out again. Call answer({ ok: false, … }) before you return.';
const SAID_YES = 'Alice got an answer, and it says yes to an order without a dish. Answer with ok: false.';
const STILL_NEGATIVE =
  'A hundred soups less were accepted, at minus 700. Say what a count may be: z.number().int().min(1).';
const TOO_STRICT = 'Now the first order is refused, too, and there was nothing wrong with it.';

const LOOKS: Act = {
  act: 'replace',
  file: 'server.js',
  from: '    const dish =',
  to: '    if (!order.dish) return answer({ ok: false, error: "no dish" });\n    const dish =',
};
const CATCHES: readonly Act[] = [
  { act: 'replace', file: 'server.js', from: '    const dish =', to: '    try {\n    const dish =' },
  {
    act: 'replace',
    file: 'server.js',
    from: 'answer({ ok: true, dish, total });',
    to: 'answer({ ok: true, dish, total });\n    } catch (error) {\n      answer({ ok: false, error: error.message });\n    }',
  },
];

export const lesson: Lesson = {
  chapter: 'when-things-break',
  slug: 'errors-and-validation',
  title: 'Errors and validation: nobody is told but you',
  goal: 'You can make a handler that survives whatever a client sends, and says so.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'throws',
      kind: 'predict',
      title: 'Predict what Alice is told of an exception, then run',
      question:
        'Her second order has no dish, and the server’s handler throws a TypeError. What does Alice get?',
      choices: [
        {
          text: 'A packet with the error in it',
          right: false,
          because: 'Between her question and her next one, nothing points to her. An exception is no packet.',
        },
        {
          text: 'An "error" event, since the server listens for it',
          right: false,
          because:
            'The line “error:” is missing in the server’s console. That event is for packets the parser refuses, not for your code.',
        },
        {
          text: 'Nothing: after a second and a half she gives up',
          right: true,
          because:
            'The line with answer() was never reached. From outside that looks like a server that is slow.',
        },
      ],
      claim: {
        says: 'The handler threw, and the second order was never answered, while the third was',
        holds: (seen) =>
          seen.all(
            seen.eventually(threw, seen.when(toSecond, ANSWERED)),
            seen.never(toSecond, toThird, ANSWERED),
          ),
      },
      hint: 'Choose first, press Run, and wait until the third order is answered. Compare the ids before the brackets.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 2 }, LOOKS, RUN], hint: ANSWERED }],
    },
    {
      id: 'quiet',
      kind: 'find',
      title: 'Find the answer that is wrong although nothing threw',
      asks: 'One of the server’s answers would cost the kitchen money. Select it.',
      matches: negative,
      hint: 'It is the answer to the third order, with the id 2. Multiply.',
      solution: runAndFind(negative),
      wrong: [
        {
          acts: runAndSelect(toFirst),
          hint: 'Two soups, fourteen: this answer is right. Look at the other one.',
        },
        {
          acts: runAndSelect(third),
          hint: 'That is what Alice asked for. Anybody may ask for anything; select what the server made of it.',
        },
      ],
    },
    {
      id: 'say-no',
      kind: 'change',
      title: 'Let the second order be answered with a no',
      hint: 'Before toUpperCase(): if (!order.dish) return answer({ ok: false, error: "no dish" });',
      untouched: toThird,
      claim: {
        says: 'The order without a dish was answered with ok: false, and nothing was thrown',
        holds: (seen) =>
          seen.given(
            seen.linked(
              'ack',
              second,
              secondRefused,
              seen.when(threw, STILL_THROWS) ??
                seen.when(toSecond, SAID_YES) ??
                seen.when(toThird, SWALLOWED),
            ),
            seen.all(
              seen.eventually(secondRefused),
              seen.eventually(accepted, TOO_STRICT),
              seen.never(threw, toThird, seen.when(threw, STILL_THROWS)),
            ),
          ),
      },
      solution: [LOOKS, RUN],
      also: [
        [...CATCHES, RUN],
        [{ act: 'edit', file: 'server.js' }, RUN],
      ],
      wrong: [
        { acts: [RUN], hint: STILL_THROWS },
        {
          acts: [
            {
              act: 'replace',
              file: 'server.js',
              from: '    const dish =',
              to: '    if (!order.dish) return;\n    const dish =',
            },
            RUN,
          ],
          hint: SWALLOWED,
        },
        {
          acts: [{ act: 'replace', file: 'server.js', from: 'order.dish.', to: 'order.dish?.' }, RUN],
          hint: SAID_YES,
        },
      ],
    },
    {
      id: 'door',
      kind: 'change',
      title: 'Put a schema at the door: both bad orders are refused',
      hint: 'import { z } from "zod"; an object with dish: z.string() and count: z.number().int().min(1); then safeParse(order).',
      untouched: toThird,
      claim: {
        says: 'The first order was accepted, and the second and the third answered with ok: false',
        holds: (seen) =>
          seen.all(
            seen.eventually(
              thirdRefused,
              seen.when(firstRefused, TOO_STRICT) ?? seen.when(negative, STILL_NEGATIVE),
            ),
            seen.eventually(accepted, seen.when(firstRefused, TOO_STRICT)),
            seen.eventually(secondRefused, seen.when(threw, STILL_THROWS) ?? seen.when(toThird, SWALLOWED)),
          ),
      },
      solution: [{ act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        { acts: [LOOKS, RUN], hint: STILL_NEGATIVE },
        {
          acts: [
            {
              act: 'replace',
              file: 'server.js',
              from: '    const dish =',
              to: '    return answer({ ok: false });\n    const dish =',
            },
            RUN,
          ],
          hint: TOO_STRICT,
        },
        {
          acts: [
            {
              act: 'replace',
              file: 'server.js',
              from: '    const dish =',
              to: '    if (order.count < 1) return answer({ ok: false });\n    const dish =',
            },
            RUN,
          ],
          hint: STILL_THROWS,
        },
      ],
    },
  ],
};

type Answer = { readonly [key: string]: unknown };

/** The acknowledgement of this id, with an object that is as `test` says. */
function answers(id: number, test: (answer: Answer) => boolean): Match {
  return (entry) =>
    entry.kind === 'unit' &&
    entry.unit.packets.some(({ sio }) => {
      if (sio?.type !== 'ACK' || sio.id !== id || !Array.isArray(sio.data)) return false;
      const [answer]: readonly unknown[] = sio.data;
      return isAnswer(answer) && test(answer);
    });
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null;
}

function refuses(answer: Answer): boolean {
  return answer.ok === false || (answer.error !== undefined && answer.ok === undefined);
}
