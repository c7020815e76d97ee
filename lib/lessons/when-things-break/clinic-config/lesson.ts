import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  hasHeader,
  isConnectError,
  isEngineError,
  isEngineOpen,
  isEvent,
  isPoll,
  isResponse,
} from '@/lib/lessons/matchers';

const notFound = isResponse(404);
const asked = isPoll('GET');
const unknownTransport = isEngineError(0);
const wrongVersion = isEngineError(5);
const opened = isEngineOpen;
const noSuchNamespace = isConnectError('/caht');
const refusedNamespace = isConnectError();
const welcome = isEvent('welcome', 'server');
const allows = hasHeader('access-control-allow-origin');

const WRONG_PATH =
  'A 404: at this path nobody speaks Engine.IO. The client asks for /socket.io/; take path out of server.js.';
const WRONG_TRANSPORT =
  'Code 0, transport unknown: she begins with polling, and the server’s list has only websocket. Take that line out.';
const WRONG_NAME =
  '44: the server has no namespace of that name. Read it letter by letter, in client.js and in server.js.';
const MADE_UP =
  'She is in, but nobody welcomes her: her namespace has no "connection" handler. Ask for the one that has: /chat.';
const NOBODY_OLD = 'Nobody asked with EIO=3. Add fetch("/socket.io/?EIO=3&transport=polling") to client.js.';

const FIX_SERVER: Act = { act: 'edit', file: 'server.js' };
const FIX_PATH: Act = { act: 'replace', file: 'server.js', from: '  path: "/realtime/",\n', to: '' };
const FIX_NAME: Act = { act: 'replace', file: 'client.js', from: '"/caht"', to: '"/chat"' };
const OLD_CLIENT: Act = {
  act: 'replace',
  file: 'client.js',
  from: 'socket.on("welcome"',
  to: 'fetch("/socket.io/?EIO=3&transport=polling");\n\nsocket.on("welcome"',
};

