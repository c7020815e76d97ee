import { topSpans } from './json-spans';
import type { SioPacket, SioType } from './layer';

/** One walk over the text of a Socket.IO packet, for the packet and for its fields alike. Places are UTF-16 units. */

export const SIO_TYPES: readonly SioType[] = [
  'CONNECT',
  'DISCONNECT',
  'EVENT',
  'ACK',
  'CONNECT_ERROR',
  'BINARY_EVENT',
  'BINARY_ACK',
];

/** Names that the libraries keep for themselves; as event names they are refused. */
const RESERVED = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

/** How many attachments the official decoder takes unless told otherwise. */
const MAX_ATTACHMENTS = 10;

export type SioFlawCode =
  | 'sio-type'
  | 'sio-attachments'
  | 'sio-id'
  | 'sio-nsp'
  | 'sio-json'
  | 'sio-payload'
  | 'sio-reserved-event';

export interface SioFlaw {
  readonly code: SioFlawCode;
  readonly message: string;
  /** Unread by any receiver, rather than odd. */
  readonly fatal: boolean;
  readonly start: number;
  readonly end: number;
}

export interface SioScan {
  /** Absent where the text is no Socket.IO packet. */
  readonly packet: SioPacket | undefined;
  readonly typeEnd: number;
  /** After the digits; the `-` stands here. */
  readonly attachmentsEnd: number;
  readonly nspStart: number;
  /** After the name; a `,` may stand here. */
  readonly nspEnd: number;
  readonly idStart: number;
  readonly idEnd: number;
  readonly dataStart: number;
  readonly flaw: SioFlaw | undefined;
}

/**
 * Socket.IO protocol 5, `<type>[<attachments>-][<nsp>,][<id>][<json>]`, read as the official decoder reads it:
 * what is a number is what JavaScript's `Number` takes for one. `lenient` is protocol 4 (Socket.IO 2).
 * `known` is the packet, where it was read before: then its JSON is not read again. `isPartial`: the text is the
 * beginning of one; of an array it has the elements that are whole.
 */
