import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  isCloseWith,
  isConnectAnswer,
  isDisconnect,
  isFaultActed,
  isServerDisconnect,
} from '@/lib/lessons/matchers';

const letIn = isConnectAnswer('/');
const sheSaid = isDisconnect('client', '/');
const serverSaid = isDisconnect('server', '/');
const cut = isFaultActed('cut');
const frozen = isFaultActed('freeze');
const left = isServerDisconnect('client namespace disconnect');
const thrownOut = isServerDisconnect('server namespace disconnect');
const lost = isServerDisconnect('transport close');
const silent = isServerDisconnect('ping timeout');
const failed = isServerDisconnect('transport error');
const forced = isServerDisconnect('forced close');
const tooBig = isCloseWith(1009);

const LEFT = 'She left of her own accord: the 41 is hers. Write way = "kicked" in client.js.';
const LEAVES = 'She is gone before anything happens to the wire. Write way = "stay" in client.js.';
const LEAVES_INSTEAD = 'She said goodbye, and sent nothing big. Write way = "flood" in client.js.';
const STAYS = 'She is connected, and stays. Now it is up to you.';
const CUT_IT = 'That was a cut, and a cut is noticed at once. Leave her alone, and freeze instead.';
const BE_PATIENT = 'The wire is frozen. It takes two seconds until somebody draws a conclusion.';
const TOO_LONG =
  'The note was too long, and still a proper packet. Write way = "nonsense", which is none at all.';
const BY_HERSELF =
  'She dropped her own connection; the server has nothing to complain about. Write way = "nonsense".';
const WENT = 'She went by the front door, with a 41. Write way = "nonsense" in client.js.';

const CUT: Act = { act: 'fault', faults: [{ kind: 'cut', how: 'rst' }] };
const FREEZE: Act = { act: 'fault', faults: [{ kind: 'freeze', direction: 'both' }] };

/** Alice goes another way. */
function goes(way: string): Act {
  return { act: 'replace', file: 'client.js', from: 'way = "leave"', to: `way = "${way}"` };
}
const staying: readonly Act[] = [CLEAR, goes('stay'), RUN, { act: 'see', match: letIn }];

