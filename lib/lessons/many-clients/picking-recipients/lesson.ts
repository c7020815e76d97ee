import { CLEAR, RUN } from '@/lib/lessons/acts';
import type { Lesson } from '@/lib/lessons/lesson';
import {
  and,
  inNamespace,
  isAck,
  isEvent,
  isEventWith,
  isFaultActed,
  isLog,
  isUnsent,
  or,
  to,
} from '@/lib/lessons/matchers';
import type { Entry } from '@/lib/session/entry';

const sent = (event: string, client: string) => and(isEvent(event, 'server'), inNamespace('/'), to(client));

const help = isEvent('help', 'alice');
/** All that the first one made is out. */
const secondHelp = isEventWith('help', ([text]) => text === 'Tip 2', 'alice');
const tipToAlice = sent('tip', 'alice');
const tipToBob = sent('tip', 'bob');
const tipToCarol = sent('tip', 'carol');

const isAnyAck = isAck();
const cut = isFaultActed('cut');
const onFirstNode = (entry: Entry) => entry.kind === 'open' && entry.node === 1;
const foundSome = isLog(/^here: \d$/, 'server');
const foundOnSecondNode = (entry: Entry) =>
  foundSome(entry) && entry.kind === 'trace' && entry.record.node === 2;
/** Long enough for one more tip, in microseconds. */
const A_ROUND_MICROS = 1_500_000;

const round = ['alice', 'bob', 'carol'].map((client) => sent('round', client));
const crownToAlice = sent('crown', 'alice');
const crownToOthers = or(sent('crown', 'bob'), sent('crown', 'carol'));
const thanksToAlice = sent('thanks', 'alice');
const thanksToBob = sent('thanks', 'bob');
const thanksToCarol = sent('thanks', 'carol');
const report = and(isEvent('report', 'server'), inNamespace('/referee'), to('carol'));
const reportInMain = and(isEvent('report', 'server'), inNamespace('/'));
const reportToNobody = isUnsent('nobody', 'report', 'server');

const CAROL_TOO = 'Carol got the tip as well, and she plays for blue. Ask for the sockets of one room only.';
const ALICE_TOO =
  'Alice got her own tip: a room knows nothing of points. Pick from the room, and keep the condition.';
const ONE_SERVER =
  'There is one server here. Switch “two nodes” on, and run: Bob starts on the first of them.';
const NOT_CUT = 'Both servers run, and all three are on the first. Now cut Bob’s wire.';
const NOT_BACK = 'Bob is gone. He tries again after a second or so; then watch one more of Alice’s tips.';
const NO_ROUND =
  'The tips are out, and no "round" to all three. Begin with that one: everybody in / is meant.';
const NO_CROWN = '"round" is right. Now "crown", to Alice alone: of all the players she has the most points.';
const MANY_CROWNS =
  'Others got the "crown" as well. There is one best player: find the socket, and call emit on it.';
const NO_THANKS = '"round" and "crown" are right. Now "thanks", to the rest of Alice’s team: that is Bob.';
const THANKS_ALICE =
  '"thanks" went to Alice, too. They are hers: let her socket speak to the room, and it leaves her out.';
const THANKS_CAROL = '"thanks" went to Carol, too, and she is in blue.';
const NO_REPORT = 'Three of the four are right. The last is "report", to the namespace /referee.';
const REPORT_IN_MAIN =
  'The report went to sockets of /. It is for the namespace /referee, where Carol has a socket of her own.';
const NO_SUCH_ROOM =
  'There is no room /referee, so the report found nobody. A namespace is chosen with of(), a room with to().';

const ROUND = 'io.emit("round");';
const CROWN = 'socket.emit("crown");';
const THANKS = 'socket.to("red").emit("thanks");';

