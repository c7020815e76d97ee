import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  hasHeader,
  isAck,
  isCloseFrame,
  isCloseWith,
  isEngineOpen,
  isEventWith,
  isResponse,
  isUpgradeAccepted,
  or,
  overTransport,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const onePage = isEventWith('upload', ([text]) => typeof text === 'string' && text.length < 20_000, 'alice');
const tenPages = isEventWith('upload', ([text]) => typeof text === 'string' && text.length > 20_000, 'alice');
const tooBig = and(isCloseWith(1009), from('server'));
const refused = isResponse(413);
const stored = isAck();
const byPolling = and(onePage, overTransport('polling'));
const byWebSocket = and(onePage, overTransport('websocket'));
const givesUp = (entry: Entry) =>
  entry.kind === 'unit' &&
  entry.from === 'alice' &&
  entry.unit.packets.some(({ eio }) => eio.type === 'close');
const agreed = and(isUpgradeAccepted, hasHeader('sec-websocket-extensions', /permessage-deflate/));
const squeezed = (entry: Entry) =>
  byWebSocket(entry) && entry.kind === 'unit' && entry.unit.wire.length < 1000;
const tenSqueezed = (entry: Entry) =>
  tenPages(entry) && entry.kind === 'unit' && entry.unit.wire.length < 1000;
const atLength = (entry: Entry) =>
  byWebSocket(entry) && entry.kind === 'unit' && entry.unit.wire.length > 4000;

const WAIT_FOR_TEN = 'The first page is stored. The ten pages follow after a second and a half.';
const STILL_WEBSOCKET = 'That was a WebSocket again. Set the transports to polling, and run.';
const NOT_POLLING = 'Over polling it is 413, and a session that goes on. Here Alice is to be on a WebSocket.';
const NOT_AGREED =
  'The page still takes all its bytes: the 101 has no Sec-WebSocket-Extensions. The server must agree to it.';
const NOT_SQUEEZED =
  'No compression was agreed on, so this says nothing yet. Turn it on in server.js, as before.';

const squeezing: Act = { act: 'edit', file: 'server.js' };
const polling: Act = { act: 'transport', choice: 'polling' };

