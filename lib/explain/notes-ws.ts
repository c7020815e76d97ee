import type { DATA_FIELDS } from '@/lib/dissect/data';
import type { WS_FIELDS } from '@/lib/dissect/websocket-fields';
import type { FieldNote } from './about';
import { code, para } from './note';
import { closeCodeTold } from './notes-frame';
import { counted, sizeText } from './words';

export const WS_NOTES: { readonly [K in keyof typeof WS_FIELDS]: FieldNote } = {
  'ws.first': () => ({
    title: 'Eight bits: is this the end, and what is it?',
    paragraphs: [
      para`The first bit says whether the message ends here, the next three belong to extensions, and the last four, the _opcode_, say what the payload is.`,
      para`\`81\`, one whole message of text, is what nearly every frame of Socket.IO begins with; \`82\` is one of bytes; \`88\` says goodbye.`,
    ],
    lesson: 'frames',
  }),

  'ws.fin': ({ entry }) => ({
    title:
      entry.unit.ws?.fin === false ? 'More of this message will follow' : 'The message ends with this frame',
    paragraphs: [
      entry.unit.ws?.fin === false
        ? para`FIN is 0: the sender began to send before it knew the end. Frames with opcode 0 continue the message; only control frames may come in between.`
        : para`FIN is 1. Nearly always a message is one frame, and then this bit is set on the first.`,
    ],
    lesson: 'frames',
  }),

  'ws.rsv1': ({ field }) => ({
    title: isSet(field.value) ? 'The message is compressed' : 'The message is not compressed',
    paragraphs: [
      isSet(field.value)
        ? para`The two ends agreed on \`permessage-deflate\` in their handshake, and this bit says that it was used here. The _inflated_ tab shows what was meant.`
        : para`Only \`permessage-deflate\` gives this bit a meaning, and Socket.IO leaves that switched off unless the server is told otherwise.`,
    ],
    section: { text: 'RFC 7692 §6' },
    lesson: 'limits-and-compression',
  }),

  'ws.rsv2': () => reserved('second'),
  'ws.rsv3': () => reserved('third'),

  'ws.opcode': ({ entry, field }) => ({
    title: OPCODE_TITLES[entry.unit.ws?.opcode ?? -1] ?? 'An opcode that means nothing yet',
    paragraphs: [
      OPCODES[entry.unit.ws?.opcode ?? -1] ??
        para`${code(field.text)} is reserved for later versions. Whoever receives it must fail the connection.`,
    ],
    lesson: 'frames',
  }),

  'ws.second': () => ({
    title: 'Eight bits: is it masked, and how long is it?',
    paragraphs: [
      para`The first bit says whether the payload is masked, which is the same as asking who sent it: clients must, servers must not. The other seven hold the length, up to 125.`,
    ],
    lesson: 'frames',
  }),

  'ws.masked': ({ entry, from }) => ({
    title: entry.unit.ws?.masked
      ? 'Masked, because a client sent it'
      : 'Not masked, because the server sent it',
    paragraphs: [
      entry.unit.ws?.masked
        ? para`Every frame of ${from} is masked: its bytes are mixed with four random ones. It hides nothing, the key travels along.`
        : para`Only clients mask. A client that receives a masked frame must close the connection.`,
      para`*Why at all?* A script in a page chooses what its WebSocket sends. Without the mask it could write bytes that look like an HTTP answer to a proxy on the way, and poison that proxy's cache.`,
    ],
    section: { text: 'RFC 6455 §5.3' },
    lesson: 'frames',
  }),

  'ws.length': ({ entry, field }) => {
    const length = entry.unit.ws?.payloadLength ?? 0;
    return {
      title:
        length < 126
          ? `The payload is ${counted(length, 'byte')} long`
          : 'The length did not fit into seven bits',
      paragraphs: [
        length < 126
          ? para`Up to 125 fits into these seven bits. It counts bytes, not characters, and not the header.`
          : para`${code(field.text)} is not a length but a sign: the true one, ${sizeText(length)}, stands in the next ${length < 65_536 ? 'two' : 'eight'} bytes.`,
      ],
      lesson: 'frames',
    };
  },

  'ws.extended': ({ entry, field }) => ({
    title: 'The length, in more bytes',
    paragraphs: [
      para`${sizeText(entry.unit.ws?.payloadLength ?? 0)} of payload, as a number of ${field.end - field.start} bytes with the most significant first. Two bytes reach to 65,535, eight as far as anybody will go.`,
      para`So a short message pays two bytes for its frame, and only a long one pays for its length.`,
    ],
    lesson: 'frames',
  }),

  'ws.key': ({ field, from }) => ({
    title: 'Four random bytes',
    paragraphs: [
      para`${code(field.text)}, new for each frame. Byte _i_ of the payload is XORed with byte _i_ mod 4 of this key; doing it again gives the payload back, as the _unmasked_ tab does.`,
      para`The browser of ${from} draws the key, and no script can choose or foresee it. That is the whole point: nobody can arrange which bytes appear on the wire.`,
    ],
    lesson: 'frames',
  }),

  'ws.payload': ({ entry, packet, field }) => ({
    title: 'What the frame carries',
    paragraphs: [
      para`${sizeText(field.end - field.start)}${entry.unit.ws?.masked ? ', masked: these are the bytes of the wire, and their meaning is in the _unmasked_ tab' : ''}.`,
      packet
        ? para`One frame, one Engine.IO packet: here the layer above begins.`
        : para`To WebSocket it is just a payload. What it means is for the programs on both ends to know.`,
    ],
    lesson: packet ? 'where-a-message-lives' : 'frames',
  }),

  'ws.close.code': ({ entry }) => ({
    title: `Close code ${entry.unit.ws?.closeCode ?? ''}`,
    paragraphs: [closeCodeTold(entry.unit.ws?.closeCode)],
    lesson: entry.unit.ws?.closeCode === 1009 ? 'limits-and-compression' : 'disconnect-reasons',
  }),

  'ws.close.reason': ({ field }) => ({
    title: 'The reason, in words',
    paragraphs: [
      para`${code(field.text)}. At most 123 bytes of UTF-8, meant for logs and for people; programs go by the code.`,
    ],
    lesson: 'disconnect-reasons',
  }),

  'ws.part': ({ from }) => ({
    title: 'A frame that was cut off',
    paragraphs: [
      para`The connection ended inside the header of a frame from ${from}, before it could be known how long the frame would have been. Whatever it was to say is lost.`,
    ],
    lesson: 'tcp',
  }),
};

