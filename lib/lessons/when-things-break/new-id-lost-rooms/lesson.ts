import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Act, Lesson, Seen } from '@/lib/lessons/lesson';
import { and, isConnectAnswer, isEvent, isEventWith, isFaultActed, or, to } from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const letIn = and(isConnectAnswer('/'), to('alice'));
const joins = isEvent('join', 'alice');
const talks = isEvent('say', 'alice');
const heard = and(isEvent('said', 'server'), to('alice'));
const nameless = isEventWith('said', ([name]) => name === null, 'server');
const named = isEventWith('said', ([name]) => name !== null, 'server');
const cut = and(isFaultActed('cut'), (entry) => entry.kind === 'fault' && entry.record.client === 'alice');
const introduced = (entry: Entry) =>
  entry.kind === 'unit' &&
  entry.from === 'alice' &&
  entry.unit.packets.some(({ sio }) => sio?.type === 'CONNECT' && sio.data !== undefined);

const entersAgain = or(joins, introduced);

/** By then she is back from the longest first wait, and has spoken. */
const LATER_MICROS = 3_500_000;

const NOT_CUT = 'Alice hears the lobby. Now cut her wire.';
const NOT_BACK = 'Her wire is cut. She is back in a second or so.';
const STILL_IN = 'She hears the lobby again: your program lets her join after the cut. Leave that for later.';
const STILL_OUT =
  'She is back, talks, and hears nothing: nobody has joined the lobby for her new socket. "connect" fires at the right time.';
const NO_AUTH =
  'Alice’s CONNECT is a bare 40. Give io() an auth: { name: me }, and it will carry her name, each time anew.';
const STILL_JOINS =
  'It works, but she still sends "join". Take that line out, and let the connection handler call socket.join("lobby").';
const NOT_ROOM =
  'Alice said who she is, but hears nothing. Call socket.join("lobby") in the connection handler.';

const CUT_ALICE: Act = { act: 'fault', faults: [{ kind: 'cut', client: 'alice', how: 'fin' }] };
const cutInTheLobby: readonly Act[] = [RUN, { act: 'see', match: heard }, CUT_ALICE];
const joinOn = (event: string): Act => ({
  act: 'replace',
  file: 'client.js',
  from: 'socket.emit("join", "lobby", me);',
  to: `${event}, () => {\n  socket.emit("join", "lobby", me);\n});`,
});

