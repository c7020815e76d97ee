import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Act, Lesson, Seen } from '@/lib/lessons/lesson';
import {
  and,
  from,
  isCloseFrame,
  isConnect,
  isConnectAnswer,
  isConnectError,
  isDisconnect,
  isFaultActed,
  isLog,
  isServerDisconnect,
  isUpgradeRefused,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const asks = isConnect();
const letIn = isConnectAnswer('/');
const refused = isConnectError();
const blocked = isUpgradeRefused;
const cut = isFaultActed('cut');
const still = isLog(/in the main namespace/, 'server');
const oneIn = isLog('1 in the main namespace', 'server');
const leaving = isLog(/^disconnecting: .*kitchen/, 'server');
const left = isLog(/^disconnect: .*\[\]/, 'server');
const goodbye = isDisconnect('server');
const hungUp = and(isCloseFrame, from('server'));
const clientLeft = isServerDisconnect('client namespace disconnect');

const NOT_CUT = 'She is connected, and nothing has happened to her yet. Cut the wire.';
const NOT_BACK = 'The wire is cut. She waits about a second before she tries again.';
const LET_IN = 'She was let in. Knock at a door where the server says no: the namespace /staff.';
const NOT_REACHED =
  'She never reached the server, so it could not refuse her, and she goes on trying. Let her in up to Socket.IO: clear the fault.';
const REFUSED = 'Refused. Now wait three seconds, and see whether she tries again.';
const NO_GOODBYE = 'Alice is still there. Let the server call socket.disconnect() on her socket.';
const NO_WORDS =
  'That closed the connection without a 41. To Alice it is an accident, and she comes back. Say goodbye: socket.disconnect().';
const HER_OWN = 'That was Alice’s own 41. The server is to send one.';
const WAIT = 'The server said goodbye. Now wait three seconds, and see whether she comes back.';

const CUT: readonly Act[] = [
  RUN,
  { act: 'see', match: oneIn },
  { act: 'fault', faults: [{ kind: 'cut', how: 'fin' }] },
];

export const lesson: Lesson = {
  chapter: 'events',
  slug: 'lifecycle-events',
  title: 'Lifecycle: who is told what, and when',
  goal: 'You can name the events of a connection on both ends, and say which of them lead to another attempt.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'reconnect',
      kind: 'predict',
      title: 'Predict who hears of a reconnect, then cut the wire',
      question:
        'Two functions listen to “reconnect”: one on socket, one on socket.io. Alice is cut off and comes back. Which is called?',
      choices: [
        {
          text: 'Both',
          right: false,
          because: 'Count the lines in her console that have “reconnect” in them: there is one.',
        },
        {
          text: 'The one on socket',
          right: false,
          because: 'The socket is told “connect”, as the first time. Who says “reconnect” in her console?',
        },
        {
          text: 'The one on socket.io, which is the Manager',
          right: true,
          because:
            'The connection is the Manager’s, and so is trying again. Its sockets only see “disconnect” and “connect”.',
        },
      ],
      claim: {
        says: 'After the cut Alice connected again',
        holds: (seen) => cutAndBack(seen),
      },
      hint: 'Choose, run, wait until the server counts one, and press “cut” above the ladder. Then read Alice’s console.',
      solution: [{ act: 'choose', choice: 2 }, ...CUT],
      wrong: [{ acts: [{ act: 'choose', choice: 2 }, RUN], hint: NOT_CUT }],
    },
    {
      id: 'rooms',
      kind: 'predict',
      title: 'Predict what the server still knows of a socket that leaves, then cut once more',
      question:
        'Alice is in the room “kitchen” and in the one named by her own id. What do the two handlers on the server print?',
      choices: [
        {
          text: 'Both rooms, each time',
          right: false,
          because: 'Compare the two lines in the server’s console: the lists are not the same.',
        },
        {
          text: '“disconnecting” both rooms, “disconnect” none',
          right: true,
          because:
            'Between the two she is taken out of all rooms. Whoever wants to tell them must do it before.',
        },
        {
          text: 'No rooms in either: she is gone already',
          right: false,
          because: 'Her connection is. Her socket is an object of the server’s, and lives a moment longer.',
        },
      ],
      claim: {
        says: 'The rooms were there in “disconnecting”, and no more in “disconnect”',
        holds: (seen) =>
          seen.given(
            seen.before(letIn, cut, seen.when(oneIn, NOT_CUT)),
            seen.before(leaving, left, NOT_BACK),
          ),
      },
      hint: 'Choose, run, cut as before, and read the server’s console.',
      solution: [{ act: 'choose', choice: 1 }, ...CUT],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, RUN], hint: NOT_CUT }],
    },
    {
      id: 'refused',
      kind: 'change',
      title: 'Make the server refuse Alice, and see whether she tries again',
      hint: 'In client.js: io("/staff", { transports: ["websocket"] }). Then wait three seconds.',
      untouched: oneIn,
      claim: {
        says: 'Alice was refused, and did not ask a second time',
        holds: (seen) =>
          seen.all(
            seen.eventually(refused, seen.when(blocked, NOT_REACHED) ?? seen.when(letIn, LET_IN)),
            seen.bound(refused, still, threeSecondsOn, REFUSED),
            asksOnce(seen),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'client.js' }, RUN],
      also: [[CLEAR, { act: 'replace', file: 'server.js', from: 'io.of("/staff").use', to: 'io.use' }, RUN]],
      wrong: [
        { acts: [RUN], hint: LET_IN },
        { acts: [{ act: 'fault', faults: [{ kind: 'block-websocket' }] }, RUN], hint: NOT_REACHED },
      ],
    },
    {
      id: 'goodbye',
      kind: 'change',
      title: 'Let the server send Alice away, for good',
      hint: 'In the connection handler: setTimeout(() => socket.disconnect(), 1000); Then wait three seconds.',
      untouched: oneIn,
      claim: {
        says: 'The server sent 41, and Alice did not come back',
        holds: (seen) =>
          seen.all(
            seen.eventually(
              goodbye,
              seen.when(clientLeft, HER_OWN) ?? seen.when(hungUp, NO_WORDS) ?? seen.when(oneIn, NO_GOODBYE),
            ),
            seen.bound(goodbye, still, threeSecondsOn, WAIT),
            asksOnce(seen),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      also: [[CLEAR, greet('socket.disconnect(true);'), RUN]],
      wrong: [
        { acts: [RUN], hint: NO_GOODBYE },
        { acts: [greet('setTimeout(() => socket.conn.close(), 1000);'), RUN], hint: NO_WORDS },
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: 'say("connect"));',
              to: 'socket.disconnect());',
            },
            RUN,
          ],
          hint: HER_OWN,
        },
      ],
    },
  ],
};

function cutAndBack(seen: Seen) {
  return seen.all(seen.before(letIn, cut, seen.when(oneIn, NOT_CUT)), seen.before(cut, letIn, NOT_BACK));
}

/** No evidence is an absence: that she asked once is what there is to show. */
function asksOnce(seen: Seen) {
  return seen.atLeast(2, asks).holds ? ({ holds: false } as const) : seen.eventually(asks);
}

/** A first attempt to reconnect comes after a second and a half at most. */
function threeSecondsOn(a: Entry, b: Entry): boolean {
  return b.at - a.at > 3_000_000;
}

/** A line at the start of the connection handler. */
function greet(line: string): Act {
  return {
    act: 'replace',
    file: 'server.js',
    from: '"connection", (socket) => {',
    to: `"connection", (socket) => {\n  ${line}`,
  };
}
