import { linkOf, type Situation, took } from './about';
import { code, type Inline, type Note, para } from './note';
import { shortId, sizeText } from './words';

/** A request that carries no packets. */
export function requestNote(situation: Situation): Note {
  const { entry, from } = situation;
  const { http, engine } = entry.unit;
  const path = http?.target.split('?', 1)[0] ?? '';
  if (entry.transport === 'websocket')
    return engine?.sid === undefined ? webSocketFirst(from) : upgradeAsked(situation);
  if (http?.headers.upgrade?.toLowerCase() === 'websocket') return plainWebSocket(from);
  if (entry.transport === 'polling' && http?.method === 'GET') {
    return engine?.sid === undefined ? sessionAsked(situation) : poll(situation);
  }
  if (http?.method === 'OPTIONS') {
    return {
      title: 'A browser asks whether it may ask',
      paragraphs: [
        para`The page comes from another origin, and the request it wants to make is not one of the simple kinds. So the browser first sends OPTIONS, a _preflight_, and goes on only if the answer permits it.`,
      ],
      lesson: 'cors-and-origins',
    };
  }
  if (http?.method === 'POST' && entry.transport === 'polling') {
    return {
      title: 'A POST with nothing to read in it',
      paragraphs: [
        para`Over polling ${from} sends its packets by POST. In this body of ${sizeText(http.bodyLength)} no packet could be read.`,
      ],
      lesson: 'polling-transport',
    };
  }
  return {
    title: `${http?.method ?? 'A request'} for ${path}`,
    paragraphs: [
      para`An ordinary HTTP request: it names no Engine.IO session, so it is not part of any. A page, a script, or \`/socket.io/socket.io.js\`, which is a file like any other.`,
    ],
    section: { text: 'RFC 9110 §9' },
    lesson: 'request-response',
  };
}

function sessionAsked({ from, entry }: Situation): Note {
  const version = entry.unit.http?.query.EIO;
  return {
    title: 'How every connection begins',
    paragraphs: [
      para`${from} asks for a session. \`transport=polling\` says by what road, and ${code(`EIO=${version ?? ''}`)} which version of the protocol it speaks; there is no \`sid\`, because it has none yet.`,
      para`*Not WebSocket?* A plain GET gets through nearly every proxy and firewall, so one begins with what works and moves to something better later. Nothing “falls back”.`,
    ],
    section: { text: 'Engine.IO protocol §Handshake' },
    lesson: 'handshake',
  };
}

function poll(situation: Situation): Note {
  const { from, entry, timeline } = situation;
  const answer = linkOf(situation, 'response', 'a');
  const span = timeline.spans.find(({ kind, startEntry }) => kind === 'held-poll' && startEntry === entry.n);
  return {
    title: 'A GET that waits for news',
    paragraphs: [
      para`${from} asks: is there anything for session ${code(shortId(entry.sid ?? ''))}? If there is not, the server does *not* say no. It keeps the request and answers when there is: that is _long_ polling.`,
      answer
        ? para`This one was held for ${took(answer)}.`
        : span?.end === undefined
          ? para`This one is still hanging.`
          : para`This one was never answered: its connection was closed first.`,
      para`It is the only way by which the server can speak over polling. What ${from} has to say goes by POST, at the same time, on another connection.`,
    ],
    section: { text: 'Engine.IO protocol §HTTP long-polling' },
    lesson: 'long-polling',
  };
}

function upgradeAsked({ from, entry, timeline }: Situation): Note {
  const opening = timeline.entries.nth(timeline.sessions.get(entry.sid ?? '')?.openedBy ?? 0);
  const isOther = opening?.kind === 'unit' && opening.conn !== entry.conn;
  const hasUpgrade = entry.unit.http?.headers.upgrade !== undefined;
  return {
    title: hasUpgrade ? 'A second road for the same session' : 'An upgrade that lost its headers',
    paragraphs: [
      hasUpgrade
        ? para`${from} asks for a WebSocket${isOther ? ' on another TCP connection' : ''}, with the _same_ sid: ${code(shortId(entry.sid ?? ''))}. Two things are called upgrade here. HTTP's turns this one connection into a WebSocket; Engine.IO's moves the whole session onto it, and is not done before \`5\`.`
        : para`The URL says \`transport=websocket\`, but there is no \`Upgrade\` header: something between the two ends took it away, as proxies do that were not told to pass it on. To the server it is a plain GET that makes no sense.`,
      para`In the meantime polling goes on as if nothing had happened.`,
    ],
    section: { text: 'Engine.IO protocol §Upgrade' },
    lesson: hasUpgrade ? 'upgrade' : 'clinic-transport',
  };
}

function webSocketFirst(from: Inline): Note {
  return {
    title: 'Straight to WebSocket',
    paragraphs: [
      para`No \`sid\`: ${from} was told to use WebSocket only, so there is no polling before it and nothing to upgrade. The open packet will come as the first frame.`,
      para`It saves some round trips. The price: where WebSocket is blocked, there is no connection at all.`,
    ],
    section: { text: 'RFC 6455 §4.1' },
    lesson: 'fallback',
  };
}

function plainWebSocket(from: Inline): Note {
  return {
    title: 'A request to stop speaking HTTP',
    paragraphs: [
      para`${from} asks to turn this connection into a WebSocket. It is an ordinary GET with a few special headers, so that servers and proxies that know nothing of it can still say no politely.`,
    ],
    section: { text: 'RFC 6455 §4.1' },
    lesson: 'websocket-handshake',
  };
}
