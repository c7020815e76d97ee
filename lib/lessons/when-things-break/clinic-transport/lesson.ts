import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Act, Lesson, Seen, Verdict } from '@/lib/lessons/lesson';
import {
  and,
  from,
  hasHeader,
  isCloseFrame,
  isEngineError,
  isEngineOpen,
  isEngineOpenWith,
  isEventWith,
  isFaultActed,
  isLog,
  isPing,
  isPoll,
  isPong,
  isServerDisconnect,
  isUpgradeAccepted,
  isUpgradeRequest,
  not,
  overTransport,
} from '@/lib/lessons/matchers';

const stripped = and(isUpgradeRequest, not(hasHeader('upgrade')));
const refused = isEngineError(3);
const lastNews = isEventWith('news', ([n]) => n === 3, 'server');
const lastByPolling = and(lastNews, overTransport('polling'));
const lastByWebSocket = and(lastNews, overTransport('websocket'));
const quiet = isLog('no more news', 'server');
const cut = isFaultActed('cut');
const gaveUp = isServerDisconnect('ping timeout');
const closeByServer = and(isCloseFrame, from('server'));

/** What the box between Alice and the server puts up with, in milliseconds of silence. */
const PATIENCE = 2000;
const quick = isEngineOpenWith(({ pingInterval = Number.POSITIVE_INFINITY }) => pingInterval < PATIENCE);
const asBefore = isEngineOpenWith(({ pingInterval }) => pingInterval === 4000);

/** Silence that is worth the name, in microseconds. */
const SILENT_MICROS = 1_000_000;

const NOT_STRIPPED =
  'She moved to a WebSocket: nothing stood in her way. Switch “strip Upgrade” on, and run again.';
const WAIT_FOR_SILENCE =
  'She is connected. Wait until the news are over and nothing has crossed the wire for two seconds, then cut.';
const TOO_BUSY =
  'A packet had just crossed the wire: such a box cuts only what is silent. Run again, and wait longer.';
const NOT_BACK = 'The wire is cut. She is back in a second or so.';
const STILL_SLOW =
  'The open packet still says 4000: between two heartbeats lie four seconds, and the box waits for two. The number is pingInterval, in server.js.';
const AWAKE = 'She answered the ping: her page is awake. Write nap = 3000 in the first line of client.js.';
const ASLEEP = 'The ping is on its way. The server waits one second for the pong.';

const STRIP: Act = { act: 'fault', faults: [{ kind: 'strip-upgrade' }] };
const CUT: Act = { act: 'fault', faults: [{ kind: 'cut', how: 'fin' }] };
const NAP: Act = { act: 'replace', file: 'client.js', from: 'nap = 0', to: 'nap = 3000' };

