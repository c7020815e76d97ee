import type { ClientName, Role, TraceEvent } from '@/lib/capture/record';
import type { EioPacket, Packet, SioPacket, SioType } from '@/lib/dissect/layer';
import type { FaultKind } from '@/lib/lab/faults';
import { engineErrorOf } from '@/lib/session/engine-error';
import type { Entry, Party, UnitEntry } from '@/lib/session/entry';
import type { Match } from './lesson';

/** What a claim may look for, each by its name in the protocol. Make them once, as constants of a lesson. */

// ── Engine.IO ───────────────────────────────────────────────────────────────────────────────────────────────────

/** `0{"sid":…}`: the server opens a session. */
export const isEngineOpen: Match = eio('server', (packet) => packet.type === 'open');
/** `2probe`: the client asks whether the new transport works. */
export const isProbe: Match = eio('client', (packet) => packet.type === 'ping' && packet.data === 'probe');
/** `3probe`: the server says that it does. */
export const isProbeAnswer: Match = eio(
  'server',
  (packet) => packet.type === 'pong' && packet.data === 'probe',
);
/** `5`: the client moves to the new transport. */
export const isUpgrade: Match = eio('client', (packet) => packet.type === 'upgrade');
/** `6`: the server lets a held GET go. */
export const isNoop: Match = eio('server', (packet) => packet.type === 'noop');
/** `2`: a heartbeat. */
export const isPing: Match = eio('server', (packet) => packet.type === 'ping' && !packet.data);
/** `3`: its answer. */
export const isPong: Match = eio('client', (packet) => packet.type === 'pong' && !packet.data);
/** An open packet whose handshake is as `test` says. */
export function isEngineOpenWith(test: (handshake: NonNullable<EioPacket['handshake']>) => boolean): Match {
  return eio(
    'server',
    ({ type, handshake }) => type === 'open' && handshake !== undefined && test(handshake),
  );
}

// ── Socket.IO ───────────────────────────────────────────────────────────────────────────────────────────────────

/** `40`: the client asks to join a namespace. */
export function isConnect(nsp?: string): Match {
  return sio('client', 'CONNECT', (packet) => nsp === undefined || packet.nsp === nsp);
}

/** `40{"sid":…}`: the server lets it in and names its socket. */
export function isConnectAnswer(nsp?: string): Match {
  return sio('server', 'CONNECT', (packet) => nsp === undefined || packet.nsp === nsp);
}

/** `44{"message":…}`: the server does not. */
export function isConnectError(nsp?: string): Match {
  return sio('server', 'CONNECT_ERROR', (packet) => nsp === undefined || packet.nsp === nsp);
}

/** `42["hello",…]`, or the binary kind of it. */
export function isEvent(name?: string, from?: Party): Match {
  return (entry) =>
    entry.kind === 'unit' &&
    (from === undefined || entry.from === from) &&
    entry.unit.packets.some(({ sio: packet }) => packet && isEventPacket(packet, name));
}

/** An event whose arguments, those after its name, are as `test` says. */
export function isEventWith(name: string, test: (args: readonly unknown[]) => boolean, from?: Party): Match {
  return (entry) => (from === undefined || entry.from === from) && argsOf(entry, name).some(test);
}

/** An event that wants an answer: `420["hello"]`. */
export function isAsking(name?: string, id?: number): Match {
  return (entry) =>
    packetsOf(entry).some(
      ({ sio: packet }) =>
        packet !== undefined &&
        isEventPacket(packet, name) &&
        packet.id !== undefined &&
        (id === undefined || packet.id === id),
    );
}

/** Any Socket.IO packet of this namespace. */
export function inNamespace(nsp: string): Match {
  return (entry) => packetsOf(entry).some(({ sio: packet }) => packet?.nsp === nsp);
}

/** `41`: a socket leaves its namespace. */
export function isDisconnect(sentBy: Role, nsp?: string): Match {
  return sio(sentBy, 'DISCONNECT', (packet) => nsp === undefined || packet.nsp === nsp);
}

/** `451-[…]`, `461-0[…]`: a packet with binary packets to follow. */
export const hasAttachments: Match = (entry) =>
  packetsOf(entry).some(({ sio: packet }) => (packet?.attachments ?? 0) > 0);

/** A binary packet: a frame of its own, or `b` and base64 in a body. */
export const isAttachment: Match = (entry) =>
  packetsOf(entry).some(({ eio: packet }) => packet.binary !== undefined);

/** `430[…]`, or the binary kind of it. */
export function isAck(id?: number): Match {
  return (entry) =>
    packetsOf(entry).some(
      ({ sio: packet }) =>
        (packet?.type === 'ACK' || packet?.type === 'BINARY_ACK') && (id === undefined || packet.id === id),
    );
}

// ── HTTP and WebSocket ──────────────────────────────────────────────────────────────────────────────────────────

