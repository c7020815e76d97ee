import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Act, Lesson, Seen } from '@/lib/lessons/lesson';
import {
  argsOf,
  isConnectAnswer,
  isEvent,
  isEventWith,
  isFaultActed,
  isLog,
  isUnsent,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const note = isEvent('note', 'alice');
const tick = isEvent('tick', 'server');
const saved = isEvent('saved', 'server');
const firstSaved = isEventWith('saved', ([n]) => n === 1, 'server');
const online = isEvent('online', 'server');
const letIn = isConnectAnswer('/');
const cut = isFaultActed('cut');
const toNobody = isUnsent('nobody', 'tick', 'server');
const dropped = isUnsent('dropped', 'online', 'server');
const missed = isLog(/^missed/, 'server');

const NOT_CUT = 'Notes come and go. Now cut the wire.';
const NOT_BACK = 'The wire is cut. She waits one to three seconds before she tries again.';
const BURST =
  'Old notes came in one burst: they had waited in Alice’s buffer. volatile does not keep them out, but socket.connected does.';
const STILL_DROPPED = '“online” is dropped each time. Look at what is emitted in the line before it.';
const BEHIND =
  '“online” arrived behind “saved”. So it may not be volatile any more: put the word back, and the line first.';

const CUT: readonly Act[] = [
  RUN,
  { act: 'see', match: tick },
  { act: 'see', match: saved },
  { act: 'fault', faults: [{ kind: 'cut', how: 'fin' }] },
];

export const lesson: Lesson = {
  chapter: 'events',
  slug: 'buffering-and-volatile',
  title: 'Buffering and volatile: what becomes of an emit offline',
  goal: 'You can say which emits wait, which are lost, and which of the two ends does what.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'burst',
      kind: 'predict',
      title: 'Predict what becomes of Alice’s notes while she is offline, then cut the wire',
      question:
        'Alice emits a note every 300 ms, and goes on while the wire is cut. Then she reconnects. What does the server see?',
      choices: [
        {
          text: 'The next note; those in between are gone',
          right: false,
          because:
            'Look right behind the second 40{"sid"…}: notes follow one upon the other, none of them new.',
        },
        {
          text: 'Nothing any more: emit throws while she is offline',
          right: false,
          because: 'It does not even warn. Her function runs on as if nothing had happened.',
        },
        {
          text: 'All that she wrote meanwhile, at once',
          right: true,
          because:
            'What she emits while she is not connected is put into a buffer, and sent when the socket is back.',
        },
      ],
      claim: {
        says: 'After the reconnect, notes that had been written one by one came in a burst',
        holds: (seen) => seen.given(cutAndBack(seen), burst(seen)),
      },
      hint: 'Choose, run, wait for a tick or two, and press “cut” above the ladder. She is back after one to three seconds.',
      solution: [{ act: 'choose', choice: 2 }, ...CUT],
      wrong: [{ acts: [{ act: 'choose', choice: 2 }, RUN], hint: NOT_CUT }],
    },
    {
      id: 'stale',
      kind: 'change',
      title: 'Let no old note reach the server after a reconnect',
      hint: 'In client.js: if (socket.connected) socket.emit("note", n); Then run, and cut the wire again.',
      untouched: saved,
      claim: {
        says: 'After the reconnect the notes went on one by one, and the server missed those in between',
        holds: (seen) => {
          const back = cutAndBack(seen);
          if (!back.holds) return back;
          if (burst(seen).holds) return { holds: false, instead: BURST };
          return seen.bound(missed, note, (gap, later) => later.at - gap.at > 400_000);
        },
      },
      solution: [CLEAR, { act: 'edit', file: 'client.js' }, ...CUT],
      also: [
        [
          write(
            'socket.emit("note", n)',
            'socket.emit("note", n);\n  if (!socket.connected) socket.sendBuffer.length = 0',
          ),
          ...CUT,
        ],
      ],
      wrong: [
        { acts: [RUN], hint: NOT_CUT },
        { acts: CUT, hint: BURST },
      ],
    },
    {
      id: 'server-side',
      kind: 'predict',
      title: 'Predict what becomes of the server’s ticks meanwhile, then cut the wire once more',
      question:
        'The server emits a tick every 500 ms to everybody. Alice is cut off for two seconds. What does she get when she is back?',
      choices: [
        {
          text: 'The ticks she missed, in a burst, and then the next',
          right: false,
          because: 'Read the numbers in her console: there is a hole, and nothing fills it.',
        },
        {
          text: 'The next tick; those in between are gone',
          right: true,
          because:
            'For the server she was not there. It sends to the sockets it has, and keeps nothing for others.',
        },
        {
          text: 'Only the last tick that she missed',
          right: false,
          because:
            'That would be kind, and somebody would have to keep it. Nobody does, unless you write it.',
        },
      ],
      claim: {
        says: 'Ticks were emitted to nobody, and the next that crossed the wire were new ones',
        holds: (seen) =>
          seen.given(
            cutAndBack(seen),
            seen.all(seen.bound(cut, toNobody, after, NOT_BACK), seen.bound(toNobody, tick, after, NOT_BACK)),
          ),
      },
      hint: 'Choose, run, wait for a tick, cut, and wait until she is back. Compare the numbers on both sides of the gap.',
      solution: [{ act: 'choose', choice: 1 }, ...CUT],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, RUN], hint: NOT_CUT }],
    },
    {
      id: 'same-turn',
      kind: 'predict',
      title: 'Predict what a volatile event does on a healthy wire, then run again',
      question:
        'For each note the server emits “saved”, and right after it a volatile “online”. Nothing is cut. What reaches Alice?',
      choices: [
        {
          text: 'Both, each time',
          right: false,
          because: 'Search the ladder for an arrow with “online” on it. There is none.',
        },
        {
          text: '“saved” each time, and “online” never',
          right: true,
          because:
            'volatile means: only if it can be written this very moment. “saved” is still being written.',
        },
        {
          text: 'Both as a rule; on a slow wire “online” may be left out',
          right: false,
          because: 'So one would think, and this wire is fast. Yet “online” is missing every time.',
        },
      ],
      claim: {
        says: '“saved” arrived, and “online” was dropped before it reached the wire',
        holds: (seen) =>
          seen.all(seen.eventually(dropped), seen.never(online, dropped), seen.atLeast(3, saved)),
      },
      hint: 'Choose and run. The rows that say “dropped” stand on no arrow: nothing crossed the wire.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'first',
      kind: 'change',
      title: 'Make “online” arrive by changing the order of two lines',
      hint: 'In server.js emit the volatile one first, and then “saved”, which can wait.',
      untouched: dropped,
      claim: {
        says: '“online” was sent, and “saved” right after it',
        holds: (seen) =>
          seen.before(online, firstSaved, seen.when(online, BEHIND) ?? seen.when(dropped, STILL_DROPPED)),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: STILL_DROPPED },
        {
          acts: [{ act: 'replace', file: 'server.js', from: 'socket.volatile.emit', to: 'socket.emit' }, RUN],
          hint: BEHIND,
        },
      ],
    },
  ],
};

function cutAndBack(seen: Seen) {
  return seen.all(seen.before(letIn, cut, seen.when(saved, NOT_CUT)), seen.before(cut, letIn, NOT_BACK));
}

/** Of the notes that were written offline, the first came over the next connection. */
function burst(seen: Seen) {
  return seen.bound(note, note, hasWaited, seen.when(cut, NOT_BACK) ?? seen.when(saved, NOT_CUT));
}

/** The last note before the cut, and the next; one more may be lost in the connection that died. */
function hasWaited(a: Entry, b: Entry): boolean {
  const apart = numberIn(b) - numberIn(a);
  return connOf(a) !== connOf(b) && (apart === 1 || apart === 2);
}

function connOf(entry: Entry): number | undefined {
  return entry.kind === 'unit' ? entry.conn : undefined;
}

function numberIn(entry: Entry): number {
  return Number(argsOf(entry, 'note')[0]?.[0]);
}

function after(a: Entry, b: Entry): boolean {
  return b.n > a.n;
}

function write(from: string, to: string): Act {
  return { act: 'replace', file: 'client.js', from, to };
}
