import type { EioType } from '@/lib/dissect/layer';
import { handshakeOf, isUnsure, linkOf, milliseconds, type Situation, took, type UnitNote } from './about';
import { type Note, para } from './note';

/** The type digit, for each value it can have. */
export const EIO_TYPE_NOTES: { readonly [T in EioType]: UnitNote } = {
  open: ({ client }) => ({
    title: '“0” opens a session',
    paragraphs: [
      para`The server's first words: here is your session, and here are its rules. What follows is JSON with the session's name, the transports it may move to, and the heartbeat.`,
      para`*Why is it needed?* HTTP forgets who asked as soon as it has answered. With the \`sid\` in this packet, every later request of ${client} finds its way back to the same session, whichever TCP connection it comes by. Socket.IO has not said a word yet: its own CONNECT comes next.`,
    ],
    lesson: 'handshake',
  }),

  close: ({ from, entry }) => ({
    title: '“1” says goodbye',
    paragraphs: [
      para`Whoever sends it has closed the session: ${from}. A request that carries this \`sid\` from now on is answered with 400, _Session ID unknown_.`,
      entry.transport === 'websocket'
        ? para`Over WebSocket it is unusual: there one simply closes the WebSocket, and the reference server pays no attention to a \`1\`.`
        : para`It is seen over polling, because HTTP offers no better way: a finished request looks the same whether somebody leaves or stays. Over WebSocket the close frame does this work.`,
    ],
    lesson: 'disconnect-reasons',
  }),

  ping: (about) => (about.packet?.eio.data === 'probe' ? probeAsked(about) : heartbeatAsked(about)),
  pong: (about) => (about.packet?.eio.data === 'probe' ? probeAnswered(about) : heartbeatAnswered(about)),

  message: ({ entry, from, packet }) => ({
    title: '“4” is an envelope',
    paragraphs: [
      para`A message: what ${from} has to say, as opposed to everything Engine.IO says to keep the line open. ${packet?.sio ? `Inside lies a Socket.IO packet, ${packet.sio.type}.` : 'What lies inside is for the program alone.'}`,
      entry.unit.ws
        ? para`This one digit is all that Engine.IO adds to a message over WebSocket.`
        : para`This one digit is all that Engine.IO adds. The HTTP around it is far larger: compare the layers of this entry.`,
    ],
    lesson: 'where-a-message-lives',
  }),

  upgrade: ({ client, entry, timeline }) => {
    const span = timeline.spans.find(({ kind, sid }) => kind === 'upgrade' && sid === entry.sid);
    return {
      title: '“5” moves the session for good',
      paragraphs: [
        para`The probe came back, so ${client} says: from here on, only this WebSocket. The server throws the polling transport away and sends whatever had been waiting over the new connection. The order is kept and nothing is lost.`,
        span?.startEntry === undefined
          ? para`A request that still came over polling with this \`sid\` would now be answered with 400.`
          : para`The move began with #${span.startEntry}. A request that still came over polling with this \`sid\` would now be answered with 400.`,
      ],
      section: { text: 'Engine.IO protocol §Upgrade' },
      lesson: 'upgrade',
    };
  },

  noop: ({ client }) => ({
    title: '“6” says nothing, and that is its use',
    paragraphs: [
      para`A GET of ${client} was hanging at the server, waiting for news, and had to be let go. HTTP has no way to end a request without an answer, so the answer is a packet that means nothing.`,
      para`*When is it seen?* During an upgrade, when polling is paused: the server looks every 100 ms whether a GET still hangs, which is why an upgrade often takes about that long. And when a session over polling is closed.`,
    ],
    section: { text: 'Engine.IO protocol §Upgrade' },
    lesson: 'upgrade',
  }),
};

/** A message of bytes has no type digit: this stands for it. */
export function binaryNote(situation: Situation): Note {
  const link = linkOf(situation, 'attachment', 'b');
  return {
    title: 'A message made of bytes',
    paragraphs: [
      para`Binary data needs no type: an Engine.IO packet that is bytes can only be a message. There is no \`4\` in front, and over WebSocket nothing is encoded.`,
      link
        ? para`Socket.IO announced it in #${link.a}, ${took(link)} before: ${link.label === 'attachment' ? 'the one attachment' : link.label} that fills a placeholder there. It carries no name; its place in the order is enough.`
        : isUnsure(situation)
          ? para`What announced it is not in the recording: something before it was lost, or left out, or was sent before the recording began.`
          : para`Nothing announced it, so to Socket.IO it is bytes out of nowhere, and the reference server closes the session over it. To plain Engine.IO it is a message like any other.`,
    ],
    section: { text: 'Engine.IO protocol §Packet encoding' },
    lesson: 'binary',
  };
}

