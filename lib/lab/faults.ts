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
    }
  | { readonly kind: 'freeze'; readonly client?: ClientName; readonly direction: Direction }
  /** Acts once, on every connection there is, and is not kept in the set. */
  | { readonly kind: 'cut'; readonly client?: ClientName; readonly how: 'fin' | 'rst' };

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
