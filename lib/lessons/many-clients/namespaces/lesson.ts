import { RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  inNamespace,
  isCloseFrame,
  isConnect,
  isConnectAnswer,
  isConnectError,
  isConnection,
  isDisconnect,
  isEvent,
  to,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const asksForMain = and(isConnect('/'), from('alice'));
const asksForChat = and(isConnect('/chat'), from('alice'));
const letIntoChat = isConnectAnswer('/chat');
const connectionInMain = isConnection('/');
const connectionInChat = isConnection('/chat');
const said = and(isEvent('said', 'server'), inNamespace('/chat'));
const time = isEvent('time', 'server');
const timeToAlice = and(time, to('alice'));
const refused = and(isConnectError(), to('alice'));
const cakeToAlice = and(isEvent('cake', 'server'), to('alice'));
const cakeToBob = and(isEvent('cake', 'server'), to('bob'));
const leftChat = and(isDisconnect('client', '/chat'), from('alice'));
const leftMain = and(isDisconnect('client', '/'), from('alice'));
const closed = and(isCloseFrame, from('alice'));

const LET_IN = 'She was let into /chat. Misspell the name in client.js: io("/caht", options).';
const MISSPELT = 'She was not let in, so there is nothing to leave. Write io("/chat", options) again.';
const STAYS =
  'Alice is in both namespaces still. Let her page call chat.disconnect(), for instance when something was said.';
const WRONG_DOOR =
  'That 41 names no namespace, so it leaves /: the clock has stopped, and the chat goes on. It should be the other way round.';
const WHOLE_HOUSE =
  'That closed the connection, and both sockets with it. A socket is left with disconnect(), and 41/chat, is sent.';

export const lesson: Lesson = {
  chapter: 'many-clients',
  slug: 'namespaces',
  title: 'Namespaces: several sockets on one wire',
  goal: 'You can read which socket a packet belongs to, and say what the sockets of one connection share.',
  minutes: 9,
  cast: ['alice', 'bob'],
  steps: [
    {
      id: 'one-wire',
      kind: 'predict',
      title: 'Predict how many connections two sockets take, then run',
      question: 'Alice’s page calls io() and io("/chat"). What does her browser open?',
      choices: [
        {
          text: 'Two WebSockets, one for each namespace',
          right: false,
          because: 'There is one upgrade by Alice in the ladder. Both CONNECTs travel on it.',
        },
        {
          text: 'One WebSocket with one socket, which hears the events of both',
          right: false,
          because: 'One WebSocket, yes; but she sent two CONNECTs, and was given two ids.',
        },
        {
          text: 'One WebSocket, and on it two sockets',
          right: true,
          because:
            'Two CONNECTs, two answers, two ids, one session. The name in the packet tells whose it is.',
        },
      ],
      claim: {
        says: 'Alice asked for both namespaces in one session, and was let into both',
        holds: (seen) =>
          seen.all(
            seen.bound(asksForMain, asksForChat, sameSession),
            seen.eventually(letIntoChat),
            seen.eventually(connectionInMain),
            seen.eventually(connectionInChat),
          ),
      },
      hint: 'Choose first. Then press Run, and look for the upgrades and the CONNECTs in Alice’s lane.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'the-name',
      kind: 'find',
      title: 'Find the bytes that say which socket a packet is for',
      asks: 'Select what was said in the chat, and in the inspector the name of the namespace.',
      matches: said,
      field: 'sio.nsp',
      hint: 'In 42/chat,["said",…] the name stands between the type and the comma.',
      solution: runAndFind(said),
      wrong: [
        {
          acts: runAndSelect(timeToAlice),
          hint: 'This one is for the socket in /, the main namespace, whose name is not written at all.',
        },
        {
          acts: runAndSelect(cakeToAlice),
          hint: 'The cake came to the socket in /, the main namespace, whose name is not written at all.',
        },
      ],
    },
    {
      id: 'two-rooms',
      kind: 'predict',
      title: 'Predict who gets the cake, then run again',
      question:
        'Alice is in the room vip of /, Bob in the room vip of /chat. Who gets what io.to("vip") sends?',
      choices: [
        {
          text: 'Both: it is the same room',
          right: false,
          because:
            'Bob’s console has no cake. Each namespace has an adapter of its own, and so rooms of its own.',
        },
        {
          text: 'Alice',
          right: true,
          because:
            'io is /, so it was the vip of / that was written to. The other vip has nothing but the name in common.',
        },
        {
          text: 'Bob, for it is sent from a handler of /chat',
          right: false,
          because:
            'Where a line stands says nothing; what it is called on does. Bob would need chat.to("vip").',
        },
      ],
      claim: {
        says: 'Alice got the cake, and Bob did not',
        holds: (seen) =>
          seen.given(
            seen.before(cakeToAlice, time),
            seen.all(seen.eventually(cakeToAlice), seen.never(cakeToBob, time)),
          ),
      },
      hint: 'Choose, run, and look for "cake" in the consoles.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'refused',
      kind: 'predict',
      title: 'Predict what a misspelt namespace does, then write io("/caht")',
      question: 'The server has no /caht. What becomes of Alice?',
      choices: [
        {
          text: 'Her connection is refused, and the clock with it',
          right: false,
          because:
            'Her clock ticks on. What was refused is one socket, by a packet on a connection that is well.',
        },
        {
          text: 'The request for /caht is answered 404',
          right: false,
          because:
            'There is no such request. A namespace looks like a path, and is never part of an address.',
        },
        {
          text: 'She gets 44, "Invalid namespace", and nothing more; the clock ticks on',
          right: true,
          because: 'The page hears connect_error, once, and does not try again: the server was clear enough.',
        },
        {
          text: 'She tries again every second or so',
          right: false,
          because:
            'There is one CONNECT for it, and no second. Only a lost connection is tried again by itself.',
        },
      ],
      claim: {
        says: 'One namespace was refused, and the clock ticked on after it',
        holds: (seen) => seen.before(refused, timeToAlice, seen.when(letIntoChat, LET_IN)),
      },
      hint: 'Choose, change "/chat" in client.js, run, and look for the packet that begins with 44.',
      solution: [
        { act: 'choose', choice: 2 },
        { act: 'replace', file: 'client.js', from: 'io("/chat"', to: 'io("/caht"' },
        RUN,
      ],
      wrong: [{ acts: [{ act: 'choose', choice: 2 }, RUN], hint: LET_IN }],
    },
    {
      id: 'leave',
      kind: 'change',
      title: 'Let Alice leave the chat, and keep the clock',
      hint: 'At the end of client.js: if (me === "alice") chat.on("said", () => chat.disconnect());',
      untouched: timeToAlice,
      claim: {
        says: 'Alice left /chat with a packet, and the clock ticked on after it',
        holds: (seen) =>
          seen.before(
            leftChat,
            timeToAlice,
            seen.when(refused, MISSPELT) ??
              seen.when(leftMain, WRONG_DOOR) ??
              seen.when(closed, WHOLE_HOUSE) ??
              seen.when(timeToAlice, STAYS),
          ),
      },
      solution: [{ act: 'edit', file: 'client.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: STAYS },
        { acts: [onSaid('clock.disconnect()'), RUN], hint: WRONG_DOOR },
        {
          acts: [{ act: 'replace', file: 'client.js', from: 'io("/chat"', to: 'io("/caht"' }, RUN],
          hint: MISSPELT,
        },
        { acts: [onSaid('chat.io.engine.close()'), RUN], hint: WHOLE_HOUSE },
      ],
    },
  ],
};

function onSaid(does: string) {
  return {
    act: 'replace',
    file: 'client.js',
    from: 'chat.on("connect",',
    to: `chat.once("said", () => ${does});\nchat.on("connect",`,
  } as const;
}

function sameSession(a: Entry, b: Entry): boolean {
  return a.kind === 'unit' && b.kind === 'unit' && a.sid !== undefined && a.sid === b.sid;
}