function probeAsked(about: Situation): Note {
  const answer = linkOf(about, 'probe', 'a');
  return {
    title: '“2” is a ping, and here it is a question',
    paragraphs: [
      para`${about.from} sends an Engine.IO *ping* that carries the word \`probe\` over the new WebSocket. If \`3probe\` comes back, every box between the two ends lets WebSocket frames through.`,
      para`*Why not just switch?* A proxy may let the 101 pass and then swallow the frames. Polling stays alive until the road is proven.`,
      answer
        ? para`The answer took ${took(answer)}.`
        : para`No answer has been seen. As long as none comes, the session stays on polling, and nobody loses a message.`,
    ],
    section: { text: 'Engine.IO protocol §Upgrade' },
    lesson: 'upgrade',
  };
}

function probeAnswered(about: Situation): Note {
  const link = linkOf(about, 'probe', 'b');
  return {
    title: '“3” is a pong: the road works',
    paragraphs: [
      link
        ? para`The server answers the probe ${took(link)} after the question, on the same connection and with the same word. It has seen a frame arrive, and ${about.to} now sees one come back.`
        : para`The server answers a probe, on the same connection and with the same word.`,
      para`*And then?* Only now does ${about.to} pause polling. It waits for the request that is still under way, and says \`5\`.`,
    ],
    section: { text: 'Engine.IO protocol §Upgrade' },
    lesson: 'upgrade',
  };
}

function heartbeatAsked(about: Situation): Note {
  const { entry, from, to } = about;
  const rules = handshakeOf(about);
  if (entry.unit.from === 'client') {
    return entry.unit.engine?.version === 3
      ? {
          title: '“2” is a ping, as version 3 sent it',
          paragraphs: [
            para`In Engine.IO 3, which Socket.IO 2 spoke, it was ${from} who asked and the server who answered. Browsers slow the timers of tabs in the background, pings came late, and sessions died. Version 4 turned it around.`,
          ],
          lesson: 'heartbeat',
        }
      : {
          title: '“2” is a ping, and the wrong way round',
          paragraphs: [
            para`In Engine.IO 4 only the server pings. ${from} sent this one, so the reference server ends the session: _invalid heartbeat direction_.`,
            para`A client of Socket.IO 2 did it this way. Something here speaks an older version than its \`EIO=4\` says.`,
          ],
          lesson: 'heartbeat',
        };
  }
  const answer = linkOf(about, 'pong', 'a');
  return {
    title: '“2” is a ping: still there?',
    paragraphs: [
      para`The server asks; ${to} has ${milliseconds(rules?.pingTimeout, 'a limited time')} to answer with \`3\`. ${answer ? 'It took ' : 'No answer has been seen: if none comes, the server closes the session as '}${answer ? took(answer) : { text: 'ping timeout', as: 'code' }}.`,
      para`*Why ask at all?* A TCP connection says nothing when the other end loses its network: it can look open for many minutes. A question that needs an answer is the only way to know.`,
      para`It is ordinary text, not a PING frame of WebSocket, because a script in a browser can neither see nor send those.`,
    ],
    lesson: 'heartbeat',
  };
}

function heartbeatAnswered(about: Situation): Note {
  const link = linkOf(about, 'pong', 'b');
  const rules = handshakeOf(about);
  return {
    title: '“3” is a pong: still here',
    paragraphs: [
      link
        ? para`${about.from} answers the ping of #${link.a} after ${took(link)}. Of the library's own traffic this is the nearest thing to a measured round trip.`
        : para`Nobody had asked: no ping stands open. The reference server accepts it in silence.`,
      para`The server's clock for the next ping starts now: it will come in ${milliseconds(rules?.pingInterval, 'one ping interval')}.`,
    ],
    lesson: 'heartbeat',
  };
}
