import { RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Lesson } from '@/lib/lessons/lesson';
import {
  and,
  isConnect,
  isConnectAnswer,
  isConnectError,
  isConnection,
  isLog,
  to,
} from '@/lib/lessons/matchers';

const isMade = isLog('new: /doc-1', 'server');
const letIn = isConnectAnswer('/doc-1');
const aliceIn = and(letIn, to('alice'));
const bobIn = and(letIn, to('bob'));
const connectionInDoc = isConnection('/doc-1');
const strayAsks = isConnect('/doc-1-draft');
const strayIn = isConnectAnswer('/doc-1-draft');
const strayIsMade = isLog('new: /doc-1-draft', 'server');
const fourthVisit = isLog(/^visit 4 /, 'server');
const refused = (client: string) => and(isConnectError(), to(client));
const [aliceRefused, bobRefused, carolRefused] = [refused('alice'), refused('bob'), refused('carol')];

const STRAY_IN =
  'Carol got into /doc-1-draft. The expression finds /doc-1 somewhere in that name, and does not ask what else is there.';
const NOBODY =
  'Nobody gets into /doc-1 any more. The name has a slash at its beginning: /^\\/doc-\\d+$/ has all of it.';
const KEPT =
  'Carol has left and come back, and her namespace was made once: it was kept while it was empty. The server has an option for that.';
const CAROL_REFUSED =
  'Carol is refused here, so nothing of hers can be empty. Put the expression of the sample back: /\\/doc-\\d+/.';
const UNGUARDED =
  'Bob has no ticket, and he is in. io.use asks those who come to /, and these namespaces have a parent of their own: docs.';
const ALL_REFUSED = 'Now Alice is refused as well, and she has a ticket. Let the guard look at it.';

export const lesson: Lesson = {
  chapter: 'many-clients',
  slug: 'dynamic-namespaces',
  title: 'Dynamic namespaces: doors made by knocking',
  goal: 'You can serve a namespace for each document, keep strangers out of them, and clear them away.',
  minutes: 9,
  cast: ['alice', 'bob', 'carol'],
  steps: [
    {
      id: 'made',
      kind: 'predict',
      title: 'Predict the answer to a namespace that nobody made, then run',
      question: 'No line of the server says io.of("/doc-1"). What answers Alice’s 40/doc-1, ?',
      choices: [
        {
          text: '44/doc-1,{"message":"Invalid namespace"}',
          right: false,
          because:
            'So it would be, had no expression fitted. The one given to io.of did, and she was let in.',
        },
        {
          text: '40/doc-1,{"sid":"…"}: it is made in the moment she asks',
          right: true,
          because:
            'The name fits the expression, so the server made the namespace and let her in. The console says “new”, once.',
        },
        {
          text: '40{"sid":"…"}: she lands in /',
          right: false,
          because:
            'Her answer names /doc-1. There is no default door: a namespace is joined by name, or not at all.',
        },
      ],
      claim: {
        says: '/doc-1 was made when it was asked for, and Alice and Bob were let in',
        holds: (seen) =>
          seen.all(
            seen.eventually(aliceIn),
            seen.eventually(bobIn),
            seen.eventually(isMade),
            seen.eventually(connectionInDoc),
          ),
      },
      hint: 'Choose first. Then press Run, and read the CONNECTs and their answers.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'stray',
      kind: 'find',
      title: 'Find the request for a namespace that was never meant',
      asks: 'Documents are called /doc- and a number. Somebody asked for something else. Select that CONNECT, and in it the name.',
      matches: strayAsks,
      field: 'sio.nsp',
      hint: 'Look at the packets that begin with 40, in Carol’s lane; then for the namespace in the inspector.',
      solution: runAndFind(strayAsks),
      wrong: [
        {
          acts: runAndSelect(isConnect('/doc-1')),
          hint: '/doc-1 is a document as it should be. Look at what the third of them asks for.',
        },
        {
          acts: runAndSelect(strayIn),
          hint: 'This is the answer, and it is 40: she was let in. Select what she asked.',
        },
      ],
    },
    {
      id: 'swept',
      kind: 'change',
      title: 'Let an empty namespace be thrown away',
      hint: 'new Server(3000, { cleanupEmptyChildNamespaces: true }).',
      untouched: fourthVisit,
      claim: {
        says: 'Carol’s namespace was made a second time, when she came back',
        holds: (seen) =>
          seen.atLeast(
            2,
            strayIsMade,
            seen.when(carolRefused, CAROL_REFUSED) ?? seen.when(fourthVisit, KEPT),
          ),
      },
      solution: [
        {
          act: 'replace',
          file: 'server.js',
          from: 'new Server(3000)',
          to: 'new Server(3000, { cleanupEmptyChildNamespaces: true })',
        },
        RUN,
      ],
      wrong: [
        { acts: [RUN], hint: KEPT },
        {
          acts: [
            {
              act: 'replace',
              file: 'client.js',
              from: 'transports: ["websocket"],',
              to: 'transports: ["websocket"], cleanupEmptyChildNamespaces: true,',
            },
            RUN,
          ],
          hint: KEPT,
        },
        { acts: [expression('/^\\/doc-\\d+$/'), RUN], hint: CAROL_REFUSED },
      ],
    },
    {
      id: 'exact',
      kind: 'change',
      title: 'Refuse the draft, and let the document be opened as before',
      hint: 'Say where the name begins and ends: io.of(/^\\/doc-\\d+$/).',
      untouched: fourthVisit,
      claim: {
        says: 'Carol was refused with 44, and Alice and Bob were let into /doc-1',
        holds: (seen) =>
          seen.all(
            seen.eventually(carolRefused, seen.when(strayIn, STRAY_IN)),
            seen.eventually(aliceIn, seen.when(aliceRefused, NOBODY)),
            seen.eventually(bobIn),
          ),
      },
      solution: [expression('/^\\/doc-\\d+$/'), RUN],
      also: [[expression('(name, auth, next) => next(null, name === "/doc-1")'), RUN]],
      wrong: [
        { acts: [RUN], hint: STRAY_IN },
        { acts: [expression('/^\\/doc-\\d+/'), RUN], hint: STRAY_IN },
        { acts: [expression('/^doc-\\d+$/'), RUN], hint: NOBODY },
      ],
    },
    {
      id: 'guard',
      kind: 'change',
      title: 'Make the guard stand at the documents’ door',
      hint: 'Below the line that makes docs: docs.use(guard).',
      untouched: fourthVisit,
      claim: {
        says: 'Bob, without a ticket, was refused; Alice, with one, was let in',
        holds: (seen) =>
          seen.all(
            seen.eventually(bobRefused, seen.when(aliceRefused, ALL_REFUSED) ?? seen.when(bobIn, UNGUARDED)),
            seen.eventually(aliceIn, seen.when(aliceRefused, ALL_REFUSED)),
          ),
      },
      solution: [{ act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: UNGUARDED },
        {
          acts: [
            {
              act: 'replace',
              file: 'server.js',
              from: 'let visits',
              to: 'docs.use((socket, next) => next(new Error("No")));\nlet visits',
            },
            RUN,
          ],
          hint: ALL_REFUSED,
        },
      ],
    },
  ],
};

function expression(to: string) {
  return { act: 'replace', file: 'server.js', from: '/\\/doc-\\d+/', to } as const;
}
