import type { ClientName, Role } from '@/lib/capture/record';
import type { EioPacket, Packet, SioPacket, SioType } from '@/lib/dissect/layer';
import type { FaultKind } from '@/lib/lab/faults';
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

/** Any other answer to that request. */
export const isUpgradeRefused: Match = (entry) =>
  entry.kind === 'unit' &&
  entry.unit.http?.kind === 'response' &&
  entry.unit.http.status !== 101 &&
  wantsWebSocket(entry);

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

function wantsWebSocket(entry: UnitEntry): boolean {
  return entry.unit.http?.query.transport === 'websocket';
}
