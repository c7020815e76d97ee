import type { LayerName } from '@/lib/dissect/layer';

/** The colour of words, by what they tell. */
export type Tone = LayerName | 'ink' | 'dim' | 'error' | 'up' | 'down';

export const TEXT_TONE: { readonly [T in Tone]: string } = {
  http: 'text-http',
  ws: 'text-ws',
  eio: 'text-eio',
  sio: 'text-sio',
  sse: 'text-http',
  data: 'text-dim',
  ink: 'text-ink',
  dim: 'text-dim',
  error: 'text-error',
  up: 'text-up',
  down: 'text-down',
};
