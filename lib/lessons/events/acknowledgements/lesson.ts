import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson, Seen } from '@/lib/lessons/lesson';
import {
  and,
  argsOf,
  from,
  isAck,
  isAsking,
  isEvent,
  isEventWith,
  isException,
  isFaultActed,
  isLog,
  or,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const order = isAsking('order');
const tea = and(
  order,
  isEventWith('order', ([what]) => what === 'tea', 'alice'),
);
const cake = and(
  order,
  isEventWith('order', ([what]) => what === 'cake', 'alice'),
);
const answer = and(isAck(), from('server'));
const teaAnswer = and(isAck(0), from('server'));
const cakeAnswer = and(isAck(1), from('server'));
const madeTea = isLog('made: tea', 'server');
const madeCake = isLog('made: cake', 'server');
const answerLost = isFaultActed('drop', 'down');
const questionLost = isFaultActed('drop', 'up');
const asksAlice = and(isAsking('ready'), from('server'));
const tellsAlice = and(isEvent('ready'), from('server'));
const aliceAnswers = and(isAck(), from('alice'));
const gaveUp = or(isLog(/^(?!made: )/, 'server'), isException(undefined, 'server'));

const NOTHING_LOST =
  'Both answers came. Lose one: right-click an ACK in the ladder, “Lose the next ACK from the server”, and run.';
const QUESTION_LOST =
  'That lost a question, so nothing was made. Lose an answer: right-click an ACK that points to Alice.';
const ONCE =
  'Each order was sent once. It takes both: an ackTimeout shorter than the 400 ms that tea needs, and retries.';
const TAKEN_FOR_ERROR =
  'Each order went out again, although its answer had come: with retries a callback is given an error first, and without an ackTimeout Alice took the answer for that. Set both.';
const NOT_ASKED =
  'The server has answered, and asked nothing. Let it ask Alice “ready” in its connection handler.';
const NO_ID =
  'That was an event: no id, so no answer is wanted, and there is nothing to wait for. Use emitWithAck.';
const FOREVER =
  'Asked, and now the server waits for ever: Alice is there, but she does not listen to “ready”. Give it a timeout.';
const ANSWERED =
  'Alice answered. Take her handler out again: the point is a question to which no answer comes.';

export const lesson: Lesson = {
  chapter: 'events',
  slug: 'acknowledgements',
  title: 'Acknowledgements: which answer is whose',
  goal: 'You can tie an answer to its question by the id, and say what a missing answer does not tell.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'answer',
      kind: 'predict',
      title: 'Predict how the server answers, then run',
      question: 'The second order leaves as 421["order","cake"]. What comes back for it?',
      choices: [
        {
          text: '42["order",{"ok":true,"what":"cake"}]',
          right: false,
          because:
            'That would be an event of the server’s own. It has no 1 in it, so whose answer would it be?',
        },
        {
          text: '431[{"ok":true,"what":"cake"}]',
          right: true,
          because: '3 is ACK, and the 1 is the id that came with the order. No name: the id says it all.',
        },
        {
          text: '200 OK',
          right: false,
          because:
            'There is no HTTP here any more. What “ok” means, the two programs must agree on in the data.',
        },
      ],
      claim: {
        says: 'The order of cake was answered with the id that it came with',
        holds: (seen) => seen.all(seen.linked('ack', cake, cakeAnswer), seen.eventually(teaAnswer)),
      },
      hint: 'Choose first. Then run, and read what the server sends right after the orders.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'whose',
      kind: 'find',
      title: 'Find the answer to the tea',
      asks: 'Select the packet that answers the tea, and in it the part by which Alice knows.',
      matches: teaAnswer,
      field: 'sio.id',
      hint: 'The tea was ordered with the id 0. Do not go by the order in which things came.',
      solution: runAndFind(teaAnswer),
      wrong: [
        {
          acts: runAndSelect(cakeAnswer),
          hint: 'This came first, but it has the id 1: it is the cake. Tea takes longer.',
        },
        {
          acts: runAndSelect(tea),
          hint: 'This is the question. Its answer has the same id and points to Alice.',
        },
      ],
    },
    {
      id: 'lost',
      kind: 'predict',
      title: 'Predict what a lost answer does, then lose one and run',
      question: 'The order of cake arrives, but its answer is lost on the way back. What happens?',
      choices: [
        {
          text: 'Socket.IO notices, and asks again',
          right: false,
          because: 'Count the orders of cake in the ladder: there is one. Nobody is told to notice anything.',
        },
        {
          text: 'The callback is called with an error',
          right: false,
          because:
            'Look at Alice’s console: tea is there, and not a word of the cake. Without a timeout nothing ends the wait.',
        },
        {
          text: 'The cake is made, and the callback is never called',
          right: true,
          because:
            'The server did its part and said so. An answer that is missing says nothing about the deed.',
        },
      ],
      claim: {
        says: 'The cake was made, its answer lost, and everything else went on',
        holds: (seen) =>
          seen.all(
            seen.before(
              answerLost,
              answer,
              seen.when(questionLost, QUESTION_LOST) ?? seen.when(teaAnswer, NOTHING_LOST),
            ),
            seen.eventually(madeCake),
            seen.eventually(madeTea),
          ),
      },
      hint: 'Choose. Then right-click an ACK in the ladder, pick “Lose the next ACK from the server”, and run.',
      solution: [{ act: 'choose', choice: 2 }, lose('server', 'ACK'), RUN],
      wrong: [
        { acts: [{ act: 'choose', choice: 2 }, RUN], hint: NOTHING_LOST },
        { acts: [{ act: 'choose', choice: 2 }, lose('client', 'EVENT'), RUN], hint: QUESTION_LOST },
      ],
    },
    {
      id: 'retries',
      kind: 'change',
      title: 'Let Alice ask again when no answer comes in time',
      hint: 'Two more options for io(): ackTimeout: 200 and retries: 2. Her callback then gets the error first.',
      untouched: teaAnswer,
      claim: {
        says: 'The same order was sent again under a new id, and carried out more than once',
        holds: (seen) =>
          seen.all(
            seen.bound(order, order, sameOrderOtherId, seen.when(teaAnswer, ONCE)),
            answerMissed(seen),
            madeTwice(seen),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'client.js' }, RUN],
      also: [[options('ackTimeout: 600, retries: 1'), lose('server', 'ACK'), RUN]],
      wrong: [
        { acts: [RUN], hint: ONCE },
        { acts: [options('retries: 2'), RUN], hint: TAKEN_FOR_ERROR },
        { acts: [options('ackTimeout: 1000, retries: 2'), RUN], hint: ONCE },
      ],
    },
    {
      id: 'timeout',
      kind: 'change',
      title: 'Let the server ask Alice “ready”, and give up when she does not answer',
      hint: 'In an async connection handler: await socket.timeout(1000).emitWithAck("ready"), with try and catch around it.',
      untouched: teaAnswer,
      claim: {
        says: 'The server asked with an id, got no answer, and its wait came to an end',
        holds: (seen) =>
          seen.all(
            seen.eventually(asksAlice, seen.when(tellsAlice, NO_ID) ?? seen.when(teaAnswer, NOT_ASKED)),
            seen.never(aliceAnswers, asksAlice, ANSWERED),
            seen.before(asksAlice, gaveUp, seen.when(teaAnswer, FOREVER)),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      also: [[CLEAR, greet('socket.timeout(500).emit("ready", (error) => console.log(error));'), RUN]],
      wrong: [
        { acts: [RUN], hint: NOT_ASKED },
        { acts: [greet('socket.timeout(500).emit("ready");'), RUN], hint: NO_ID },
        { acts: [greet('socket.emitWithAck("ready");'), RUN], hint: FOREVER },
      ],
    },
  ],
};

function lose(sender: 'client' | 'server', sio: string): Act {
  return { act: 'fault', faults: [{ kind: 'drop', like: { from: sender, eio: 'message', sio } }] };
}

function options(more: string): Act {
  return { act: 'replace', file: 'client.js', from: '["websocket"]', to: `["websocket"], ${more}` };
}

/** A line at the start of the connection handler. */
function greet(line: string): Act {
  return { act: 'replace', file: 'server.js', from: '(socket) => {', to: `(socket) => {\n  ${line}` };
}

function sameOrderOtherId(a: Entry, b: Entry): boolean {
  const [first] = argsOf(a, 'order');
  const [second] = argsOf(b, 'order');
  return a.n !== b.n && first?.[0] !== undefined && first[0] === second?.[0] && idsIn(a) !== idsIn(b);
}

function idsIn(entry: Entry): string {
  return entry.kind === 'unit' ? entry.unit.packets.map(({ sio }) => sio?.id).join() : '';
}

/** Alice asked again because an answer was late, or lost: the older one comes after the newer question, or never. */
function answerMissed(seen: Seen) {
  const lost = seen.eventually(answerLost);
  return lost.holds ? lost : seen.bound(order, answer, isOlder, seen.when(teaAnswer, TAKEN_FOR_ERROR));
}

function isOlder(question: Entry, reply: Entry): boolean {
  return Number(idsIn(reply)) < Number(idsIn(question));
}

function madeTwice(seen: Seen) {
  const teas = seen.atLeast(2, madeTea);
  return teas.holds ? teas : seen.atLeast(2, madeCake);
}
