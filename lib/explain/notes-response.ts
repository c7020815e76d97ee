import { type EngineError, engineErrorOf } from '@/lib/session/engine-error';
import { linkOf, type Situation, took } from './about';
import { opensStream } from './label-sse';
import { code, type Inline, type Note, para } from './note';
import { sizeText } from './words';

/** A response that carries no packets. */
export function responseNote(situation: Situation): Note {
  const { entry, to } = situation;
  const { http } = entry.unit;
  const status = http?.status ?? 0;
  if (status === 101) return switching(situation);
  const error = engineErrorOf(entry.unit);
  if (error) return refused(error, status, to);
  const byStatus = entry.transport === undefined ? undefined : ENGINE_STATUS[status];
  if (byStatus) return byStatus(situation);
  if (opensStream(entry)) {
    return {
      title: 'An answer that does not end',
      paragraphs: [
        para`\`text/event-stream\`: the server keeps this one response open and writes an event into it whenever it has one. One way only: what ${to} wants to say needs requests of its own.`,
      ],
      lesson: 'server-sent-events',
    };
  }
  if (status === 200 && entry.transport === 'polling' && http?.method === 'POST') return posted(situation);
  return {
    title: `The answer is ${status}${http?.reason ? ` ${http.reason}` : ''}`,
    paragraphs: [
      para`It answers ${code(`${http?.method ?? ''} ${http?.target ?? ''}`)} with ${http?.bodyLength ? sizeText(http.bodyLength) : 'an empty body'}. ${STATUS_CLASSES[Math.floor(status / 100)] ?? ''}`,
    ],
    section: { text: 'RFC 9110 §15' },
    lesson: 'request-response',
  };
}

const STATUS_CLASSES: { readonly [hundreds: number]: string } = {
  2: 'Numbers that begin with 2 mean that it worked.',
  3: 'Numbers that begin with 3 send the client elsewhere, or to what it already has.',
  4: 'Numbers that begin with 4 say that something about the request was wrong.',
  5: 'Numbers that begin with 5 say that the server failed, whatever was asked.',
};

function switching(situation: Situation): Note {
  const link = linkOf(situation, 'response', 'b');
  const hasSession = situation.entry.unit.engine?.sid !== undefined;
  return {
    title: '101: from the next byte on, it is a WebSocket',
    paragraphs: [
      para`The server agrees${link ? ', after ' : ''}${link ? took(link) : ''}. These are the last lines of HTTP on this connection: what follows are frames, in both directions, until somebody closes.`,
      hasSession
        ? para`For Engine.IO this proves little yet. The session is still on polling, and \`2probe\` must come through first.`
        : para`\`Sec-WebSocket-Accept\` shows that the server understood: it is computed from the key of the request, which a server that speaks only HTTP could not do.`,
    ],
    section: { text: 'RFC 6455 §4.2.2' },
    lesson: hasSession ? 'upgrade' : 'websocket-handshake',
  };
}

function posted(situation: Situation): Note {
  const { to } = situation;
  const link = linkOf(situation, 'response', 'b');
  return {
    title: '“ok”: the packets have arrived',
    paragraphs: [
      para`The server took what ${to} had sent by POST${link ? ', ' : ''}${link ? took(link) : ''}${link ? ' ago' : ''}, and says so with two letters. Answers of the _program_ never come here: they wait for the GET.`,
      para`It says “ok” even to packets that it is about to close the session for. That the body arrived is all it means.`,
    ],
    section: { text: 'Engine.IO protocol §HTTP long-polling' },
    lesson: 'polling-transport',
  };
}

const ENGINE_STATUS: { readonly [status: number]: (situation: Situation) => Note } = {
  400: ({ to }) => ({
    title: '400, without a reason',
    paragraphs: [
      para`Engine.IO refuses the request and does not say why. It does so when two GETs, or two POSTs, of one session overlap; then it closes the session of ${to} as well.`,
    ],
    lesson: 'polling-transport',
  }),
  403: ({ entry, to }) => ({
    title: entry.transport === 'websocket' ? 'The WebSocket is refused' : 'Refused at the door',
    paragraphs: [
      entry.transport === 'websocket'
        ? para`403 to an upgrade: something between ${to} and the server lets plain HTTP through and nothing else. ${
            entry.unit.engine?.sid === undefined
              ? 'There is no session yet, and a client that was told to use WebSocket only has nothing else to try.'
              : 'The session does not “fall back”: it never left polling, and simply stays there.'
          }`
        : para`403: whoever decides about requests before Engine.IO sees them said no to ${to}.`,
    ],
    lesson: 'fallback',
  }),
  404: ({ entry }) => ({
    title: 'Nobody lives at this path',
    paragraphs: [
      para`No Engine.IO server answers at ${code(entry.unit.http?.target.split('?', 1)[0] ?? '')}. The \`path\` option must be the same on both ends, with the slash at its end.`,
    ],
    lesson: 'clinic-config',
  }),
  413: ({ entry, timeline, to }) => {
    const session = timeline.sessions.get(entry.sid ?? '');
    return {
      title: 'Too large for one request',
      paragraphs: [
        para`${to} sent a body larger than the server's \`maxHttpBufferSize\`. The server refuses it unread; it does not close the session itself, but the client gives up on it${session?.state === 'closed' ? ', as it did here' : ''}.`,
        para`What was in it is lost: after the reconnect nothing is sent again.`,
      ],
      lesson: 'limits-and-compression',
    };
  },
};

/** The reasons an Engine.IO server gives, by their code. */
function refused({ code: number, message }: EngineError, status: number, to: Inline): Note {
  const told = ENGINE_CODES[number];
  return {
    title: `${status}: ${message}`,
    paragraphs: [
      para`Engine.IO refuses the request of ${to}.`,
      ...(told ? [told.means, told.remedy] : [para`The code is not one of the reference server.`]),
    ],
    section: { text: 'Engine.IO protocol §Handshake' },
    lesson: told?.lesson ?? 'clinic-config',
  };
}

const ENGINE_CODES: {
  readonly [code: number]: { readonly means: Inline[]; readonly remedy: Inline[]; readonly lesson: string };
} = {
  0: {
    means: para`Code 0: it asked for a transport the server does not have, or named none at all.`,
    remedy: para`The \`transports\` lists of the two ends must share at least one; a plain WebSocket client that knows nothing of Engine.IO gets this answer, too.`,
    lesson: 'clinic-config',
  },
  1: {
    means: para`Code 1: no session here goes by that sid.`,
    remedy: para`It was closed, or the server was restarted; or there are several servers, and this request came to another than the one that opened the session.`,
    lesson: 'sticky-sessions',
  },
  2: {
    means: para`Code 2: a session is opened by GET and by nothing else.`,
    remedy: para`A browser that sends OPTIONS first gets this answer where no CORS options are set.`,
    lesson: 'cors-and-origins',
  },
  3: {
    means: para`Code 3: the request contradicts itself or its session.`,
    remedy: para`Most often an upgrade that lost its Upgrade header on the way, or a poll for a session that has already moved to WebSocket.`,
    lesson: 'clinic-transport',
  },
  4: {
    means: para`Code 4: the server's own \`allowRequest\` said no.`,
    remedy: para`It sees the HTTP request only: headers, cookies and query, and never the \`auth\` of a CONNECT.`,
    lesson: 'token-auth',
  },
  5: {
    means: para`Code 5: it speaks another version of the protocol.`,
    remedy: para`A client of Socket.IO 2 sends EIO=3. Update it, or let it in with \`allowEIO3: true\`.`,
    lesson: 'clinic-config',
  },
};
