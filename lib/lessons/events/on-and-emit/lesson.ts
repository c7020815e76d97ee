import { CLEAR, RUN, runAndFind, runAndSelect } from '@/lib/lessons/acts';
import type { Act, Lesson } from '@/lib/lessons/lesson';
import {
  and,
  from,
  isAck,
  isConnectAnswer,
  isConnectError,
  isDisconnect,
  isEvent,
  isEventWith,
  isException,
  isUnheard,
  not,
  or,
} from '@/lib/lessons/matchers';

const asksForPosts = isEvent('posts:get', 'alice');
const hello = isEventWith('chat', (args) => args.length === 2, 'alice');
const heard = isEvent('chat', 'server');
const unheard = isUnheard('posts:get', 'server');
const complaint = or(isConnectError(), isDisconnect('server'), isAck(), isEvent('posts:get', 'server'));
const list = isEventWith('posts:list', ([posts]) => Array.isArray(posts) && posts.length > 0, 'server');
const emptyList = and(isEvent('posts:list', 'server'), not(list));
const sameNameBack = isEvent('posts:get', 'server');
const reserved = isException(/is a reserved event name/, 'server');
const connected = isConnectAnswer('/');
const otherEvent = and(from('server'), isEvent(), not(heard));

const NOBODY_LISTENS =
  'The question came in and nobody listened. Register a handler for posts:get in server.js.';
const NO_POSTS = 'The list came without its posts: emit("posts:list", posts).';
const SAME_NAME =
  'That answer is called posts:get. It may be, but Alice listens for posts:list: look at client.js.';
const UNASKED = 'The list came, but nobody had asked for it yet: it is to be the answer to posts:get.';
const THREW = 'The server threw instead. Read the message in its console.';
const NOTHING_RESERVED =
  'The server has emitted “chat” and nothing else. Add an emit of a reserved name to its handler.';
const ORDINARY =
  'That name is not reserved: it crossed the wire like any other. Try "connect" or "disconnect", from the server.';

export const lesson: Lesson = {
  chapter: 'events',
  slug: 'on-and-emit',
  title: 'on and emit: a name, and what comes after it',
  goal: 'You can write down the packet that an emit becomes, and say what happens when nobody listens.',
  minutes: 8,
  cast: ['alice'],
  steps: [
    {
      id: 'shape',
      kind: 'predict',
      title: 'Predict what an emit becomes, then run',
      question: 'What does socket.emit("chat", "Hello", { mood: "curious" }) put on the wire?',
      choices: [
        {
          text: '42{"event":"chat","data":"Hello"}',
          right: false,
          because: 'There is no envelope with keys, and no single “data”: an event may have many arguments.',
        },
        {
          text: '42["chat","Hello",{"mood":"curious"}]',
          right: true,
          because: 'One JSON array: the name first, then every argument as you gave it.',
        },
        {
          text: 'POST /chat, with the arguments as its body',
          right: false,
          because:
            'There may be a POST around it, but look at its target: the name of the event is not in there.',
        },
      ],
      claim: {
        says: 'Alice’s event crossed the wire, and the server emitted one of the same name',
        holds: (seen) => seen.all(seen.eventually(hello), seen.eventually(heard)),
      },
      hint: 'Choose first. Then press Run, and select Alice’s EVENT in the ladder.',
      solution: [{ act: 'choose', choice: 1 }, RUN],
    },
    {
      id: 'name',
      kind: 'find',
      title: 'Find the name in the server’s own “chat”',
      asks: 'Select the event that the server emitted, and in it the field that decides which of Alice’s functions is called.',
      matches: heard,
      field: 'sio.event',
      hint: 'The arrow that points to Alice and says chat. Unfold the Socket.IO layer: the field is called Event.',
      solution: runAndFind(heard),
      wrong: [
        {
          acts: runAndSelect(hello),
          hint: 'This one is Alice’s. The same name in the other direction is another packet: look for the arrow to Alice.',
        },
      ],
    },
    {
      id: 'nobody',
      kind: 'predict',
      title: 'Predict what comes back when nobody listens, then run again',
      question: 'Alice also emits "posts:get", and server.js has no handler of that name. What does she get?',
      choices: [
        {
          text: 'An error: a packet of type 4',
          right: false,
          because: 'Search the arrows that point to Alice for one that begins with 44. There is none.',
        },
        {
          text: 'Something like 404: the server says that it has no such event',
          right: false,
          because: 'A web server must answer each request. Nobody must answer an event, and nobody did.',
        },
        {
          text: 'Nothing at all',
          right: true,
          because: 'It came in, nobody had asked to be told, and that was that. No error, on neither end.',
        },
      ],
      claim: {
        says: 'posts:get came in, nobody listened, and nothing came back',
        holds: (seen) =>
          seen.all(seen.eventually(unheard), seen.never(complaint, unheard), seen.eventually(heard)),
      },
      hint: 'Choose, run, and read what comes after posts:get in the ladder.',
      solution: [{ act: 'choose', choice: 2 }, RUN],
    },
    {
      id: 'answer',
      kind: 'change',
      title: 'Answer "posts:get" with an event "posts:list" that carries the posts',
      hint: 'Inside the connection handler: socket.on("posts:get", () => socket.emit("posts:list", posts));',
      untouched: unheard,
      claim: {
        says: 'The server heard posts:get and emitted posts:list with the posts',
        holds: (seen) =>
          seen.all(
            seen.eventually(
              list,
              seen.when(emptyList, NO_POSTS) ??
                seen.when(sameNameBack, SAME_NAME) ??
                seen.when(isException(undefined, 'server'), THREW) ??
                seen.when(unheard, NOBODY_LISTENS),
            ),
            seen.before(asksForPosts, list, UNASKED),
          ),
      },
      solution: [CLEAR, { act: 'edit', file: 'server.js' }, RUN],
      wrong: [
        { acts: [RUN], hint: NOBODY_LISTENS },
        { acts: [listen('socket.emit("posts:list")'), RUN], hint: NO_POSTS },
        { acts: [listen('socket.emit("posts:get", posts)'), RUN], hint: SAME_NAME },
        { acts: [atTheEnd('socket.emit("posts:list", posts);'), RUN], hint: UNASKED },
        { acts: [listen('socket.emits("posts:list", posts)'), RUN], hint: THREW },
      ],
    },
    {
      id: 'reserved',
      kind: 'change',
      title: 'Emit a name that is not yours to use, from the server',
      hint: 'As the last line of the connection handler in server.js: socket.emit("disconnect");',
      untouched: heard,
      claim: {
        says: 'The server threw because the name is reserved, and no such packet left',
        holds: (seen) =>
          seen.eventually(
            reserved,
            seen.when(otherEvent, ORDINARY) ?? seen.when(connected, NOTHING_RESERVED),
          ),
      },
      solution: [CLEAR, atTheEnd('socket.emit("disconnect");'), RUN],
      also: [[CLEAR, atTheEnd('socket.emit("connect", "again");'), RUN]],
      wrong: [
        { acts: [RUN], hint: NOTHING_RESERVED },
        { acts: [atTheEnd('socket.emit("connection", "welcome");'), RUN], hint: ORDINARY },
        { acts: [atTheEnd('socket.emit("ping");'), RUN], hint: ORDINARY },
      ],
    },
  ],
};

function listen(answer: string): Act {
  return atTheEnd(`socket.on("posts:get", () => ${answer});`);
}

/** A line more at the end of the connection handler. */
function atTheEnd(line: string): Act {
  return { act: 'replace', file: 'server.js', from: '  });\n});', to: `  });\n  ${line}\n});` };
}
