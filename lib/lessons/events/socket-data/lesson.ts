import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson, Match, Seen } from '@/lib/lessons/lesson';
import {
  and,
  from,
  isAck,
  isConnect,
  isConnectAnswer,
  isConnectError,
  isEngineOpen,
  isEvent,
  isException,
  isFaultActed,
  isRoom,
  isUnheard,
  to,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const alice1 = counts(/^alice: 1$/);
const alice2 = counts(/^alice: 2$/);
const alice3 = counts(/^alice: 3$/);
const bob1 = counts(/^bob: 1$/);
const bob2 = counts(/^bob: 2$/);
const aliceAny = counts(/^alice: /);
const bobAny = counts(/^bob: /);
const answer = and(isAck(), from('server'));
const asksToEnter = and(isConnect('/'), from('alice'));
const letIn = and(isConnectAnswer('/'), to('alice'));
const count = isEvent('count');
const cut = isFaultActed('cut');
const unheard = isUnheard('count', 'server');
const joined = isRoom('join', 'counting');
const threw = isException(undefined, 'server');
const refused = isConnectError('/');

const NOT_CUT = 'Both have counted to two. Now cut the wire.';
const NOT_BACK = 'The wire is cut. She waits about a second before she tries again.';
const IN_TIME =
  'Every count was heard. Let the handler wait before it listens: make it async, and await something slow.';
const THREW = 'The server threw. Read the message in its console.';
const FORGOTTEN =
  'Alice is back, and counts from 1 again. Keep the counts outside of the sockets, under a name that she brings along.';
const SHARED = 'Now there is one count for everybody. Each name needs its own: a Map.';

const CUT: readonly Act[] = [
  RUN,
  { act: 'see', match: alice2 },
  { act: 'see', match: bob2 },
  { act: 'fault', faults: [{ kind: 'cut', how: 'fin' }] },
];

export const lesson: Lesson = {
  chapter: 'events',
  slug: 'socket-data',
  title: 'socket.data: what the server remembers, and for how long',
  goal: 'You can keep what belongs to a connection, and know what must be kept elsewhere.',
  minutes: 9,
  cast: ['alice', 'bob'],
  steps: [
    {
      id: 'whose',
      kind: 'predict',
      title: 'Predict what two clients count to, then run',
      question: 'Alice and Bob each emit “count” twice. What is the last answer that Bob gets?',
      choices: [
        {
          text: '“bob: 4”: it is one program, and one count',
          right: false,
          because:
            'One program, but two sockets, and each has a data of its own. Compare with what Alice got.',
        },
        {
          text: '“bob: 2”',
          right: true,
          because: 'Each socket has its own data, an empty object until you put something in.',
        },
        {
          text: '“undefined: 2”: Bob never sent his name with “count”',
          right: false,
          because: 'He did not, and need not: the server remembered it under his socket when he came in.',
        },
      ],
      claim: {
        says: 'Alice and Bob were counted separately',
        holds: (seen) => seen.all(seen.eventually(bob2), seen.eventually(alice2)),
      },
      hint: 'Choose first. Then run, and look at the answers that point to Bob.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'name',
      kind: 'find',
      title: 'Find the packet that told the server Alice’s name',
      asks: 'Select the packet by which the server learned that this is Alice, and in it her name.',
      matches: asksToEnter,
      field: 'sio.auth.name',
      hint: 'Before any event: the packet with which she asks to be let into the namespace carries her auth.',
      solution: runAndFind(asksToEnter),
      wrong: [
        {
          acts: runAndSelect(alice1),
          hint: 'Here the server says it, so it knew already. Who told it? Look further up.',
        },
        {
          acts: runAndSelect(and(isEngineOpen, to('alice'))),
          hint: 'This is the session: it is handed out to anybody, and no name is in it.',
        },
        {
          acts: runAndSelect(and(isConnect('/'), from('bob'))),
          hint: 'This is how the server learned of Bob. Alice sent one like it.',
        },
      ],
    },
    {
      id: 'gone',
      kind: 'predict',
      title: 'Predict what is left of socket.data after a cut, then cut the wire',
      question: 'The wire is cut, Alice reconnects and counts again. What does the first answer say?',
      choices: [
        {
          text: '“alice: 3”: same Alice, same data',
          right: false,
          because: 'She has a new socket, and with it a new data. The old one went with the old socket.',
        },
        {
          text: '“alice: 1”',
          right: true,
          because:
            'The data belongs to the socket, not to Alice. Her name is back only because she sent it again.',
        },
        {
          text: '“undefined: 1”: the name is lost as well',
          right: false,
          because:
            'Look at her new CONNECT: auth is sent with each. So the middleware ran, and put the name back.',
        },
      ],
      claim: {
        says: 'After the cut Alice was let in again, and counted from 1',
        holds: (seen) => seen.given(cutAndBack(seen), seen.bound(cut, alice1, later, NOT_BACK)),
      },
      hint: 'Choose, run, wait until both have counted, and press “cut” above the ladder.',
      solution: [{ act: 'choose', choice: 1 }, ...CUT],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, RUN], hint: NOT_CUT }],
    },
    {
      id: 'late',
      kind: 'change',
      title: 'Make the server miss what Alice sends first, by listening too late',
      hint: 'Make the connection handler async, and begin it with: await new Promise((done) => setTimeout(done, 500));',
      untouched: alice2,
      claim: {
        says: 'A count came in before anybody listened, and was never answered',
        holds: (seen) =>
          seen.all(
            seen.eventually(unheard, seen.when(threw, THREW) ?? seen.when(answer, IN_TIME)),
            seen.bound(unheard, joined, later),
            seen.eventually(count),
          ),
      },
      solution: [CLEAR, wait('await new Promise((done) => setTimeout(done, 500));'), RUN],
      wrong: [
        { acts: [RUN], hint: IN_TIME },
        { acts: [wait('throw new Error("too late");'), RUN], hint: THREW },
      ],
    },
    {
      id: 'keep',
      kind: 'change',
      title: 'Let the count outlive the connection',
      hint: 'A Map beside io, from names to counts: const counts = new Map(); Use it instead of socket.data.count.',
      untouched: alice2,
      claim: {
        says: 'After a cut Alice went on with 3, and Bob was counted for himself',
        holds: (seen) =>
          seen.all(
            seen.eventually(alice1, seen.when(refused, THREW) ?? seen.when(aliceAny, SHARED)),
            seen.eventually(bob1, seen.when(bobAny, SHARED)),
            cutAndBack(seen),
            seen.bound(cut, alice3, later, seen.bound(cut, alice1, later).holds ? FORGOTTEN : NOT_BACK),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, ...CUT],
      wrong: [
        { acts: [RUN], hint: NOT_CUT },
        { acts: CUT, hint: FORGOTTEN },
        {
          acts: [
            change('const io = new Server(3000);', 'const io = new Server(3000);\nlet total = 0;'),
            change('data.count += 1;', 'total += 1;\n    data.count = total;'),
            RUN,
          ],
          hint: SHARED,
        },
      ],
    },
  ],
};

/** The server's answer to a count. */
function counts(text: RegExp): Match {
  return (entry) =>
    entry.kind === 'unit' &&
    entry.unit.packets.some(
      ({ sio }) => sio?.type === 'ACK' && Array.isArray(sio.data) && text.test(String(sio.data[0])),
    );
}

function cutAndBack(seen: Seen) {
  return seen.all(
    seen.before(letIn, cut, seen.when(alice2, NOT_CUT)),
    seen.bound(cut, letIn, later, NOT_BACK),
  );
}

function later(a: Entry, b: Entry): boolean {
  return b.n > a.n;
}

function wait(line: string): Act {
  return change('"connection", (socket) => {', `"connection", async (socket) => {\n  ${line}`);
}

function change(code: string, by: string): Act {
  return { act: 'replace', file: 'server.js', from: code, to: by };
}