export const lesson: Lesson = {
  chapter: 'when-things-break',
  slug: 'disconnect-reasons',
  title: 'Disconnect reasons: one parting, two stories',
  goal: 'You can tell from the two reasons of a disconnect who ended it, and how.',
  minutes: 10,
  cast: ['alice'],
  // The last step sends a packet of type “h”.
  faulty: ['sio-type'],
  steps: [
    {
      id: 'leave',
      kind: 'predict',
      title: 'Predict what the server calls a goodbye, then run',
      question: 'Alice calls socket.disconnect(). Her console has “io client disconnect”. And the server’s?',
      choices: [
        {
          text: 'io client disconnect: one event, one reason',
          right: false,
          because: 'Reasons do not travel. The packet has two digits, and each end finds words of its own.',
        },
        {
          text: 'client namespace disconnect',
          right: true,
          because: 'The 41 belongs to a namespace, so on the server a client has left a namespace.',
        },
        {
          text: 'transport close: her connection ended',
          right: false,
          because: 'It did end, but after the 41, and by then the server knew why.',
        },
      ],
      claim: {
        says: 'Alice sent 41, and the server said “client namespace disconnect”',
        holds: (seen) => seen.before(sheSaid, left),
      },
      hint: 'Choose first, then press Run, and read both consoles.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'kicked',
      kind: 'change',
      title: 'Let the server be the one who says 41',
      hint: 'In the first line of client.js, write "kicked" for "leave". Then run.',
      untouched: left,
      claim: {
        says: 'The server sent 41, and called it “server namespace disconnect”',
        holds: (seen) =>
          seen.all(
            seen.eventually(serverSaid, seen.when(left, LEFT) ?? seen.when(cut, CUT_IT)),
            seen.eventually(thrownOut),
          ),
      },
      solution: [CLEAR, goes('kicked'), RUN],
      wrong: [{ acts: [RUN], hint: LEFT }],
    },
    {
      id: 'cut',
      kind: 'predict',
      title: 'Predict the two reasons of a cut, then run and cut',
      question: 'She stays, and the wire is cut. Neither end has sent a word. What do they say?',
      choices: [
        {
          text: 'Both: transport close',
          right: true,
          because:
            'All that either knows is that the connection is gone. No 41 and no CLOSE frame told them more.',
        },
        {
          text: 'Both: transport error',
          right: false,
          because:
            'Look at the consoles: to a WebSocket an end without a CLOSE frame is still an end. Only polling calls it an error.',
        },
        {
          text: 'Alice: ping timeout. The server: transport close',
          right: false,
          because: 'Nobody had to wait for a ping. TCP told both of them at once.',
        },
      ],
      claim: {
        says: 'The wire was cut, and the server said “transport close”',
        holds: (seen) =>
          seen.given(
            seen.before(letIn, cut, seen.when(left, LEAVES) ?? seen.when(letIn, STAYS)),
            seen.before(cut, lost),
          ),
      },
      hint: 'Write way = "stay" in client.js, choose, run, wait until she is connected, and press “cut”.',
      solution: [{ act: 'choose', choice: 0 }, ...staying, CUT],
      wrong: [
        { acts: [{ act: 'choose', choice: 0 }, RUN], hint: LEAVES },
        { acts: [{ act: 'choose', choice: 0 }, ...staying], hint: STAYS },
      ],
    },
    {
      id: 'silence',
      kind: 'do',
      title: 'Freeze the wire in both directions, and wait',
      hint: 'Keep way = "stay". Run, wait until she is connected, choose “both directions” under “freeze”, and wait.',
      claim: {
        says: 'The wire was frozen, and the server said “ping timeout”',
        holds: (seen) =>
          seen.given(
            seen.eventually(
              frozen,
              seen.when(cut, CUT_IT) ?? seen.when(left, LEAVES) ?? seen.when(letIn, STAYS),
            ),
            seen.before(frozen, silent, BE_PATIENT),
          ),
      },
      solution: [...staying, FREEZE],
      wrong: [
        { acts: [...staying, CUT], hint: CUT_IT },
        { acts: [CLEAR, RUN], hint: LEAVES },
      ],
    },
    {
      id: 'flood',
      kind: 'predict',
      title: 'Predict the two reasons when Alice sends too much',
      question: 'This server takes 2000 bytes at most, and Alice sends 5000. What do the two say?',
      choices: [
        {
          text: 'Alice: io server disconnect. The server: server namespace disconnect',
          right: false,
          because:
            'There is no 41. The WebSocket under Socket.IO refused the frame, and Socket.IO never saw a packet.',
        },
        {
          text: 'Alice: transport close. The server: transport error',
          right: true,
          because:
            'For the server something went wrong. Alice only sees that the other end closed; the why is in the CLOSE frame.',
        },
        {
          text: 'Both: parse error',
          right: false,
          because: 'Nobody came to parse it: the length in the frame’s head was enough to refuse it.',
        },
      ],
      claim: {
        says: 'The server closed with 1009, and said “transport error”',
        holds: (seen) =>
          seen.all(seen.eventually(tooBig, seen.when(left, LEAVES_INSTEAD)), seen.eventually(failed)),
      },
      hint: 'Take the freeze off, write way = "flood" in client.js, choose, and run.',
      solution: [{ act: 'choose', choice: 1 }, CLEAR, goes('flood'), RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, RUN], hint: LEAVES_INSTEAD }],
    },
    {
      id: 'nonsense',
      kind: 'change',
      title: 'Send a packet that is none',
      hint: 'Write way = "nonsense" in client.js, and run.',
      untouched: left,
      claim: {
        says: 'The server closed, and said “forced close”',
        holds: (seen) =>
          seen.eventually(
            forced,
            seen.when(tooBig, TOO_LONG) ?? seen.when(left, WENT) ?? seen.when(lost, BY_HERSELF),
          ),
      },
      solution: [CLEAR, goes('nonsense'), RUN],
      wrong: [
        { acts: [RUN], hint: WENT },
        { acts: [goes('flood'), RUN], hint: TOO_LONG },
        { acts: [goes('drop'), RUN], hint: BY_HERSELF },
      ],
    },
  ],
};
