import type { TraceEvent } from '@/lib/capture/record';
import { FRAME_PROTOCOL, isFrameTold, type PageTold } from './frame-message';

/**
 * Hears what a client's frame tells. `url` is the frame's own: only a document of its origin is believed, and
 * only to it is anything said. Returns the function that ends it.
 */
export function listenToFrame(
  frame: HTMLIFrameElement,
  url: string,
  onTraces: (events: TraceEvent[]) => void,
): () => void {
  const { origin } = new URL(url);
  const hello: PageTold = { protocol: FRAME_PROTOCOL, say: 'hello' };
  const greet = () => frame.contentWindow?.postMessage(hello, origin);

  function hear({ source, origin: from, data }: MessageEvent<unknown>): void {
    if (source !== frame.contentWindow || from !== origin || !isFrameTold(data)) return;
    if (data.say === 'ready') greet();
    else onTraces(data.events);
  }

  window.addEventListener('message', hear);
  // The frame's script may have run before anybody listened.
  frame.addEventListener('load', greet);
  return () => {
    window.removeEventListener('message', hear);
    frame.removeEventListener('load', greet);
  };
}
