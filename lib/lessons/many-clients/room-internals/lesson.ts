import { CLEAR, RUN, runAndSelect } from '@/lib/lessons/acts';
import type { Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  isAck,
  isEvent,
  isFaultActed,
  isLog,
  isRoom,
  isServerDisconnect,
  not,
  or,
} from '@/lib/lessons/matchers';

const enters = and(isEvent('enter'), from('client'));
const joined = isRoom('join', 'garden');
const created = isRoom('create', 'garden');
const left = isRoom('leave', 'garden');
const deleted = isRoom('delete', 'garden');
const rain = isEvent('rain', 'server');
const toldOfJoining = or(isAck(), and(isEvent(undefined, 'server'), not(rain)));
const threeRooms = isLog(/^3 rooms:/, 'server');
const beginsInLog = isLog('begins: garden', 'server');
const isBeginning = or(created, beginsInLog);
const ownRoom = and(isLog(/^begins: /, 'server'), not(beginsInLog));
const disconnected = isServerDisconnect();
const cut = isFaultActed('cut');
const stillInTwo = isLog('disconnecting: 2 rooms', 'server');
const inNone = isLog('disconnect: 0 rooms', 'server');

const SOMEBODY_STAYS =
  'Alice went in, and Bob is still out there in the rain: a room lives as long as somebody is in it.';
const CUT_OFF =
  'The garden ended, because a page was cut off from the server. Run again, and let the last one leave by itself.';
const NOT_CUT = 'It rains, and Bob is in the garden alone. Now cut Bob’s wire.';
const WRONG_ONE =
  'It was Alice whose wire was cut, and she had left the garden: she was in one room, her own. Run again, and cut Bob’s.';

