import type { FieldNote } from './about';
import { code, para } from './note';
import { sizeText } from './words';

/** Headers that decide something for Socket.IO, WebSocket or the browser; all others have the general note. */
export const HEADER_NOTES: { readonly [key: string]: FieldNote } = {
  'http.header.upgrade': ({ from, entry }) => ({
    title: entry.unit.from === 'client' ? 'Please let us speak WebSocket' : 'Agreed: WebSocket',
    paragraphs: [
      entry.unit.from === 'client'
        ? para`${from} asks that this connection stop speaking HTTP once the answer is there. Together with \`Connection: Upgrade\` it is what old proxies take away.`
        : para`The server repeats the name of the protocol it changes to.`,
    ],
    section: { text: 'RFC 6455 §4.1' },
    lesson: 'websocket-handshake',
  }),

  'http.header.connection': ({ field, entry }) => ({
    title: 'What concerns this one connection',
    paragraphs: [
      /upgrade/i.test(field.text)
        ? para`It names the header that is meant for the next station only: \`Upgrade\`. A proxy removes both before it passes the request on, unless it was told about WebSocket: the most common reason why an upgrade fails.`
        : /keep-alive/i.test(field.text)
          ? para`The connection is to stay open for the next request. It is the rule in HTTP/1.1 anyway.`
          : para`${code(field.text)}: ${entry.unit.from === 'client' ? 'the client' : 'the server'} will close the connection after this message.`,
    ],
    section: { text: 'RFC 9110 §7.6.1' },
    lesson: 'clinic-transport',
  }),

  'http.header.sec-websocket-key': ({ field }) => ({
    title: 'Sixteen random bytes',
    paragraphs: [
      para`${code(field.text)} is no secret and protects nothing. It is a question that only a server which knows WebSocket can answer: see \`Sec-WebSocket-Accept\`.`,
      para`A script cannot set it, so no page can make a browser send a WebSocket handshake by any other means than a WebSocket.`,
    ],
    section: { text: 'RFC 6455 §4.1' },
    lesson: 'websocket-handshake',
  }),

  'http.header.sec-websocket-accept': ({ field }) => ({
    title: 'The proof that the server understood',
    paragraphs: [
      para`${code(field.text)} is the base64 of the SHA-1 of two texts: the key of the request, and one that stands in the RFC, \`258EAFA5-E914-47DA-95CA-C5AB0DC85B11\`.`,
      para`A server that merely echoes what it is sent could not have computed it. If it does not match, the browser closes the connection.`,
    ],
    section: { text: 'RFC 6455 §4.2.2' },
    lesson: 'websocket-handshake',
  }),

  'http.header.sec-websocket-version': ({ field }) => ({
    title: 'The version of WebSocket',
    paragraphs: [
      para`${code(field.text)}. 13 is the only one that was ever finished; the numbers before it were drafts.`,
    ],
    section: { text: 'RFC 6455 §4.1' },
    lesson: 'websocket-handshake',
  }),

  'http.header.sec-websocket-extensions': ({ field, entry }) => ({
    title: 'What may be done to frames',
    paragraphs: [
      entry.unit.from === 'client'
        ? para`The browser offers ${code(field.text)}. Socket.IO accepts compression only if \`perMessageDeflate\` is switched on: it costs much memory for each connection.`
        : para`The server accepts ${code(field.text)}: from now on messages may be compressed, and those that are have RSV1 set.`,
    ],
    section: { text: 'RFC 7692 §7' },
    lesson: 'limits-and-compression',
  }),

  'http.header.origin': ({ field, from }) => ({
    title: 'Whose page sends this',
    paragraphs: [
      para`The browser of ${from} says that a page of ${code(field.text)} is asking. A script cannot change it; a program that is no browser can write anything.`,
      para`For ordinary requests CORS is built on it. A WebSocket is not bound by CORS at all: only a server that looks at this header can refuse one.`,
    ],
    section: { text: 'RFC 6454 §7' },
    lesson: 'cors-and-origins',
  }),

  'http.header.access-control-allow-origin': ({ field }) => ({
    title: 'Whose pages may read this answer',
    paragraphs: [
      para`${code(field.text)}. If it names another origin than the page's, or is missing, the browser throws the answer away. But the request *has* reached the server, and whatever it did there is done.`,
      para`\`*\` means everybody, though not together with cookies.`,
    ],
    lesson: 'cors-and-origins',
  }),

  'http.header.cookie': ({ from }) => ({
    title: 'What the server had asked to be remembered',
    paragraphs: [
      para`The browser of ${from} adds it to every request to this site, also to those of another site's page. A load balancer often uses a cookie to find the server that knows the session.`,
      para`Cookies let their holder act as ${from}: they are taken out of exports.`,
    ],
    section: { text: 'RFC 6265 §5.4' },
    lesson: 'session-and-credentials',
  }),

  'http.header.set-cookie': ({ to }) => ({
    title: 'Please remember this',
    paragraphs: [
      para`The browser of ${to} will send it back with its next requests. Since version 3 Socket.IO sets none by itself: the server's \`cookie\` option does, or a proxy that wants to be sticky.`,
    ],
    section: { text: 'RFC 6265 §5.2' },
    lesson: 'sticky-sessions',
  }),

  'http.header.content-length': ({ field, entry }) => ({
    title: 'How long the body is',
    paragraphs: [
      para`${sizeText(Number(field.text))}, counted in bytes and not in characters: an “é” is two. With it the receiver knows where this message ends and the next begins.`,
      ...(entry.transport === 'polling' && entry.unit.from === 'client'
        ? [para`If it is more than the server's \`maxHttpBufferSize\`, the answer is 413.`]
        : []),
    ],
    section: { text: 'RFC 9110 §8.6' },
    lesson: 'request-response',
  }),

  'http.header.transfer-encoding': () => ({
    title: 'The body comes in pieces',
    paragraphs: [
      para`\`chunked\`: the sender did not know the whole length when it began. Each piece says its own, and one of length 0 ends the body.`,
    ],
    section: { text: 'RFC 9112 §7.1' },
    lesson: 'request-response',
  }),

  'http.header.content-encoding': ({ field }) => ({
    title: 'The body is compressed',
    paragraphs: [
      para`${code(field.text)}. Engine.IO compresses polling answers from 1 kB upwards if the client accepts it; the _inflated_ tab shows what is inside.`,
    ],
    section: { text: 'RFC 9110 §8.4' },
    lesson: 'limits-and-compression',
  }),

  'http.header.content-type': ({ field, entry }) => ({
    title: 'What the body is',
    paragraphs: [
      entry.transport === 'polling'
        ? para`${code(field.text)}. Packets travel as plain text; binary data in them is base64. The answer to a POST says \`text/html\` for its two letters “ok”, and an error is JSON.`
        : para`${code(field.text)}: without it the receiver would have to guess.`,
    ],
    section: { text: 'RFC 9110 §8.3' },
    lesson: entry.transport === 'polling' ? 'polling-transport' : 'request-response',
  }),

  'http.header.authorization': ({ from }) => ({
    title: 'Who is asking',
    paragraphs: [
      para`A credential of ${from}, in the HTTP handshake. A browser cannot add this header to a WebSocket, which is one reason why Socket.IO sends its \`auth\` in the CONNECT packet instead.`,
      para`It is taken out of exports.`,
    ],
    section: { text: 'RFC 9110 §11.6.2' },
    lesson: 'token-auth',
  }),
};
