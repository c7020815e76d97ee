import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Act, Lesson, Match, Seen, Verdict } from '@/lib/lessons/lesson';
import {
  and,
  isConnect,
  isConnectAnswer,
  isEvent,
  isEventWith,
  isFaultActed,
  socketIdIn,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const letIn = isConnectAnswer('/');
const remembered = and(letIn, (entry) => connectHas(entry, 'pid'));
const asks = isConnect('/');
const asksAnew = and(asks, (entry) => !connectHas(entry, 'pid'));
const asksBack = and(asks, (entry) => connectHas(entry, 'pid') && connectHas(entry, 'offset'));
const asksHalf = and(asks, (entry) => connectHas(entry, 'pid') && !connectHas(entry, 'offset'));
const tick = isEvent('tick', 'server');
const stamped = isEventWith('tick', (args) => args.length === 2, 'server');
const bare = isEventWith('tick', (args) => args.length === 1, 'server');
const cut = isFaultActed('cut');

const NOT_CUT = 'The ticks come. Now cut the wire.';
const NOT_BACK = 'The wire is cut. She is back in a second or so.';
const NO_MEMORY =
  'The CONNECT answer has no pid: this server keeps nothing. Leave connectionStateRecovery where it was.';
const NOT_RECOVERED = 'She was let in as somebody new. Take the sample’s server.js, which keeps 30 seconds.';
const RECOVERED =
  'She was recovered: she was away for a second, and the server keeps 30. Make maxDisconnectionDuration shorter than that.';
const NOTHING_KEPT =
  'Now she has no pid, so she cannot even ask. Keep the option, and give it a maxDisconnectionDuration of 100.';
const STILL_STORED =
  'The ticks still have an offset, so they are stored. Write io.to("lobby").volatile.emit(…) in server.js.';

const CUT: Act = { act: 'fault', faults: [{ kind: 'cut', how: 'fin' }] };
const cutAmongTicks: readonly Act[] = [CLEAR, RUN, { act: 'see', match: tick }, CUT];
const VOLATILE: Act = {
  act: 'replace',
  file: 'server.js',
  from: 'io.to("lobby").emit("tick", ++n)',
  to: '{\n  io.to("lobby").volatile.emit("tick", ++n);\n}',
};
const KEEPS_NOTHING: Act = {
  act: 'replace',
  file: 'server.js',
  from: '  connectionStateRecovery: { maxDisconnectionDuration: 30_000 },',
  to: '',
};

export const lesson: Lesson = {
  chapter: 'when-things-break',
  slug: 'recovery',
  title: 'Recovery: as if you had never been away',
  goal: 'You can say what connection state recovery brings back, how, and when it cannot.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'stamp',
      kind: 'predict',
      title: 'Predict how many arguments arrive, then run',
      question:
        'The server emits "tick" with one argument, a number. With how many is Alice’s handler called?',
      choices: [
        {
          text: 'One, as sent',
          right: false,
          because: 'Look at her console: there is a short word behind each number, and you did not write it.',
        },
        {
          text: 'Two: the number, and something the server has added',
          right: true,
          because: 'It is the offset: a name for this event, by which she can say later what she got last.',
        },
        {
          text: 'Two: the number, and an acknowledgement to call',
          right: false,
          because:
            'An ack would be an id before the bracket, on the wire, and it would be a function here. This is a text.',
        },
      ],
      claim: {
        says: 'The CONNECT answer had a pid, and each tick one item more than was emitted',
        holds: (seen) =>
          seen.all(
            seen.eventually(stamped, seen.when(bare, NO_MEMORY)),
            seen.eventually(remembered, seen.when(letIn, NO_MEMORY)),
          ),
      },
      hint: 'Choose first, press Run, and compare the last line of server.js with Alice’s console.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 1 }, KEEPS_NOTHING, RUN], hint: NO_MEMORY }],
    },
    {
      id: 'missed',
      kind: 'predict',
      title: 'Predict what comes first when she is back, then cut the wire',
      question:
        'Alice is cut off, misses two or three ticks, and reconnects. What does the server answer to her CONNECT?',
      choices: [
        {
          text: 'Her new socket.id, and from then on the ticks of the day',
          right: false,
          because: 'It is the old id, and no number is missing in her console.',
        },
        {
          text: 'First her old socket.id, then the ticks she missed',
          right: false,
          because: 'The right packets in the wrong order. Look what arrived before the 40.',
        },
        {
          text: 'First the ticks she missed, then her old socket.id',
          right: true,
          because:
            'What she missed goes out while her socket is being made. Her client keeps it for a moment, until it is connected.',
        },
      ],
      claim: {
        says: 'Alice asked with pid and offset, the missed ticks came, and then the same sid as before',
        holds: (seen) =>
          seen.given(
            seen.before(tick, cut, seen.when(tick, NOT_CUT)),
            seen.all(
              seen.before(cut, asksBack, NOT_BACK),
              seen.bound(
                letIn,
                letIn,
                sameSocket,
                seen.before(asksBack, letIn).holds ? NOT_RECOVERED : NOT_BACK,
              ),
              earlier(seen, asksBack, tick, letIn),
            ),
          ),
      },
      hint: 'Choose, run, let some ticks pass, and press “cut”. Then read what follows her second CONNECT.',
      solution: [{ act: 'choose', choice: 2 }, ...cutAmongTicks],
      wrong: [
        { acts: [{ act: 'choose', choice: 2 }, RUN], hint: NOT_CUT },
        {
          acts: [{ act: 'choose', choice: 2 }, { act: 'edit', file: 'server.js' }, ...cutAmongTicks],
          hint: NOT_RECOVERED,
        },
      ],
    },
    {
      id: 'where-was-i',
      kind: 'find',
      title: 'Find the packet in which Alice says what she had last',
      asks: 'Cut again, and select the packet of Alice’s that carries the offset of her last tick.',
      matches: asksBack,
      hint: 'It is a CONNECT, 40, with an object behind it, and it is the first thing she sends after she is back.',
      solution: [...cutAmongTicks, { act: 'see', match: asksBack }, { act: 'find' }],
      wrong: [
        {
          acts: [...cutAmongTicks, { act: 'see', match: asksBack }, { act: 'find', match: asksAnew }],
          hint: 'Her first CONNECT, a bare 40: she had nothing to go back to. Look behind the cut.',
        },
        {
          acts: [...cutAmongTicks, { act: 'see', match: asksBack }, { act: 'find', match: remembered }],
          hint: 'This is the server’s, and hands out the pid. Find the packet in which Alice brings it back.',
        },
      ],
    },
    {
      id: 'too-late',
      kind: 'change',
      title: 'Make the server forget before she is back',
      hint: 'In server.js, give maxDisconnectionDuration a value in milliseconds that is shorter than her absence: 100.',
      untouched: tick,
      claim: {
        says: 'Alice asked with pid and offset, and was let in with another sid',
        holds: (seen) =>
          seen.given(
            seen.before(tick, cut, seen.when(tick, NOT_CUT)),
            seen.all(
              seen.before(cut, asksBack, seen.before(cut, letIn).holds ? NOTHING_KEPT : NOT_BACK),
              seen.bound(
                asksBack,
                letIn,
                isAnother(seen),
                seen.before(asksBack, letIn).holds ? RECOVERED : NOT_BACK,
              ),
            ),
          ),
      },
      solution: [{ act: 'edit', file: 'server.js' }, ...cutAmongTicks],
      wrong: [
        { acts: cutAmongTicks, hint: RECOVERED },
        { acts: [KEEPS_NOTHING, ...cutAmongTicks], hint: NOTHING_KEPT },
      ],
    },
    {
      id: 'nothing-to-name',
      kind: 'predict',
      title: 'Predict what becomes of her when every tick is volatile',
      question:
        'The server sends its ticks with volatile, and keeps for 30 seconds as before. The wire is cut. And then?',
      choices: [
        {
          text: 'She is recovered, and gets the ticks she missed',
          right: false,
          because:
            'Volatile means: not worth keeping. The ticks came without an offset, and none was stored.',
        },
        {
          text: 'She is recovered, but the ticks she missed are lost',
          right: false,
          because:
            'She has another id. Look at her CONNECT: it has a pid, but no offset, and that is not enough.',
        },
        {
          text: 'She is not recovered: she has no offset to name',
          right: true,
          because:
            'Whoever never got a stored event cannot say where she was, and the server answers as to a stranger.',
        },
      ],
      claim: {
        says: 'The ticks had no offset, Alice asked with a pid only, and was let in with another sid',
        holds: (seen) =>
          seen.given(
            seen.eventually(bare, seen.when(stamped, STILL_STORED)),
            seen.given(
              seen.before(tick, cut, seen.when(tick, NOT_CUT)),
              seen.all(
                seen.before(cut, asksHalf, NOT_BACK),
                seen.bound(asksHalf, letIn, isAnother(seen), NOT_BACK),
              ),
            ),
          ),
      },
      hint: 'In server.js write io.to("lobby").volatile.emit("tick", ++n), choose, run, and cut.',
      solution: [{ act: 'choose', choice: 2 }, VOLATILE, ...cutAmongTicks],
      wrong: [
        { acts: [{ act: 'choose', choice: 2 }, ...cutAmongTicks], hint: STILL_STORED },
        { acts: [{ act: 'choose', choice: 2 }, VOLATILE, RUN], hint: NOT_CUT },
      ],
    },
  ],
};