export function scanSio(text: string, lenient: boolean, known?: SioPacket, isPartial = false): SioScan {
  // What ends before the payload may go on as any packet.
  if (isPartial && !/["[{]/.test(text)) return broken(text, 0, undefined);
  const typeText = text.charAt(0);
  const type = Number(typeText);
  const name = SIO_TYPES[type];
  if (text === '' || name === undefined) {
    const message =
      text === '' ? 'A Socket.IO packet cannot be empty' : `There is no packet type ${quote(typeText)}`;
    return broken(text, 0, {
      code: 'sio-type',
      message,
      fatal: true,
      start: 0,
      end: Math.min(1, text.length),
    });
  }

  let at = 1;
  let attachments: number | undefined;
  let attachmentsEnd = 1;
  let flaw: SioFlaw | undefined;
  if (type === 5 || type === 6) {
    const dash = text.indexOf('-', 1);
    attachmentsEnd = dash === -1 ? 1 : dash;
    attachments = dash === -1 ? Number.NaN : Number(text.slice(1, dash));
    // Protocol 4 let a binary packet announce nothing.
    if (!Number.isInteger(attachments) || attachments < (lenient ? 0 : 1)) {
      const end = dash === -1 ? Math.min(2, text.length) : dash + 1;
      const message = `${name} must say how many attachments follow, as in "1-"`;
      return broken(text, 1, {
        code: 'sio-attachments',
        message,
        fatal: true,
        start: Math.min(1, text.length - 1),
        end,
      });
    }
    if (attachments > MAX_ATTACHMENTS) {
      const message = `${attachments} attachments: the official decoder takes ${MAX_ATTACHMENTS} unless told otherwise`;
      flaw = { code: 'sio-attachments', message, fatal: false, start: 1, end: attachmentsEnd };
    }
    at = attachmentsEnd + 1;
  }

  const nspStart = at;
  let nspEnd = at;
  let nsp = '/';
  if (text.charCodeAt(at) === 0x2f) {
    const comma = text.indexOf(',', at);
    nspEnd = comma === -1 ? text.length : comma;
    nsp = text.slice(nspStart, nspEnd);
    at = comma === -1 ? nspEnd : comma + 1;
    flaw = namespaceFlaw(nsp, nspStart) ?? flaw;
  }

  const idStart = at;
  while (at < text.length && isNumeric(text, at)) at += 1;
  const idEnd = at;
  const id = idEnd > idStart ? Number(text.slice(idStart, idEnd)) : undefined;
  if (id !== undefined && !isDigits(text, idStart, idEnd)) {
    const message =
      'An ack id is digits only; the official decoder reads these characters as a number all the same';
    flaw = { code: 'sio-id', message, fatal: false, start: idStart, end: idEnd };
  }

  let data: unknown;
  if (at < text.length && known === undefined) {
    const isRead = parseInto(isPartial ? wholePart(text, at) : text.slice(at));
    const fault = isRead ? payloadFault(type, parsed, lenient) : isPartial ? undefined : JSON_FAULT;
    if (fault !== undefined) flaw = { ...fault, fatal: true, start: at, end: text.length };
    data = parsed;
    parsed = undefined;
  } else if (at === text.length && (type === 2 || type === 3 || type === 5 || type === 6)) {
    const message = `${name} without its array; the official decoder lets it pass, the specification does not`;
    flaw ??= { code: 'sio-payload', message, fatal: false, start: 0, end: text.length };
  }

  const packet = flaw?.fatal ? undefined : (known ?? makePacket(name, nsp, id, attachments, data));
  return { packet, typeEnd: 1, attachmentsEnd, nspStart, nspEnd, idStart, idEnd, dataStart: at, flaw };
}

/** A payload that nothing parts from the namespace is part of its name: decoders read up to a comma, or to the end. */
function namespaceFlaw(nsp: string, start: number): SioFlaw | undefined {
  const [square, curly] = [nsp.indexOf('['), nsp.indexOf('{')];
  if (square === -1 && curly === -1) return undefined;
  const at = square === -1 || curly === -1 ? Math.max(square, curly) : Math.min(square, curly);
  const message = `No comma ends the namespace “${nsp.slice(0, at)}”, so what follows is taken as part of its name`;
  return { code: 'sio-nsp', message, fatal: false, start: start + at, end: start + nsp.length };
}

/** Only the members it has; most packets have no more than an id beside their payload. */
function makePacket(
  type: SioType,
  nsp: string,
  id: number | undefined,
  attachments: number | undefined,
  data: unknown,
): SioPacket {
  if (attachments === undefined && data !== undefined) {
    return id === undefined ? { type, nsp, data } : { type, nsp, id, data };
  }
  return {
    type,
    nsp,
    ...(id === undefined ? undefined : { id }),
    ...(data === undefined ? undefined : { data }),
    ...(attachments === undefined ? undefined : { attachments }),
  };
}

type Fault = Pick<SioFlaw, 'code' | 'message'>;

const JSON_FAULT: Fault = { code: 'sio-json', message: 'The payload is not JSON' };

/** What the payload of each type must be (Socket.IO protocol 5, "Packet encoding"). */
function payloadFault(type: number, data: unknown, lenient: boolean): Fault | undefined {
  if (lenient) return lenientFault(type, data);
  switch (type) {
    case 0:
      return isObject(data) ? undefined : wrong('The payload of CONNECT must be an object');
    case 1:
      return wrong('DISCONNECT has no payload');
    case 4:
      return typeof data === 'string' || isObject(data)
        ? undefined
        : wrong('The payload of CONNECT_ERROR must be an object');
    case 3:
    case 6:
      return Array.isArray(data) ? undefined : wrong('The payload of an ack must be an array');
    default:
      return eventFault(data);
  }
}

/** Protocol 4: no reserved names, and any object will do. */
function lenientFault(type: number, data: unknown): Fault | undefined {
  switch (type) {
    case 0:
      return typeof data === 'object' ? undefined : wrong('The payload of CONNECT must be an object');
    case 1:
      return wrong('DISCONNECT has no payload');
    case 4:
      return typeof data === 'string' || typeof data === 'object'
        ? undefined
        : wrong('The payload of ERROR must be text or an object');
    case 3:
    case 6:
      return Array.isArray(data) ? undefined : wrong('The payload of an ack must be an array');
    default:
      return Array.isArray(data) && (typeof data[0] === 'string' || typeof data[0] === 'number')
        ? undefined
        : wrong('The payload of an event must be an array that begins with its name');
  }
}

function eventFault(data: unknown): Fault | undefined {
  if (!Array.isArray(data)) return wrong('The payload of an event must be an array');
  const name: unknown = data[0];
  if (typeof name === 'string') {
    if (!RESERVED.has(name)) return undefined;
    return { code: 'sio-reserved-event', message: `"${name}" is a reserved name and cannot be emitted` };
  }
  if (typeof name === 'number') return undefined;
  return wrong('The array of an event must begin with its name');
}

function wrong(message: string): Fault {
  return { code: 'sio-payload', message };
}

function broken(text: string, at: number, flaw: SioFlaw | undefined): SioScan {
  const end = Math.min(at, text.length);
  return {
    packet: undefined,
    typeEnd: end,
    attachmentsEnd: end,
    nspStart: end,
    nspEnd: end,
    idStart: end,
    idEnd: end,
    dataStart: end,
    flaw,
  };
}

/** Of an array whose end is not here, one of its elements that are whole; '' where none is. */
function wholePart(text: string, start: number): string {
  if (text[start] !== '[') return '';
  const last = topSpans(text, start).findLast(({ end }) => end < text.length);
  return last === undefined ? '' : `${text.slice(start, last.end)}]`;
}

/** What `parseInto` read last. */
let parsed: unknown;

/** False where it is not JSON: the peer's fault, told by the caller as a flaw. */
function parseInto(json: string): boolean {
  try {
    parsed = JSON.parse(json);
    return true;
  } catch {
    parsed = undefined;
    return false;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Number(c) == c`: a digit, or white space, which counts as 0. */
function isNumeric(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return true;
  return (code <= 0x20 || code >= 0x80) && text.charAt(at).trim() === '';
}

function isDigits(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}

function quote(char: string): string {
  return JSON.stringify(char);
}