/** The request for a WebSocket, whether or not the headers that ask for the upgrade are still there. */
export const isUpgradeRequest: Match = (entry) =>
  entry.kind === 'unit' && entry.unit.http?.kind === 'request' && wantsWebSocket(entry);

/** `101 Switching Protocols`. */
export const isUpgradeAccepted: Match = (entry) => entry.kind === 'unit' && entry.unit.http?.status === 101;

/** A refusal of the engine: 0 transport unknown, 1 session unknown, 2 bad method, 3 bad request, 4 forbidden, 5 version. */
export function isEngineError(code: number): Match {
  return (entry) => entry.kind === 'unit' && engineErrorOf(entry.unit)?.code === code;
}

/** Any other answer to that request. */
export const isUpgradeRefused: Match = (entry) =>
  entry.kind === 'unit' &&
  entry.unit.http?.kind === 'response' &&
  entry.unit.http.status !== 101 &&
  wantsWebSocket(entry);

/** An HTTP request, of this method and path where they are given; the path without its query. */
export function isRequest(method?: string, path?: string): Match {
  return (entry) =>
    entry.kind === 'unit' &&
    entry.unit.http?.kind === 'request' &&
    (method === undefined || entry.unit.http.method === method) &&
    (path === undefined || entry.unit.http.target.split('?')[0] === path);
}

/** An HTTP response with this status. */
export function isResponse(status: number): Match {
  return (entry) =>
    entry.kind === 'unit' && entry.unit.http?.kind === 'response' && entry.unit.http.status === status;
}

/** An HTTP message with this header, in lower case, and this value where one is given. */
export function hasHeader(name: string, value?: string | RegExp): Match {
  return (entry) => {
    const found = entry.kind === 'unit' ? entry.unit.http?.headers[name] : undefined;
    return found !== undefined && (value === undefined || fits(found, value));
  };
}

/** A WebSocket frame of this opcode (RFC 6455 §5.2), with a payload of a length that `test` accepts. */
export function isFrame(opcode: Opcode, test: (payloadLength: number) => boolean = () => true): Match {
  return (entry) =>
    entry.kind === 'unit' && entry.unit.ws?.opcode === OPCODES[opcode] && test(entry.unit.ws.payloadLength);
}

/** A CLOSE frame with this code; 1005 stands for one without any (RFC 6455 §7.1.5). */
export function isCloseWith(code: number): Match {
  return (entry) =>
    isCloseFrame(entry) && entry.kind === 'unit' && (entry.unit.ws?.closeCode ?? 1005) === code;
}

/** A TCP connection was opened. */
export const isOpened: Match = (entry) => entry.kind === 'open';

/** A TCP connection ended. */
export function isClosed(by?: Role | 'fault', how?: 'fin' | 'rst'): Match {
  return (entry) =>
    entry.kind === 'close' &&
    (by === undefined || entry.by === by) &&
    (how === undefined || entry.how === how);
}

/** A WebSocket CLOSE frame. */
export const isCloseFrame: Match = (entry) => entry.kind === 'unit' && entry.unit.ws?.opcode === 0x8;

/** A GET or POST of the polling transport. */
export function isPoll(method: 'GET' | 'POST'): Match {
  return (entry) =>
    entry.kind === 'unit' &&
    entry.unit.http?.kind === 'request' &&
    entry.unit.http.method === method &&
    entry.unit.http.query.transport === 'polling';
}

/** A whole message that travelled over this transport. */
export function overTransport(transport: 'polling' | 'websocket'): Match {
  return (entry) => entry.kind === 'unit' && entry.unit.packets.length > 0 && entry.transport === transport;
}

// ── Told by the programs, or done to the wire ───────────────────────────────────────────────────────────────────

/** The server's `connection` event of a namespace. */
export function isConnection(nsp?: string): Match {
  return (entry) =>
    entry.kind === 'trace' &&
    entry.record.event.kind === 'socket' &&
    entry.record.event.action === 'connection' &&
    (nsp === undefined || entry.record.event.nsp === nsp);
}

/** The server's `disconnect` event, for this reason. */
export function isServerDisconnect(reason?: string): Match {
  return (entry) =>
    entry.kind === 'trace' &&
    entry.record.event.kind === 'socket' &&
    entry.record.event.action === 'disconnect' &&
    (reason === undefined || entry.record.event.reason === reason);
}

/** A line of a console. */
export function isLog(text: string | RegExp, side?: Party): Match {
  return told(side, (event) => event.kind === 'log' && fits(event.text, text));
}

/** The program threw. */
export function isException(message?: string | RegExp, side?: Party): Match {
  return told(
    side,
    (event) => event.kind === 'exception' && (message === undefined || fits(event.message, message)),
  );
}

