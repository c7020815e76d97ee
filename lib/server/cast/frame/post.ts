import type { TraceEvent } from '@/lib/capture/record';
import { FRAME_PROTOCOL, type FrameTold, isPageTold } from '@/lib/lab/frame-message';

export type Tell = (event: TraceEvent) => void;

/** What happens in one turn, or before the page listens, is kept; this much of it. */
const MAX_KEPT = 2000;

/** Tells the page around this frame what happens here, if it is one of `apps`. */
export function openPost(apps: readonly string[]): Tell {
  let kept: TraceEvent[] = [];
  let dropped = 0;
  let listener: string | undefined;
  let isDue = false;

  const post = (told: FrameTold, origin: string) => parent.postMessage(told, origin);

  function flush(): void {
    isDue = false;
    if (listener === undefined || kept.length === 0) return;
    if (dropped > 0) kept.push(tooMany(dropped));
    dropped = 0;
    post({ protocol: FRAME_PROTOCOL, say: 'traces', events: kept }, listener);
    kept = [];
  }

  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== parent || !apps.includes(origin) || !isPageTold(data)) return;
    listener = origin;
    flush();
  });
  // The page that put us here is the referrer; where its policy hides it, its own hello comes when we have loaded.
  const around = apps.find(
    (origin) => document.referrer === `${origin}/` || document.referrer.startsWith(`${origin}/`),
  );
  if (parent !== window && around !== undefined) post({ protocol: FRAME_PROTOCOL, say: 'ready' }, around);

  return (event) => {
    if (kept.length < MAX_KEPT) kept.push(event);
    else dropped += 1;
    // One message for all that one turn of the program does.
    if (!isDue) queueMicrotask(flush);
    isDue = true;
  };
}

function tooMany(dropped: number): TraceEvent {
  return {
    kind: 'exception',
    phase: 'limit',
    name: 'TraceLimit',
    message: `${dropped} events of this client were not told: ${MAX_KEPT} had come before them in one turn.`,
  };
}
