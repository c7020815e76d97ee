import type { TraceEvent } from '@/lib/capture/record';
import { isObject, type Shape } from '@/lib/capture/shape';
import { isTraceEvent } from '@/lib/capture/trace-shape';

/**
 * What a client's frame and the page around it say to each other by `postMessage`.
 *
 *     frame ── ready ──► page     the frame's script runs
 *     frame ◄── hello ── page     the page listens: tell what happened until now, and from now on
 *     frame ── traces ─► page
 *     frame ◄─── do ──── page     connect, disconnect, emit
 */
export const FRAME_PROTOCOL = 'socketscope-frame';

export type FrameTold =
  | { readonly protocol: typeof FRAME_PROTOCOL; readonly say: 'ready' }
  | { readonly protocol: typeof FRAME_PROTOCOL; readonly say: 'traces'; readonly events: TraceEvent[] };

export type PageTold = { readonly protocol: typeof FRAME_PROTOCOL; readonly say: 'hello' };

export const isFrameTold: Shape<FrameTold> = (value): value is FrameTold =>
  isObject(value) &&
  value.protocol === FRAME_PROTOCOL &&
  (value.say === 'ready' ||
    (value.say === 'traces' && Array.isArray(value.events) && value.events.every(isTraceEvent)));

export const isPageTold: Shape<PageTold> = (value): value is PageTold =>
  isObject(value) && value.protocol === FRAME_PROTOCOL && value.say === 'hello';
