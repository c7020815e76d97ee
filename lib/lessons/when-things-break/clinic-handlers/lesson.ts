import { RUN } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import { and, isAsking, isEvent, isException, isLog, isUnheard, not } from '@/lib/lessons/matchers';

const says = isEvent('say', 'alice');
const said = isEvent('said', 'server');
const hello = isEvent('hello', 'alice');
const helloUnheard = isUnheard('hello', 'server');
const welcome = isEvent('welcome', 'server');
const asks = isEvent('version', 'alice');
const asksNothing = and(asks, not(isAsking('version')));
const noFunction = isException(/not a function/, 'server');
const alive = isLog('still alive', 'server');

const WAIT = 'She is in. Wait until she has said her word, a second after she came.';
const ONE_CALL = 'One frame, one call: your server.js is cured. This step is about the sample.';
const STILL_COPIES =
  'The one frame was handed to more than one function. Each "join" adds another; register "say" outside of it, once.';
const NOT_HEARD = 'Nothing came back: no function listens to "say" now. Register it, beside "join".';
const HEARD = 'It was heard: your server listens in time. This step is about the sample.';
const STILL_LATE =
  'Her hello came while the server was still loading. Call socket.on() first, and wait afterwards, or in the handler.';
const STILL_THROWS =
  'The server called something that is no function. Look first: if (typeof answer === "function").';
const ASKS_NOW = 'Now this client asks for the answer. The next one will not: mend the server.';

const SAY = 'socket.on("say", (to, text) => io.to(to).emit("said", text));';
const OUTSIDE: Act = {
  act: 'replace',
  file: 'server.js',
  from: `    ${SAY}\n  });\n`,
  to: `  });\n  ${SAY}\n`,
};
const GUARDED: Act = {
  act: 'replace',
  file: 'server.js',
  from: '    answer("1.0")',
  to: '    if (typeof answer === "function") answer("1.0")',
};

export const lesson: Lesson = {
  chapter: 'when-things-break',
  slug: 'clinic-handlers',
  title: 'Clinic of handlers: too often, too late, too trusting',
  goal: 'You can recognise copied, late and unguarded handlers by what is on the wire, and cure them.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'copies',
      kind: 'predict',
      title: 'First patient: predict how often one word is said, then run',
      question:
        'Alice joins three rooms and says one word, to the room “red”. How many frames carry it, there and back?',
      choices: [
        {
          text: 'One to the server, one back',
          right: false,
          because: 'One went out, that is right. But count the arrows that came back, and read her console.',
        },
        {
          text: 'One to the server, three back',
          right: true,
          because:
            'Three functions wait for "say", one for each join, and each of them answered the same frame.',
        },
        {
          text: 'Three to the server, three back',
          right: false,
          because: 'There is one arrow with "say". What is doubled, or tripled, was done at the server.',
        },
      ],
      claim: {
        says: 'One "say" was handed to three functions, and "said" came back three times',
        holds: (seen) =>
          seen.all(
            seen.called(3, says, seen.before(said, alive).holds ? ONE_CALL : seen.when(hello, WAIT)),
            seen.atLeast(3, said),
          ),
      },
      hint: 'Choose first, press Run, and wait two seconds. Then select the arrow “say”: the inspector says how many handlers it called.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, OUTSIDE, RUN], hint: ONE_CALL }],
    },
    {
      id: 'once',
      kind: 'change',
      title: 'Let one word be said once',
      hint: 'Move socket.on("say", …) out of the "join" handler, to the other handlers.',
      untouched: said,
      claim: {
        says: '"say" came in, "said" went out, and no second function was called',
        holds: (seen) => {
          const copied = seen.called(2, says);
          if (copied.holds) return { holds: false, instead: STILL_COPIES };
          return seen.all(
            seen.before(says, said, seen.before(says, alive).holds ? NOT_HEARD : undefined),
            seen.before(said, alive),
          );
        },
      },
      solution: [OUTSIDE, RUN],
      also: [
        [
          {
            act: 'replace',
            file: 'server.js',
            from: '    socket.on("say"',
            to: '    socket.removeAllListeners("say");\n    socket.on("say"',
          },
          RUN,
        ],
      ],
      wrong: [
        { acts: [RUN], hint: STILL_COPIES },
        {
          acts: [
            { act: 'replace', file: 'server.js', from: 'socket.on("say"', to: 'socket.once("say"' },
            RUN,
          ],
          hint: STILL_COPIES,
        },
        {
          acts: [{ act: 'replace', file: 'server.js', from: 'socket.on("say"', to: 'io.on("say"' }, RUN],
          hint: NOT_HEARD,
        },
      ],
    },
    {
      id: 'late',
      kind: 'predict',
      title: 'Second patient: predict what becomes of an early hello',
      question:
        'Alice says hello as soon as she is connected; the server listens 600 ms later. What becomes of it?',
      choices: [
        {
          text: 'It waits, and is handed over when somebody listens',
          right: false,
          because:
            'No welcome followed, neither after 600 ms nor later. A packet that came is handed out at once.',
        },
        {
          text: 'Nothing: it came, nobody listened, and nobody is told',
          right: true,
          because:
            'To have no listener is no error. The arrow is there, the console has no line, and nothing goes back.',
        },
        {
          text: 'The server refuses it, and Alice gets an error',
          right: false,
          because: 'Nothing of the kind points to her. For events there is no such packet.',
        },
      ],
      claim: {
        says: 'Alice’s hello came in while nobody listened',
        holds: (seen) =>
          seen.all(seen.eventually(helloUnheard, seen.when(welcome, HEARD)), seen.before(hello, alive)),
      },
      hint: 'Choose, run, and look for a welcome. Where the hello arrived, the ladder has a note.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, { act: 'edit', file: 'server.js' }, RUN], hint: HEARD }],
    },
    {
      id: 'early',
      kind: 'change',
      title: 'Let the hello be heard, and the server load what it needs',
      hint: 'Take the await out of the way: const loaded = load(); then socket.on(…); and await loaded inside of the handler.',
      untouched: helloUnheard,
      claim: {
        says: 'Alice said hello, and was welcomed',
        holds: (seen) => seen.before(hello, welcome, seen.when(helloUnheard, STILL_LATE)),
      },
      solution: [{ act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: STILL_LATE },
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: 'socket.once("connect"',
              to: 'socket.on("connect"',
            },
            RUN,
          ],
          hint: STILL_LATE,
        },
      ],
    },
    {
      id: 'callback',
      kind: 'change',
      title: 'Third patient: survive a client that wants no answer',
      hint: 'In the "version" handler: if (typeof answer !== "function") return; or, shorter, answer?.(…).',
      untouched: noFunction,
      claim: {
        says: 'A "version" without an id came in, and nothing was thrown',
        holds: (seen) =>
          seen.eventually(noFunction).holds
            ? { holds: false, instead: STILL_THROWS }
            : seen.all(
                seen.eventually(asksNothing, seen.when(asks, ASKS_NOW)),
                seen.before(asksNothing, alive),
              ),
      },
      solution: [GUARDED, RUN],
      also: [[{ act: 'replace', file: 'server.js', from: 'answer("1', to: 'answer?.("1' }, RUN]],
      wrong: [
        { acts: [RUN], hint: STILL_THROWS },
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: 'socket.emit("version");',
              to: 'socket.emit("version", console.log);',
            },
            RUN,
          ],
          hint: ASKS_NOW,
        },
      ],
    },
  ],
};
