import type { ClientName } from '@/lib/capture/record';

/** What can be done to the wire. Each fault is one entry of the table below and one function in `server/wire`. */
export type Fault =
  | { readonly kind: 'block-websocket'; readonly client?: ClientName }
  | { readonly kind: 'strip-upgrade'; readonly client?: ClientName }
  | {
      readonly kind: 'latency';
      readonly client?: ClientName;
      readonly direction: Direction;
      readonly ms: number;
      /** Up to this much more, at random; the order stays all the same. */
      readonly jitterMs?: number;
    }
  | {
      readonly kind: 'bandwidth';
      readonly client?: ClientName;
      readonly direction: Direction;
      readonly bytesPerSecond: number;
    }
  /** Keeps the next packet of a kind, and what comes behind it on its connection, until the fault is cleared. */
  | { readonly kind: 'hold'; readonly client?: ClientName; readonly packet: HeldPacket }
  /** Loses the next packet like this one, once; then it is no longer in the set. */
  | { readonly kind: 'drop'; readonly client?: ClientName; readonly like: PacketLike }
  /** A second node runs the same program, and each request goes to the other one than the request before. */
  | { readonly kind: 'two-nodes'; readonly client?: ClientName }
  | { readonly kind: 'freeze'; readonly client?: ClientName; readonly direction: Direction }
  /** Acts once, on every connection there is, and is not kept in the set. */
  | { readonly kind: 'cut'; readonly client?: ClientName; readonly how: 'fin' | 'rst' };

export type HeldPacket = 'ping' | 'pong' | 'probe' | 'ack';

/** What the packet to be lost must be; what is absent may be anything. */
export interface PacketLike {
  readonly from: 'client' | 'server';
  /** The Engine.IO packet's type, such as `ping`. */
  readonly eio: string;
  /** The Socket.IO packet's type, such as `EVENT`. */
  readonly sio?: string;
  readonly event?: string;
}

/** The kind of packet in words, for a sentence: `EVENT “chat” from the client`. */
export function likeText({ from, eio, sio, event }: PacketLike): string {
  const name = event === undefined ? '' : ` “${event}”`;
  return `${sio ?? eio}${name} from the ${from}`;
}

/** Of a fault that waits for a packet: for which, as its records tell it. */
export function waitsFor(fault: Fault): string | undefined {
  if (fault.kind === 'hold') return fault.packet;
  return fault.kind === 'drop' ? likeText(fault.like) : undefined;
}

export type FaultKind = Fault['kind'];
/** Seen from the client: `up` is client to server. */
export type Direction = 'up' | 'down' | 'both';

interface FaultSpec {
  readonly label: string;
  /** What the wire does. */
  readonly does: string;
  /** What in the real world does this. */
  readonly realWorld: string;
}

export const FAULTS: { readonly [K in FaultKind]: FaultSpec } = {
  'block-websocket': {
    label: 'block WS',
    does: 'Every WebSocket upgrade is refused with 403 before it reaches the server.',
    realWorld: 'A corporate proxy or firewall that lets only plain HTTP through.',
  },
  'strip-upgrade': {
    label: 'strip Upgrade',
    does: 'The Upgrade and Connection headers are taken out, so the server sees a plain GET.',
    realWorld: 'A reverse proxy that was not told to pass the hop-by-hop headers on.',
  },
  latency: {
    label: 'latency',
    does: 'Every byte arrives later by this time; the order stays.',
    realWorld: 'A server on another continent, or a mobile network.',
  },
  bandwidth: {
    label: 'bandwidth',
    does: 'So many bytes a second pass, and the rest wait in line.',
    realWorld: 'A phone at the edge of its cell, or a wireless network full of guests.',
  },
  hold: {
    label: 'hold next',
    does: 'The next such packet is kept back, with all that comes behind it on its connection, until you let it go.',
    realWorld: 'A congested link or a proxy that buffers: the packet comes, but too late.',
  },
  drop: {
    label: 'drop next',
    does: 'The next such packet is lost, as if it had never been sent.',
    realWorld: 'A process that dies between reading a message and handling it, or a proxy that discards it.',
  },
  'two-nodes': {
    label: 'two nodes',
    does: 'A second server runs the same program, and requests go to the two in turn.',
    realWorld: 'A load balancer without sticky sessions in front of a cluster.',
  },
  freeze: {
    label: 'freeze',
    does: 'Bytes are kept back until the wire thaws; nobody is told.',
    realWorld: 'A train in a tunnel, a sleeping laptop, a firewall that forgot the connection.',
  },
  cut: {
    label: 'cut',
    does: 'Every connection is ended at once.',
    realWorld: 'A proxy that restarts (FIN) or a process that dies (RST).',
  },
};

const BY_NAME: ReadonlyMap<string, FaultSpec> = new Map(Object.entries(FAULTS));

/** What a record’s fault is. A capture may name one that is not known here. */
export function faultSpec(name: string): FaultSpec | undefined {
  return BY_NAME.get(name);
}
