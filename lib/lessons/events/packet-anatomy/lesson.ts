import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  inNamespace,
  isAck,
  isCloseFrame,
  isConnect,
  isConnectAnswer,
  isConnectError,
  isEvent,
  isEventWith,
  isLog,
  isServerDisconnect,
  not,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const inShop = inNamespace('/shop');
const asksInShop = and(isEvent('sum', 'alice'), inShop);
const answerInShop = and(isAck(), inShop, from('server'));
const asksForMore = and(
  isEventWith('sum', (args) => args.length === 2, 'alice'),
  inNamespace('/'),
);
const answer = and(isAck(), inNamespace('/'), from('server'), not(inShop));
const answer42 = and(answer, carries(42));
const answer42InShop = and(answerInShop, carries(42));
const summed = isLog(/^\/ sum of/, 'server');
const hungUp = and(isCloseFrame, from('server'));
const ill = and(from('alice'), isIllFormed);
const forced = isServerDisconnect('forced close');
const refused = isConnectError('/nope');
const refusing = isConnectError();
const typedRefusal = and(from('alice'), isRefusal);
const eventInNope = and(isEvent(undefined, 'alice'), inNamespace('/nope'));
const sum = isAck();

const NO_MORE =
  'The sum in /shop was answered. Now type one more packet, which asks in the namespace / for 40 and 2.';
const NO_ID =
  'The server has the sum and may not tell it: your packet asks for no answer. Put a number before the [.';
const OTHER_DOOR =
  'That was answered by the namespace /shop. To ask in /, leave the namespace out, comma and all.';
const OTHER_SUM = 'An answer came in /, but it is not 42.';
const MISTYPED = 'The server closed the connection: that was no packet it could read. Its console says why.';
const WELL_FORMED = 'Every packet so far was well formed. Put an object where the array belongs, and run.';
const NO_DOOR = 'You have knocked at doors that exist. Knock at one that does not: 40/nope,';
const NOT_YOURS =
  'Type 4 is the server’s to send. It took yours for the end of all manners, and closed the connection.';
const NEVER_JOINED =
  'That was an event for a namespace you are not in, and it ended the connection. Knock first: 40/nope,';
const NOTHING_AFTER =
  'The door was refused. Now show that the connection lives: ask for a sum behind it, in a namespace that exists.';

const ASK = `  '42/shop,7["sum",2,3]',`;

