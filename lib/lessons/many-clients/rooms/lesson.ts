import { RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Lesson } from '@/lib/lessons/lesson';
import { and, isConnectAnswer, isEvent, isRoom, isUnsent, to } from '@/lib/lessons/matchers';

const heard = (event: string, client: string) => and(isEvent(event, 'server'), to(client));

const goalToAlice = heard('goal', 'alice');
const goalToBob = heard('goal', 'bob');
const goalToCarol = heard('goal', 'carol');
const prize = heard('prize', 'bob');
const interviewToBob = heard('interview', 'bob');
const interviewToAlice = heard('interview', 'alice');
const interviewToNobody = isUnsent('nobody', 'interview', 'server');
const leftSport = isRoom('leave', 'sport');
const leftNews = isRoom('leave', 'news');
const joinedMisspelt = isRoom('join', 'News');
const weatherToNobody = isUnsent('nobody', 'weather', 'server');
const weatherToCarol = heard('weather', 'carol');

const BOB_KNOWS =
  'Bob was told the result, and he wanted to watch the match later. Leave out those who are in the room called later.';
const CAROL_MISSED = 'Bob is spared, and so is Carol, who is in news and wanted to know.';
const ALICE_MISSED = 'Bob is spared, and so is Alice, who wanted to know.';
const STILL_THERE =
  'Alice got the interview: she is still in sport. Her page cannot leave a room, it can only send "leave" and let the server do it.';
const WRONG_ROOM = 'Alice left news, and got the interview all the same: that one goes to sport.';
const BOTH_LEFT =
  'Bob left as well, and the interview found nobody. All three run this file: ask whether me is "alice".';
const WELL_SPELT = 'Carol joined news, and heard the weather. Write "News" in her line of client.js.';

