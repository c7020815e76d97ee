import { RUN, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  isAck,
  isAsking,
  isConnect,
  isEvent,
  isLog,
  isUnheard,
  isUnsent,
  or,
  to,
} from '@/lib/lessons/matchers';

const asked = and(isAsking('time'), from('alice'));
const answered = and(isAck(), to('alice'));
const misspelt = isEvent('mesage', 'alice');
const unheard = isUnheard('mesage', 'server');
const lost = or(misspelt, unheard);
const spelt = isEvent('message', 'alice');
const spoken = or(misspelt, spelt);
const toNobody = isUnsent('nobody', 'message', 'server');
const bobHears = and(isEvent('message', 'server'), to('bob'));
const printed = isLog(/./, 'server');
const printedEvent = isLog(/mess?age/, 'server');

const NOT_SILENT =
  'The server did print something: your program does. This step is about the untouched sample.';
const NOTHING_PRINTED =
  'The event came, and the server’s console has no line with it. There is no name for “any event”: use socket.onAny().';
const MISSPELT = 'Alice emits "mesage", and the server listens for "message". One of the two must give in.';
const TO_NOBODY =
  'Now it is heard. But the server sends it to a room, the lobby, and nobody is in there: the ladder has a note that says so.';

const SPELL: Act = { act: 'replace', file: 'client.js', from: '"mesage"', to: '"message"' };

export const lesson: Lesson = {
  chapter: 'when-things-break',
  slug: 'debugging',
  title: 'Debugging: where did it get lost?',
  goal: 'You can find out at which of five places an event got lost, and say what each tool does not show.',
  minutes: 10,
  cast: ['alice', 'bob'],
  steps: [
    {
      id: 'option',
      kind: 'predict',
      title: 'Predict what “debug: true” prints, then run',
      question: 'Both ends were given debug: true. What does it add to the server’s console?',
      choices: [
        {
          text: 'Every packet that comes and goes',
          right: false,
          because: 'There were packets in plenty, and the server’s console is empty.',
        },
        {
          text: 'The events, with their arguments',
          right: false,
          because:
            'Alice’s and Bob’s lines come from onAny in client.js; the server has none of that, and no line.',
        },
        {
          text: 'Nothing',
          right: true,
          because:
            'There is no such option, and an option that does not exist is no error. It is just not read.',
        },
      ],
      claim: {
        says: 'Events came to the server, and its console stayed empty',
        holds: (seen) => seen.never(printed, misspelt, NOT_SILENT),
      },
      hint: 'Choose first, press Run, wait two seconds, and look at the console of the server.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
      wrong: [
        {
          acts: [
            { act: 'choose', choice: 2 },
            {
              act: 'replace',
              file: 'server.js',
              from: '  socket.on("time"',
              to: '  console.log("hello");\n  socket.on("time"',
            },
            RUN,
          ],
          hint: NOT_SILENT,
        },
      ],
    },
    {
      id: 'blind',
      kind: 'predict',
      title: 'Predict what Alice’s own log leaves out, then run again',
      question:
        'client.js prints all that onAny and onAnyOutgoing see. Which packet of Alice’s is not in her console as “in:” or “out:”?',
      choices: [
        {
          text: 'Her question: time',
          right: false,
          because: 'It is there, as “out: time”. That it wants an answer makes it no less an event.',
        },
        {
          text: 'The answer to it',
          right: true,
          because:
            'An ack is no event: no name, no listener. Only the callback’s own line, “it is …”, shows that it came.',
        },
        {
          text: 'The misspelt mesage',
          right: false,
          because: 'It is there, spelt as it was sent. Whether anybody listens to it, her page cannot know.',
        },
      ],
      claim: {
        says: 'Alice asked for the time, the ack came back, and later she sent her message',
        holds: (seen) => seen.all(seen.linked('ack', asked, answered), seen.eventually(lost)),
      },
      hint: 'Choose, run, and tick off Alice’s arrows in the ladder against the lines in her console.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'lost',
      kind: 'find',
      title: 'Find the event that nobody listened to',
      asks: 'Alice said “Hello, Bob”, and Bob has no such line. Select the event, or the note at it, that tells why.',
      matches: lost,
      hint: 'It is Alice’s last packet; its name is in quotes, right behind the bracket. Compare it with server.js, letter by letter.',
      solution: [RUN, { act: 'see', match: misspelt }, { act: 'find' }],
      wrong: [
        {
          acts: runAndSelect(asked),
          hint: 'This one was heard and answered. Look for one with nothing behind it.',
        },
        {
          acts: runAndSelect(and(isConnect('/'), from('alice'))),
          hint: 'Here Alice asks to be let in, and she was. The trouble comes later.',
        },
      ],
    },
    {
      id: 'on-any',
      kind: 'change',
      title: 'Let the server print every event that comes in',
      hint: 'Into the connection handler: socket.onAny((...all) => console.log("in:", ...all));',
      untouched: misspelt,
      claim: {
        says: 'Alice’s message came in, and the server printed its name',
        holds: (seen) => seen.eventually(printedEvent, seen.when(spoken, NOTHING_PRINTED)),
      },
      solution: [{ act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: NOTHING_PRINTED },
        {
          acts: [
            {
              act: 'replace',
              file: 'server.js',
              from: '  socket.on("time"',
              to: '  socket.on("*", (...all) => console.log("in:", ...all));\n  socket.on("time"',
            },
            RUN,
          ],
          hint: NOTHING_PRINTED,
        },
      ],
    },
    {
      id: 'arrive',
      kind: 'change',
      title: 'Make “Hello, Bob” reach Bob',
      hint: 'Two mistakes: the name in client.js, and a room that nobody has joined. socket.join("lobby") in the handler.',
      untouched: misspelt,
      claim: {
        says: 'The server sent "message" to Bob',
        holds: (seen) =>
          seen.eventually(bobHears, seen.when(toNobody, TO_NOBODY) ?? seen.when(misspelt, MISSPELT)),
      },
      solution: [SPELL, { act: 'edit', file: 'server.js' }, RUN],
      also: [
        [
          SPELL,
          { act: 'replace', file: 'server.js', from: 'io.to("lobby").emit', to: 'socket.broadcast.emit' },
          RUN,
        ],
      ],
      wrong: [
        { acts: [RUN], hint: MISSPELT },
        { acts: [SPELL, RUN], hint: TO_NOBODY },
      ],
    },
  ],
};
