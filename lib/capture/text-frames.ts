import { decodeBase64 } from '@/lib/base/base64';
import { utf8Bytes } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import type { MessageRecord, Role } from './record';

/**
 * Text frames as one copies them from a log, one a line, optionally with who sent them:
 *
 *     # the client asks to join
 *     > 40/admin,{"token":"x"}
 *     < 40/admin,{"sid":"Q5pM"}
 *     420["add",2,3]
 *
 * A binary frame stands as `b` and its base64, as in a polling payload, and U+001E parts the packets of a whole payload.
 * There are no times and no handshake: all happens at 0, on one connection, and what is spoken is Engine.IO 4.
 */
export function readTextFrames(text: string): MessageRecord[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap(framesIn)
    .map(({ from, packet }, index) => ({
      seq: index + 1,
      at: micros(0),
      type: 'message',
      conn: 1,
      from,
      engine: 4,
      ...contentOf(packet),
    }));
}

/** True where the first line that says anything can be a frame. */
export function looksLikeTextFrames(text: string): boolean {
  // A regular expression over lines, so that a text of any length is not split for one of them.
  const [line = ''] = /^(?![^\S\n]*(#.*)?$).*$/m.exec(text.replace(/^\uFEFF/, '')) ?? [];
  const [{ packet } = { packet: '' }] = framesIn(line);
  return FRAME.test(packet);
}

const FRAME = /^(0\{.*|[12356]|[23]probe|4[0-6]([\d[{"/,-].*)?|4[^\d\s].*|b[\w+/-]+={0,2})$/;

interface TextFrame {
  readonly from: Role;
  readonly packet: string;
}

const MARK = /^\s*(?:(>+|→|↑|C:|client:|se(?:nd|nt)\b:?)|(<+|←|↓|S:|server:|received?\b:?))\s*/i;

function framesIn(line: string): TextFrame[] {
  if (/^\s*(#.*)?$/.test(line)) return [];
  const [mark = '', up, down] = MARK.exec(line) ?? [];
  const told = up === undefined ? (down === undefined ? undefined : 'server') : 'client';
  const packets = line.slice(mark.length).replace(/^\s+/, '').split('\x1e');
  return packets.map((packet) => ({ from: told ?? likelySender(packet), packet }));
}

/** What only a server sends: the open packet, a ping, a probe's answer, what answers a CONNECT, and noop. */
const BY_SERVER = /^(0|2$|3probe|6|40[^{]*\{"sid"|44)/;
/** An answer to an event. Events without a mark are taken for the client's, so their answers are the server's. */
const ANSWER = /^4[36]/;

function likelySender(packet: string): Role {
  return BY_SERVER.test(packet) || ANSWER.test(packet) ? 'server' : 'client';
}

function contentOf(packet: string): Pick<MessageRecord, 'form' | 'bytes'> {
  return /^b[\w+/-]*={0,2}$/.test(packet)
    ? { form: 'ws-binary', bytes: decodeBase64(packet.slice(1)).bytes }
    : { form: 'ws-text', bytes: utf8Bytes(packet) };
}