export const lesson: Lesson = {
  chapter: 'when-things-break',
  slug: 'clinic-transport',
  title: 'Clinic of networks: three patients, three traces',
  goal: 'You can tell a stripped header, an impatient proxy and a frozen page by their traces on the wire.',
  minutes: 11,
  cast: ['alice'],
  steps: [
    {
      id: 'headers',
      kind: 'find',
      title: 'First patient: find the request that was tampered with',
      asks: 'Somewhere between Alice and the server something was taken out of a request. Select it.',
      matches: stripped,
      hint: 'It asks for transport=websocket. Look at its headers in the inspector: which two should be there, and are not?',
      solution: [STRIP, RUN, { act: 'see', match: stripped }, { act: 'find' }],
      wrong: [
        {
          acts: [STRIP, RUN, { act: 'see', match: refused }, { act: 'find', match: refused }],
          hint: 'This is the complaint: bad request. What was bad is in the request that it answers.',
        },
        {
          acts: [STRIP, RUN, { act: 'see', match: stripped }, { act: 'find', match: isPoll('GET') }],
          hint: 'A poll like all others, and as it should be. Look for the one that wants another transport.',
        },
        {
          acts: [RUN, { act: 'see', match: isUpgradeRequest }, { act: 'find', match: isUpgradeRequest }],
          hint: 'This one arrived whole, with “Upgrade: websocket”. Switch “strip Upgrade” on, and run again.',
        },
      ],
    },
    {
      id: 'complaint',
      kind: 'predict',
      title: 'Predict what Alice complains of, then run again',
      question: 'The upgrade was refused with a 400. What will Alice notice of it?',
      choices: [
        {
          text: 'connect_error, again and again: she never gets in',
          right: false,
          because:
            'Her console says “connected”, and has all three news. She was in before the upgrade was tried.',
        },
        {
          text: 'Nothing, but that all is a little slower, for ever',
          right: true,
          because:
            'The upgrade is tried once in a session. Without it she stays on polling: each piece of news needs a GET to answer.',
        },
        {
          text: 'Nothing: the upgrade is tried again a moment later',
          right: false,
          because: 'Look for a second request for a WebSocket: in this session there is none.',
        },
      ],
      claim: {
        says: 'The upgrade was refused, and the last of the news came by polling',
        holds: (seen) =>
          seen.all(
            seen.before(stripped, lastByPolling, seen.when(lastByWebSocket, NOT_STRIPPED)),
            seen.eventually(refused),
          ),
      },
      hint: 'Leave “strip Upgrade” on, choose, run, and follow the three news to the end.',
      solution: [{ act: 'choose', choice: 1 }, STRIP, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, CLEAR, RUN], hint: NOT_STRIPPED }],
    },
    {
      id: 'impatient',
      kind: 'predict',
      title: 'Second patient: predict what is missing, then cut a silent wire',
      question:
        'A box ends whatever was silent for two seconds. What tells on the wire that neither end meant it?',
      choices: [
        {
          text: 'There is no CLOSE frame',
          right: true,
          because:
            'Either end would have said 41 or sent CLOSE before it hung up. Here TCP ended in the middle of nothing.',
        },
        {
          text: 'There is no FIN: the connection just stays open',
          right: false,
          because: 'The ladder has its end, and both consoles have a “transport close” at the same moment.',
        },
        {
          text: 'There is a ping without a pong before it',
          right: false,
          because: 'No ping was under way: it was silent. A ping without a pong is the third patient’s sign.',
        },
      ],
      claim: {
        says: 'A silent connection was cut, without a CLOSE frame, and Alice opened another',
        holds: (seen) =>
          seen.given(
            seen.before(quiet, cut, seen.when(cut, TOO_BUSY) ?? seen.when(quiet, WAIT_FOR_SILENCE)),
            seen.given(wasSilent(seen), seen.before(cut, isEngineOpen, NOT_BACK)),
          ),
      },
      hint: 'Take “strip Upgrade” off, choose, run, wait for “no more news” in the server’s console, and cut with FIN.',
      solution: [{ act: 'choose', choice: 0 }, CLEAR, RUN, { act: 'see', match: quiet }, CUT],
      wrong: [
        {
          acts: [{ act: 'choose', choice: 0 }, CLEAR, RUN, { act: 'see', match: isUpgradeAccepted }, CUT],
          hint: TOO_BUSY,
        },
        {
          acts: [{ act: 'choose', choice: 0 }, CLEAR, RUN],
          hint: WAIT_FOR_SILENCE,
        },
      ],
    },
    {
      id: 'cure',
      kind: 'change',
      title: 'Cure it: let the wire never be silent for two seconds',
      hint: 'The heartbeat is the only packet that comes when there is nothing to say. In server.js: pingInterval: 1500.',
      untouched: quiet,
      claim: {
        says: 'The open packet promised a heartbeat within two seconds, and the heartbeats came',
        holds: (seen) =>
          seen.all(
            seen.eventually(quick, seen.before(asBefore, isPing).holds ? STILL_SLOW : undefined),
            seen.atLeast(2, isPing),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        {
          acts: [
            { act: 'replace', file: 'server.js', from: 'pingTimeout: 1000', to: 'pingTimeout: 500' },
            RUN,
          ],
          hint: STILL_SLOW,
        },
        {
          acts: [{ act: 'replace', file: 'client.js', from: 'io()', to: 'io({ pingInterval: 1500 })' }, RUN],
          hint: STILL_SLOW,
        },
      ],
    },
    {
      id: 'frozen',
      kind: 'predict',
      title: 'Third patient: predict who hangs up when a page is frozen',
      question:
        'Alice’s page is busy for three seconds, and a ping arrives in the middle. What do the two logs say?',
      choices: [
        {
          text: 'Nothing: the browser answers the ping by itself',
          right: false,
          because:
            'There is no pong. To the browser a heartbeat is a text like any other, and texts are for the page.',
        },
        {
          text: 'Alice: ping timeout. The server: transport close',
          right: false,
          because: 'It was Alice who kept the other waiting. Her page could not even notice the time.',
        },
        {
          text: 'Alice: transport close. The server: ping timeout',
          right: true,
          because:
            'The server heard nothing for a second, and closed. When the page wakes up, it finds its connection gone.',
        },
      ],
      claim: {
        says: 'A ping found no answer, the server closed with “ping timeout”, and Alice came back later',
        holds: (seen) =>
          seen.given(
            seen.before(
              isPing,
              gaveUp,
              seen.when(isPong, AWAKE) ?? seen.when(isPing, ASLEEP) ?? seen.when(quiet, ASLEEP),
            ),
            seen.all(seen.before(isPing, closeByServer), seen.before(gaveUp, isEngineOpen, NOT_BACK)),
          ),
      },
      hint: 'Write nap = 3000 in the first line of client.js, choose, run, and wait seven seconds.',
      solution: [{ act: 'choose', choice: 2 }, CLEAR, NAP, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 2 }, RUN], hint: AWAKE }],
    },
  ],
};

/** Whether nothing had crossed the wire for a while when it was cut. */
function wasSilent(seen: Seen): Verdict {
  const verdict = seen.eventually(cut);
  const [n = 0] = verdict.holds ? verdict.evidence : [];
  const lost = seen.timeline.entries.nth(n);
  const last = seen.timeline.entries.slice(0, n - 1).findLast(({ kind }) => kind === 'unit');
  if (!verdict.holds || !lost || !last) return { holds: false };
  return lost.at - last.at > SILENT_MICROS ? verdict : { holds: false, instead: TOO_BUSY };
}
