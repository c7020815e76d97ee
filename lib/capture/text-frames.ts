import { decodeBase64 } from '@/lib/base/base64';
import { utf8Bytes } from '@/lib/base/bytes';
import { type Micros, micros } from '@/lib/base/micros';
import type { MessageRecord, Role } from './record';

/**
 * Text frames as one copies them from a log, one a line, optionally with when, and who sent them:
 *
 *     # the client asks to join
 *     > 40/admin,{"token":"x"}
 *     12:00:01.250 < 40/admin,{"sid":"Q5pM"}
 *     420["add",2,3]
 *
 * A binary frame stands as `b` and its base64, as in a polling payload, and U+001E parts the packets of a whole payload.
 * There is no handshake: all is said on one connection, and what is spoken is Engine.IO 4. Time counts from the first
 * line that has one; a line without is said when the one before it was.
 */
export function readTextFrames(text: string): MessageRecord[] {
  const clock = openClock();
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap(framesIn)
    .map(({ from, packet, stamp }, index) => ({
      seq: index + 1,
      at: clock(stamp),
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
  readonly stamp: RegExpExecArray | null;
}

/** `12:00:01`, `[12:00:01,250]`, `2026-01-31T12:00:01.250Z`. */
const STAMP =
  /^\s*\[?(?:(\d{4}-\d\d-\d\d)[T ])?(\d\d?):(\d\d):(\d\d(?:[.,]\d{1,9})?)(?:Z|[+-]\d\d:?\d\d)?\]?(?=[\s<>])/;

/** Microseconds since the first time that was told. Time does not run backwards but at midnight, where no day is told. */
function openClock(): (stamp: RegExpExecArray | null) => Micros {
  let begun: number | undefined;
  let last = 0;
  return (stamp) => {
    const [, day, hours, minutes, seconds] = stamp ?? [];
    const midnight = day === undefined ? 0 : Date.parse(day) * 1000;
    if (seconds === undefined || Number.isNaN(midnight)) return micros(last);
    const ofDay = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
    const told = midnight + Math.round(ofDay * 1_000_000);
    begun ??= told;
    const at = told - begun;
    const days = day === undefined ? Math.max(0, Math.ceil((last - at) / DAY - 0.5)) : 0;
    last = Math.max(last, at + days * DAY);
    return micros(last);
  };
}

const DAY = 86_400_000_000;

const MARK = /^\s*(?:(-*>+|→|↑|C:|client:|se(?:nd|nt)\b:?)|(<+-*|←|↓|S:|server:|rec(?:v|eived?)\b:?))\s*/i;

function framesIn(line: string): TextFrame[] {
  if (/^\s*(#.*)?$/.test(line)) return [];
  const stamp = STAMP.exec(line);
  const said = line.slice(stamp?.[0].length);
  const [mark = '', up, down] = MARK.exec(said) ?? [];
  const told = up === undefined ? (down === undefined ? undefined : 'server') : 'client';
  const packets = said.slice(mark.length).replace(/^\s+/, '').split('\x1e');
  return packets.map((packet) => ({ from: told ?? likelySender(packet), packet, stamp }));
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