export const lesson: Lesson = {
  chapter: 'many-clients',
  slug: 'room-internals',
  title: 'Inside a room: two maps and no packet',
  goal: 'You can say what a room is made of, when it begins and ends, and why a page cannot see it.',
  minutes: 8,
  cast: ['alice', 'bob'],
  steps: [
    {
      id: 'silent',
      kind: 'predict',
      title: 'Predict what the server sends for a join, then run',
      question:
        'Alice’s page sends "enter", and the handler calls socket.join("garden"). What does Alice receive for it?',
      choices: [
        {
          text: 'A packet of its own type, as for CONNECT',
          right: false,
          because: 'The protocol has seven types of packet, and none of them is about rooms.',
        },
        {
          text: 'An event with the room’s name',
          right: false,
          because: 'The only event she received is "rain", and that one the program sent by itself.',
        },
        {
          text: 'Nothing',
          right: true,
          because:
            'A room is a note in the server’s memory. What the page shall know of it, your program must tell.',
        },
      ],
      claim: {
        says: '"enter" was followed by a join, and no packet told of it',
        holds: (seen) => seen.all(seen.before(enters, joined), seen.never(toldOfJoining, rain)),
      },
      hint: 'Choose first. Then press Run, and look at what points to Alice between "enter" and "rain".',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'begins',
      kind: 'find',
      title: 'Find the moment in which the garden began to exist',
      asks: 'No line of the program makes the garden, and no packet tells of it. Select the row in which it began.',
      matches: (entry, timeline) =>
        isBeginning(entry) ||
        entry === timeline.entries.find((each) => each.run === entry.run && joined(each)),
      hint: 'It began with its first visitor. In the server’s lane, look for the first row that says “join garden”.',
      // What begins it is not drawn; who joined first is.
      solution: runAndSelect(joined),
      wrong: [
        {
          acts: runAndSelect(enters),
          hint: 'This is the wish of a page. The room began a moment later, on the server, in the handler of it.',
        },
        {
          acts: runAndSelect(rain),
          hint: 'Here the room is written to. By then it had existed for a while: somebody was in it.',
        },
        {
          acts: runAndSelect(ownRoom),
          hint: 'This room has the name of a socket: each gets one of its own when it connects. Look for the garden.',
        },
      ],
    },
    {
      id: 'two-maps',
      kind: 'predict',
      title: 'Predict how many rooms there are, then run again',
      question: 'Alice and Bob are both in the garden, and nobody joined anything else. What is rooms.size?',
      choices: [
        {
          text: '1: the garden',
          right: false,
          because: 'Read the server’s console: two more keys, and they look like socket ids. They are.',
        },
        {
          text: '2: one for each of them',
          right: false,
          because: 'That is sids.size, the other map: the sockets, each with the set of its rooms.',
        },
        {
          text: '3: the garden, and a room for each of them',
          right: true,
          because:
            'Each socket has been in a room named by its own id since it connected. The map knows no difference.',
        },
      ],
      claim: {
        says: 'With two sockets in the garden the server counted three rooms',
        holds: (seen) => seen.eventually(threeRooms),
      },
      hint: 'Choose, then run. The server prints both maps whenever somebody enters.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'ends',
      kind: 'change',
      title: 'Let the garden cease to exist',
      hint: 'There is no call to end a room. In client.js let Bob go in as well: take the condition away.',
      untouched: left,
      claim: {
        says: 'The last one left the garden, and the room was deleted',
        holds: (seen) =>
          seen.before(disconnected, deleted).holds
            ? { holds: false, instead: CUT_OFF }
            : seen.eventually(deleted, seen.when(left, SOMEBODY_STAYS)),
      },
      solution: [CLEAR, { act: 'edit', file: 'client.js' }, RUN],
      also: [
        [
          {
            act: 'replace',
            file: 'server.js',
            from: 'io.to(room).emit("rain")',
            to: 'io.in(room).socketsLeave(room)',
          },
          RUN,
        ],
      ],
      wrong: [
        { acts: [RUN], hint: SOMEBODY_STAYS },
        {
          acts: [
            RUN,
            { act: 'see', match: left },
            { act: 'fault', faults: [{ kind: 'cut', client: 'bob', how: 'fin' }] },
          ],
          hint: CUT_OFF,
        },
        {
          acts: [
            {
              act: 'replace',
              file: 'server.js',
              from: 'socket.leave(room)',
              to: '{\n    socket.leave(room);\n    adapter.rooms.delete(room);\n  }',
            },
            RUN,
          ],
          hint: SOMEBODY_STAYS,
        },
      ],
    },
    {
      id: 'goodbye',
      kind: 'predict',
      title: 'Predict what a lost socket still knows of its rooms, then cut Bob’s wire',
      question:
        'Bob is in the garden when his wire is cut. What does the server print in "disconnecting", and what in "disconnect"?',
      choices: [
        {
          text: '2 rooms and 2 rooms: he may come back',
          right: false,
          because:
            'By "disconnect" he had been taken out of everything. He does come back, as another socket.',
        },
        {
          text: '2 rooms, then 0',
          right: true,
          because:
            '"disconnecting" comes before the adapter clears up, "disconnect" after it. Between the two he leaves every room.',
        },
        {
          text: '0 and 0: the connection is gone, and the rooms with it',
          right: false,
          because: 'Rooms are no part of the connection. They were still there in "disconnecting".',
        },
      ],
      claim: {
        says: 'After the cut Bob was in two rooms at “disconnecting”, and in none at “disconnect”',
        holds: (seen) =>
          seen.given(
            seen.before(left, cut, seen.when(left, NOT_CUT)),
            seen.all(
              seen.eventually(stillInTwo, seen.when(inNone, WRONG_ONE)),
              seen.before(stillInTwo, inNone),
            ),
          ),
      },
      hint: 'Choose, run, wait for the rain, and cut Bob’s wire alone: choose him under “wire of”, then “cut”.',
      solution: [
        { act: 'choose', choice: 1 },
        RUN,
        { act: 'see', match: left },
        { act: 'fault', faults: [{ kind: 'cut', client: 'bob', how: 'fin' }] },
      ],
      wrong: [
        { acts: [{ act: 'choose', choice: 1 }, RUN], hint: NOT_CUT },
        {
          acts: [
            { act: 'choose', choice: 1 },
            RUN,
            { act: 'see', match: left },
            { act: 'fault', faults: [{ kind: 'cut', client: 'alice', how: 'fin' }] },
          ],
          hint: WRONG_ONE,
        },
      ],
    },
  ],
};