export const lesson: Lesson = {
  chapter: 'events',
  slug: 'packet-anatomy',
  title: 'Anatomy of a packet: type it by hand',
  goal: 'You can read and write a Socket.IO packet without the library, and know what becomes of a bad one.',
  minutes: 10,
  cast: ['alice'],
  steps: [
    {
      id: 'reply',
      kind: 'predict',
      title: 'Predict the answer to a packet that was typed by hand, then run',
      question: 'Alice’s last packet is 42/shop,7["sum",2,3]. What does the server send back?',
      choices: [
        {
          text: '42/shop,["sum",5]',
          right: false,
          because:
            'That would be an event. The server called no emit: it called the function that asks for the answer.',
        },
        {
          text: '437[5]',
          right: false,
          because: 'Nearly. But there are two namespaces on this connection, and each counts for itself.',
        },
        {
          text: '43/shop,7[5]',
          right: true,
          because:
            'Type 3 is ACK; namespace and number are those of the question; the array is what reply was given.',
        },
        {
          text: 'Nothing: without the library it cannot know who Alice is',
          right: false,
          because: 'It cannot tell. It sees bytes, and these are the bytes that the library would have sent.',
        },
      ],
      claim: {
        says: 'The sum that was asked for in /shop was answered there, with the same number',
        holds: (seen) => seen.linked('ack', asksInShop, answerInShop),
      },
      hint: 'Choose first. Then run, and read what the server sends last.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'part',
      kind: 'find',
      title: 'Find the part that packets of the main namespace leave out',
      asks: 'Select the packet that asks for the sum, and in it the part that tells which namespace it is for.',
      matches: asksInShop,
      field: 'sio.nsp',
      hint: 'Alice’s third packet, and in its Socket.IO layer the field Namespace.',
      solution: runAndFind(asksInShop),
      wrong: [
        {
          acts: runAndSelect(isConnect('/shop')),
          hint: 'This one only asks to be let into /shop. Take the packet after it, which asks for the sum.',
        },
        {
          acts: runAndSelect(answerInShop),
          hint: 'This is the answer. Its parts are the same; look at the question.',
        },
      ],
    },
    {
      id: 'ask',
      kind: 'change',
      title: 'Type a packet that asks in the namespace / for the sum of 40 and 2',
      hint: 'One more line in the list: \'421["sum",40,2]\'. Without the 1 nobody would answer.',
      untouched: answerInShop,
      claim: {
        says: 'The namespace / answered 42 to a packet with that number',
        holds: (seen) =>
          seen.all(
            seen.eventually(
              answer42,
              seen.when(answer42InShop, OTHER_DOOR) ??
                seen.when(answer, OTHER_SUM) ??
                seen.when(hungUp, MISTYPED) ??
                seen.when(summed, NO_ID) ??
                seen.when(answerInShop, NO_MORE),
            ),
            seen.linked('ack', asksForMore, answer42),
          ),
      },
      solution: [CLEAR, type(`${ASK}\n  '421["sum",40,2]',`), RUN],
      also: [[CLEAR, type(`${ASK}\n  '42/,0["sum",40,2]',`), RUN]],
      wrong: [
        { acts: [RUN], hint: NO_MORE },
        { acts: [type(`${ASK}\n  '42["sum",40,2]',`), RUN], hint: NO_ID },
        { acts: [type(`${ASK}\n  '42/shop,8["sum",40,2]',`), RUN], hint: OTHER_DOOR },
        { acts: [type(`${ASK}\n  '421["sum",4,2]',`), RUN], hint: OTHER_SUM },
        { acts: [type(`${ASK}\n  '421,["sum",40,2]',`), RUN], hint: MISTYPED },
      ],
    },
    {
      id: 'bad',
      kind: 'predict',
      title: 'Predict what a bad packet does, then type one and run',
      question: 'Instead of an array you send an object: 42{"sum":[2,3]}. How does the server take it?',
      choices: [
        {
          text: 'It says so: 44{"message":"invalid payload"}',
          right: false,
          because: 'Those words are in the server’s console. Nothing on the wire carries them to you.',
        },
        {
          text: 'It ignores that packet and goes on',
          right: false,
          because: 'There is a CLOSE frame right behind it. Whoever writes nonsense may not go on.',
        },
        {
          text: 'It closes the connection, without a word',
          right: true,
          because: 'A CLOSE frame without code or reason. Its own console has the cause: “invalid payload”.',
        },
      ],
      claim: {
        says: 'After a packet that cannot be read, the server closed the connection and told nothing',
        holds: (seen) =>
          seen.all(
            seen.before(ill, hungUp, seen.when(answerInShop, WELL_FORMED)),
            seen.eventually(forced),
            seen.never(refusing, hungUp),
          ),
      },
      hint: 'Choose. Then replace the last packet in the list by \'42{"sum":[2,3]}\' and run.',
      solution: [{ act: 'choose', choice: 2 }, CLEAR, type(`  '42{"sum":[2,3]}',`), RUN],
      wrong: [{ acts: [{ act: 'choose', choice: 2 }, RUN], hint: WELL_FORMED }],
    },
    {
      id: 'refused',
      kind: 'change',
      title: 'Make the server send you a packet of type 4, and be answered afterwards',
      hint: "Before the sum in the list: '40/nope,'. There is no such namespace in server.js.",
      untouched: answerInShop,
      claim: {
        says: 'A namespace was refused with 44, and the same connection went on and answered a sum',
        holds: (seen) =>
          seen.all(
            seen.eventually(
              refused,
              seen.when(typedRefusal, NOT_YOURS) ??
                seen.when(eventInNope, NEVER_JOINED) ??
                seen.when(hungUp, MISTYPED) ??
                seen.when(isConnectAnswer('/'), NO_DOOR),
            ),
            seen.before(refused, sum, seen.when(hungUp, NEVER_JOINED) ?? NOTHING_AFTER),
          ),
      },
      solution: [CLEAR, type(`  '40/nope,',\n${ASK}`), RUN],
      wrong: [
        { acts: [RUN], hint: NO_DOOR },
        { acts: [type(`  '44/nope,{"message":"no"}',`), RUN], hint: NOT_YOURS },
        { acts: [type(`  '42/nope,1["sum",2,3]',`), RUN], hint: NEVER_JOINED },
        { acts: [type(`  '40/nope,',\n  '42/nope,1["sum",2,3]',`), RUN], hint: NEVER_JOINED },
        { acts: [type(`${ASK}\n  '40/nope,',`), RUN], hint: NOTHING_AFTER },
      ],
    },
  ],
  faulty: ['sio-payload'],
};

/** Other packets in the place of the last one. */
function type(lines: string): Act {
  return { act: 'replace', file: 'client.js', from: ASK, to: lines };
}

function carries(value: unknown) {
  return (entry: Entry) =>
    entry.kind === 'unit' &&
    entry.unit.packets.some(({ sio }) => Array.isArray(sio?.data) && sio.data[0] === value);
}

function isIllFormed(entry: Entry): boolean {
  return entry.kind === 'unit' && entry.unit.issues.some(({ code }) => code.startsWith('sio-'));
}

function isRefusal(entry: Entry): boolean {
  return entry.kind === 'unit' && entry.unit.packets.some(({ sio }) => sio?.type === 'CONNECT_ERROR');
}
