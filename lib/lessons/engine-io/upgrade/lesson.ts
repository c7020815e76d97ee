import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Lesson } from '@/lib/lessons/lesson';
import {
  and,
  isAck,
  isEngineOpen,
  isEngineOpenWith,
  isEvent,
  isNoop,
  isProbe,
  isProbeAnswer,
  isUpgrade,
  isUpgradeAccepted,
  isUpgradeRefused,
  isUpgradeRequest,
  overTransport,
} from '@/lib/lessons/matchers';

const overPolling = overTransport('polling');
const overWebSocket = overTransport('websocket');

const welcomeByPolling = and(isEvent('welcome'), overPolling);
const welcomeByWebSocket = and(isEvent('welcome'), overWebSocket);
const helloByPolling = and(isEvent('hello', 'alice'), overPolling);
const ackByPolling = and(isAck(), overPolling);
const opensByWebSocket = and(isEngineOpen, overWebSocket);
const opensWithoutOffer = and(
  isEngineOpenWith(({ upgrades }) => upgrades?.length === 0),
  overPolling,
);

const TOO_FAST =
  'This time the WebSocket was ready before the welcome. That is rare: press Run once more, or add latency to the wire.';
const NOT_STRIPPED = 'The upgrade was accepted: “strip Upgrade” was not on when this run began.';
const NEVER_ASKED =
  '"hello" travelled by polling because Alice never asked for more. Set the transports back, so that there is an upgrade to break.';
const WAIT_FOR_HELLO = 'The upgrade was refused. Now wait for "hello": which road does it take?';
const STILL_ASKED = 'The server still offers "websocket" in its open packet, and Alice still asks for it.';
const STILL_OFFERED =
  'Alice did not ask, but look at the open packet: the server still offers. Change server.js instead.';
const NEVER_POLLED =
  'There was no upgrade because there was no polling: Alice opened a WebSocket from the start.';

export const lesson: Lesson = {
  chapter: 'engine-io',
  slug: 'upgrade',
  title: 'The upgrade: moving house without losing the post',
  goal: 'You can read an upgrade packet by packet, and say what goes on working when it fails.',
  minutes: 8,
  cast: ['alice'],
  steps: [
    {
      id: 'first-road',
      kind: 'predict',
      title: 'Predict which road the first event takes, then run',
      question: 'Alice calls io() without options. What carries the server’s "welcome" to her?',
      choices: [
        {
          text: 'A WebSocket frame: WebSocket is tried first',
          right: false,
          because: 'Look above the 101: the welcome was delivered before there was a WebSocket.',
        },
        {
          text: 'The body of an HTTP response',
          right: true,
          because: 'The session begins with long-polling, and is in full use before any WebSocket exists.',
        },
        {
          text: 'Nothing yet: it waits until the upgrade is finished',
          right: false,
          because: 'It did not wait: it left in the answer to a GET while the upgrade was still under way.',
        },
      ],
      claim: {
        says: '"welcome" was delivered in an HTTP body, before Alice moved with 5',
        holds: (seen) => seen.before(welcomeByPolling, isUpgrade, seen.when(welcomeByWebSocket, TOO_FAST)),
      },
      hint: 'Choose first. Then press Run and look for "welcome" and for 101 in the ladder: which is higher up?',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'proof',
      kind: 'find',
      title: 'Find the packet that proves that the WebSocket works',
      asks: 'Select the packet after which Alice knows that frames pass in both directions.',
      matches: isProbeAnswer,
      hint: 'There is a question and an answer, both with the word “probe”. Only one of them proves anything to Alice.',
      solution: runAndFind(isProbeAnswer),
      wrong: [
        {
          acts: runAndSelect(isUpgradeAccepted),
          hint: 'The 101 only says that somebody on the way agreed to switch. Some proxies send it and then swallow the frames.',
        },
        {
          acts: runAndSelect(isProbe),
          hint: '2probe is the question. It proves nothing until it is answered.',
        },
        {
          acts: runAndSelect(isEngineOpen),
          hint: 'Here the server offers an upgrade. Whether the road to it is open, nobody knows yet.',
        },
        {
          acts: runAndSelect(isUpgrade),
          hint: 'With 5 she moves. She would not send it without the proof, so the proof lies before it.',
        },
      ],
    },
    {
      id: 'let-go',
      kind: 'find',
      title: 'Find what answers the GET that is still hanging',
      asks: 'Select the packet with which the server lets the last GET go.',
      matches: isNoop,
      hint: 'Follow the long bar of the held GET down to its end. The packet there has no content at all. (Where news came at the last moment there is no such packet: run again.)',
      solution: runAndFind(isNoop),
      wrong: [
        {
          acts: runAndSelect(isProbeAnswer),
          hint: 'That is a frame on the WebSocket. The GET hangs on the other connection, and must be answered there.',
        },
        {
          acts: runAndSelect(isUpgrade),
          hint: 'That one goes from Alice to the server. A GET is answered by the server.',
        },
      ],
    },
    {
      id: 'strip',
      kind: 'do',
      title: 'Switch on “strip Upgrade” and run again',
      hint: 'The faults are above the ladder, behind “+ fault…” where there is little room. “strip Upgrade” takes two headers out of the request. Press Run, and wait for "hello".',
      claim: {
        says: 'The WebSocket was refused, and "hello" was answered over polling all the same',
        holds: (seen) =>
          seen.all(
            seen.eventually(
              isUpgradeRefused,
              seen.when(isUpgradeAccepted, NOT_STRIPPED) ?? seen.when(helloByPolling, NEVER_ASKED),
            ),
            seen.linked('ack', helloByPolling, ackByPolling, WAIT_FOR_HELLO),
          ),
      },
      solution: [{ act: 'fault', faults: [{ kind: 'strip-upgrade' }] }, RUN],
      wrong: [
        { acts: [RUN], hint: NOT_STRIPPED },
        {
          acts: [
            { act: 'fault', faults: [{ kind: 'strip-upgrade' }] },
            { act: 'transport', choice: 'polling' },
            RUN,
          ],
          hint: NEVER_ASKED,
        },
      ],
    },
    {
      id: 'no-offer',
      kind: 'change',
      untouched: isAck(),
      title: 'Make the server stop offering the upgrade',
      hint: 'Give the server an option: new Server(3000, { allowUpgrades: false }).',
      claim: {
        says: 'The open packet offered no upgrade, none was asked for, and "hello" travelled by polling',
        holds: (seen) =>
          seen.all(
            seen.eventually(
              opensWithoutOffer,
              seen.when(opensByWebSocket, NEVER_POLLED) ??
                seen.when(isUpgradeRequest, STILL_ASKED) ??
                seen.when(helloByPolling, STILL_OFFERED),
            ),
            seen.never(isUpgradeRequest, helloByPolling),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        { acts: [{ act: 'transport', choice: 'polling' }, RUN], hint: STILL_OFFERED },
        { acts: [{ act: 'transport', choice: 'websocket' }, RUN], hint: NEVER_POLLED },
        {
          acts: [
            { act: 'replace', file: 'client.js', from: 'io()', to: 'io({ allowUpgrades: false })' },
            RUN,
          ],
          hint: STILL_ASKED,
        },
      ],
    },
  ],
};