/** The server's adapter changed a room; no packet tells of it. */
export function isRoom(action: 'create' | 'join' | 'leave' | 'delete', room?: string): Match {
  return told(
    'server',
    (event) =>
      event.kind === 'room' && event.action === action && (room === undefined || event.room === room),
  );
}

/** An event came in and nobody listened. */
export function isUnheard(name?: string, side?: Party): Match {
  return told(side, (event) => event.kind === 'unheard' && (name === undefined || event.event === name));
}

/** An emit that put nothing on the wire, and what became of it. */
export function isUnsent(fate: 'buffered' | 'dropped' | 'nobody', name?: string, side?: Party): Match {
  return told(
    side,
    (event) => event.kind === 'unsent' && event.fate === fate && (name === undefined || event.event === name),
  );
}

/** The client waits before it tries again; attempts count from 1. */
export function isRetry(attempt?: number, side?: Party): Match {
  return told(
    side,
    (event) => event.kind === 'retry' && (attempt === undefined || event.attempt === attempt),
  );
}

/** An event of the client library: `disconnect`, `reconnect_attempt`, `upgradeError` … */
export function isClientEvent(name: string, detail?: string | RegExp, side?: Party): Match {
  return told(
    side,
    (event) =>
      event.kind === 'client' &&
      event.event === name &&
      (detail === undefined || fits(event.detail ?? '', detail)),
  );
}

/** A fault was put on the wire, or taken off it, whether or not it had anything to do there. */
export function isFaultPut(kind: FaultKind, state: 'set' | 'cleared'): Match {
  return (entry) => entry.kind === 'fault' && entry.record.fault === kind && entry.record.state === state;
}

/** A fault did something to the wire, in this direction where one is given. */
export function isFaultActed(kind: FaultKind, direction?: 'up' | 'down'): Match {
  return (entry) =>
    entry.kind === 'fault' &&
    entry.record.fault === kind &&
    entry.record.state === 'acted' &&
    (direction === undefined || entry.record.direction === direction);
}

// ── Together ────────────────────────────────────────────────────────────────────────────────────────────────────

export function and(...matches: readonly Match[]): Match {
  return (entry) => matches.every((match) => match(entry));
}

export function or(...matches: readonly Match[]): Match {
  return (entry) => matches.some((match) => match(entry));
}

export function not(match: Match): Match {
  return (entry) => !match(entry);
}

export function from(party: 'server' | 'client' | ClientName): Match {
  return (entry) => (party === 'client' ? entry.from !== 'server' : entry.from === party);
}

export function to(party: Party): Match {
  return (entry) => entry.to === party;
}

/** The arguments, after the name, of each event of that name in this entry. */
export function argsOf(entry: Entry, name: string): readonly (readonly unknown[])[] {
  return packetsOf(entry).flatMap(({ sio: packet }) =>
    packet && isEventPacket(packet, name) && Array.isArray(packet.data) ? [packet.data.slice(1)] : [],
  );
}

/** The id that a CONNECT answer gives to the client's socket in this namespace. */
export function socketIdIn(entry: Entry, nsp: string): string | undefined {
  const answer = packetsOf(entry, 'server').find(
    ({ sio: packet }) => packet?.type === 'CONNECT' && packet.nsp === nsp,
  );
  const data = answer?.sio?.data;
  if (typeof data !== 'object' || data === null || !('sid' in data)) return undefined;
  return typeof data.sid === 'string' ? data.sid : undefined;
}

// ── ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function packetsOf(entry: Entry, sentBy?: Role): readonly Packet[] {
  if (entry.kind !== 'unit' || (sentBy !== undefined && entry.unit.from !== sentBy)) return [];
  return entry.unit.packets;
}

function eio(sentBy: Role, test: (packet: EioPacket) => boolean): Match {
  return (entry) => packetsOf(entry, sentBy).some((packet) => test(packet.eio));
}

function sio(sentBy: Role, type: SioType, test: (packet: SioPacket) => boolean): Match {
  return (entry) => packetsOf(entry, sentBy).some(({ sio: packet }) => packet?.type === type && test(packet));
}

function isEventPacket(packet: SioPacket, name?: string): boolean {
  if (packet.type !== 'EVENT' && packet.type !== 'BINARY_EVENT') return false;
  return name === undefined || (Array.isArray(packet.data) && packet.data[0] === name);
}

function told(side: Party | undefined, test: (event: TraceEvent) => boolean): Match {
  return (entry) =>
    entry.kind === 'trace' && (side === undefined || entry.record.side === side) && test(entry.record.event);
}

/** A text fits itself, and whatever pattern finds something in it. */
function fits(found: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? found === wanted : wanted.test(found);
}

/** RFC 6455 §11.8. */
const OPCODES = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;
type Opcode = keyof typeof OPCODES;

function wantsWebSocket(entry: UnitEntry): boolean {
  return entry.unit.http?.query.transport === 'websocket';
}
