import type { TraceEvent } from '@/lib/capture/record';
import {
  FRAME_PROTOCOL,
  type FrameCommand,
  type FrameDone,
  type FrameSocket,
  type FrameTold,
  isPageTold,
} from '@/lib/lab/frame-message';

export type Tell = (event: TraceEvent) => void;

/** This frame's side of what it and the page around it say to each other. */
export interface Post {
  readonly tell: Tell;
  readonly tellSockets: (sockets: readonly FrameSocket[]) => void;
  readonly tellDone: (done: FrameDone) => void;
  onCommand: (id: number, command: FrameCommand) => void;
}

/** What happens in one turn, or before the page listens, is kept; this much of it. */
const MAX_KEPT = 2000;

/** The page around this frame is told what happens here, and may ask for more, if it is one of `apps`. */
export function openPost(apps: readonly string[]): Post {
  let kept: TraceEvent[] = [];
  let dropped = 0;
  let sockets: readonly FrameSocket[] = [];
  let listener: string | undefined;
  let isDue = false;
  const later = queueMicrotask.bind(globalThis);

  const say = (told: FrameTold, origin: string) => parent.postMessage(told, origin);

  function flush(): void {
    isDue = false;
    if (listener === undefined || kept.length === 0) return;
    if (dropped > 0) kept.push(tooMany(dropped));
    dropped = 0;
    say({ protocol: FRAME_PROTOCOL, say: 'traces', events: kept }, listener);
    kept = [];
  }

  const post: Post = {
    tell(event) {
      if (kept.length < MAX_KEPT) kept.push(event);
      else dropped += 1;
      // One message for all that one turn of the program does.
      if (!isDue) later(flush);
      isDue = true;
    },
    tellSockets(now) {
      sockets = now;
      if (listener !== undefined) say({ protocol: FRAME_PROTOCOL, say: 'sockets', sockets }, listener);
    },
    tellDone(done) {
      // What happened before is told before.
      flush();
      if (listener !== undefined) say({ protocol: FRAME_PROTOCOL, say: 'done', ...done }, listener);
    },
    onCommand() {},
  };

  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== parent || !apps.includes(origin) || !isPageTold(data)) return;
    listener = origin;
    flush();
    if (data.say === 'do') post.onCommand(data.id, data.command);
    else post.tellSockets(sockets);
  });
  // The page that put us here is the referrer; where its policy hides it, its own hello comes when we have loaded.
  const around = apps.find(
    (origin) => document.referrer === `${origin}/` || document.referrer.startsWith(`${origin}/`),
  );
  if (parent !== window && around !== undefined) say({ protocol: FRAME_PROTOCOL, say: 'ready' }, around);
  return post;
}

function tooMany(dropped: number): TraceEvent {
  return {
    kind: 'exception',
    phase: 'limit',
    name: 'TraceLimit',
    message: `${dropped} events of this client were not told: ${MAX_KEPT} had come before them in one turn.`,
  };
}
