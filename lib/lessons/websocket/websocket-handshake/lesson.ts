import { acceptFor } from '@/lib/dissect/websocket-handshake';
import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  hasHeader,
  isClosed,
  isFaultActed,
  isFrame,
  isRequest,
  isResponse,
  isUpgradeAccepted,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const asks = and(isRequest('GET', '/chat'), hasHeader('sec-websocket-key'));
const hung = isClosed('client');
const greeting = and(isFrame('text'), from('server'));
const alicesFrame = and(isFrame('text'), from('alice'));
const plainAnswer = isResponse(200);
const stripped = isFaultActed('strip-upgrade');
const hexAccept = hasHeader('sec-websocket-accept', /^[0-9a-f]{40}$/);
const hashedAccept = hasHeader('sec-websocket-accept', /^[A-Za-z0-9+/]{27}=$/);

const AN_ECHO = 'The 101 carries the key as it came, and Alice hung up. Compute the value instead.';
const IN_HEX = 'A hash, but written in hexadecimal: 40 characters. The standard wants base64.';
const ANOTHER_HASH =
  'The right form, and not the right value. Is the constant behind the key, without anything in between?';
const NOT_STRIPPED = 'Nothing was taken out of this request: switch “strip Upgrade” on, and run again.';

export const lesson: Lesson = {
  chapter: 'websocket',
  slug: 'websocket-handshake',
  title: 'The WebSocket handshake: the last words of HTTP',
  goal: 'You can compute Sec-WebSocket-Accept, and tell from one answer why a WebSocket did not open.',
  minutes: 9,
  cast: ['alice'],
  faulty: ['ws-accept'],
  steps: [
    {
      id: 'first-bytes',
      kind: 'predict',
      title: 'Predict the first bytes of a WebSocket, then run',
      question: 'What does Alice’s browser send first, once the TCP connection is there?',
      choices: [
        {
          text: 'A frame that says hello: 81 85 …',
          right: false,
          because: 'Frames come when both ends have agreed on them. First one has to ask.',
        },
        {
          text: 'GET /chat HTTP/1.1, with a few headers more than usual',
          right: true,
          because: 'A request like any other, with Upgrade: websocket in it. Any HTTP server can read it.',
        },
        {
          text: 'An OPTIONS request, to ask whether she may',
          right: false,
          because:
            'There is no preflight for WebSockets, and no CORS at all. The server must look at Origin.',
        },
      ],
      claim: {
        says: 'Alice sent a GET with a Sec-WebSocket-Key',
        holds: (seen) => seen.eventually(asks),
      },
      hint: 'Choose first. Then press Run, and read the first arrow from Alice to the server.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'key',
      kind: 'find',
      title: 'Find the sixteen random bytes',
      asks: 'Select the request, and in it the header whose value is new each time.',
      matches: asks,
      field: 'http.header.sec-websocket-key',
      hint: 'It is called Sec-WebSocket-Key, and ends with two equals signs.',
      solution: runAndFind(asks),
      wrong: [
        {
          acts: runAndSelect(isUpgradeAccepted),
          hint: 'That is the answer. It repeats the bytes only because this server does not know better.',
        },
      ],
    },
    {
      id: 'echo',
      kind: 'find',
      title: 'Find out who ends it, and how',
      asks: 'Select the entry with which the connection is ended by the one who did not believe the answer.',
      matches: hung,
      hint: 'It is no frame and no packet, but the end of the TCP connection: the row with a cross.',
      solution: runAndFind(hung),
      wrong: [
        {
          acts: runAndSelect(isUpgradeAccepted),
          hint: 'This is the answer itself. It says 101, and its Sec-WebSocket-Accept does not fit. What does Alice do about it?',
        },
        {
          acts: runAndSelect(greeting),
          hint: 'The server went on as if all were well. This frame did cross, and the page never saw it. What came after?',
        },
      ],
    },
    {
      id: 'accept',
      kind: 'change',
      title: 'Compute Sec-WebSocket-Accept from the key',
      hint: 'createHash("sha1").update(key + GUID).digest("base64")',
      untouched: hung,
      claim: {
        says: 'The 101 carried the value that belongs to the key, and Alice sent her first frame',
        holds: (seen) =>
          seen.all(
            seen.bound(
              asks,
              isUpgradeAccepted,
              (asked, answered) => fits(asked, answered),
              seen.when(hexAccept, IN_HEX) ??
                seen.when(hashedAccept, ANOTHER_HASH) ??
                seen.when(hung, AN_ECHO),
            ),
            seen.eventually(alicesFrame),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      also: [[answering('createHash("sha1").update(key).update(GUID).digest().toString("base64")'), RUN]],
      wrong: [
        { acts: [RUN], hint: AN_ECHO },
        { acts: [answering('createHash("sha1").update(key + GUID).digest("hex")'), RUN], hint: IN_HEX },
        { acts: [answering('createHash("sha1").update(key).digest("base64")'), RUN], hint: ANOTHER_HASH },
      ],
    },
    {
      id: 'stripped',
      kind: 'do',
      title: 'Take the Upgrade header away from a request on its way',
      hint: '“strip Upgrade” is above the ladder, behind “+ fault…” where there is little room. Switch it on, then press Run.',
      claim: {
        says: 'The server saw a plain GET, answered 200, and Alice gave up',
        holds: (seen) =>
          seen.all(
            seen.before(stripped, plainAnswer, seen.when(isUpgradeAccepted, NOT_STRIPPED)),
            seen.never(alicesFrame, plainAnswer),
          ),
      },
      solution: [{ act: 'fault', faults: [{ kind: 'strip-upgrade' }] }, RUN],
      wrong: [{ acts: [RUN], hint: NOT_STRIPPED }],
    },
  ],
};

function answering(value: string): Act {
  return { act: 'replace', file: 'server.js', from: 'const accept = key;', to: `const accept = ${value};` };
}

function fits(asked: Entry, answered: Entry): boolean {
  if (asked.kind !== 'unit' || answered.kind !== 'unit' || asked.conn !== answered.conn) return false;
  const key = asked.unit.http?.headers['sec-websocket-key'];
  return key !== undefined && answered.unit.http?.headers['sec-websocket-accept'] === acceptFor(key);
}
