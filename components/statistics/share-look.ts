import type { Share } from '@/lib/dissect/bytes-by-layer';

export const SHARE_NAMES: { readonly [S in Share]: string } = {
  http: 'HTTP',
  ws: 'WebSocket',
  eio: 'Engine.IO',
  sio: 'Socket.IO',
  sse: 'Event stream',
  payload: 'Payload',
};

export const SHARE_SAYS: { readonly [S in Share]: string } = {
  http: 'Heads, chunk sizes, and bodies that no program asked for',
  ws: 'Headers and masks of frames, and close frames',
  eio: 'Types of packets, the handshake, pings and pongs',
  sio: 'Types, namespaces, ids, and the signs of JSON',
  sse: 'Names of fields and line ends',
  payload: 'Events, arguments and attachments: what the program wanted said',
};

/** As text, so that a drawing takes it as `currentColor`. */
export const SHARE_TONE: { readonly [S in Share]: string } = {
  http: 'text-http',
  ws: 'text-ws',
  eio: 'text-eio',
  sio: 'text-sio',
  sse: 'text-tcp',
  payload: 'text-ink',
};