export const lesson: Lesson = {
  chapter: 'when-things-break',
  slug: 'clinic-config',
  title: 'Clinic of settings: five that do not match',
  goal: 'You can tell from the first answer that is wrong which setting of the two ends does not match.',
  minutes: 11,
  cast: ['alice'],
  steps: [
    {
      id: 'path',
      kind: 'predict',
      title: 'Predict who answers at a wrong path, then run',
      question: 'Alice asks for /socket.io/, and the server listens at /realtime/. What answers her GET?',
      choices: [
        {
          text: 'A 400 with a code and a sentence from Engine.IO',
          right: false,
          because:
            'Engine.IO was not asked. It looks only at requests under its own path, and this one went by.',
        },
        {
          text: 'A 404',
          right: true,
          because: 'The HTTP server around it says what it says to any address it does not have.',
        },
        {
          text: 'Nothing, until she gives up',
          right: false,
          because: 'The answer came at once, and again at every further attempt.',
        },
      ],
      claim: {
        says: 'The GET was answered with 404',
        holds: (seen) => seen.linked('response', asked, notFound),
      },
      hint: 'Choose first, press Run, and compare the status in the ladder with Alice’s console.',
      solution: [{ act: 'choose', choice: 1 }, CLEAR, RUN],
    },
    {
      id: 'session',
      kind: 'change',
      title: 'Repair server.js until a session is opened',
      hint: 'Take out path; then there is an answer of Engine.IO’s, and it tells what to take out next.',
      untouched: notFound,
      claim: {
        says: 'The server opened a session',
        holds: (seen) =>
          seen.eventually(
            opened,
            seen.when(unknownTransport, WRONG_TRANSPORT) ?? seen.when(notFound, WRONG_PATH),
          ),
      },
      solution: [FIX_SERVER, RUN],
      also: [[FIX_PATH, { act: 'transport', choice: 'websocket' }, RUN]],
      wrong: [
        { acts: [RUN], hint: WRONG_PATH },
        { acts: [FIX_PATH, RUN], hint: WRONG_TRANSPORT },
      ],
    },
    {
      id: 'namespace',
      kind: 'predict',
      title: 'Predict what a misspelt namespace gets, then run again',
      question:
        'The session is open. client.js asks for the namespace /caht, and the server has /chat. What follows?',
      choices: [
        {
          text: 'A 404, as with the wrong path',
          right: false,
          because:
            'Until the 44 came every request was answered with 200. Namespaces are no addresses: they live in packets.',
        },
        {
          text: 'A 44 with “Invalid namespace”, and she tries again and again',
          right: false,
          because: 'The 44 came, but once. Her console has “will try again: false”.',
        },
        {
          text: 'A 44 with “Invalid namespace”, once, and that is that',
          right: true,
          because:
            'A refusal is no accident, and asking again would not mend the name. With no other socket in it, she even closes the session.',
        },
      ],
      claim: {
        says: 'A session was opened, and Alice was refused with 44',
        holds: (seen) =>
          seen.given(
            seen.eventually(
              opened,
              seen.when(unknownTransport, WRONG_TRANSPORT) ?? seen.when(notFound, WRONG_PATH),
            ),
            seen.eventually(noSuchNamespace),
          ),
      },
      hint: 'Keep the repaired server.js, choose, and run. Wait a few seconds before you decide that nothing follows.',
      solution: [{ act: 'choose', choice: 2 }, FIX_SERVER, RUN],
      wrong: [
        { acts: [{ act: 'choose', choice: 2 }, RUN], hint: WRONG_PATH },
        { acts: [{ act: 'choose', choice: 2 }, FIX_PATH, RUN], hint: WRONG_TRANSPORT },
      ],
    },
    {
      id: 'enter',
      kind: 'change',
      title: 'Get Alice the welcome that waits for her',
      hint: 'In client.js: io("/chat"). The server’s part was repaired two steps ago.',
      untouched: notFound,
      claim: {
        says: 'The server welcomed Alice in its namespace',
        holds: (seen) =>
          seen.eventually(
            welcome,
            seen.when(refusedNamespace, WRONG_NAME) ??
              seen.when(opened, MADE_UP) ??
              seen.when(unknownTransport, WRONG_TRANSPORT) ??
              seen.when(notFound, WRONG_PATH),
          ),
      },
      solution: [FIX_SERVER, FIX_NAME, RUN],
      wrong: [
        { acts: [FIX_SERVER, RUN], hint: WRONG_NAME },
        { acts: [FIX_NAME, RUN], hint: WRONG_PATH },
        {
          acts: [FIX_SERVER, { act: 'replace', file: 'client.js', from: 'io("/caht")', to: 'io()' }, RUN],
          hint: MADE_UP,
        },
      ],
    },
    {
      id: 'origin',
      kind: 'find',
      title: 'Find the header that shuts another page out',
      asks: 'Select a response of the repaired server that says whose pages may read it.',
      matches: allows,
      hint: 'The header is Access-Control-Allow-Origin. Each answer of Engine.IO has it, as the server was given cors.',
      solution: [FIX_SERVER, FIX_NAME, RUN, { act: 'see', match: allows }, { act: 'find' }],
      wrong: [
        {
          acts: [FIX_SERVER, FIX_NAME, RUN, { act: 'see', match: allows }, { act: 'find', match: asked }],
          hint: 'This is a request. The permission is the server’s to give: look at an answer.',
        },
        {
          acts: [RUN, { act: 'see', match: notFound }, { act: 'find', match: notFound }],
          hint: 'This answer is not Engine.IO’s, and its cors option has no say in it. Repair the path first.',
        },
      ],
    },
    {
      id: 'version',
      kind: 'change',
      title: 'Knock like a client of version 2',
      hint: 'One line in client.js: fetch("/socket.io/?EIO=3&transport=polling"). The server must serve polling for it.',
      untouched: notFound,
      claim: {
        says: 'A request with EIO=3 was answered with code 5, unsupported protocol version',
        holds: (seen) =>
          seen.eventually(
            wrongVersion,
            seen.when(opened, NOBODY_OLD) ??
              seen.when(unknownTransport, WRONG_TRANSPORT) ??
              seen.when(notFound, WRONG_PATH),
          ),
      },
      solution: [FIX_SERVER, OLD_CLIENT, RUN],
      wrong: [
        { acts: [FIX_SERVER, RUN], hint: NOBODY_OLD },
        { acts: [OLD_CLIENT, RUN], hint: WRONG_PATH },
      ],
    },
  ],
};
