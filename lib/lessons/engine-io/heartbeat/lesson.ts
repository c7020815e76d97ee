import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  isCloseFrame,
  isEngineOpenWith,
  isFaultActed,
  isPing,
  isPong,
  isProbe,
  isServerDisconnect,
  or,
  overTransport,
} from '@/lib/lessons/matchers';

const heartbeat = and(or(isPing, isPong), overTransport('websocket'));
const closeByServer = and(isCloseFrame, from('server'));
const closeByClient = and(isCloseFrame, from('client'));
const frozenUp = isFaultActed('freeze', 'up');
const frozenDown = isFaultActed('freeze', 'down');
const gaveUp = isServerDisconnect('ping timeout');

/** The longest silence, in milliseconds, before either end gives up. */
const PATIENCE = 1000;
const quick = isEngineOpenWith(({ pingInterval, pingTimeout }) => {
  return pingInterval !== undefined && pingTimeout !== undefined && pingInterval + pingTimeout <= PATIENCE;
});
const shortTimeout = isEngineOpenWith(({ pingTimeout }) => pingTimeout !== undefined && pingTimeout < 1500);

const NOT_YET = 'No heartbeat yet: wait two seconds.';
const STILL_WAITING = 'The bytes are kept back. Now give them time to lose their patience.';
const OTHER_WAY =
  'It was the server’s bytes that were kept back. Freeze the other direction: client → server.';
const THIS_WAY = 'It was Alice’s bytes that were kept back. Freeze the other direction: server → client.';
const FREEZE_LATER = 'Let them connect first: switch the freeze on after the first heartbeat.';
const NOT_THE_CLIENT =
  'The open packet still says 2000 and 1500. The client is told these numbers; it has no say in them. Change server.js.';
const BOTH_COUNT =
  'Look at the open packet: the silence lasts pingInterval and pingTimeout together before anyone gives up.';

export const lesson: Lesson = {
  chapter: 'engine-io',
  slug: 'heartbeat',
  title: 'The heartbeat: how silence is noticed',
  goal: 'You can read a ping timeout: who stopped hearing whom, and after how long.',
  minutes: 9,
  cast: ['alice'],
  steps: [
    {
      id: 'who-asks',
      kind: 'predict',
      title: 'Predict who speaks when nobody has anything to say, then run',
      question: 'The program emits nothing at all. What crosses the wire two seconds after the upgrade?',
      choices: [
        {
          text: 'Alice sends 2, the server answers 3',
          right: false,
          because: 'It was so before version 3. Today a server that receives a plain 2 ends the session.',
        },
        {
          text: 'The server sends 2, Alice answers 3',
          right: true,
          because:
            'The server asks. A browser slows the timers of a hidden page down, so they are not to be trusted with it.',
        },
        {
          text: 'A WebSocket PING frame, and a PONG frame back',
          right: false,
          because: 'There is none in the ladder. Engine.IO must do without: polling has no such frames.',
        },
        {
          text: 'Nothing: an open connection needs no traffic',
          right: false,
          because: 'Something did cross. A silent connection and a dead one look the same from either end.',
        },
      ],
      claim: {
        says: 'The server sent two pings, and a pong came back',
        holds: (seen) =>
          seen.all(seen.linked('pong', isPing, isPong, NOT_YET), seen.atLeast(2, isPing, NOT_YET)),
      },
      hint: 'Choose first. Then press Run, wait for two heartbeats, and look at the arrowheads.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'plain-text',
      kind: 'find',
      title: 'Find out what kind of frame a heartbeat travels in',
      asks: 'Select a heartbeat, and in the inspector the field that says what kind of frame it is.',
      matches: heartbeat,
      field: 'ws.opcode',
      hint: 'Select a 2 or a 3 after the upgrade. The opcode is in the first byte of the WebSocket frame.',
      solution: runAndFind(heartbeat),
      wrong: [
        {
          acts: runAndSelect(isProbe),
          hint: 'This 2 carries the word “probe”: it is the question of the upgrade. A heartbeat carries nothing.',
        },
      ],
    },
    {
      id: 'deaf-server',
      kind: 'do',
      title: 'Freeze everything that Alice sends',
      hint: 'Run, wait for a heartbeat, choose “client → server” under “freeze”, and wait four seconds.',
      claim: {
        says: 'The server asked, heard nothing, and closed with “ping timeout”',
        holds: (seen) =>
          seen.given(
            seen.before(
              isPong,
              frozenUp,
              seen.when(frozenDown, OTHER_WAY) ?? seen.when(frozenUp, FREEZE_LATER),
            ),
            seen.all(seen.eventually(gaveUp, STILL_WAITING), seen.before(frozenUp, closeByServer)),
          ),
      },
      solution: afterHeartbeat('up'),
      wrong: [{ acts: afterHeartbeat('down'), hint: OTHER_WAY }],
    },
    {
      id: 'deaf-client',
      kind: 'predict',
      title: 'Predict what Alice says when it is she who hears nothing',
      question: 'Freeze the direction from the server to Alice. What does her "disconnect" handler print?',
      choices: [
        {
          text: 'transport close: the server hangs up, and she notices',
          right: false,
          because:
            'A goodbye would have to reach her. Whatever the server sends is kept back, its CLOSE too.',
        },
        {
          text: 'ping timeout: her own clock runs out',
          right: true,
          because:
            'No ping came for pingInterval plus pingTimeout, so she gave up by herself, and her CLOSE crossed the wire.',
        },
        {
          text: 'Nothing: only the server watches the time',
          right: false,
          because: 'She watches too. That is why the open packet tells her both numbers.',
        },
      ],
      claim: {
        says: 'A ping left the server, none reached Alice, and she closed',
        holds: (seen) =>
          seen.given(
            seen.before(
              isPong,
              frozenDown,
              seen.when(frozenUp, THIS_WAY) ?? seen.when(frozenDown, FREEZE_LATER),
            ),
            seen.before(frozenDown, closeByClient, STILL_WAITING),
          ),
      },
      hint: 'Choose an answer, let everything pass again, run, and wait for a heartbeat. Then freeze “server → client”.',
      solution: [{ act: 'choose', choice: 1 }, ...afterHeartbeat('down')],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, ...afterHeartbeat('up')], hint: THIS_WAY }],
    },
    {
      id: 'patience',
      kind: 'change',
      untouched: isPong,
      title: 'Make both ends give up after one second of silence',
      hint: 'The numbers are in the first line that makes the server. Their sum is what counts: 600 and 300, for instance.',
      claim: {
        says: 'The open packet promised at most 1000 ms of patience, and the heartbeats came',
        holds: (seen) =>
          seen.all(
            seen.eventually(quick, seen.when(shortTimeout, BOTH_COUNT) ?? seen.when(isPing, NOT_THE_CLIENT)),
            seen.atLeast(2, isPing),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: 'io()',
              to: 'io({ pingInterval: 600, pingTimeout: 300 })',
            },
            RUN,
          ],
          hint: NOT_THE_CLIENT,
        },
        {
          acts: [
            { act: 'replace', file: 'server.js', from: 'pingTimeout: 1500', to: 'pingTimeout: 500' },
            RUN,
          ],
          hint: BOTH_COUNT,
        },
      ],
    },
  ],
};

function afterHeartbeat(direction: 'up' | 'down'): readonly Act[] {
  return [
    CLEAR,
    RUN,
    { act: 'see', match: isPong },
    { act: 'fault', faults: [{ kind: 'freeze', direction }] },
  ];
}
