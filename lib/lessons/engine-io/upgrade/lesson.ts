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
const helloByWebSocket = and(isEvent('hello', 'alice'), overWebSocket);
const ackByPolling = and(isAck(), overPolling);
const opensWithoutOffer = isEngineOpenWith(({ upgrades }) => upgrades?.length === 0);

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
      question:
        'Alice calls io() without options and the server greets her at once. How does "welcome" travel?',
      choices: [
        {
          text: 'In a WebSocket frame: WebSocket is tried first',
          right: false,
          because: 'Look above the 101: the welcome was already delivered before there was a WebSocket.',
        },
        {
          text: 'In the body of an HTTP response',
          right: true,
          because: 'The session begins with long-polling, and it is in full use before any WebSocket exists.',
        },
        {
          text: 'It waits in a buffer until the upgrade is finished',
          right: false,
          because:
            'Nothing waits: the welcome left in the answer to a GET while the upgrade was still under way.',
        },
      ],
      claim: {
        says: '"welcome" was delivered in an HTTP body, before Alice moved with 5',
        holds: (seen) =>
          seen.before(
            welcomeByPolling,
            isUpgrade,
            seen.when(
              welcomeByWebSocket,
              'This time the WebSocket was ready first. That is rare on a fast network: press Run once more.',
            ),
          ),
      },
      hint: 'Choose an answer first. Then press Run and look for "welcome" and for 101 in the ladder: which is higher up?',
      solution: [{ act: 'choose', choice: 1 }, { act: 'run' }],
    },
    {
      id: 'proof',
      kind: 'find',
      title: 'Find the packet that proves that the WebSocket works',
      asks: 'Select the packet after which Alice can be sure that frames pass in both directions.',
      matches: isProbeAnswer,
      hint: 'A question and its answer, both with the word "probe". Only one of the two proves anything to Alice.',
      solution: [{ act: 'run' }, { act: 'see', match: isProbeAnswer }, { act: 'find' }],
      wrong: [
        {
          acts: [
            { act: 'run' },
            { act: 'see', match: isUpgradeAccepted },
            { act: 'find', match: isUpgradeAccepted },
          ],
          hint: 'The 101 only says that somebody on the way agreed to switch. There are proxies that send it and then swallow the frames.',
        },
        {
          acts: [{ act: 'run' }, { act: 'see', match: isProbe }, { act: 'find', match: isProbe }],
          hint: '2probe is the question. It proves nothing until it is answered.',
        },
        {
          acts: [{ act: 'run' }, { act: 'see', match: isEngineOpen }, { act: 'find', match: isEngineOpen }],
          hint: 'Here the server offers an upgrade. Whether the road to it is open, nobody knows yet.',
        },
        {
          acts: [{ act: 'run' }, { act: 'see', match: isUpgrade }, { act: 'find', match: isUpgrade }],
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
      hint: 'Follow the long bar of the held GET down to its end. The packet there has no content at all.',
      solution: [{ act: 'run' }, { act: 'see', match: isNoop }, { act: 'find' }],
      wrong: [
        {
          acts: [{ act: 'run' }, { act: 'see', match: isProbeAnswer }, { act: 'find', match: isProbeAnswer }],
          hint: 'That is a frame on the WebSocket. The GET hangs on the other connection, and must be answered there.',
        },
        {
          acts: [{ act: 'run' }, { act: 'see', match: isUpgrade }, { act: 'find', match: isUpgrade }],
          hint: 'That one goes from Alice to the server. A GET is answered by the server.',
        },
      ],
    },
    {
      id: 'strip',
      kind: 'do',
      title: 'Switch on “strip Upgrade” and run again',
      hint: 'The faults are above the ladder. “strip Upgrade” takes two headers out of the request; then press Run and wait for "hello".',
      claim: {
        says: 'The request for a WebSocket was refused, and "hello" was answered over polling all the same',
        holds: (seen) =>
          seen.all(
            seen.before(isUpgradeRequest, isUpgradeRefused),
            seen.before(
              isUpgradeRefused,
              helloByPolling,
              seen.when(
                isUpgradeRefused,
                'The upgrade was refused. Now wait a second for "hello": which road does it take?',
              ),
            ),
            seen.linked('ack', helloByPolling, ackByPolling),
          ),
      },
      solution: [{ act: 'fault', faults: [{ kind: 'strip-upgrade' }] }, { act: 'run' }],
      wrong: [
        {
          acts: [
            { act: 'fault', faults: [{ kind: 'strip-upgrade' }] },
            { act: 'transport', choice: 'polling' },
            { act: 'run' },
          ],
          hint: '"hello" travelled by polling because Alice never asked for more. Set the transports back, so that there is an upgrade to break.',
        },
      ],
    },
    {
      id: 'no-offer',
      kind: 'change',
      title: 'Make the server stop offering the upgrade',
      hint: 'new Server(3000, { allowUpgrades: false }). Switch the fault off first, or you cannot tell the two apart.',
      claim: {
        says: 'The open packet offers no upgrade, none was asked for, and "hello" travelled by polling',
        holds: (seen) => {
          const asked = seen.when(
            isUpgradeRequest,
            'The server still offers "websocket" in its open packet, and Alice still asks for it.',
          );
          return seen.all(
            seen.eventually(
              opensWithoutOffer,
              asked ?? seen.when(helloByPolling, STILL_OFFERED) ?? seen.when(helloByWebSocket, NEVER_POLLED),
            ),
            seen.never(isUpgradeRequest, helloByPolling, asked),
          );
        },
      },
      solution: [{ act: 'edit', file: 'server.js' }, { act: 'run' }],
      wrong: [
        {
          acts: [{ act: 'transport', choice: 'polling' }, { act: 'run' }],
          hint: 'Alice did not ask, but look at the open packet: the server still offers. Change server.js instead.',
        },
        {
          acts: [{ act: 'transport', choice: 'websocket' }, { act: 'run' }],
          hint: 'Now there is no upgrade because there was no polling: Alice opened a WebSocket from the start.',
        },
        {
          acts: [
            { act: 'replace', file: 'client.js', from: 'io()', to: 'io({ allowUpgrades: false })' },
            { act: 'run' },
          ],
          hint: 'The server still offers "websocket" in its open packet, and Alice still asks for it.',
        },
      ],
    },
  ],
};

const STILL_OFFERED =
  'Alice did not ask, but look at the open packet: the server still offers. Change server.js instead.';
const NEVER_POLLED =
  'Now there is no upgrade because there was no polling: Alice opened a WebSocket from the start.';
