import { RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  hasHeader,
  isEngineOpen,
  isEvent,
  isPoll,
  isResponse,
  not,
  overTransport,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const get = isPoll('GET');
const order = and(isEvent('order', 'alice'), overTransport('polling'));
const ready = and(isEvent('ready', 'server'), overTransport('polling'));
const readyByWebSocket = and(isEvent('ready', 'server'), overTransport('websocket'));
const severalInOneBody = (entry: Entry) =>
  entry.kind === 'unit' &&
  entry.unit.from === 'server' &&
  entry.unit.http !== undefined &&
  entry.unit.packets.length > 1;
const oneInABody = and(overTransport('polling'), from('server'), not(severalInOneBody));
/** The engine says `ok` to a POST, and has no packet to send with it. */
const posted = and(isResponse(200), hasHeader('content-length', '2'));
/** A refusal with its reasons is JSON; this one has none, and no body. */
const overlapped = and(isResponse(400), not(hasHeader('content-type')));
const closedByServer = (entry: Entry) =>
  entry.kind === 'unit' &&
  entry.unit.from === 'server' &&
  entry.unit.packets.some(({ eio }) => eio.type === 'close');

/** How long the GET must have hung to be called held, in microseconds. */
const HELD_MICROS = 2_000_000;

const COOKING = 'The order is in. Wait for the soup: three seconds.';
const ONE_AT_A_TIME = 'Alice had one GET open at a time. Let her send another while it hangs.';
const A_GREETING = 'That GET has no sid, so it opened a second session instead of meeting the first.';
const MOVED =
  'The soup came over a WebSocket. This lesson is about polling: leave the transports as they were.';

export const lesson: Lesson = {
  chapter: 'engine-io',
  slug: 'polling-transport',
  title: 'Long-polling: the GET that waits',
  goal: 'You can read a session over long-polling: what hangs, what carries, what separates, what answers.',
  minutes: 8,
  cast: ['alice'],
  steps: [
    {
      id: 'held',
      kind: 'predict',
      title: 'Predict what crosses the wire while nothing happens, then run',
      question: 'Three seconds pass between the order and the soup. What do Alice and the server send?',
      choices: [
        {
          text: 'A GET every second or so: “is it ready?”, “is it ready?”',
          right: false,
          because: 'Count them. She asked once, before the silence began, and that request is still open.',
        },
        {
          text: 'Nothing: one GET hangs all that time, and the soup answers it',
          right: true,
          because:
            'The server keeps the request until it has something to say. Then the answer is there at once.',
        },
        {
          text: 'Nothing: the server opens a connection to Alice when it is ready',
          right: false,
          because: 'No server can call a browser. "ready" came as the answer to a request of hers.',
        },
      ],
      claim: {
        says: '"ready" answered a GET that had been open for more than two seconds',
        holds: (seen) =>
          seen.all(
            seen.linked(
              'response',
              get,
              ready,
              seen.when(readyByWebSocket, MOVED) ?? seen.when(order, COOKING),
            ),
            seen.bound(
              get,
              ready,
              (asked, answered) => onSameConnection(asked, answered) && answered.at - asked.at > HELD_MICROS,
            ),
          ),
      },
      hint: 'Choose first. Then press Run, and watch the bar in the ladder grow until "ready" ends it.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
      wrong: [
        {
          acts: [{ act: 'choose', choice: 1 }, { act: 'transport', choice: 'websocket' }, RUN],
          hint: MOVED,
        },
      ],
    },
    {
      id: 'joined',
      kind: 'find',
      title: 'Find the byte between two packets of one body',
      asks: 'Select a response with more than one packet in it; then, among its bytes, the one between them.',
      matches: severalInOneBody,
      field: 'eio.separator',
      hint: 'It is the response with "price" and "table". Scroll its bytes down: 1e stands behind a 5d, which is a closing bracket. Click on it.',
      solution: runAndFind(severalInOneBody),
      wrong: [
        {
          acts: runAndSelect(and(isEvent('accepted'), oneInABody)),
          hint: 'This one had the body to itself: it answered the GET that was already there. Look at the next.',
        },
        {
          acts: runAndSelect(order),
          hint: 'This is Alice’s body. It has one packet; look for a response of the server.',
        },
      ],
    },
    {
      id: 'other-way',
      kind: 'predict',
      title: 'Predict what answers the POST, then run again',
      question: 'Alice POSTs 42["order","soup"]. What is in the body of the answer to that POST?',
      choices: [
        {
          text: '42["accepted","soup"]: the server’s reaction',
          right: false,
          because: '"accepted" came on the other connection, as the answer to the GET.',
        },
        {
          text: 'ok',
          right: true,
          because:
            'Two letters that say “received”, and nothing of what was made of it. Packets only ride on GETs.',
        },
        {
          text: 'Nothing: a POST needs no answer',
          right: false,
          because: 'Every request is answered. There is a 200, and it has a body of two bytes.',
        },
      ],
      claim: {
        says: 'The POST with the order was answered with two bytes',
        holds: (seen) => seen.bound(order, posted, onSameConnection),
      },
      hint: 'Choose, then run. Follow the POST’s connection to its answer with . (a full stop).',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'twice',
      kind: 'change',
      title: 'Send a second GET while the first is held',
      hint: 'In client.js, after a second: fetch("/socket.io/?EIO=4&transport=polling&sid=" + socket.io.engine.id).',
      untouched: ready,
      claim: {
        says: 'Two GETs of one session met: one was answered 400, and the session was closed',
        holds: (seen) =>
          seen.all(
            seen.eventually(
              overlapped,
              seen.when(readyByWebSocket, MOVED) ??
                (seen.atLeast(2, isEngineOpen).holds ? A_GREETING : seen.when(ready, ONE_AT_A_TIME)),
            ),
            seen.eventually(closedByServer),
          ),
      },
      solution: [{ act: 'edit', file: 'client.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: ONE_AT_A_TIME },
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: 'socket.onAny(',
              to: 'setTimeout(() => fetch("/socket.io/?EIO=4&transport=polling"), 500);\nsocket.onAny(',
            },
            RUN,
          ],
          hint: A_GREETING,
        },
      ],
    },
  ],
};

function onSameConnection(a: Entry, b: Entry): boolean {
  return a.kind === 'unit' && b.kind === 'unit' && a.conn === b.conn;
}
