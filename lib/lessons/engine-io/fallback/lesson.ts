import { RUN, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  isAck,
  isEngineOpen,
  isEvent,
  isUpgradeAccepted,
  isUpgradeRefused,
  isUpgradeRequest,
  not,
  overTransport,
} from '@/lib/lessons/matchers';

const opensByPolling = and(isEngineOpen, overTransport('polling'));
const opensByWebSocket = and(isEngineOpen, overTransport('websocket'));
const helloByPolling = and(isEvent('hello', 'alice'), overTransport('polling'));
/** Refused before there was a session, so nothing was left to stay on. */
const refusedAtTheDoor = and(
  isUpgradeRefused,
  not((entry) => entry.kind === 'unit' && entry.unit.http?.query.sid !== undefined),
);

const NOT_BLOCKED = 'There is a WebSocket: “block WS” was not on when this run began.';
const NEVER_ASKED = 'Nothing was blocked, for no WebSocket was asked for. Give both transports.';
const WAIT_FOR_HELLO = 'The WebSocket was refused. Now wait for "hello": which road does it take?';
const ONCE_MORE = 'Refused once. Wait a second or two: does she take the other road?';
const POLLING_FIRST = 'Polling went first, so there was nothing to fall back from. Put "websocket" first.';
const ORDER_IS_NOT_ENOUGH =
  'Refused, and refused again. The order alone makes no plan B: look up tryAllTransports in the hint.';

const blocked: Act = { act: 'fault', faults: [{ kind: 'block-websocket' }] };
const webSocketFirst: Act = {
  act: 'replace',
  file: 'client.js',
  from: '["polling", "websocket"]',
  to: '["websocket", "polling"]',
};

export const lesson: Lesson = {
  chapter: 'engine-io',
  slug: 'fallback',
  title: 'The fallback that is none',
  goal: 'You can tell what a client does where WebSocket is blocked, from its list of transports.',
  minutes: 8,
  cast: ['alice'],
  steps: [
    {
      id: 'blocked',
      kind: 'predict',
      title: 'Predict what Alice does without WebSocket, then block it and run',
      question: 'Every WebSocket on Alice’s network is refused. What will her console say first?',
      choices: [
        {
          text: 'connect_error, and then connect over polling: she falls back',
          right: false,
          because:
            'There was no error to fall back from. She was connected by polling before the WebSocket was refused.',
        },
        {
          text: 'connect: she is connected by polling, and stays there',
          right: true,
          because:
            'Polling came first. The WebSocket was to be an improvement; it failed, and nothing was lost.',
        },
        {
          text: 'connect_error, again and again',
          right: false,
          because:
            'That needs another list of transports, as you will see. With this one she connected at once.',
        },
      ],
      claim: {
        says: 'The session was open before the WebSocket was refused, and "hello" travelled by polling',
        holds: (seen) =>
          seen.all(
            seen.before(
              opensByPolling,
              isUpgradeRefused,
              seen.when(isUpgradeAccepted, NOT_BLOCKED) ?? seen.when(helloByPolling, NEVER_ASKED),
            ),
            seen.before(isUpgradeRefused, helloByPolling, WAIT_FOR_HELLO),
          ),
      },
      hint: 'Choose first. “block WS” is above the ladder; switch it on, and then press Run.',
      solution: [{ act: 'choose', choice: 1 }, blocked, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, RUN], hint: NOT_BLOCKED }],
    },
    {
      id: 'refusal',
      kind: 'find',
      title: 'Find the answer that Alice’s browser keeps to itself',
      asks: 'Select the response that refused the WebSocket, and in it the field with the reason a machine can read.',
      matches: isUpgradeRefused,
      field: 'http.status',
      hint: 'It answers the request with transport=websocket. The number is in its first line.',
      solution: [blocked, RUN, { act: 'see', match: isUpgradeRefused }, { act: 'find' }],
      wrong: [
        {
          acts: [blocked, ...runAndSelect(isUpgradeRequest)],
          hint: 'That is the question. What was the answer?',
        },
        {
          acts: runAndSelect(isUpgradeAccepted),
          hint: 'This WebSocket was let through. Switch “block WS” on and run again.',
        },
      ],
    },
    {
      id: 'other-order',
      kind: 'predict',
      title: 'Predict what the other order does, then swap the two and run',
      question: 'WebSocket is still blocked. What comes of transports: ["websocket", "polling"]?',
      choices: [
        {
          text: 'One connect_error, then polling: that is what the second entry is for',
          right: false,
          because:
            'Read the requests: every one of them is for a WebSocket. The second entry was never tried.',
        },
        {
          text: 'connect_error again and again: polling is never tried',
          right: true,
          because:
            'The session begins with the first transport of the list. If that fails, the same one is tried again.',
        },
        {
          text: 'The same as before: the order does not matter',
          right: false,
          because: 'The order says where the session begins, and it could not begin.',
        },
      ],
      claim: {
        says: 'The WebSocket was refused twice, and no session was ever opened',
        holds: (seen) =>
          seen.all(
            seen.atLeast(
              2,
              refusedAtTheDoor,
              seen.when(opensByPolling, POLLING_FIRST) ??
                seen.when(opensByWebSocket, NOT_BLOCKED) ??
                seen.when(refusedAtTheDoor, ONCE_MORE),
            ),
            seen.never(isEngineOpen, refusedAtTheDoor),
          ),
      },
      hint: 'Choose, leave “block WS” on, write "websocket" before "polling" in client.js, and run. Then wait three seconds.',
      solution: [{ act: 'choose', choice: 1 }, blocked, webSocketFirst, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, blocked, RUN], hint: POLLING_FIRST }],
    },
    {
      id: 'try-all',
      kind: 'change',
      untouched: isAck(),
      title: 'Make Alice fall back: WebSocket first, polling when it is refused',
      hint: 'There is an option beside transports, new in 4.8: tryAllTransports: true.',
      claim: {
        says: 'The WebSocket was refused, and then a session was opened by polling',
        holds: (seen) =>
          seen.all(
            seen.before(
              refusedAtTheDoor,
              opensByPolling,
              seen.when(opensByWebSocket, NOT_BLOCKED) ??
                seen.when(opensByPolling, POLLING_FIRST) ??
                (seen.atLeast(2, refusedAtTheDoor).holds ? ORDER_IS_NOT_ENOUGH : undefined),
            ),
            seen.before(opensByPolling, helloByPolling, WAIT_FOR_HELLO),
          ),
      },
      solution: [blocked, { act: 'edit', file: 'client.js' }, RUN],
      wrong: [
        { acts: [blocked, webSocketFirst, RUN], hint: ORDER_IS_NOT_ENOUGH },
        { acts: [blocked, { act: 'transport', choice: 'polling' }, RUN], hint: POLLING_FIRST },
        { acts: [{ act: 'edit', file: 'client.js' }, RUN], hint: NOT_BLOCKED },
      ],
    },
  ],
};
