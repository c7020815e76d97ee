import type { SourcePlace } from '@/lib/capture/record';
import type { SioType } from '@/lib/dissect/layer';
import { handlersOf, unheardOf } from '@/lib/session/chain';
import { linkOf, type Situation, took, type UnitNote } from './about';
import { code, type Inline, type Note, para } from './note';
import { argumentsOf, counted, eventName, messageOf, valueText } from './words';

/** The type digit, for each value it can have. */
export const SIO_TYPE_NOTES: { readonly [T in SioType]: UnitNote } = {
  CONNECT: (about) => (about.entry.unit.from === 'client' ? connectAsked(about) : connectAnswered(about)),

  DISCONNECT: ({ packet, from, entry }) => ({
    title: '“1” leaves the namespace',
    paragraphs: [
      para`${from} ends this socket in ${code(packet?.sio?.nsp ?? '/')}, and says so. The connection below may live on for other namespaces.`,
      entry.unit.from === 'client'
        ? para`Somebody called \`socket.disconnect()\` in the client. It hears \`io client disconnect\`, the server \`client namespace disconnect\`, and nobody reconnects: it was meant.`
        : para`Somebody called \`disconnect()\` on the server. The client hears \`io server disconnect\` and does *not* come back by itself: it was sent away, not cut off.`,
    ],
    lesson: 'disconnect-reasons',
  }),

  EVENT: (about) => eventNote(about),
  BINARY_EVENT: (about) => binaryNote(about, eventNote(about)),
  ACK: (about) => ackNote(about),
  BINARY_ACK: (about) => binaryNote(about, ackNote(about)),

  CONNECT_ERROR: (about) => {
    const { packet, to } = about;
    const link = linkOf(about, 'connect', 'b');
    return {
      title: '“4” refuses the namespace',
      paragraphs: [
        para`The server does not let ${to} into ${code(packet?.sio?.nsp ?? '/')}: “${messageOf(packet?.sio?.data) ?? 'no message'}”.`,
        ...(link ? [para`It took ${took(link)} to decide.`] : []),
        para`Either no such namespace is declared, or a middleware called \`next\` with an error. The client gets \`connect_error\`, \`socket.active\` is false, and it does not try again by itself. The connection itself stays open.`,
        para`Older texts call this packet ERROR. Since protocol 5 it is used for refused connections only.`,
      ],
      lesson: 'middleware',
    };
  },
};

function connectAsked(about: Situation): Note {
  const { packet, from } = about;
  const nsp = packet?.sio?.nsp ?? '/';
  const answer = linkOf(about, 'connect', 'a');
  return {
    title: '“0” knocks at a namespace',
    paragraphs: [
      para`The session below is open, but ${from} is not yet _in_ anything: with CONNECT it asks to join ${code(nsp)}. This is the second handshake, and only after it do events flow.`,
      packet?.sio?.data === undefined
        ? para`It brings nothing with it: no \`auth\` option was given.`
        : para`With it comes what was given as \`auth\`. It travels in this packet and nowhere else.`,
      answer
        ? para`The server answered in #${answer.b}, ${took(answer)} later.`
        : para`No answer has been seen. If none comes within 45 s, the server closes the connection.`,
    ],
    lesson: 'first-connection',
  };
}

function connectAnswered(about: Situation): Note {
  const { packet, to, entry } = about;
  const link = linkOf(about, 'connect', 'b');
  return {
    title: '“0” lets the client in',
    paragraphs: [
      link
        ? para`The server accepted the CONNECT of #${link.a} after ${took(link)}: ${to} is now in ${code(packet?.sio?.nsp ?? '/')}, and this packet tells it the id of its socket.`
        : para`${to} is now in ${code(packet?.sio?.nsp ?? '/')}, and this packet tells it the id of its socket.`,
      entry.transport === 'polling'
        ? para`Look at the transport: this came by polling. \`connect\` fires on the client and \`connection\` on the server before any WebSocket carries a message.`
        : para`On the server \`connection\` has fired, and on the client \`connect\` fires now.`,
    ],
    lesson: 'first-connection',
  };
}

function eventNote(about: Situation): Note {
  const { packet } = about;
  const sio = packet?.sio;
  const name = sio ? (eventName(sio) ?? '') : '';
  const args = sio ? argumentsOf(sio) : [];
  const link = linkOf(about, 'ack', 'a');
  return {
    title: `${sio?.attachments === undefined ? '“2”' : '“5”'} is an event: ${valueText(name, 40)}`,
    paragraphs: [
      para`This is all that ${code(`emit(${JSON.stringify(name)}, …)`)} with ${args.length === 0 ? 'no arguments' : counted(args.length, 'argument')} puts on the wire: name and arguments in one array.`,
      sio?.id === undefined
        ? para`It asks for no answer. Whether it arrived, and whether anybody listened, the sender will not learn from Socket.IO.`
        : para`It asks for an answer under the number ${sio.id}. ${link ? 'That came after ' : 'None has been seen yet'}${link ? took(link) : ''}.`,
      ...heardBy(about),
    ],
    lesson: 'on-and-emit',
  };
}

/** Whom it reached, where that end's program told. */
function heardBy({ entry, timeline, place, to }: Situation): Inline[][] {
  if (unheardOf(timeline, entry.n, place) !== undefined)
    return [
      para`It arrived at ${to}, and *nobody listened*: no handler is registered there under this name.`,
    ];
  const calls = handlersOf(timeline, entry.n).filter(({ packet, of }) => packet === place && of === 'event');
  if (calls.length === 0) return [];
  const lines = [...new Set(calls.flatMap((call) => (call.place ? [placeText(call.place)] : [])))];
  return [
    para`At ${to} it called ${calls.length === 1 ? 'one handler' : `${calls.length} handlers`}${lines.length > 0 ? `, registered in ${lines.join(' and ')}` : ''}.`,
  ];
}

function placeText({ file, line }: SourcePlace): string {
  return `line ${line} of ${file}`;
}

function ackNote(about: Situation): Note {
  const { packet, from } = about;
  const link = linkOf(about, 'ack', 'b');
  return {
    title: `${packet?.sio?.attachments === undefined ? '“3”' : '“6”'} is an acknowledgement`,
    paragraphs: [
      link
        ? para`The program of ${from} called the callback it was handed with the event of #${link.a}. ${took(link)} lie between the two.`
        : para`The program of ${from} called the callback of an event that is not in this capture, or was forgotten.`,
      para`It says that a handler _chose to answer_. It does not say that anything was stored, or understood; and it is sent at most once.`,
    ],
    lesson: 'acknowledgements',
  };
}

/** The same packet with bytes in it. */
function binaryNote({ packet }: Situation, note: Note): Note {
  const count = packet?.sio?.attachments ?? 0;
  return {
    ...note,
    paragraphs: [
      ...note.paragraphs,
      para`Its arguments hold binary data, so the type is another than usual and ${counted(count, 'attachment')} must follow before it counts as received.`,
    ],
    lesson: 'binary',
  };
}