/** Bytes that belong to no protocol above. */
export const DATA_NOTES: { readonly [K in keyof typeof DATA_FIELDS]: FieldNote } = {
  'data.text': ({ from, field }) => ({
    title: 'Text, and no protocol above it',
    paragraphs: [
      para`${sizeText(field.end - field.start)} that ${from} sent as they are. No event name, no ack, no namespace: what they mean is for the two programs to agree upon.`,
    ],
    lesson: 'alone-with-websocket',
  }),

  'data.bytes': ({ from, field }) => ({
    title: 'Bytes, and no protocol above them',
    paragraphs: [
      para`${sizeText(field.end - field.start)} that ${from} sent as they are. They are no text; only the program that reads them knows their form.`,
    ],
    lesson: 'alone-with-websocket',
  }),
};

const OPCODE_TITLES: { readonly [opcode: number]: string } = {
  0: 'Opcode 0: the message goes on',
  1: 'Opcode 1: text',
  2: 'Opcode 2: bytes',
  8: 'Opcode 8: goodbye',
  9: 'Opcode 9: a ping of WebSocket itself',
  10: 'Opcode 10: a pong of WebSocket itself',
};

const OPCODES: { readonly [opcode: number]: ReturnType<typeof para> } = {
  0: para`A fragment: what it is was said by the first frame of the message.`,
  1: para`The payload is UTF-8, and a receiver must close the connection if it is not. Nearly all of Socket.IO is text: types, names and JSON.`,
  2: para`The payload is bytes as they are. Socket.IO uses it for binary attachments; with the msgpack parser, for everything.`,
  8: para`A close frame. The other end answers with one, and then the TCP connection is ended.`,
  9: para`A control frame. Browsers answer it by themselves, and no script sees it. Engine.IO does not rely on it: its ping is the text \`2\`.`,
  10: para`The answer to a ping frame, or one that nobody had asked for; both are allowed. Engine.IO's pong is the text \`3\`.`,
};

function reserved(which: string): ReturnType<FieldNote> {
  return {
    title: 'A bit that is kept free',
    paragraphs: [
      para`The ${which} of three bits for extensions. None that is in use gives it a meaning, so it must be 0; a 1 here closes the connection with code 1002.`,
    ],
    lesson: 'frames',
  };
}

function isSet(value: unknown): boolean {
  return value === true || value === 1;
}