export const lesson: Lesson = {
  chapter: 'when-things-break',
  slug: 'new-id-lost-rooms',
  title: 'A new id, and no rooms: what a reconnect forgets',
  goal: 'You can write a client that is whole again after every reconnect.',
  minutes: 9,
  cast: ['alice', 'bob'],
  steps: [
    {
      id: 'deaf',
      kind: 'predict',
      title: 'Predict what Alice hears after a reconnect, then cut her wire',
      question: 'Alice is cut off and comes back by herself. What does she hear of the lobby then?',
      choices: [
        {
          text: 'Everything: she is in the lobby, and the server knows her',
          right: false,
          because:
            'Count the events that point to her after the cut. The one who is in the lobby was her old socket.',
        },
        {
          text: 'Nothing: she is in no room but her own',
          right: true,
          because:
            'Rooms hold ids of sockets. The old id left with the old socket, and the new one never joined.',
        },
        {
          text: 'First what she missed, then everything',
          right: false,
          because:
            'Nothing was kept for her, and nothing comes. A server sends to whoever is in the room now.',
        },
      ],
      claim: {
        says: 'Alice was cut off, was let in again and spoke, and no event of the lobby reached her',
        holds: (seen) =>
          seen.given(
            seen.before(heard, cut, seen.when(heard, NOT_CUT)),
            seen.before(cut, heard).holds
              ? { holds: false, instead: STILL_IN }
              : seen.all(seen.before(cut, letIn, NOT_BACK), spokeLater(seen)),
          ),
      },
      hint: 'Choose, run, wait until the lobby says hello, and cut Alice’s wire. Then watch her lane for four seconds.',
      solution: [{ act: 'choose', choice: 1 }, CLEAR, ...cutInTheLobby],
      wrong: [
        { acts: [{ act: 'choose', choice: 1 }, RUN], hint: NOT_CUT },
        {
          acts: [{ act: 'choose', choice: 1 }, joinOn('socket.on("connect"'), ...cutInTheLobby],
          hint: STILL_IN,
        },
      ],
    },
    {
      id: 'nameless',
      kind: 'find',
      title: 'Find the event that shows what else was forgotten',
      asks: 'Bob still hears Alice. Select the event in which the server no longer knows her name.',
      matches: nameless,
      hint: 'It goes from the server to Bob, after Alice came back: "said", and where a name should be, null.',
      solution: [
        RUN,
        { act: 'see', match: heard },
        CUT_ALICE,
        { act: 'see', match: nameless },
        { act: 'find' },
      ],
      wrong: [
        {
          acts: [...cutInTheLobby, { act: 'see', match: nameless }, { act: 'find', match: talks }],
          hint: 'This is what Alice says, the same as ever. Look at what the server makes of it for Bob.',
        },
        {
          acts: [...cutInTheLobby, { act: 'see', match: nameless }, { act: 'find', match: named }],
          hint: 'This one has a name in it. Look for an event after the cut, with null in the name’s place.',
        },
      ],
    },
    {
      id: 'join-again',
      kind: 'change',
      title: 'Let Alice join again after every connect',
      hint: 'socket.on("connect", () => socket.emit("join", "lobby", me)); in place of the line that joins once.',
      untouched: heard,
      claim: {
        says: 'Alice was cut off, joined again, and heard the lobby again',
        holds: (seen) =>
          seen.given(
            seen.before(heard, cut, seen.when(heard, NOT_CUT)),
            seen.all(
              seen.before(cut, heard, spokeLater(seen).holds ? STILL_OUT : NOT_BACK),
              seen.before(cut, entersAgain),
            ),
          ),
      },
      solution: [CLEAR, joinOn('socket.on("connect"'), ...cutInTheLobby],
      also: [
        [
          joinOn('socket.io.on("reconnect"'),
          {
            act: 'replace',
            file: 'client.js',
            from: 'setInterval(',
            to: 'socket.emit("join", "lobby", me);\nsetInterval(',
          },
          ...cutInTheLobby,
        ],
      ],
      wrong: [
        { acts: cutInTheLobby, hint: STILL_OUT },
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: 'socket.on("connect", () =>',
              to: 'socket.on("reconnect", () => socket.emit("join", "lobby", me));\nsocket.on("connect", () =>',
            },
            ...cutInTheLobby,
          ],
          hint: STILL_OUT,
        },
        { acts: [joinOn('socket.on("connect"'), RUN], hint: NOT_CUT },
      ],
    },
    {
      id: 'introduce',
      kind: 'change',
      title: 'Let her be in the lobby before she says a word',
      hint: 'client.js: io({ …, auth: { name: me } }), and no "join". server.js: read socket.handshake.auth.name, and join.',
      untouched: heard,
      claim: {
        says: 'Alice’s CONNECT carried her name, and after the cut she heard the lobby without a "join"',
        holds: (seen) =>
          seen.given(
            seen.eventually(introduced, seen.when(heard, NO_AUTH)),
            seen.eventually(joins).holds
              ? { holds: false, instead: STILL_JOINS }
              : seen.given(
                  seen.before(heard, cut, seen.when(heard, NOT_CUT) ?? seen.when(talks, NOT_ROOM)),
                  seen.all(seen.before(cut, introduced, NOT_BACK), seen.before(cut, heard, NOT_BACK)),
                ),
          ),
      },
      solution: [
        CLEAR,
        { act: 'edit', file: 'server.js' },
        { act: 'edit', file: 'client.js' },
        ...cutInTheLobby,
      ],
      wrong: [
        { acts: [{ act: 'edit', file: 'server.js' }, ...cutInTheLobby], hint: NO_AUTH },
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: 'transports: ["websocket"]',
              to: 'transports: ["websocket"], auth: { name: me }',
            },
            RUN,
          ],
          hint: STILL_JOINS,
        },
        { acts: [{ act: 'edit', file: 'client.js' }, RUN], hint: NOT_ROOM },
      ],
    },
  ],
};

function spokeLater(seen: Seen) {
  return seen.bound(cut, talks, (lost, spoke) => spoke.at - lost.at > LATER_MICROS, NOT_BACK);
}
