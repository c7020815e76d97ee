import type { FieldSpec } from './layer';

const SECTION = 'Engine.IO protocol §Packet encoding';
const HANDSHAKE = 'Engine.IO protocol §Handshake';

export const EIO_FIELDS = {
  'eio.separator': {
    label: 'Separator',
    help: 'U+001E, between the packets of one HTTP body.',
    section: 'Engine.IO protocol §Payload encoding',
    quiet: true,
  },
  'eio.type': {
    label: 'Type',
    help: 'What the packet does.',
    names: {
      '0': 'open',
      '1': 'close',
      '2': 'ping',
      '3': 'pong',
      '4': 'message',
      '5': 'upgrade',
      '6': 'noop',
      b: 'message, base64',
    },
    section: SECTION,
  },
  'eio.data': { label: 'Data', help: 'What the packet carries, as text.', section: SECTION },
  'eio.base64': { label: 'Base64', help: 'Binary data, written as text for HTTP.', section: SECTION },
  'eio.binary': { label: 'Binary data', help: 'A message of bytes; it needs no type.', section: SECTION },
  'eio.open.sid': {
    label: 'Session id',
    help: 'Names the session in every later request: a secret of this client.',
    section: HANDSHAKE,
  },
  'eio.open.upgrades': {
    label: 'Upgrades',
    help: 'Transports that the client may move the session to.',
    section: HANDSHAKE,
  },
  'eio.open.pingInterval': {
    label: 'Ping interval',
    help: 'Milliseconds from the pong to the next ping.',
    section: HANDSHAKE,
  },
  'eio.open.pingTimeout': {
    label: 'Ping timeout',
    help: 'Milliseconds that a pong may take before the session is given up.',
    section: HANDSHAKE,
  },
  'eio.open.maxPayload': {
    label: 'Max payload',
    help: 'Bytes that the client puts into one polling request at most.',
    section: HANDSHAKE,
  },
  'eio.open.member': { label: 'Member', help: 'A key the protocol does not name.' },
  'eio.punctuation': {
    label: 'Punctuation',
    help: 'Brackets, commas and white space of the JSON.',
    quiet: true,
  },
  'eio.unread': { label: 'Unread', help: 'Bytes that no Engine.IO parser would read.' },
} as const satisfies Record<string, FieldSpec>;
