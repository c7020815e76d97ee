import { RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Lesson } from '@/lib/lessons/lesson';
import {
  and,
  isConnect,
  isConnectAnswer,
  isConnectError,
  isConnection,
  isEngineOpen,
  isEvent,
  isFaultActed,
  isUpgrade,
  overTransport,
  socketIdIn,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const letIn = isConnectAnswer('/');
const letInByPolling = and(letIn, overTransport('polling'));
const letInByWebSocket = and(letIn, overTransport('websocket'));
const letIntoChat = isConnectAnswer('/chat');
const refusedByChat = isConnectError('/chat');
const asks = isConnect('/');
const connection = isConnection('/');
const connectionInChat = isConnection('/chat');
const welcome = isEvent('welcome');
const cut = isFaultActed('cut');

const TOO_FAST =
  'This time the WebSocket was ready before the socket was. That is rare: press Run once more, or add latency to the wire.';
const NO_SUCH_NAMESPACE =
  'The server answered 44, Invalid namespace: it must know /chat before anybody can join it. Add io.of("/chat") to server.js.';
const SECOND_SESSION =
  'That made a second session, with requests of its own: the same namespace twice cannot share one. Ask for io("/chat").';
const ONLY_ONE = 'One socket so far, in the namespace /. Ask for io("/chat") in client.js as well.';
const NOT_CUT = 'She is connected. Now cut the wire.';
const NOT_BACK = 'The wire is cut. She waits about a second before she tries again.';

export const lesson: Lesson = {
  chapter: 'events',
  slug: 'first-connection',
  title: 'The first connection: two handshakes, two ids',
  goal: 'You can tell a session from a socket, and say how often “connection” fires.',
  minutes: 9,
  cast: ['alice'],
  steps: [
    {
      id: 'first-word',
      kind: 'predict',
      title: 'Predict the server’s first packet, then run',
      question: 'Alice’s page calls io(). What is the first packet that the server sends her?',
      choices: [
        {
          text: '42["welcome","Nice to meet you"], from the connection handler',
          right: false,
          because: 'The handler runs once there is a socket, and two packets of the server come before that.',
        },
        {
          text: '40{"sid":"…"}, which makes her socket',
          right: false,
          because:
            'That is the second handshake, Socket.IO’s. It rides on a session, so the session came first.',
        },
        {
          text: '0{"sid":"…",…}, which opens a session',
          right: true,
          because: 'Engine.IO shakes hands first. Of sockets, namespaces and events it knows nothing.',
        },
      ],
      claim: {
        says: 'The session was opened with 0, and the socket made with 40 later',
        holds: (seen) => seen.all(seen.before(isEngineOpen, letIn), seen.eventually(welcome)),
      },
      hint: 'Choose first, then press Run, and read the arrows that point to Alice from the top.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'socket-id',
      kind: 'find',
      title: 'Find the packet that brought Alice her socket.id',
      asks: 'Compare Alice’s console with the wire, and select the packet in which socket.id was handed out.',
      matches: letIn,
      hint: 'Her console has two ids. socket.id is the one in the answer to CONNECT.',
      solution: runAndFind(letIn),
      wrong: [
        {
          acts: runAndSelect(isEngineOpen),
          hint: 'This sid is the session’s. Compare it with Alice’s console: socket.id is another.',
        },
        {
          acts: runAndSelect(asks),
          hint: 'Here she asks to be let in. The id comes with the answer.',
        },
      ],
    },
    {
      id: 'on-which-road',
      kind: 'predict',
      title: 'Predict where Alice is when “connection” fires, then run again',
      question: 'The handler prints which transport Alice is on. What does the server’s console say?',
      choices: [
        {
          text: 'websocket',
          right: false,
          because:
            'Her socket was made in the body of an HTTP response. The 5, which moves her, comes later.',
        },
        {
          text: 'polling',
          right: true,
          because:
            'A socket needs a session, not a WebSocket. The upgrade goes on beside it and is not waited for.',
        },
      ],
      claim: {
        says: 'The CONNECT answer travelled by polling, before the upgrade was finished',
        holds: (seen) =>
          seen.all(
            seen.before(letInByPolling, isUpgrade, seen.when(letInByWebSocket, TOO_FAST)),
            seen.eventually(connection),
          ),
      },
      hint: 'Choose, run, and find 40{"sid"…} and 5 in the ladder. Then look at the server’s console.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'two-sockets',
      kind: 'change',
      untouched: isUpgrade,
      title: 'Give Alice a second socket, in the namespace /chat',
      hint: 'On the server io.of("/chat").on("connection", …), on the client a second socket: const chat = io("/chat").',
      claim: {
        says: 'Two sockets, one in / and one in /chat, were made in one and the same session',
        holds: (seen) =>
          seen.all(
            seen.eventually(
              letIntoChat,
              seen.when(refusedByChat, NO_SUCH_NAMESPACE) ??
                (seen.atLeast(2, isEngineOpen).holds ? SECOND_SESSION : seen.when(letIn, ONLY_ONE)),
            ),
            seen.bound(letIn, letIntoChat, sameSession, SECOND_SESSION),
            seen.eventually(connectionInChat),
          ),
      },
      solution: [{ act: 'edit', file: 'server.js' }, { act: 'edit', file: 'client.js' }, RUN],
      wrong: [
        { acts: [{ act: 'edit', file: 'client.js' }, RUN], hint: NO_SUCH_NAMESPACE },
        { acts: [{ act: 'edit', file: 'server.js' }, RUN], hint: ONLY_ONE },
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: 'const socket = io();',
              to: 'const socket = io();\nconst second = io();',
            },
            RUN,
          ],
          hint: SECOND_SESSION,
        },
      ],
    },
    {
      id: 'cut',
      kind: 'predict',
      title: 'Predict what a cut wire leaves of it, then cut it',
      question: 'The wire is cut and Alice reconnects. What is still the same?',
      choices: [
        {
          text: 'socket.id: she is the same Alice',
          right: false,
          because: 'To the server she is a stranger. “connection” fired again, for another socket.id.',
        },
        {
          text: 'The session; only the socket is new',
          right: false,
          because: 'A second open packet was sent, with another sid. The old session ended with the wire.',
        },
        {
          text: 'Neither: a new session and a new socket.id',
          right: true,
          because:
            'Everything begins anew, from the first GET on. What is to survive, your program must bring along.',
        },
      ],
      claim: {
        says: 'After the cut there were another open packet and another socket.id',
        holds: (seen) =>
          seen.given(
            seen.before(letIn, cut, seen.when(letIn, NOT_CUT)),
            seen.all(
              seen.before(cut, isEngineOpen, NOT_BACK),
              seen.bound(letIn, letIn, otherSocket, NOT_BACK),
            ),
          ),
      },
      hint: 'Choose, run, wait for "welcome", and press “cut” above the ladder. She is back after a second or so.',
      solution: [
        { act: 'choose', choice: 2 },
        RUN,
        { act: 'see', match: welcome },
        { act: 'see', match: isUpgrade },
        { act: 'fault', faults: [{ kind: 'cut', how: 'fin' }] },
      ],
      wrong: [{ acts: [{ act: 'choose', choice: 2 }, RUN], hint: NOT_CUT }],
    },
  ],
};

function sameSession(a: Entry, b: Entry): boolean {
  return a.kind === 'unit' && b.kind === 'unit' && a.sid !== undefined && a.sid === b.sid;
}

function otherSocket(a: Entry, b: Entry): boolean {
  return socketIdIn(a, '/') !== socketIdIn(b, '/');
}
