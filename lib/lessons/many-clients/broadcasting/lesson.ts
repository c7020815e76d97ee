import { RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Lesson } from '@/lib/lessons/lesson';
import { and, inNamespace, isEvent, isUnsent, to } from '@/lib/lessons/matchers';

const inMain = inNamespace('/');
const heard = (event: string, client: string) => and(isEvent(event, 'server'), inMain, to(client));

const DELIVERIES = [
  heard('socket.emit', 'alice'),
  heard('io.emit', 'alice'),
  heard('io.emit', 'bob'),
  heard('io.emit', 'carol'),
  heard('socket.broadcast', 'bob'),
  heard('socket.broadcast', 'carol'),
  heard('io.to', 'alice'),
  heard('io.to', 'bob'),
  heard('socket.to', 'bob'),
  heard('io.except', 'carol'),
];
const toAll = ['alice', 'bob', 'carol'].map((client) => heard('io.emit', client));
const heardByCarol = heard('io.emit', 'carol');
const onlyBob = heard('socket.to', 'bob');
const last = heard('io.except', 'carol');
const toStaff = and(isEvent('io.emit', 'server'), inNamespace('/staff'));
const toNobody = isUnsent('nobody', 'io.emit', 'server');

const STAFF_MISSED =
  'The three sockets in / heard io.emit, and Carol’s socket in /staff did not. Each namespace needs a call of its own.';
const NO_SUCH_ROOM =
  'to() names a room, and in / there is no room called /staff: nobody was in it, so nothing was sent, and no error said so.';
const ONLY_STAFF =
  'Now the staff hears it, and nobody in / does. A call reaches one namespace: here it takes two of them.';

export const lesson: Lesson = {
  chapter: 'many-clients',
  slug: 'broadcasting',
  title: 'Broadcasting: six ways to say it to several',
  goal: 'You can say of every emit who receives it, and how many packets it costs.',
  minutes: 8,
  cast: ['alice', 'bob', 'carol'],
  steps: [
    {
      id: 'how-many',
      kind: 'predict',
      title: 'Predict how many packets six lines make, then run',
      question:
        'Alice says “hi”, and the server’s handler emits six times. How many packets leave for the three?',
      choices: [
        {
          text: 'Six, one for each line',
          right: false,
          because: 'There is no packet for several. What three shall hear is sent three times, once to each.',
        },
        {
          text: 'Ten',
          right: true,
          because:
            '1 + 3 + 2 + 2 + 1 + 1. Each line chose its recipients, and each of them got one of their own.',
        },
        {
          text: 'Eighteen: six lines, three clients',
          right: false,
          because:
            'Only one of the six lines reached all three. Alice, for instance, got three packets of it.',
        },
      ],
      claim: {
        says: 'The six lines of the handler became ten packets',
        holds: (seen) => seen.all(...DELIVERIES.map((delivery) => seen.eventually(delivery))),
      },
      hint: 'Choose first. Then press Run, and count the packets whose event is named like a line of the handler.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'only-bob',
      kind: 'find',
      title: 'Find the packet that Bob, and only Bob, received',
      asks: 'One line of the six reached Bob and nobody else. Select the packet that it became.',
      matches: onlyBob,
      hint: 'The room blue holds Alice and Bob. Which line leaves Alice out?',
      solution: runAndFind(onlyBob),
      wrong: [
        {
          acts: runAndSelect(heard('io.to', 'bob')),
          hint: 'Alice has this one as well. io.to() takes the whole room, whoever spoke.',
        },
        {
          acts: runAndSelect(heard('socket.broadcast', 'bob')),
          hint: 'Carol has this one as well: broadcast leaves out Alice, and nobody else.',
        },
        {
          acts: runAndSelect(heard('io.emit', 'bob')),
          hint: 'All three have this one.',
        },
      ],
    },
    {
      id: 'two-sockets',
      kind: 'predict',
      title: 'Predict what io.emit sends to Carol, then run again',
      question: 'Carol has two sockets, one in / and one in /staff. How many packets does io.emit send her?',
      choices: [
        {
          text: 'Two: io is the whole server, so each of her sockets gets one',
          right: false,
          because:
            'Her console shows io.emit once, and /staff nothing at all. io.emit is short for io.of("/").emit.',
        },
        {
          text: 'One, to her socket in /',
          right: true,
          because: 'The call ends at the border of its namespace. Her socket in /staff is not meant by it.',
        },
        {
          text: 'One: the server knows that both sockets are Carol',
          right: false,
          because:
            'It knows nothing of the kind: to the server these are two sockets with two ids. One is in /.',
        },
      ],
      claim: {
        says: 'Carol’s socket in / heard io.emit, and her socket in /staff did not',
        holds: (seen) => seen.all(seen.eventually(heardByCarol), seen.never(toStaff, last)),
      },
      hint: 'Choose, then run. In Carol’s console, what came to /staff has /staff: before it.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'everybody',
      kind: 'change',
      title: 'Let the event "io.emit" reach every socket there is, Carol’s second one too',
      hint: 'After io.emit("io.emit") add a line that does the same in the other namespace: io.of("/staff").emit("io.emit").',
      untouched: last,
      claim: {
        says: '"io.emit" reached all three in / and Carol in /staff',
        holds: (seen) =>
          seen.all(
            seen.eventually(toStaff, seen.when(toNobody, NO_SUCH_ROOM) ?? seen.when(last, STAFF_MISSED)),
            ...toAll.map((delivery) => seen.eventually(delivery, seen.when(last, ONLY_STAFF))),
          ),
      },
      solution: [{ act: 'edit', file: 'server.js' }, RUN],
      also: [
        [
          {
            act: 'replace',
            file: 'server.js',
            from: '    io.emit("io.emit");',
            to: '    for (const name of ["/", "/staff"]) io.of(name).emit("io.emit");',
          },
          RUN,
        ],
      ],
      wrong: [
        { acts: [RUN], hint: STAFF_MISSED },
        {
          acts: [insteadOfIoEmit('io.emit("io.emit");\n    io.to("/staff").emit("io.emit");'), RUN],
          hint: NO_SUCH_ROOM,
        },
        { acts: [insteadOfIoEmit('io.of("/staff").emit("io.emit");'), RUN], hint: ONLY_STAFF },
      ],
    },
  ],
};

function insteadOfIoEmit(to: string) {
  return { act: 'replace', file: 'server.js', from: 'io.emit("io.emit");', to } as const;
}
