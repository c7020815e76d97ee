import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  isFaultActed,
  isFaultPut,
  isFrame,
  isLog,
  isUpgradeAccepted,
  to,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const heard = and(isFrame('text'), from('server'));
const cut = isFaultActed('cut');
const frozen = isFaultPut('freeze', 'set');
const nobodyHere = isLog('0 here', 'server');
const twoHere = isLog('2 here', 'server');
const openedForAlice = and(isUpgradeAccepted, to('alice'));
const openedForBob = and(isUpgradeAccepted, to('bob'));

/** How long the silence must last to be worth the name, in microseconds. */
const SILENCE_MICROS = 3_000_000;

/** By then a page that comes back by itself would be on its way. */
const LATER_MICROS = 1_600_000;

const CUT_THEM = 'They are here. Now cut the wire, with FIN or with RST.';
const LET_THEM_IN = 'Let both connect and speak first; then cut.';
const STILL_SILENT = 'The wire is frozen. Give it four seconds.';
const FREEZE_IT = 'They are here. Now freeze the wire, both directions.';
const HALF_FROZEN = 'A cut tells both ends at once. Freeze the wire instead, and nobody is told.';
const NOT_BACK = 'Three seconds after the cut nobody is back: the page was told, and does nothing about it.';
const WAITING = 'The wire is cut. Give them a moment.';

const CUT: Act = { act: 'fault', faults: [{ kind: 'cut', how: 'fin' }] };
const FREEZE: Act = { act: 'fault', faults: [{ kind: 'freeze', direction: 'both' }] };
const bothHere: readonly Act[] = [CLEAR, RUN, { act: 'see', match: twoHere }];

export const lesson: Lesson = {
  chapter: 'websocket',
  slug: 'alone-with-websocket',
  title: 'Alone with a WebSocket: what you must build',
  goal: 'You can say what a bare WebSocket does when the network fails, and what a library must add.',
  minutes: 9,
  cast: ['alice', 'bob'],
  steps: [
    {
      id: 'by-hand',
      kind: 'predict',
      title: 'Predict what a broadcast looks like, then run',
      question: 'The second of the two says “is here”. What leaves the server?',
      choices: [
        {
          text: 'One frame, which reaches both',
          right: false,
          because: 'A frame travels on one connection. There are two connections, and two arrows.',
        },
        {
          text: 'Two frames with the same bytes, one on each connection',
          right: true,
          because: 'That is all a broadcast ever is: a loop. The library has the loop inside.',
        },
        {
          text: 'One frame, to the other one',
          right: false,
          because: 'The loop does not know who spoke. The speaker got the word back as well.',
        },
      ],
      claim: {
        says: 'The same frame left the server twice, once to Alice and once to Bob',
        holds: (seen) => seen.bound(heard, heard, isSameToAnother),
      },
      hint: 'Choose first. Then press Run, and look at the last two arrows from the server.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'cut',
      kind: 'predict',
      title: 'Predict what follows on a cut, then run and cut',
      question: 'Both connections are cut. What do the two browsers do in the next three seconds?',
      choices: [
        {
          text: 'They connect again: browsers do that',
          right: false,
          because:
            'There is no new connection, and “0 here”. For that matter an EventSource would; a WebSocket never does.',
        },
        {
          text: 'They call onclose with 1006, and that is all',
          right: true,
          because:
            '1006: it ended without a CLOSE frame. What to do about it is for the page to say, and it says nothing.',
        },
        {
          text: 'Nothing: they do not notice',
          right: false,
          because: 'They do, at once: a cut ends the TCP connection. The consoles have “closed: 1006”.',
        },
      ],
      claim: {
        says: 'The wire was cut, nobody opened another connection, and the server counted 0',
        holds: (seen) =>
          seen.given(
            seen.before(twoHere, cut, seen.when(cut, LET_THEM_IN) ?? seen.when(twoHere, CUT_THEM)),
            seen.bound(cut, nobodyHere, (lost, counted) => counted.at - lost.at > LATER_MICROS, WAITING),
          ),
      },
      hint: 'Choose, run, wait for “2 here”, then press “cut” above the ladder, and wait.',
      solution: [{ act: 'choose', choice: 1 }, ...bothHere, CUT],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, ...bothHere], hint: CUT_THEM }],
    },
    {
      id: 'silence',
      kind: 'do',
      title: 'Freeze the wire, and wait for somebody to notice',
      hint: 'Run, wait for “2 here”, choose “both directions” under “freeze”, and wait four seconds.',
      claim: {
        says: 'For three seconds the wire was frozen, and the server still counted 2',
        holds: (seen) =>
          seen.given(
            seen.before(twoHere, frozen, seen.when(cut, HALF_FROZEN) ?? seen.when(twoHere, FREEZE_IT)),
            seen.bound(
              frozen,
              twoHere,
              (begun, counted) => counted.at - begun.at > SILENCE_MICROS,
              STILL_SILENT,
            ),
          ),
      },
      solution: [...bothHere, FREEZE],
      wrong: [
        { acts: bothHere, hint: FREEZE_IT },
        { acts: [...bothHere, CUT], hint: HALF_FROZEN },
      ],
    },
    {
      id: 'come-back',
      kind: 'change',
      title: 'Let both come back after a cut',
      hint: 'In onclose: setTimeout(connect, 1000). Then run, and cut once both are here.',
      untouched: twoHere,
      claim: {
        says: 'The wire was cut, and both Alice and Bob opened a WebSocket again',
        holds: (seen) =>
          seen.given(
            seen.before(twoHere, cut, seen.when(cut, LET_THEM_IN) ?? seen.when(twoHere, CUT_THEM)),
            seen.all(
              seen.before(
                cut,
                openedForAlice,
                seen.before(cut, nobodyHere).holds && seen.atLeast(2, nobodyHere).holds ? NOT_BACK : WAITING,
              ),
              seen.before(cut, openedForBob, WAITING),
            ),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'client.js' }, ...bothHere, CUT],
      also: [
        [
          {
            act: 'replace',
            file: 'client.js',
            from: 'console.log("closed:", code);',
            to: 'setTimeout(connect, 500 * (1 + Math.random()), code);',
          },
          ...bothHere,
          CUT,
        ],
      ],
      wrong: [
        { acts: [...bothHere, CUT], hint: NOT_BACK },
        { acts: [CLEAR, { act: 'edit', file: 'client.js' }, ...bothHere], hint: CUT_THEM },
      ],
    },
  ],
};

function isSameToAnother(one: Entry, other: Entry): boolean {
  if (one.kind !== 'unit' || other.kind !== 'unit' || one.to === other.to) return false;
  return String(one.unit.wire) === String(other.unit.wire);
}
