import type { SIO_FIELDS } from '@/lib/dissect/socketio-fields';
import type { FieldNote } from './about';
import { isUnsure, linkOf, took } from './about';
import { code, para } from './note';
import { SIO_TYPE_NOTES } from './notes-sio-types';
import { argumentsOf, counted, eventName, sizeText } from './words';

export const SIO_NOTES: { readonly [K in keyof typeof SIO_FIELDS]: FieldNote } = {
  'sio.type': (about) => {
    const type = about.packet?.sio?.type;
    if (type) return SIO_TYPE_NOTES[type](about);
    return {
      title: 'A type without a packet',
      paragraphs: [
        para`The digit is known, but what follows does not make a packet of that type: see what is marked. The reference server disconnects a client that sends this.`,
      ],
      lesson: 'packet-anatomy',
    };
  },

  'sio.attachments': ({ packet, entry }) => ({
    title: 'How many binary packets follow',
    paragraphs: [
      para`JSON cannot hold bytes, so they were taken out before it was written. ${counted(packet?.sio?.attachments ?? 0, 'binary packet')} will come right after this one, and the event is handed to the program when the last of them is there.`,
      entry.unit.ws
        ? para`Each is a WebSocket frame of its own. Nothing else can come between them in this direction, which is why they need no name.`
        : para`Over polling they stand in the same body, in base64 with a \`b\` in front.`,
    ],
    lesson: 'binary',
  }),

  'sio.nsp': ({ packet }) => ({
    title: 'The namespace the packet is for',
    paragraphs: [
      para`Several namespaces share one connection; this one is ${code(packet?.sio?.nsp ?? '/')}. Each has its own CONNECT, its own \`socket.id\`, its own handlers and rooms. The comma after it ends the name.`,
      para`The main namespace \`/\` is never written: no name means that one. A name that is not declared on the server is answered by CONNECT_ERROR, _Invalid namespace_.`,
    ],
    lesson: 'namespaces',
  }),

  'sio.id': (about) => {
    const isAck = about.packet?.sio?.type === 'ACK' || about.packet?.sio?.type === 'BINARY_ACK';
    const link = linkOf(about, 'ack', isAck ? 'b' : 'a');
    const id = code(about.packet?.sio?.id ?? '');
    if (isAck) {
      return {
        title: 'The question this answers',
        paragraphs: [
          link
            ? para`${id} stood in the event of #${link.a}, ${took(link)} before. The number is all that joins the two: the callback waiting under it at ${about.to} is called, once, and forgotten.`
            : para`No event with the id ${id} is waiting for an answer. An unknown id is dropped without a word: perhaps the ack came after its timeout, or twice.`,
        ],
        lesson: 'acknowledgements',
      };
    }
    return {
      title: 'Please answer under this number',
      paragraphs: [
        para`${about.from} passed a callback as the last argument of \`emit\`. A function cannot travel; this number goes in its place, and ${about.to} sends it back with the result.`,
        link
          ? para`The answer is #${link.b}, ${took(link)} later.`
          : para`No answer has been seen. Without a timeout the callback is simply never called, also when the connection breaks: the number is forgotten on both ends.`,
        about.entry.unit.from === 'server'
          ? para`The server counts its numbers for the whole namespace, so the ids that one client sees have holes.`
          : para`A client counts from 0 for each of its sockets.`,
      ],
      lesson: 'acknowledgements',
    };
  },

  'sio.mark': ({ field }) => ({
    title: field.text === '-' ? 'The dash after the number of attachments' : 'The comma after the namespace',
    paragraphs: [
      field.text === '-'
        ? para`It tells \`51-["photo",…]\`, one attachment, from \`51["photo",…]\`, which would be an ack id.`
        : para`A namespace may hold any character but this one, so the comma ends it and what follows is the ack id or the payload.`,
    ],
    lesson: 'packet-anatomy',
  }),

  'sio.data': ({ packet, from }) => ({
    title: 'The payload, as JSON',
    paragraphs: [
      packet?.sio?.type === 'CONNECT'
        ? para`A CONNECT carries an object or nothing: from a client its \`auth\`, from the server the id of the new socket.`
        : para`An array: what ${from} passed to \`emit\`, or to the ack's callback, in that order. The name of an event is simply its first item.`,
      para`What JSON cannot say arrives as something else: a \`Date\` as a string, a \`Map\` or \`Set\` as \`{}\`, \`undefined\` as \`null\`; a function is lost, and a \`BigInt\` throws before anything is sent.`,
    ],
    lesson: 'packet-anatomy',
  }),

  'sio.punctuation': () => ({
    title: 'The bones of the JSON',
    paragraphs: [
      para`Brackets, quotes and commas: they say where values begin and end. In short messages they are a good part of the bytes, which is what other parsers, such as msgpack, save.`,
    ],
    lesson: 'payload-budget',
  }),

  'sio.event': ({ packet, to }) => ({
    title: 'The name of the event',
    paragraphs: [
      para`\`emit\` puts this name first, and every handler ${to} has registered for exactly ${code(packet?.sio ? (eventName(packet.sio) ?? '') : '')} is called with the rest. Upper and lower case differ.`,
      para`If nobody listens, nothing happens: no error, no answer. The wire looks the same either way. A few names, such as \`connect\` and \`disconnect\`, belong to the library, and \`emit\` throws for them.`,
    ],
    lesson: 'on-and-emit',
  }),

  'sio.arg': ({ packet, field }) => ({
    title:
      packet?.sio?.type === 'ACK' || packet?.sio?.type === 'BINARY_ACK'
        ? 'What the answer says'
        : 'An argument of the event',
    paragraphs: [
      para`${code(field.text)} reaches the other program as one argument of ${packet?.sio?.type === 'ACK' || packet?.sio?.type === 'BINARY_ACK' ? 'the callback' : 'the handler'}. There ${packet?.sio && argumentsOf(packet.sio).length === 1 ? 'is one' : `are ${packet?.sio ? argumentsOf(packet.sio).length : 0}`} in this packet.`,
      para`It is a copy in JSON, not the value itself, and it comes from the network: whoever holds the other end may have put anything here. Check it before you trust it.`,
    ],
    lesson: 'errors-and-validation',
  }),

  'sio.placeholder': ({ field }) => ({
    title: 'A hole in the shape of some bytes',
    paragraphs: [
      para`Here stood binary data: a \`Buffer\`, \`Uint8Array\`, \`ArrayBuffer\`, \`Blob\` or \`File\`. The sender took it out and left its number, ${code(field.text)}. The receiver puts the attachment of that number back before the handler is called.`,
      para`In a browser it becomes an \`ArrayBuffer\`, in Node a \`Buffer\`, whatever it was before.`,
    ],
    lesson: 'binary',
  }),

  'sio.sid': ({ to, packet, field }) => ({
    title: 'This is socket.id',
    paragraphs: [
      para`The server accepted ${to} in ${code(packet?.sio?.nsp ?? '/')} and calls the new socket ${code(String(field.value ?? field.text))}. Both ends now read it as \`socket.id\`.`,
      para`*It is not the session's sid.* That one belongs to the transport and is a secret; this one names a socket in one namespace, and may be shown to others. After a reconnect there is a new one, unless the state could be recovered.`,
    ],
    lesson: 'first-connection',
  }),

  'sio.pid': ({ from, entry }) => ({
    title: 'The key to an interrupted session',
    paragraphs: [
      entry.unit.from === 'server'
        ? para`Connection state recovery is switched on. Beside the public id the server hands out this private one; who can show it after a break gets the old id, the rooms and the missed events back.`
        : para`${from} was here before: with this private id and the last offset it asks to be given back its old id, its rooms, and what it missed.`,
      para`Like the session's sid it is a secret, and is taken out of exports.`,
    ],
    lesson: 'recovery',
  }),

  'sio.offset': ({ entry, from }) => ({
    title: 'A bookmark',
    paragraphs: [
      entry.unit.from === 'server'
        ? para`With connection state recovery the server numbers the events it may have to repeat and puts the number behind the arguments. The client remembers the newest. Beware: a handler receives it as one argument more.`
        : para`“Up to here I have read.” ${from} sends back the last bookmark it saw, and the server repeats what came after.`,
      para`A client that never received an event has no bookmark, and cannot recover.`,
    ],
    lesson: 'recovery',
  }),

  'sio.auth': ({ from, field }) => ({
    title: 'What the client says of itself',
    paragraphs: [
      para`One member of the \`auth\` option, as ${from} gave it to \`io()\`. On the server it stands in \`socket.handshake.auth\`, and a middleware can decide by it.`,
      para`It rides in this packet, in ${counted(field.end - field.start, 'byte')}: not in a header, and not in the URL. So whatever looks at the HTTP handshake alone, such as \`allowRequest\`, cannot see it.`,
    ],
    lesson: 'token-auth',
  }),

  'sio.message': ({ packet }) => ({
    title: 'Why the namespace said no',
    paragraphs: [
      para`The text of the error that a middleware passed to \`next\`, or the server's own _Invalid namespace_. The client finds it as \`message\` in \`connect_error\`, with \`data\` beside it if the server added some.`,
      para`Only ${code(packet?.sio?.nsp ?? '/')} refused: the connection below stays open, and other namespaces on it are not touched. The client does *not* try again by itself.`,
    ],
    lesson: 'middleware',
  }),

  'sio.member': ({ field }) => ({
    title: 'A member of the payload',
    paragraphs: [
      para`${code(field.spec.label)} has no meaning to Socket.IO itself: the program on the other end may know it.`,
    ],
    lesson: 'packet-anatomy',
  }),

  'sio.attachment': (about) => {
    const link = linkOf(about, 'attachment', 'b');
    const size = sizeText(about.field.end - about.field.start);
    return {
      title: 'The bytes themselves',
      paragraphs: [
        link
          ? para`${size} that belong to the packet in #${link.a}. They carry no name of their own: it is their place in the order that says which placeholder they fill.`
          : isUnsure(about)
            ? para`${size} whose packet is not in the recording. They carry no name of their own, so nobody can say here what they belong to.`
            : para`${size} that no packet has announced. The reference server answers with a disconnect: _got binary data when not reconstructing a packet_.`,
      ],
      lesson: 'binary',
    };
  },

  'sio.unread': ({ to, entry }) => ({
    title: 'No Socket.IO packet looks like this',
    paragraphs: [
      para`A packet is a type, perhaps a number of attachments, a namespace and an ack id, and then JSON. From here on these bytes fit none of it.`,
      entry.unit.from === 'client'
        ? para`${to} is strict here: the reference decoder throws, and the client is disconnected with the reason \`forced close\`.`
        : para`A client that receives this closes its connection with the reason \`parse error\`.`,
    ],
    lesson: 'packet-anatomy',
  }),
};
