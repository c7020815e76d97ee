import type { EIO_FIELDS } from '@/lib/dissect/engineio-fields';
import type { EioHandshake } from '@/lib/dissect/layer';
import { type FieldNote, milliseconds } from './about';
import { code, para } from './note';
import { binaryNote, EIO_TYPE_NOTES } from './notes-eio-types';
import { counted, sizeText } from './words';

export const EIO_NOTES: { readonly [K in keyof typeof EIO_FIELDS]: FieldNote } = {
  'eio.type': (about) => EIO_TYPE_NOTES[about.packet?.eio.type ?? 'message'](about),

  'eio.separator': ({ entry }) => ({
    title: 'One byte that keeps two packets apart',
    paragraphs: [
      para`An HTTP body has no frames, so packets that travel in it together are joined by the character U+001E, the _record separator_ of ASCII. This body holds ${counted(entry.unit.packets.length, 'packet')}.`,
      para`*Why this character?* JSON must write control characters as escapes, so U+001E can never stand inside a packet, and nothing needs escaping. Over WebSocket it is not used: there, every packet is a message of its own.`,
    ],
    lesson: 'polling-transport',
  }),

  'eio.data': ({ packet, from, field }) =>
    packet?.sio
      ? {
          title: 'The letter in the envelope',
          paragraphs: [
            para`Everything after the \`4\` belongs to Socket.IO. Engine.IO carries these ${counted(field.end - field.start, 'byte')} from one end to the other and does not look inside.`,
            para`*Why two layers?* Engine.IO knows how to keep a session alive over whatever the network lets through; Socket.IO knows about events, namespaces and acks. Each can be understood, and can break, without the other.`,
          ],
          lesson: 'where-a-message-lives',
        }
      : packet?.eio.data === 'probe'
        ? {
            title: 'The word that tries the road',
            paragraphs: [
              para`A ping or pong with the word \`probe\` is not a heartbeat. It travels only on a connection that is being tried out, before the session moves there. From ${from} it reads: ${packet.eio.type === 'ping' ? '“does this road work?”' : '“it does, your question arrived”'}.`,
              para`The server compares the word exactly. Anything else on a connection that is still being tried, and it is closed; the session stays where it was.`,
            ],
            section: { text: 'Engine.IO protocol §Upgrade' },
            lesson: 'upgrade',
          }
        : {
            title: 'What the packet carries',
            paragraphs: [
              para`The rest of the packet after its type, as text. Engine.IO passes it on as it is.`,
            ],
            lesson: 'where-a-message-lives',
          },

  'eio.base64': ({ packet, field }) => ({
    title: 'Bytes dressed as text',
    paragraphs: [
      para`HTTP long-polling puts several packets into one text body, so binary data is written in base64, with a \`b\` in front instead of a type. ${counted(field.end - field.start, 'character')} here stand for ${sizeText(packet?.eio.binary?.length ?? 0)}.`,
      para`*What it costs:* three bytes become four characters, a third more. After the upgrade the same data travels as it is, in a binary frame. The _decoded_ tab shows the bytes themselves.`,
    ],
    lesson: 'binary',
  }),

  'eio.binary': (about) => binaryNote(about),

  'eio.open.sid': ({ field, client, packet }) => ({
    title: 'The name of the session',
    paragraphs: [
      para`With this name ${client} says “it is me again” in every later request: it stands as \`sid\` in the URL of each GET and POST, and of the WebSocket that takes over.`,
      para`It is *not* \`socket.id\`. That one comes later, in the answer to CONNECT, one for each namespace. This one, ${code(String(field.value ?? packet?.eio.handshake?.sid ?? ''))}, belongs to the transport below, and is a secret: whoever knows it can speak as ${client}.`,
    ],
    lesson: 'handshake',
  }),

  'eio.open.upgrades': ({ field, entry, client }) => ({
    title: 'Where the session may move to',
    paragraphs: [
      Array.isArray(field.value) && field.value.length > 0
        ? para`The server offers ${code(field.text)}. ${client} may now open a WebSocket with the same sid and, once it is proven, move there. Nobody is in a hurry: messages already flow over polling.`
        : entry.transport === 'websocket'
          ? para`An empty list: the session began on WebSocket, and there is nothing better to move to.`
          : para`An empty list: this session stays on polling. The server was told \`allowUpgrades: false\`, or has no \`websocket\` among its \`transports\`.`,
    ],
    lesson: 'upgrade',
  }),

  'eio.open.pingInterval': ({ packet, client }) => ({
    title: 'How often the server asks “still there?”',
    paragraphs: [
      para`The server will send a ping \`2\` ${milliseconds(packet?.eio.handshake?.pingInterval, 'some time')} after it opened the session, and again that long after each pong. The clock starts at the _pong_, so a slow client is asked a little less often.`,
      para`*Why is it told to ${client}?* So that the client can notice a dead server as well: if no ping has come for ${milliseconds(sum(packet?.eio.handshake), 'both times together')} (this and \`pingTimeout\` together), it gives the connection up.`,
    ],
    lesson: 'heartbeat',
  }),

  'eio.open.pingTimeout': ({ packet, client }) => ({
    title: 'How long an answer may take',
    paragraphs: [
      para`When the server has sent a ping, ${client} has ${milliseconds(packet?.eio.handshake?.pingTimeout, 'this long')} to send the pong. After that the server closes the session and calls it \`ping timeout\`.`,
      para`A long time forgives a tunnel or a big upload in front of the pong; a short one notices sooner that somebody has gone. The default is 20 s. Many texts still say 5 s: that was version 2.`,
    ],
    lesson: 'heartbeat',
  }),

  'eio.open.maxPayload': ({ packet, client }) => ({
    title: 'How much fits into one POST',
    paragraphs: [
      para`The server accepts ${sizeText(packet?.eio.handshake?.maxPayload ?? 0)} in one request: its option \`maxHttpBufferSize\`. ${client} uses the number for one thing only: when several packets wait to be sent over polling, it stops filling a POST before it grows larger than this.`,
      para`It does not stop a _single_ packet that is too big. Over polling that is answered by 413; over WebSocket by a close frame with code 1009.`,
    ],
    lesson: 'limits-and-compression',
  }),

  'eio.open.member': ({ field }) => ({
    title: 'A key the protocol does not know',
    paragraphs: [
      para`An open packet has five keys; ${code(field.text)} is not one of them. Clients leave it alone. Somebody added it: the option \`initialPacket\` does not put it here, so look for a server that is not the reference one.`,
    ],
    lesson: 'handshake',
  }),

  'eio.punctuation': () => ({
    title: 'The bones of the JSON',
    paragraphs: [
      para`Braces, quotes, colons and commas: they say where values begin and end, and mean nothing themselves.`,
    ],
  }),

  'eio.unread': ({ field }) => ({
    title: 'No Engine.IO packet begins like this',
    paragraphs: [
      para`A packet begins with a digit from \`0\` to \`6\`, or with \`b\` for base64. ${counted(field.end - field.start, 'byte')} here do not, so nothing after this point can be read with confidence.`,
      para`The reference server answers such a packet by closing the session with the reason \`parse error\`.`,
    ],
    lesson: 'packet-anatomy',
  }),
};

function sum(handshake: EioHandshake | undefined): number | undefined {
  const { pingInterval, pingTimeout } = handshake ?? {};
  return pingInterval === undefined || pingTimeout === undefined ? undefined : pingInterval + pingTimeout;
}