export const lesson: Lesson = {
  chapter: 'many-clients',
  slug: 'rooms',
  title: 'Rooms: a name for some of them',
  goal: 'You can address one room, several, all but one, or a single socket, and say what a misspelt room does.',
  minutes: 9,
  cast: ['alice', 'bob', 'carol'],
  steps: [
    {
      id: 'twice',
      kind: 'predict',
      title: 'Predict how often "goal" is sent, then run',
      question: 'Alice is in sport and in news, Bob in sport, Carol in news. How many packets are "goal"?',
      choices: [
        {
          text: 'Four: Alice is in both rooms, so she gets two',
          right: false,
          because:
            'Look at Alice’s console: once. The sockets of all the rooms are put together first, each one once.',
        },
        {
          text: 'Three: one for everybody who is in either room',
          right: true,
          because: 'Rooms add up, and nobody is counted twice. So you may name as many as you like.',
        },
        {
          text: 'One: only Alice is in both',
          right: false,
          because:
            'A second to() widens the circle, it does not narrow it. Bob and Carol heard of the goal as well.',
        },
      ],
      claim: {
        says: 'Each of the three was told of the goal, and Alice only once',
        holds: (seen) =>
          seen.given(
            seen.eventually(prize),
            seen.all(
              seen.eventually(goalToBob),
              seen.eventually(goalToAlice),
              seen.eventually(goalToCarol),
              seen.atLeast(2, goalToAlice).holds ? { holds: false } : seen.eventually(goalToAlice),
            ),
          ),
      },
      hint: 'Choose first. Then press Run, and count the arrows called "goal".',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'own-room',
      kind: 'find',
      title: 'Find the packet that went to a room of one',
      asks: 'No line of the program joins a room called ids.bob, and yet something was sent to it. Select that packet.',
      matches: prize,
      hint: 'Look at the third line of report(). What does Bob alone receive?',
      solution: runAndFind(prize),
      wrong: [
        {
          acts: runAndSelect(isConnectAnswer('/')),
          hint: 'This is where a client learns its id, and so the name of its own room. Now find what was sent to Bob’s.',
        },
        {
          acts: runAndSelect(goalToBob),
          hint: 'Bob has this one because he is in sport; Alice has it, too.',
        },
        {
          acts: runAndSelect(interviewToBob),
          hint: 'Bob has this one because he is in sport; Alice has it, too.',
        },
      ],
    },
    {
      id: 'later',
      kind: 'change',
      title: 'Do not tell the result to those who want to watch the match later',
      hint: 'A room can be left out as well: io.to("sport").to("news").except("later").emit("goal", "2:1").',
      untouched: prize,
      claim: {
        says: 'Alice and Carol were told of the goal, and Bob was not',
        holds: (seen) =>
          seen.given(
            seen.eventually(prize),
            seen.all(
              seen.eventually(goalToAlice, ALICE_MISSED),
              seen.never(goalToBob, prize, BOB_KNOWS),
              seen.eventually(goalToCarol, CAROL_MISSED),
            ),
          ),
      },
      solution: [{ act: 'edit', file: 'server.js' }, RUN],
      also: [
        [goalTo('io.except("later").to(["sport", "news"])'), RUN],
        [goalTo('io.except(ids.bob)'), RUN],
      ],
      wrong: [
        { acts: [RUN], hint: BOB_KNOWS },
        { acts: [goalTo('io.to("sport").to("news").except("bob")'), RUN], hint: BOB_KNOWS },
        { acts: [goalTo('io.to("sport").except("later")'), RUN], hint: CAROL_MISSED },
        { acts: [goalTo('io.to("news").except("sport")'), RUN], hint: ALICE_MISSED },
      ],
    },
    {
      id: 'leave',
      kind: 'change',
      title: 'Let Alice leave sport after the goal, so that the interview finds Bob alone',
      hint: 'In client.js, for Alice only: socket.on("goal", () => socket.emit("leave", "sport")).',
      untouched: interviewToBob,
      claim: {
        says: 'Somebody left sport, and the interview reached Bob and not Alice',
        holds: (seen) =>
          seen.given(
            seen.eventually(interviewToBob, seen.when(interviewToNobody, BOTH_LEFT)),
            seen.all(
              seen.never(interviewToAlice, interviewToBob, seen.when(leftNews, WRONG_ROOM) ?? STILL_THERE),
              seen.before(leftSport, interviewToBob),
            ),
          ),
      },
      solution: [{ act: 'edit', file: 'client.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: STILL_THERE },
        { acts: [onGoal('', 'socket.emit("leave", "sport")'), RUN], hint: BOTH_LEFT },
        { acts: [onGoal('if (me === "alice") ', 'socket.emit("leave", "news")'), RUN], hint: WRONG_ROOM },
      ],
    },
    {
      id: 'misspelt',
      kind: 'predict',
      title: 'Predict what a capital letter does, then let Carol join "News"',
      question: 'Carol’s line in client.js says "News" instead of "news". What becomes of her weather?',
      choices: [
        {
          text: 'Her join is refused: there is no such room',
          right: false,
          because:
            'A room is made by joining it. The row beside the server says so: Carol joined News, where she is alone.',
        },
        {
          text: 'It reaches her: names are compared without their case',
          right: false,
          because: 'Her console has no weather. A room’s name is a key in a map; News and news are two.',
        },
        {
          text: 'It is sent to nobody, and nobody is told',
          right: true,
          because:
            'No room needs to exist to be written to. The emit found no recipient and returned as if all were well.',
        },
      ],
      claim: {
        says: 'Carol joined News, and the weather was sent to nobody',
        holds: (seen) =>
          seen.all(
            seen.eventually(weatherToNobody, seen.when(weatherToCarol, WELL_SPELT)),
            seen.eventually(joinedMisspelt),
          ),
      },
      hint: 'Choose, change ["news"] to ["News"] in Carol’s line, run, and look for the weather in the list.',
      solution: [
        { act: 'choose', choice: 2 },
        { act: 'replace', file: 'client.js', from: 'carol: ["news"]', to: 'carol: ["News"]' },
        RUN,
      ],
      wrong: [{ acts: [{ act: 'choose', choice: 2 }, RUN], hint: WELL_SPELT }],
    },
  ],
};

function goalTo(recipients: string) {
  return { act: 'replace', file: 'server.js', from: 'io.to("sport").to("news")', to: recipients } as const;
}

function onGoal(who: string, does: string) {
  return {
    act: 'replace',
    file: 'client.js',
    from: 'socket.onAny(',
    to: `${who}socket.on("goal", () => ${does});\nsocket.onAny(`,
  } as const;
}