export const lesson: Lesson = {
  chapter: 'engine-io',
  slug: 'limits-and-compression',
  title: 'Limits and compression: how much is too much',
  goal: 'You can recognise a message that was too large, on either transport, and see what compression saves.',
  minutes: 9,
  cast: ['alice'],
  steps: [
    {
      id: 'too-big',
      kind: 'predict',
      title: 'Predict what becomes of a message that is too large, then run',
      question: 'The server takes 20,000 bytes. After a second and a half Alice emits 44,000. What happens?',
      choices: [
        {
          text: 'The emit throws on Alice’s side: the open packet told her the limit',
          right: false,
          because:
            'It did tell her, as maxPayload. The client uses it to split its POSTs, and for nothing else: the frame went out.',
        },
        {
          text: 'The server drops the message, and the connection stays',
          right: false,
          because: 'It cannot skip what it refuses to read. Look at the frame behind it.',
        },
        {
          text: 'The server ends the connection, and Alice reconnects',
          right: true,
          because:
            'CLOSE with 1009, “message too big”. She comes back with a new session, and the message is lost for good.',
        },
      ],
      claim: {
        says: 'The server closed with 1009, and a second session was opened',
        holds: (seen) => seen.before(tooBig, isEngineOpen, seen.when(stored, WAIT_FOR_TEN)),
      },
      hint: 'Choose first. Then press Run, and wait until Alice is connected for the second time.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'code',
      kind: 'find',
      title: 'Find the number that says “too big”',
      asks: 'Select the frame that ended the session, and in it the code.',
      matches: tooBig,
      field: 'ws.close.code',
      hint: 'It is a CLOSE frame of the server’s, right behind Alice’s long frame.',
      solution: runAndFind(tooBig),
      wrong: [
        {
          acts: runAndSelect(and(isCloseFrame, from('alice'))),
          hint: 'This is her answer: a browser sends the code back. Who closed first?',
        },
      ],
    },
    {
      id: 'by-post',
      kind: 'predict',
      title: 'Predict the same over polling, then change the transports and run',
      question: 'Over polling the 44,000 bytes are the body of a POST. What does the server do?',
      choices: [
        {
          text: 'The same: it closes the session with 1009',
          right: false,
          because: '1009 is a code of WebSocket. There is no WebSocket here; HTTP has a status for it.',
        },
        {
          text: 'It answers 413, and leaves the session alone',
          right: true,
          because:
            '413 with no body. It is Alice’s own library that gives the session up: see the POST with 1 in it.',
        },
        {
          text: 'It takes it: the limit is for frames',
          right: false,
          because: 'maxHttpBufferSize is for both, and as its name says, it was for HTTP first.',
        },
      ],
      claim: {
        says: 'A POST was answered 413, and Alice gave the session up herself',
        holds: (seen) =>
          seen.all(
            seen.eventually(refused, seen.when(tooBig, STILL_WEBSOCKET) ?? seen.when(stored, WAIT_FOR_TEN)),
            // Her goodbye is not always heard; that she begins another session is.
            seen.before(refused, or(givesUp, isEngineOpen)),
          ),
      },
      hint: 'Choose, set the transports above the ladder to polling, run, and wait two seconds.',
      solution: [{ act: 'choose', choice: 1 }, polling, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, RUN], hint: STILL_WEBSOCKET }],
    },
    {
      id: 'squeeze',
      kind: 'change',
      title: 'Let the first page cross in fewer than 1,000 bytes',
      hint: 'An option of the server, off by default: perMessageDeflate: true. Alice needs to be on a WebSocket.',
      untouched: stored,
      claim: {
        says: 'The 101 agreed on permessage-deflate, and 4,400 letters took fewer than 1,000 bytes',
        holds: (seen) =>
          seen.before(agreed, squeezed, seen.when(byPolling, NOT_POLLING) ?? seen.when(atLength, NOT_AGREED)),
      },
      solution: [CLEAR, squeezing, RUN],
      also: [
        [
          {
            act: 'replace',
            file: 'server.js',
            from: 'new Server(3000, {',
            to: 'new Server(3000, {\n  perMessageDeflate: { threshold: 0 },',
          },
          RUN,
        ],
      ],
      wrong: [
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: '{ transports: ["websocket"] }',
              to: '{ transports: ["websocket"], perMessageDeflate: true }',
            },
            RUN,
          ],
          hint: NOT_AGREED,
        },
        {
          acts: [
            {
              act: 'replace',
              file: 'server.js',
              from: 'new Server(3000, {',
              to: 'new Server(3000, {\n  httpCompression: true,',
            },
            RUN,
          ],
          hint: NOT_AGREED,
        },
        { acts: [polling, squeezing, RUN], hint: NOT_POLLING },
      ],
    },
    {
      id: 'bomb',
      kind: 'predict',
      title: 'Predict whether ten pages pass now, then run with compression on',
      question: 'Compressed, the ten pages are a few hundred bytes. The limit is 20,000. Do they pass?',
      choices: [
        {
          text: 'Yes: so few bytes are far below the limit',
          right: false,
          because: 'The frame is small, and it was refused all the same. Look at the CLOSE behind it.',
        },
        {
          text: 'No: the limit counts what comes out of the compression',
          right: true,
          because:
            'A few hundred bytes can unfold to gigabytes. So the server counts while it inflates, and stops.',
        },
        {
          text: 'No: the server takes no compressed messages of that kind',
          right: false,
          because: 'The first page was compressed too, and was stored.',
        },
      ],
      claim: {
        says: 'A compressed frame of fewer than 1,000 bytes was answered with 1009',
        holds: (seen) =>
          seen.all(
            seen.before(
              tenSqueezed,
              tooBig,
              seen.when(tooBig, NOT_SQUEEZED) ?? seen.when(stored, WAIT_FOR_TEN),
            ),
            seen.eventually(agreed),
          ),
      },
      hint: 'Choose, keep perMessageDeflate: true in server.js, run, and wait two seconds.',
      solution: [{ act: 'choose', choice: 1 }, squeezing, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, RUN], hint: NOT_SQUEEZED }],
    },
  ],
};