/** Whether a CONNECT packet, the question or the answer, has a text under this key. */
function connectHas(entry: Entry, key: 'pid' | 'offset'): boolean {
  if (entry.kind !== 'unit') return false;
  return entry.unit.packets.some(({ sio }) => {
    if (sio?.type !== 'CONNECT' || typeof sio.data !== 'object' || sio.data === null) return false;
    return typeof Reflect.get(sio.data, key) === 'string';
  });
}

function sameSocket(a: Entry, b: Entry): boolean {
  return a.n !== b.n && socketIdIn(a, '/') === socketIdIn(b, '/');
}

/** Of an answer: whether its id is not the one of the first answer of the run. */
function isAnother(seen: Seen): (asked: Entry, answered: Entry) => boolean {
  const first = seen.eventually(letIn);
  const entry = first.holds ? seen.timeline.entries.nth(first.evidence[0] ?? 0) : undefined;
  const id = entry && socketIdIn(entry, '/');
  return (_, answered) => socketIdIn(answered, '/') !== id;
}

/** After `start`, `one` comes before `other`. */
function earlier(seen: Seen, start: Match, one: Match, other: Match): Verdict {
  const [a, b] = [seen.before(start, one), seen.before(start, other)];
  if (!a.holds || !b.holds) return { holds: false };
  return (a.evidence[1] ?? 0) <= (b.evidence[1] ?? 0) ? a : { holds: false };
}
