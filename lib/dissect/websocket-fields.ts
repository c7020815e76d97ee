import type { FieldSpec } from './layer';

const SECTION = 'RFC 6455 §5.2';

export const WS_FIELDS = {
  'ws.first': {
    label: 'FIN · opcode',
    help: 'The first byte: flags, and what the payload is.',
    section: SECTION,
  },
  'ws.fin': { label: 'FIN', help: 'Set on the last frame of a message.', mask: 0x80, section: SECTION },
  'ws.rsv1': {
    label: 'RSV1',
    help: 'Set on the first frame of a compressed message, where that was agreed on.',
    mask: 0x40,
    section: SECTION,
  },
  'ws.rsv2': {
    label: 'RSV2',
    help: 'Reserved: 0 unless an extension uses it.',
    mask: 0x20,
    section: SECTION,
  },
  'ws.rsv3': {
    label: 'RSV3',
    help: 'Reserved: 0 unless an extension uses it.',
    mask: 0x10,
    section: SECTION,
  },
  'ws.opcode': {
    label: 'Opcode',
    help: 'What the payload is.',
    mask: 0x0f,
    names: { '0': 'continuation', '1': 'text', '2': 'binary', '8': 'close', '9': 'ping', '10': 'pong' },
    section: SECTION,
  },
  'ws.second': {
    label: 'Mask · length',
    help: 'The second byte: is it masked, and how long.',
    section: SECTION,
  },
  'ws.masked': {
    label: 'Masked',
    help: 'Every frame of a client is, none of a server.',
    mask: 0x80,
    section: SECTION,
  },
  'ws.length': {
    label: 'Payload length',
    help: 'Bytes of payload; 126 and 127 say that the length follows in 2 or 8 bytes.',
    mask: 0x7f,
    section: SECTION,
  },
  'ws.extended': {
    label: 'Extended length',
    help: 'The length of a payload over 125 bytes, most significant byte first.',
    section: SECTION,
  },
  'ws.key': {
    label: 'Masking key',
    help: 'Four random bytes; byte i of the payload is XORed with byte i mod 4 of them.',
    section: 'RFC 6455 §5.3',
  },
  'ws.payload': { label: 'Payload', help: 'What the frame carries.', section: SECTION },
  'ws.close.code': { label: 'Close code', help: 'Why the connection is closed.', section: 'RFC 6455 §7.4' },
  'ws.close.reason': {
    label: 'Close reason',
    help: 'The same in words, for people.',
    section: 'RFC 6455 §7.1.6',
  },
  'ws.part': {
    label: 'Header',
    help: 'The beginning of a header that never became whole.',
    section: SECTION,
  },
} as const satisfies Record<string, FieldSpec>;

export const OPCODE_NAMES: Readonly<{ [code: string]: string }> = WS_FIELDS['ws.opcode'].names;
