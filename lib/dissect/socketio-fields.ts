import type { FieldSpec } from './layer';

const SECTION = 'Socket.IO protocol §Packet encoding';

export const SIO_FIELDS = {
  'sio.type': {
    label: 'Type',
    help: 'What the packet does.',
    names: {
      '0': 'CONNECT',
      '1': 'DISCONNECT',
      '2': 'EVENT',
      '3': 'ACK',
      '4': 'CONNECT_ERROR',
      '5': 'BINARY_EVENT',
      '6': 'BINARY_ACK',
    },
    section: SECTION,
  },
  'sio.attachments': {
    label: 'Attachments',
    help: 'How many binary packets follow and belong to this one.',
    section: SECTION,
  },
  'sio.nsp': {
    label: 'Namespace',
    help: 'The channel the packet belongs to; the main one, "/", is left out.',
    section: SECTION,
  },
  'sio.id': {
    label: 'Ack id',
    help: 'Asks for an acknowledgement with this number, or is one.',
    section: SECTION,
  },
  'sio.mark': { label: 'Mark', help: 'Ends the part before it.', section: SECTION, quiet: true },
  'sio.data': { label: 'Payload', help: 'The JSON of the packet.', section: SECTION },
  'sio.punctuation': {
    label: 'Punctuation',
    help: 'Brackets, commas and white space of the JSON.',
    quiet: true,
  },
  'sio.event': { label: 'Event', help: 'The name that `emit` was called with.', section: SECTION },
  'sio.arg': {
    label: 'Argument',
    help: 'One argument of the event or the acknowledgement.',
    section: SECTION,
  },
  'sio.placeholder': {
    label: 'Placeholder',
    help: 'Stands where binary data was; `num` counts the attachments from 0.',
    section: SECTION,
  },
  'sio.sid': {
    label: 'Socket id',
    help: 'The id of the socket in this namespace: not the Engine.IO session id.',
    section: SECTION,
  },
  'sio.pid': {
    label: 'Private id',
    help: 'Secret of connection state recovery: who knows it may take up the session again.',
  },
  'sio.offset': {
    label: 'Offset',
    help: 'Connection state recovery: the id of the packet, so that a client can say up to where it has read.',
  },
  'sio.auth': {
    label: 'Auth',
    help: 'One member of the `auth` option, sent with CONNECT only.',
    section: SECTION,
  },
  'sio.message': { label: 'Message', help: 'Why the namespace refused the connection.', section: SECTION },
  'sio.member': { label: 'Member', help: 'One member of the payload.' },
  'sio.attachment': {
    label: 'Attachment',
    help: 'Binary data that belongs to the packet before it.',
    section: SECTION,
  },
  'sio.unread': { label: 'Unread', help: 'Bytes that no Socket.IO decoder would read.' },
} as const satisfies Record<string, FieldSpec>;
