import type { TraceEvent } from '@/lib/capture/record';
import type { TraceEntry } from '@/lib/session/entry';
import { partyOfSocket } from '@/lib/session/rooms';
import type { Timeline } from '@/lib/session/timeline';
import { named } from './about';
import { code, type Inline, type Note, para } from './note';
import { handlerNote, queuedNote, retryNote, unheardNote, unsentNote } from './notes-told';
import { partyName, shortId } from './words';

type EventOf<K extends TraceEvent['kind']> = Extract<TraceEvent, { kind: K }>;

/** What a program did. None of it is on the wire: the program's own side told of it. */
export function traceNote(entry: TraceEntry, timeline: Timeline): Note {
  const { record, from } = entry;
  const { event } = record;
  switch (event.kind) {
    case 'program':
      return programNote(event);
    case 'log':
      return {
        title: `${partyName(from)} writes to the console`,
        paragraphs: [
          para`${code(event.text)}`,
          para`Nothing is sent by it. It stands here so that you can see between which packets the line was reached${event.place ? `: ${event.place.file}, line ${event.place.line}` : ''}.`,
        ],
        lesson: 'debugging',
      };
    case 'exception':
      return exceptionNote(event, named(from));
    case 'socket':
      return socketNote(event, named(partyOfSocket(timeline, event.socket)));
    case 'room':
      return roomNote(event, timeline);
    case 'sent':
      return {
        title: 'The line that sent a packet',
        paragraphs: [
          para`${code(`${event.place.file}:${event.place.line}`)} caused message ${event.ordinal + 1} of this session.`,
        ],
      };
    case 'handler':
      return handlerNote(event, named(from));
    case 'unheard':
      return unheardNote(event, named(from));
    case 'unsent':
      return unsentNote(entry, event, timeline);
    case 'retry':
      return retryNote(event, named(from));
    case 'queued':
      return queuedNote(event, named(from));
    case 'client':
      return clientNote(event, named(from));
  }
}

function programNote({ state, run }: EventOf<'program'>): Note {
  return state === 'started'
    ? {
        title: run === 1 ? 'The server starts' : 'The server starts again',
        paragraphs: [
          para`From here on run ${run} of \`server.js\` answers. It knows nothing of earlier runs: no sessions, no rooms, no variables.`,
          ...(run > 1
            ? [
                para`Clients whose connection broke with the old run come back by themselves, each with a new session and a new \`socket.id\`.`,
              ]
            : []),
        ],
        lesson: 'first-connection',
      }
    : {
        title: 'The server stops',
        paragraphs: [
          para`Every connection to run ${run} ends here. To its clients it looks like a server that was restarted, or that crashed.`,
        ],
        lesson: 'graceful-shutdown',
      };
}

function exceptionNote({ phase, name, message, place }: EventOf<'exception'>, who: Inline): Note {
  const where = place ? ` (${place.file}, line ${place.line})` : '';
  const told = para`${code(`${name}: ${message}`)}${where}`;
  switch (phase) {
    case 'parse':
      return {
        title: 'The program cannot be read',
        paragraphs: [told, para`A file does not parse, so nothing of it ran.`],
        lesson: 'errors-and-validation',
      };
    case 'start':
      return {
        title: 'The program failed as it started',
        paragraphs: [
          told,
          para`The lines after this one were never reached. If that is where handlers are registered, clients will connect and nobody will answer them.`,
        ],
        lesson: 'errors-and-validation',
      };
    case 'turn':
      return {
        title: 'A handler threw',
        paragraphs: [
          told,
          para`Socket.IO does not catch what a handler throws. In plain Node this would have ended the whole process, and with it every client; the lab goes on, so that you can see what ${who} does next.`,
        ],
        lesson: 'errors-and-validation',
      };
    case 'rejection':
      return {
        title: 'A promise failed and nobody caught it',
        paragraphs: [
          told,
          para`An \`async\` handler that throws rejects its promise instead. In plain Node an unhandled rejection ends the process, exactly as an exception does.`,
        ],
        lesson: 'errors-and-validation',
      };
    case 'limit':
      return {
        title: 'The program met a limit of the lab',
        paragraphs: [
          told,
          para`A lab has a share of memory and time, so that one program cannot take them from the others.`,
        ],
        lesson: 'errors-and-validation',
      };
  }
}

