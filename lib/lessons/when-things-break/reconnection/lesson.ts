import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Act, Lesson, Seen, Verdict } from '@/lib/lessons/lesson';
import {
  isConnectAnswer,
  isDisconnect,
  isEngineOpen,
  isFaultActed,
  isLog,
  isUpgradeRefused,
  isUpgradeRequest,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const letIn = isConnectAnswer('/');
const cut = isFaultActed('cut');
const asks = isUpgradeRequest;
const refused = isUpgradeRefused;
const thrownOut = isDisconnect('server', '/');
const counted = isLog(/^\d+ here$/, 'server');

/** The longest first wait, half a second and half as much again, with room for a busy machine. */
const AWAY_MICROS = 2_500_000;

const NOT_CUT = 'She is connected. Now cut the wire, with FIN or with RST.';
const NOT_BACK = 'The wire is cut. She waits half a second or so before she knocks.';
const STILL_BLOCKED = 'She knocks, and the wire refuses her. Take “block WS” off first.';
const NOT_BLOCKED =
  'She was let in at her first attempt. Switch “block WS” on while she is connected, and then cut.';
const KEEP_WAITING = 'She is refused, and tries again. Let her: the claim needs three attempts.';
const NOBODY_OUT =
  'Nobody was thrown out. Put setTimeout(() => socket.disconnect(), 1000) into the handler in server.js.';
const ONLY_CUT = 'That was the wire. This time the server must do it: socket.disconnect() in server.js.';
const WATCH = 'She is out. Give her three seconds to come back, if she wants to.';
const CAME_BACK = 'She did come back: your client.js calls connect(). Leave that for the next step.';
const STAYS_AWAY =
  'Three seconds later she is still away. No option changes that; in the "disconnect" handler call socket.connect().';

const CUT: Act = { act: 'fault', faults: [{ kind: 'cut', how: 'fin' }] };
const BLOCK_AND_CUT: Act = {
  act: 'fault',
  faults: [{ kind: 'block-websocket' }, { kind: 'cut', how: 'fin' }],
};
const connected: readonly Act[] = [CLEAR, RUN, { act: 'see', match: letIn }];

export const lesson: Lesson = {
  chapter: 'when-things-break',
  slug: 'reconnection',
  title: 'Reconnection: who knocks again, and when',
  goal: 'You can say which disconnects are tried again, by whom, and after how long.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'wait',
      kind: 'predict',
      title: 'Predict what Alice does after a cut, then run and cut',
      question: 'The wire is cut. What does Alice do next, with nobody touching her page?',
      choices: [
        {
          text: 'She opens a connection at once and goes on with her session',
          right: false,
          because:
            'Look at the gap after the cut, and at the new request: it carries no sid. A session is not resumed.',
        },
        {
          text: 'She waits about half a second, then begins anew: another session, another socket',
          right: true,
          because:
            'The wait is reconnectionDelay, give or take half of it. Then comes everything that you saw at the start.',
        },
        {
          text: 'Nothing, until the page is reloaded',
          right: false,
          because: 'She came back, and nobody reloaded anything. A timer in the client library did it.',
        },
      ],
      claim: {
        says: 'After the cut a new session was opened, and the server let Alice in again',
        holds: (seen) =>
          seen.given(
            seen.before(letIn, cut, seen.when(letIn, NOT_CUT)),
            seen.all(
              seen.before(cut, isEngineOpen, seen.before(cut, refused).holds ? STILL_BLOCKED : NOT_BACK),
              seen.before(cut, letIn, NOT_BACK),
            ),
          ),
      },
      hint: 'Choose first, press Run, wait until Alice is connected, and press “cut” above the ladder.',
      solution: [{ act: 'choose', choice: 1 }, ...connected, CUT],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, ...connected], hint: NOT_CUT }],
    },
    {
      id: 'who-tells',
      kind: 'predict',
      title: 'Predict which lines Alice prints when she is back',
      question: 'client.js listens for "reconnect" twice: on the socket, and on socket.io. Who says “back”?',
      choices: [
        {
          text: 'The socket',
          right: false,
          because:
            'Its line is missing. Nobody has emitted "reconnect" on a socket since version 3; the handler waits in vain.',
        },
        {
          text: 'The manager, which is socket.io',
          right: true,
          because:
            'One manager keeps the connection for all of Alice’s sockets, so it is the manager that lost it and got it back.',
        },
        {
          text: 'Both',
          right: false,
          because: 'Only one line says “back”. A socket tells of "connect" and "disconnect", each time anew.',
        },
      ],
      claim: {
        says: 'Alice was cut off, and let in again',
        holds: (seen) =>
          seen.given(
            seen.before(letIn, cut, seen.when(letIn, NOT_CUT)),
            seen.before(cut, letIn, seen.before(cut, refused).holds ? STILL_BLOCKED : NOT_BACK),
          ),
      },
      hint: 'Choose, run, cut, and read Alice’s console from “attempt 1” on.',
      solution: [{ act: 'choose', choice: 1 }, ...connected, CUT],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, ...connected, BLOCK_AND_CUT], hint: STILL_BLOCKED }],
    },
    {
      id: 'doubling',
      kind: 'predict',
      title: 'Predict the waits when every attempt fails',
      question: 'Each attempt is refused. The first wait is half a second, more or less. And the next two?',
      choices: [
        {
          text: 'Half a second each',
          right: false,
          because: 'Measure the gaps in the ladder: they grow. A server in trouble is not to be hammered.',
        },
        {
          text: 'Half a second longer each time: 1000 ms, then 1500 ms',
          right: false,
          because: 'It grows faster than that: each time the double, up to reconnectionDelayMax.',
        },
        {
          text: 'The double each time: about 1000 ms, then about 2000 ms',
          right: true,
          because:
            '500 · 2ⁿ, moved by up to half of it either way, so that a thousand clients do not knock together.',
        },
      ],
      claim: {
        says: 'Three attempts were refused, and the third wait was longer than the first',
        holds: (seen) =>
          seen.given(
            seen.before(letIn, cut, seen.when(letIn, NOT_CUT)),
            seen.all(
              seen.before(cut, refused, seen.before(cut, letIn).holds ? NOT_BLOCKED : NOT_BACK),
              waitsGrow(seen),
            ),
          ),
      },
      hint: 'Choose, run, wait until she is connected. Switch “block WS” on, then press “cut”, and give her five seconds.',
      solution: [{ act: 'choose', choice: 2 }, ...connected, BLOCK_AND_CUT],
      wrong: [{ acts: [{ act: 'choose', choice: 2 }, ...connected, CUT], hint: NOT_BLOCKED }],
    },
    {
      id: 'thrown-out',
      kind: 'predict',
      title: 'Predict what Alice does when the server throws her out',
      question: 'One second after she came, server.js calls socket.disconnect(). What does Alice do?',
      choices: [
        {
          text: 'She waits half a second and comes back, as after a cut',
          right: false,
          because:
            'No request followed. The 41 says that the server wants her gone; her console has “will try again: false”.',
        },
        {
          text: 'She stays away',
          right: true,
          because:
            '“io server disconnect” is a decision, not an accident. Whether to come back is left to your program.',
        },
        {
          text: 'She comes back at once: a goodbye needs no backoff',
          right: false,
          because: 'There is no new connection at all after the 41, neither soon nor late.',
        },
      ],
      claim: {
        says: 'The server sent 41, and for more than two seconds nobody came back',
        holds: (seen) =>
          seen.given(
            seen.eventually(
              thrownOut,
              seen.when(cut, ONLY_CUT) ?? (seen.atLeast(2, counted).holds ? NOBODY_OUT : undefined),
            ),
            seen.before(thrownOut, asks).holds
              ? { holds: false, instead: CAME_BACK }
              : seen.bound(thrownOut, counted, longAfter, WATCH),
          ),
      },
      hint: 'Write setTimeout(() => socket.disconnect(), 1000); into the connection handler of server.js, choose, and run.',
      solution: [{ act: 'choose', choice: 1 }, CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        { acts: [{ act: 'choose', choice: 1 }, RUN], hint: NOBODY_OUT },
        { acts: [{ act: 'choose', choice: 1 }, ...connected, CUT], hint: ONLY_CUT },
        {
          acts: [
            { act: 'choose', choice: 1 },
            { act: 'edit', file: 'server.js' },
            { act: 'edit', file: 'client.js' },
            RUN,
          ],
          hint: CAME_BACK,
        },
      ],
    },
    {
      id: 'come-back',
      kind: 'change',
      title: 'Let Alice come back although she was thrown out',
      hint: 'In her "disconnect" handler: if (!socket.active) setTimeout(() => socket.connect(), 1000);',
      untouched: counted,
      claim: {
        says: 'The server sent 41, and later let Alice in again',
        holds: (seen) =>
          seen.given(
            seen.eventually(
              thrownOut,
              seen.when(cut, ONLY_CUT) ?? (seen.atLeast(2, counted).holds ? NOBODY_OUT : undefined),
            ),
            seen.before(
              thrownOut,
              letIn,
              seen.bound(thrownOut, counted, longAfter).holds ? STAYS_AWAY : WATCH,
            ),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, { act: 'edit', file: 'client.js' }, RUN],
      also: [
        [
          { act: 'edit', file: 'server.js' },
          {
            act: 'replace',
            file: 'client.js',
            from: 'console.log("will try again:", socket.active);',
            to: 'if (reason === "io server disconnect") socket.connect();',
          },
          RUN,
        ],
      ],
      wrong: [
        { acts: [{ act: 'edit', file: 'client.js' }, RUN], hint: NOBODY_OUT },
        {
          acts: [
            { act: 'edit', file: 'server.js' },
            {
              act: 'replace',
              file: 'client.js',
              from: '  reconnectionDelay: 500,',
              to: '  reconnection: true,',
            },
            RUN,
          ],
          hint: STAYS_AWAY,
        },
      ],
    },
  ],
};

function longAfter(gone: Entry, later: Entry): boolean {
  return later.at - gone.at > AWAY_MICROS;
}

/** The first connection, and three attempts after the cut. */
function waitsGrow(seen: Seen): Verdict {
  const lost = seen.eventually(cut);
  const asked = seen.atLeast(4, asks, KEEP_WAITING);
  if (!asked.holds || !lost.holds) return asked;
  const at = (n: number | undefined) => (n === undefined ? undefined : seen.timeline.entries.nth(n)?.at);
  const [, first = 0, second = 0, third = 0] = asked.evidence.map(at);
  const begun = at(lost.evidence[0]) ?? 0;
  const grew = third - second > first - begun;
  return grew ? seen.atLeast(3, refused, KEEP_WAITING) : { holds: false, instead: KEEP_WAITING };
}
