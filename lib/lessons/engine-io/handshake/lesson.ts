import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  hasHeader,
  isConnectAnswer,
  isEngineError,
  isEngineOpen,
  not,
  overTransport,
  socketIdIn,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const opensByPolling = and(isEngineOpen, overTransport('polling'));
const answer = isConnectAnswer('/');
const unknownSession = isEngineError(1);
const wrongVersion = isEngineError(5);
const unknownTransport = isEngineError(0);
const namesSession = (entry: Entry) =>
  entry.kind === 'unit' && entry.unit.http?.kind === 'request' && entry.unit.http.query.sid !== undefined;
const cookieAtOnce = and(opensByPolling, hasHeader('set-cookie'));

const NO_STRANGER = 'Every request so far has Alice’s own sid, or none. Add the fetch to client.js.';
const OLD_VERSION =
  'That is a version this server does not speak: code 5. Ask with EIO=4, transport=polling and a sid.';
const NO_TRANSPORT = 'Without transport=polling the server does not know what is asked of it.';
const NEW_SESSION =
  'A second session was opened: a request without a sid is a greeting. Add &sid=nobody to the address.';
const PRINTS: Act = {
  act: 'replace',
  file: 'client.js',
  from: '// console.log',
  to: 'console.log',
};
const NO_COOKIE = 'The open packet came, and no Set-Cookie with it. It is the server that sends this header.';

export const lesson: Lesson = {
  chapter: 'engine-io',
  slug: 'handshake',
  title: 'The Engine.IO handshake: five promises in one packet',
  goal: 'You can read the open packet field by field, and tell a session’s id from a socket’s.',
  minutes: 8,
  cast: ['alice'],
  steps: [
    {
      id: 'first-answer',
      kind: 'predict',
      title: 'Predict the first answer, then run',
      question: 'What does the body of the server’s first response begin with?',
      choices: [
        {
          text: '{"sid": a JSON object',
          right: false,
          because: 'Nearly: JSON follows, but the first byte is a digit. Each packet begins with its type.',
        },
        {
          text: '0{"sid": a packet of type 0, open',
          right: true,
          because: '0 is “open”. The JSON behind it is the handshake, and there is no more to it.',
        },
        {
          text: '40{"sid": the answer of Socket.IO',
          right: false,
          because: 'That one comes two requests later, when Alice has asked for the namespace.',
        },
        {
          text: 'Nothing: the first answer is 101 Switching Protocols',
          right: false,
          because: 'The 101 is further down, on a second connection. First came plain HTTP.',
        },
      ],
      claim: {
        says: 'The server opened a session in the body of its first response',
        holds: (seen) => seen.eventually(opensByPolling),
      },
      hint: 'Choose first. Then press Run, and select the first arrow that points to Alice.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'promise',
      kind: 'find',
      title: 'Find the number of milliseconds that the server waits for a pong',
      asks: 'Select the open packet, and in it the field that says how long a pong may take.',
      matches: isEngineOpen,
      field: 'eio.open.pingTimeout',
      hint: 'It is in the first response. Unfold the Engine.IO layer; the sample says 5000.',
      solution: runAndFind(isEngineOpen),
      wrong: [
        {
          acts: runAndSelect(and(answer, not(isEngineOpen))),
          hint: 'This is the second handshake, Socket.IO’s: it gives out an id, and promises nothing.',
        },
      ],
    },
    {
      id: 'two-ids',
      kind: 'predict',
      title: 'Predict how the session’s id and the socket’s compare, then run again',
      question:
        'Alice’s console is about to print the id of her session and the id of her socket. What will you see?',
      choices: [
        {
          text: 'The same id twice: the socket is the session',
          right: false,
          because: 'Compare the two. One session can carry several sockets, so one id could not do.',
        },
        {
          text: 'Two ids; the requests carry socket.id',
          right: false,
          because: 'Look at a later request: its sid is the one from the open packet.',
        },
        {
          text: 'Two ids; the requests carry the session’s',
          right: true,
          because: 'The engine needs to know the session; of sockets and namespaces it knows nothing at all.',
        },
      ],
      claim: {
        says: 'The requests carried the open packet’s sid, and CONNECT was answered with another',
        holds: (seen) =>
          seen.all(
            seen.bound(opensByPolling, answer, (open, connect) => sidIn(open) !== socketIdIn(connect, '/')),
            seen.bound(opensByPolling, namesSession, (open, request) => sidIn(open) === queriedIn(request)),
          ),
      },
      hint: 'Choose, write console.log(socket.io.engine.id, socket.id) in the connect handler, and run. The targets of the requests have sid= in them.',
      solution: [{ act: 'choose', choice: 2 }, PRINTS, RUN],
    },
    {
      id: 'stranger',
      kind: 'change',
      title: 'Poll with a session that does not exist',
      hint: 'At the end of client.js: fetch("/socket.io/?EIO=4&transport=polling&sid=nobody");',
      untouched: answer,
      claim: {
        says: 'A poll was refused with code 1, “Session ID unknown”',
        holds: (seen) =>
          seen.eventually(
            unknownSession,
            seen.when(wrongVersion, OLD_VERSION) ??
              seen.when(unknownTransport, NO_TRANSPORT) ??
              (seen.atLeast(2, isEngineOpen).holds ? NEW_SESSION : seen.when(answer, NO_STRANGER)),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'client.js' }, RUN],
      also: [
        [
          {
            act: 'replace',
            file: 'client.js',
            from: 'const socket',
            to: 'fetch("http://localhost:3000/socket.io/?EIO=4&transport=polling&sid=x", { method: "POST", body: "3" });\nconst socket',
          },
          RUN,
        ],
      ],
      wrong: [
        { acts: [RUN], hint: NO_STRANGER },
        { acts: [ask('EIO=3&transport=polling'), RUN], hint: OLD_VERSION },
        { acts: [ask('EIO=4&sid=nobody'), RUN], hint: NO_TRANSPORT },
        { acts: [ask('EIO=4&transport=polling'), RUN], hint: NEW_SESSION },
      ],
    },
    {
      id: 'cookie',
      kind: 'change',
      title: 'Let the first answer set a cookie with the session’s id',
      hint: 'Beside pingInterval in server.js: cookie: true.',
      untouched: answer,
      claim: {
        says: 'The response with the open packet had a Set-Cookie header',
        holds: (seen) => seen.eventually(cookieAtOnce, seen.when(opensByPolling, NO_COOKIE)),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        {
          acts: [
            { act: 'replace', file: 'client.js', from: 'io()', to: 'io({ withCredentials: true })' },
            RUN,
          ],
          hint: NO_COOKIE,
        },
        { acts: [RUN], hint: NO_COOKIE },
      ],
    },
  ],
};

function ask(query: string) {
  return {
    act: 'replace',
    file: 'client.js',
    from: 'const socket',
    to: `fetch("/socket.io/?${query}");\nconst socket`,
  } as const;
}

function sidIn(entry: Entry): string | undefined {
  if (entry.kind !== 'unit') return undefined;
  return entry.unit.packets.find(({ eio }) => eio.type === 'open')?.eio.handshake?.sid;
}

function queriedIn(entry: Entry): string | undefined {
  return entry.kind === 'unit' ? entry.unit.http?.query.sid : undefined;
}