export const lesson: Lesson = {
  chapter: 'many-clients',
  slug: 'picking-recipients',
  title: 'Picking recipients: these and no others',
  goal: 'You can send to those of whom something is true, and you know which servers were asked.',
  minutes: 11,
  cast: ['alice', 'bob', 'carol'],
  steps: [
    {
      id: 'who-is-asked',
      kind: 'predict',
      title: 'Predict what crosses the wire for a condition, then run',
      question:
        'Alice sends "help". The server looks for players with less than 10 points. What does it send?',
      choices: [
        {
          text: 'A question to each page, and a tip to those who answer that they have less',
          right: false,
          because:
            'No page was asked. The points are in socket.data, which is kept on the server and never sent.',
        },
        {
          text: 'A tip to all three; Alice’s page throws hers away',
          right: false,
          because:
            'There is no tip in Alice’s lane. What a page receives, its user can read: so pick before you send.',
        },
        {
          text: 'Two tips, to Bob and Carol, and nothing else',
          right: true,
          because: 'fetchSockets looked into the server’s memory. Only what the loop emits has to travel.',
        },
      ],
      claim: {
        says: 'The first "help" made a tip for Bob and one for Carol, and nobody was asked for anything',
        holds: (seen) =>
          seen.given(
            seen.eventually(secondHelp),
            seen.all(
              seen.eventually(tipToBob),
              seen.eventually(tipToCarol),
              seen.never(tipToAlice, help),
              seen.never(isAnyAck, help),
            ),
          ),
      },
      hint: 'Choose first. Then press Run, and look at what comes after "help".',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'own-team',
      kind: 'change',
      title: 'Let the tip reach only those of Alice’s team who have less than 10 points',
      hint: 'fetchSockets may be asked of a room: io.in("red").fetchSockets().',
      untouched: secondHelp,
      claim: {
        says: 'Bob got the tip, and neither Carol nor Alice did',
        holds: (seen) =>
          seen.given(
            seen.eventually(secondHelp),
            seen.all(
              seen.eventually(tipToBob),
              seen.never(tipToAlice, help, ALICE_TOO),
              seen.never(tipToCarol, help, CAROL_TOO),
            ),
          ),
      },
      solution: [playersFrom('io.in("red")'), RUN],
      also: [
        [playersFrom('socket.to("red")'), RUN],
        [
          {
            act: 'replace',
            file: 'server.js',
            from: 'player.data.points < 10',
            to: 'player.data.points < 10 && player.rooms.has("red")',
          },
          RUN,
        ],
      ],
      wrong: [
        { acts: [RUN], hint: CAROL_TOO },
        { acts: [playersFrom('socket.broadcast'), RUN], hint: CAROL_TOO },
        {
          acts: [
            {
              act: 'replace',
              file: 'server.js',
              from: 'const players',
              to: 'return io.to("red").emit("tip", text);\n    const players',
            },
            RUN,
          ],
          hint: ALICE_TOO,
        },
      ],
    },
    {
      id: 'two-servers',
      kind: 'predict',
      title: 'Predict whom Alice’s tips reach when Bob has come to another server, then make it so',
      question:
        'Bob’s wire is cut, and when he returns, he is sent to a second server. Whom do Alice’s tips reach now?',
      choices: [
        {
          text: 'Bob and Carol, as before: fetchSockets asks both servers',
          right: false,
          because:
            'It would, with an adapter between them. These two do not know of each other, and no line says so.',
        },
        {
          text: 'Carol alone',
          right: true,
          because:
            'Alice’s server looked into its own memory, and Bob is not in it. He is connected, and hears nothing.',
        },
        {
          text: 'Nobody: without three players the game stands still',
          right: false,
          because: 'Carol’s tips never stopped. A server that loses a socket simply has one socket less.',
        },
      ],
      claim: {
        says: 'Bob came back to the second server, and the tips went on to Carol alone',
        holds: (seen) =>
          seen.given(
            seen.eventually(onFirstNode, seen.when(help, ONE_SERVER)),
            seen.given(
              seen.eventually(cut, seen.when(tipToBob, NOT_CUT)),
              seen.all(
                seen.bound(foundOnSecondNode, tipToCarol, aRoundLater, NOT_BACK),
                seen.eventually(foundOnSecondNode),
                seen.before(foundOnSecondNode, tipToBob).holds
                  ? { holds: false, instead: NOT_BACK }
                  : seen.eventually(cut),
              ),
            ),
          ),
      },
      hint: 'Choose, switch “two nodes” on (under “fault…”), run, and wait for a tip. Then choose Bob under “wire of”, and cut.',
      solution: [
        { act: 'choose', choice: 1 },
        { act: 'fault', faults: [{ kind: 'two-nodes' }] },
        RUN,
        { act: 'see', match: tipToBob },
        { act: 'fault', faults: [{ kind: 'two-nodes' }, { kind: 'cut', client: 'bob', how: 'fin' }] },
      ],
      wrong: [
        { acts: [{ act: 'choose', choice: 1 }, RUN], hint: ONE_SERVER },
        {
          acts: [{ act: 'choose', choice: 1 }, { act: 'fault', faults: [{ kind: 'two-nodes' }] }, RUN],
          hint: NOT_CUT,
        },
      ],
    },
    {
      id: 'four-more',
      kind: 'change',
      title: 'End every round with four events, each to the right ones',
      hint: 'After the loop: io.emit, emit on the best of players, socket.to("red").emit, io.of("/referee").emit.',
      untouched: secondHelp,
      claim: {
        says: '"round" reached all three, "crown" Alice alone, "thanks" Bob alone, "report" the referee',
        holds: (seen) =>
          seen.given(
            seen.eventually(secondHelp),
            seen.all(
              ...round.map((each) => seen.eventually(each, NO_ROUND)),
              seen.eventually(crownToAlice, NO_CROWN),
              seen.never(crownToOthers, help, MANY_CROWNS),
              seen.eventually(thanksToBob, NO_THANKS),
              seen.never(thanksToAlice, help, THANKS_ALICE),
              seen.never(thanksToCarol, help, THANKS_CAROL),
              seen.eventually(
                report,
                seen.when(reportToNobody, NO_SUCH_ROOM) ??
                  seen.when(reportInMain, REPORT_IN_MAIN) ??
                  NO_REPORT,
              ),
            ),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: NO_ROUND },
        { acts: [atTheEnd(ROUND), RUN], hint: NO_CROWN },
        { acts: [atTheEnd(ROUND, 'io.emit("crown")'), RUN], hint: MANY_CROWNS },
        { acts: [atTheEnd(ROUND, CROWN), RUN], hint: NO_THANKS },
        { acts: [atTheEnd(ROUND, CROWN, 'io.to("red").emit("thanks")'), RUN], hint: THANKS_ALICE },
        { acts: [atTheEnd(ROUND, CROWN, 'socket.broadcast.emit("thanks")'), RUN], hint: THANKS_CAROL },
        { acts: [atTheEnd(ROUND, CROWN, THANKS), RUN], hint: NO_REPORT },
        {
          acts: [atTheEnd(ROUND, CROWN, THANKS, 'io.to("/referee").emit("report")'), RUN],
          hint: NO_SUCH_ROOM,
        },
        { acts: [atTheEnd(ROUND, CROWN, THANKS, 'io.emit("report")'), RUN], hint: REPORT_IN_MAIN },
      ],
    },
  ],
};

function playersFrom(recipients: string) {
  return {
    act: 'replace',
    file: 'server.js',
    from: 'players = await io',
    to: `players = await ${recipients}`,
  } as const;
}

function atTheEnd(...lines: readonly string[]) {
  const loop = 'if (player.data.points < 10) player.emit("tip", text);\n    }';
  return { act: 'replace', file: 'server.js', from: loop, to: [loop, ...lines].join('\n    ') } as const;
}

function aRoundLater(a: Entry, b: Entry): boolean {
  return b.at - a.at > A_ROUND_MICROS;
}
