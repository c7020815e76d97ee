import type { TraceEvent } from '@/lib/capture/record';
import { isFlag, isObject, isText, object, oneOf, optional, type Shape } from '@/lib/capture/shape';
import { isTraceEvent } from '@/lib/capture/trace-shape';

/**
 * What a client's frame and the page around it say to each other by `postMessage`.
 *
 *     frame ── ready ───► page     the frame's script runs
 *     frame ◄── hello ─── page     the page listens: tell what happened until now, and from now on
 *     frame ── traces ──► page
 *     frame ── sockets ─► page     which sockets the program has, whenever that changes
 *     frame ◄─── do ───── page     connect, disconnect, emit, or use a connection by hand
 *     frame ── done ────► page     what became of a `do`: an answer, a failure, a packet that came by hand
 */
export const FRAME_PROTOCOL = 'socketscope-frame';

/** A socket of the client's program. `nsp` names it: the program may have several for one, the latest is meant. */
export interface FrameSocket {
  readonly nsp: string;
  readonly connected: boolean;
  /** Will try by itself: not after it was told to go. */
  readonly active: boolean;
  readonly id?: string;
}

/** Arguments are JSON: what the form of the page lets a reader type. */
export type FrameCommand =
  | { readonly do: 'connect'; readonly nsp: string }
  | { readonly do: 'disconnect'; readonly nsp: string }
  | {
      readonly do: 'emit';
      readonly nsp: string;
      readonly event: string;
      /** A JSON array. */
      readonly args: string;
      readonly ack: boolean;
      readonly volatile?: boolean;
    }
  /** A connection without a client library: what is sent on it is typed by hand. */
  | { readonly do: 'raw-open'; readonly transport: 'polling' | 'websocket' }
  /** One Engine.IO packet, such as `42["hello"]`; over polling several, joined by U+001E. */
  | { readonly do: 'raw-send'; readonly text: string }
  | { readonly do: 'raw-close' };

/** `id` is that of the `do`. `text` is for reading: the ack's arguments as JSON, an error, a packet that came. */
export interface FrameDone {
  readonly id: number;
  readonly outcome: 'done' | 'acked' | 'failed' | 'opened' | 'came' | 'closed';
  readonly text?: string;
}

type Protocol = { readonly protocol: typeof FRAME_PROTOCOL };

export type FrameTold =
  | (Protocol & { readonly say: 'ready' })
  | (Protocol & { readonly say: 'traces'; readonly events: TraceEvent[] })
  | (Protocol & { readonly say: 'sockets'; readonly sockets: readonly FrameSocket[] })
  | (Protocol & { readonly say: 'done' } & FrameDone);

export type PageTold =
  | (Protocol & { readonly say: 'hello' })
  | (Protocol & { readonly say: 'do'; readonly id: number; readonly command: FrameCommand });

const isSocket = object<FrameSocket>({
  nsp: isText,
  connected: isFlag,
  active: isFlag,
  id: optional(isText),
});
const isNumber: Shape<number> = (value) => typeof value === 'number';
const isDone = object<FrameDone>({
  id: isNumber,
  outcome: oneOf('done', 'acked', 'failed', 'opened', 'came', 'closed'),
  text: optional(isText),
});

export const isFrameTold: Shape<FrameTold> = (value): value is FrameTold => {
  if (!isObject(value) || value.protocol !== FRAME_PROTOCOL) return false;
  switch (value.say) {
    case 'ready':
      return true;
    case 'traces':
      return Array.isArray(value.events) && value.events.every(isTraceEvent);
    case 'sockets':
      return Array.isArray(value.sockets) && value.sockets.every(isSocket);
    case 'done':
      return isDone(value);
    default:
      return false;
  }
};

type CommandOf<K extends FrameCommand['do']> = Extract<FrameCommand, { do: K }>;

const COMMANDS: { readonly [K in FrameCommand['do']]: Shape<CommandOf<K>> } = {
  connect: object<CommandOf<'connect'>>({ do: oneOf('connect'), nsp: isText }),
  disconnect: object<CommandOf<'disconnect'>>({ do: oneOf('disconnect'), nsp: isText }),
  emit: object<CommandOf<'emit'>>({
    do: oneOf('emit'),
    nsp: isText,
    event: isText,
    args: isText,
    ack: isFlag,
    volatile: optional(isFlag),
  }),
  'raw-open': object<CommandOf<'raw-open'>>({
    do: oneOf('raw-open'),
    transport: oneOf('polling', 'websocket'),
  }),
  'raw-send': object<CommandOf<'raw-send'>>({ do: oneOf('raw-send'), text: isText }),
  'raw-close': object<CommandOf<'raw-close'>>({ do: oneOf('raw-close') }),
};
const commands: ReadonlyMap<unknown, Shape<FrameCommand>> = new Map(Object.entries(COMMANDS));

export const isPageTold: Shape<PageTold> = (value): value is PageTold => {
  if (!isObject(value) || value.protocol !== FRAME_PROTOCOL) return false;
  if (value.say === 'hello') return true;
  const { command } = value;
  const isKnown = isObject(command) && commands.get(command.do)?.(command) === true;
  return value.say === 'do' && isNumber(value.id) && isKnown;
};