function socketNote({ action, nsp, socket, reason }: EventOf<'socket'>, who: Inline): Note {
  if (action === 'connection') {
    return {
      title: 'The server runs its connection handler',
      paragraphs: [
        para`${who} was let into ${code(nsp)}. Whatever stands in \`on("connection", …)\` runs now, with a new socket whose id is ${code(shortId(socket))}.`,
        para`Once for each namespace and again after every reconnect: it is not “once for each user”.`,
      ],
      lesson: 'first-connection',
    };
  }
  return {
    title: 'The server hears that a socket is gone',
    paragraphs: [
      para`The socket of ${who} in ${code(nsp)} ended. The server calls the reason ${code(reason ?? 'unknown')}; the other end may call the same thing by another name.`,
      para`By now the socket has left all its rooms. Handlers of \`disconnecting\` could still see them.`,
    ],
    lesson: 'disconnect-reasons',
  };
}

function roomNote({ action, nsp, room, socket, place }: EventOf<'room'>, timeline: Timeline): Note {
  const who = socket === undefined ? { text: 'a socket' } : named(partyOfSocket(timeline, socket));
  if (timeline.index.sidOfSocket.has(room)) return ownRoomNote(action, who);
  const line = place ? ` (${place.file}, line ${place.line})` : '';
  switch (action) {
    case 'create':
      return {
        title: 'A room begins',
        paragraphs: [
          para`${code(room)} in ${code(nsp)} did not exist before: somebody is about to join it.`,
          NOT_SENT,
        ],
        lesson: 'room-internals',
      };
    case 'delete':
      return {
        title: 'A room is gone',
        paragraphs: [
          para`The last one left ${code(room)} in ${code(nsp)}. An empty room is not kept; it begins anew when somebody joins.`,
          NOT_SENT,
        ],
        lesson: 'room-internals',
      };
    case 'join':
      return {
        title: 'Somebody joins a room',
        paragraphs: [
          para`${who} is now in ${code(room)}${line}: what is sent with ${code(`to(${JSON.stringify(room)})`)} will arrive there.`,
          NOT_SENT,
        ],
        lesson: 'rooms',
      };
    case 'leave':
      return {
        title: 'Somebody leaves a room',
        paragraphs: [para`${who} is no longer in ${code(room)}${line}.`, NOT_SENT],
        lesson: 'rooms',
      };
  }
}

const NOT_SENT = para`Rooms live in the memory of the server's adapter. Nothing was sent: a client does not know which rooms it is in.`;

/** The room that each socket has to itself, named by its own id. */
function ownRoomNote(action: EventOf<'room'>['action'], who: Inline): Note {
  const isBeginning = action === 'create' || action === 'join';
  return {
    title: isBeginning ? 'Every socket has a room of its own' : 'A socket’s own room ends with it',
    paragraphs: [
      isBeginning
        ? para`The server puts each new socket into a room named by its own id. That is how \`to(socket.id)\` reaches one socket: it is a broadcast to a room with one member.`
        : para`The socket is gone, and so is the room that bore its id. What is sent to that id from now on reaches nobody, and nobody is told.`,
      action === 'join' ? para`Here it is the room of ${who}. Nothing was sent for it.` : NOT_SENT,
    ],
    lesson: 'room-internals',
  };
}

function clientNote({ source, event, detail, nsp }: EventOf<'client'>, who: Inline): Note {
  const told = detail ? para`${code(detail)}` : undefined;
  return {
    title: `The client's ${source} says: ${event}`,
    paragraphs: [
      ...(told ? [told] : []),
      source === 'manager'
        ? para`${who}'s Manager looks after one connection: it opens it, notices when it is lost, waits and tries again. \`reconnect\` and its relatives are heard here, at \`socket.io\`, and not on the socket.`
        : source === 'socket'
          ? para`It is what ${who}'s own program hears on its socket${nsp === undefined ? '' : ` in ${nsp}`}. One connection can carry several sockets, one for each namespace.`
          : para`The engine is the connection itself, below all sockets: it opens, upgrades and closes, and never reconnects. A reconnect makes a new one.`,
    ],
    lesson: LESSON_OF_SOURCE[source],
  };
}

const LESSON_OF_SOURCE = { manager: 'reconnection', socket: 'lifecycle-events', engine: 'upgrade' } as const;
