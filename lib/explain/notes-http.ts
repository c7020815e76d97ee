import type { HTTP_FIELDS } from '@/lib/dissect/http-fields';
import { type FieldNote, linkOf, took } from './about';
import { code, para } from './note';
import { counted, sizeText } from './words';

export const HTTP_NOTES: { readonly [K in keyof typeof HTTP_FIELDS]: FieldNote } = {
  'http.method': ({ entry, from }) => ({
    title: METHOD_TITLES[entry.unit.http?.method ?? ''] ?? `${entry.unit.http?.method ?? 'The method'}`,
    paragraphs: [
      entry.transport === 'polling' && entry.unit.http?.method === 'POST'
        ? para`Over polling ${from} speaks by POST and listens by GET, on two connections at once, so that a GET held by the server is never in the way.`
        : entry.transport === 'polling'
          ? para`Over polling GET is how ${from} listens. The answer may be long in coming: that is the idea.`
          : para`What ${from} wants done. GET asks for something and changes nothing; POST hands something over.`,
    ],
    lesson: 'request-response',
  }),

  'http.target': ({ entry }) => ({
    title: 'What is asked for',
    paragraphs: [
      para`The path leads to the right program on the server, the query behind the \`?\` tells that program what is wanted.${entry.transport ? ' Engine.IO keeps everything it needs here, because a page can choose the URL of a request more freely than its headers: those of a WebSocket not at all.' : ''}`,
    ],
    lesson: 'request-response',
  }),

  'http.path': ({ field, entry }) => ({
    title: 'Which program is meant',
    paragraphs: [
      entry.transport
        ? para`${code(field.text)}, the \`path\` option. It must be the same on both ends, with the slash at its end; otherwise the request never reaches Engine.IO and is answered by 404.`
        : para`${code(field.text)}: an ordinary resource of the server, and none of Engine.IO's.`,
    ],
    lesson: 'clinic-config',
  }),

  'http.query': ({ field, from }) => ({
    title: `The parameter ${field.spec.label}`,
    paragraphs: [
      para`${from} sent ${code(field.text)} under this name. Engine.IO does not know it: the program's own \`query\` option, perhaps, which the server finds in \`socket.handshake.query\`.`,
      para`It stands in every request of the session, and in the logs of every proxy on the way. Secrets belong into \`auth\`.`,
    ],
    lesson: 'token-auth',
  }),

  'http.query.EIO': ({ field }) => ({
    title: 'Which version of Engine.IO is spoken',
    paragraphs: [
      field.value === '4'
        ? para`4, as every client of Socket.IO 3 and 4 does.`
        : para`${code(field.text)}: only 4 is 4. Anything else, and nothing at all, is taken for version 3, which Socket.IO 2 spoke. A server of today refuses it with code 5, unless \`allowEIO3\` is set.`,
    ],
    lesson: 'clinic-config',
  }),

  'http.query.transport': ({ field, entry }) => ({
    title: 'By which road',
    paragraphs: [
      field.value === 'polling'
        ? para`\`polling\`: this is an ordinary HTTP request, held until there is news. There is no transport for short polling; polling is always the long one.`
        : entry.unit.engine?.sid === undefined
          ? para`${code(field.text)}, and no \`sid\`: the session is to begin on this road, without polling first.`
          : para`${code(field.text)}, with the sid of a session that lives: it is to be moved onto this road.`,
    ],
    lesson: 'fallback',
  }),

  'http.query.sid': ({ entry, timeline, client }) => {
    const opening = timeline.sessions.get(entry.sid ?? '')?.openedBy;
    return {
      title: '“It is me again”',
      paragraphs: [
        opening === undefined
          ? para`The name of a session. Where it was opened is not in this capture.`
          : para`The name that the server gave ${client} in #${opening}. TCP connections come and go; by this name the server knows that it is still the same session.`,
        para`Whoever can read this URL can speak as ${client}: it is taken out of exports.`,
      ],
      lesson: 'handshake',
    };
  },

  'http.query.t': () => ({
    title: 'A number nobody has used before',
    paragraphs: [
      para`It has no meaning. It makes each URL a new one, so that no cache on the way can answer a poll with something old.`,
    ],
    lesson: 'polling-transport',
  }),

  'http.query.b64': () => ({
    title: 'Binary data as text, please',
    paragraphs: [
      para`The client cannot take bytes as they are, so binary packets are to come in base64, with a \`b\` in front. Clients of long ago needed it.`,
    ],
    lesson: 'binary',
  }),

  'http.query.j': ({ field }) => ({
    title: 'The answer is to be a script',
    paragraphs: [
      para`JSONP, from before browsers could ask across origins: the answer is a script that calls function number ${code(field.text)} with the packets. Servers still do it; the JavaScript client gave it up with version 3.`,
    ],
    lesson: 'polling-transport',
  }),

  'http.version': () => ({
    title: 'The version of HTTP',
    paragraphs: [
      para`In 1.1 a connection stays open for the next request unless somebody says \`close\`. Polling depends on it: without it every poll would pay for a new TCP connection.`,
    ],
    lesson: 'request-response',
  }),

  'http.status': (about) => {
    const { http } = about.entry.unit;
    const link = linkOf(about, 'response', 'b');
    const status = http?.status ?? 0;
    return {
      title:
        STATUS_TITLES[status] ??
        `${status}: ${STATUS_CLASSES[Math.floor(status / 100)] ?? 'an unusual answer'}`,
      paragraphs: [
        link
          ? para`It answers the ${http?.method ?? ''} of #${link.a}, ${took(link)} after it was asked.`
          : para`It answers a request that is not in this capture.`,
        ...(about.entry.transport === 'polling' && status === 200
          ? [
              para`200 says only that HTTP worked. What Engine.IO and Socket.IO have to say stands in the body.`,
            ]
          : []),
      ],
      lesson: 'request-response',
    };
  },

  'http.reason': () => ({
    title: 'The status, in words',
    paragraphs: [para`For people who read along. Programs go by the number; HTTP/2 left the words out.`],
    lesson: 'request-response',
  }),

  'http.header': ({ field, from }) => ({
    title: `The header ${field.spec.label}`,
    paragraphs: [
      para`${from} says ${code(field.text)}. ${field.spec.help}`,
      para`Upper and lower case do not matter in its name, and a line end closes it.`,
    ],
    lesson: 'request-response',
  }),

  'http.mark': () => ({
    title: 'What keeps the parts apart',
    paragraphs: [
      para`Spaces, colons and line ends. HTTP/1.1 is text that one could type by hand, and this is its punctuation; lines end with two bytes, \`0d 0a\`.`,
    ],
    lesson: 'request-response',
  }),

  'http.end': ({ entry }) => ({
    title: 'An empty line ends the head',
    paragraphs: [
      entry.unit.http?.status === 101
        ? para`The last bytes of HTTP on this connection. The very next one belongs to a WebSocket frame.`
        : para`What follows is the body: ${entry.unit.http?.bodyLength ? sizeText(entry.unit.http.bodyLength) : 'nothing, here'}.`,
    ],
    lesson: 'request-response',
  }),

  'http.body': ({ entry, field }) => ({
    title: 'What the message carries',
    paragraphs: [
      entry.unit.packets.length > 0
        ? para`${sizeText(field.end - field.start)} with ${counted(entry.unit.packets.length, 'Engine.IO packet')}. The head before them takes ${sizeText(field.start)}: over polling the wrapping is often larger than what it wraps.`
        : para`${sizeText(field.end - field.start)}. Of what kind they are, \`Content-Type\` says.`,
    ],
    lesson: entry.unit.packets.length > 0 ? 'polling-transport' : 'request-response',
  }),

  'http.chunk.size': ({ field }) => ({
    title: field.value === 0 ? 'No more chunks' : 'How long the next piece is',
    paragraphs: [
      field.value === 0
        ? para`A chunk of length 0 ends the body.`
        : para`${code(field.text)}, in hexadecimal. The sender began before it knew how long the body would be, so it says the length piece by piece.`,
    ],
    lesson: 'request-response',
  }),

  'http.chunk.data': ({ field }) => ({
    title: 'A piece of the body',
    paragraphs: [
      para`${sizeText(field.end - field.start)}. Where pieces are cut has no meaning: the body is what they make together.`,
    ],
    lesson: 'request-response',
  }),

  'http.trailer': ({ field }) => ({
    title: 'A header that came late',
    paragraphs: [para`${code(field.text)} was not known before the body had been sent, so it follows it.`],
    lesson: 'request-response',
  }),

  'http.unread': ({ field, from }) => ({
    title: 'This is not HTTP',
    paragraphs: [
      para`${counted(field.end - field.start, 'byte')} from ${from} that fit nowhere in a message of HTTP/1.1. A server answers such a request with 400 and closes the connection.`,
    ],
    lesson: 'request-response',
  }),
};

const METHOD_TITLES: { readonly [method: string]: string } = {
  GET: 'GET: give me',
  POST: 'POST: take this',
  OPTIONS: 'OPTIONS: may I?',
};

const STATUS_TITLES: { readonly [status: number]: string } = {
  101: '101: we change the protocol',
  200: '200: it worked',
  204: '204: it worked, and there is nothing to say',
  304: '304: what you have is still good',
  400: '400: I do not understand this request',
  403: '403: I understand, and I refuse',
  404: '404: there is nothing here',
  413: '413: that is too large',
  500: '500: I failed',
  502: '502: the server behind me failed',
  503: '503: not now',
  504: '504: the server behind me does not answer',
};

const STATUS_CLASSES: { readonly [hundreds: number]: string } = {
  1: 'an answer before the answer',
  2: 'it worked',
  3: 'look elsewhere',
  4: 'something about the request was wrong',
  5: 'the server failed',
};
