import type { FieldSpec } from './layer';

export const HTTP_FIELDS = {
  'http.method': { label: 'Method', help: 'What the client wants done.', section: 'RFC 9110 §9' },
  'http.target': {
    label: 'Target',
    help: 'What it is to be done to: path and query.',
    section: 'RFC 9112 §3.2',
  },
  'http.path': {
    label: 'Path',
    help: 'Which resource; Socket.IO answers below its own path.',
    section: 'RFC 9110 §4.1',
  },
  'http.query': { label: 'Query', help: 'One parameter of the target.', section: 'RFC 3986 §3.4' },
  'http.query.EIO': {
    label: 'EIO',
    help: 'Version of the Engine.IO protocol; any other than 4 is taken for 3.',
    section: 'Engine.IO protocol §Handshake',
  },
  'http.query.transport': {
    label: 'transport',
    help: 'The road: polling or websocket.',
    section: 'Engine.IO protocol §Handshake',
  },
  'http.query.sid': {
    label: 'sid',
    help: 'The session the request belongs to; absent on the first, which opens one.',
    section: 'Engine.IO protocol §Handshake',
  },
  'http.query.t': { label: 't', help: 'A value never used before, so that no cache answers.' },
  'http.query.b64': { label: 'b64', help: 'Asks for binary data as base64 text.' },
  'http.query.j': { label: 'j', help: 'Asks for JSONP: the answer is a script that calls this function.' },
  'http.version': { label: 'Version', help: 'Of the protocol.', section: 'RFC 9112 §2.3' },
  'http.status': { label: 'Status', help: 'How it went.', section: 'RFC 9110 §15' },
  'http.reason': {
    label: 'Reason',
    help: 'The status in words; nobody may depend on it.',
    section: 'RFC 9112 §4',
  },
  'http.header': {
    label: 'Header',
    help: 'One field of the head: a name and a value.',
    section: 'RFC 9110 §5',
  },
  'http.mark': {
    label: 'Mark',
    help: 'Spaces, colons and line ends: what separates the parts.',
    section: 'RFC 9112 §2.1',
    quiet: true,
  },
  'http.end': {
    label: 'End of head',
    help: 'An empty line: the body follows.',
    section: 'RFC 9112 §2.1',
    quiet: true,
  },
  'http.body': { label: 'Body', help: 'The content of the message.', section: 'RFC 9112 §6' },
  'http.chunk.size': {
    label: 'Chunk size',
    help: 'Bytes in the chunk that follows, in hex; 0 ends the body.',
    section: 'RFC 9112 §7.1',
  },
  'http.chunk.data': { label: 'Chunk', help: 'A part of the body.', section: 'RFC 9112 §7.1' },
  'http.trailer': {
    label: 'Trailer',
    help: 'A header that came after the body.',
    section: 'RFC 9112 §7.1.2',
  },
  'http.unread': { label: 'Unread', help: 'Bytes that are not HTTP.' },
} as const satisfies Record<string, FieldSpec>;

/** What the headers that matter here are for; any other has the general sentence. */
export const HEADER_HELP: Readonly<{ [name: string]: string }> = {
  host: 'Which of the sites at this address is meant.',
  upgrade: 'Which protocol the connection is to be handed over to.',
  connection: 'What concerns this connection only: a proxy takes these headers out unless told otherwise.',
  origin: 'The site whose page sends this; the server decides whether it may read the answer.',
  cookie: 'What the server asked the browser to keep; stickiness is often built on it.',
  'set-cookie': 'What the browser is asked to keep and to send again.',
  'content-length': 'How many bytes of body follow.',
  'transfer-encoding': 'How the body is cut: chunked says its length piece by piece.',
  'content-encoding': 'How the body was compressed.',
  'content-type': 'What the body is.',
  'sec-websocket-key': 'Sixteen random bytes in base64: the answer must prove that it read them.',
  'sec-websocket-accept':
    'SHA-1 of the key and a fixed text, in base64: proof that this server speaks WebSocket.',
  'sec-websocket-version': 'The version of the WebSocket protocol: always 13.',
  'sec-websocket-extensions': 'What may be done to frames, such as compression.',
  'sec-websocket-protocol': 'Which protocol above WebSocket is meant; Socket.IO uses none.',
  'access-control-allow-origin': 'Whose pages may read this answer.',
  'cache-control': 'Whether an answer may be kept; a poll must not be.',
  'keep-alive': 'How long the connection stays open without a request.',
};
