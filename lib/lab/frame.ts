import type { TraceEvent } from '@/lib/capture/record';
import {
  FRAME_PROTOCOL,
  type FrameCommand,
  type FrameDone,
  type FrameSocket,
  isFrameTold,
  type PageTold,
} from './frame-message';

/** What the page hears of a client's frame. */
export interface FrameEars {
  onTraces(events: TraceEvent[]): void;
  onSockets?(sockets: readonly FrameSocket[]): void;
  /** What became of a command. One that opens or emits may be followed by several. */
  onDone?(done: FrameDone): void;
}

export interface FrameLink {
  /** Asks the frame to do something; answers the id under which `onDone` tells of it. */
  command(command: FrameCommand): number;
  close(): void;
}

/**
 * Hears what a client's frame tells. `url` is the frame's own: only a document of its origin is believed, and
 * only to it is anything said.
 */
export function listenToFrame(frame: HTMLIFrameElement, url: string, ears: FrameEars): FrameLink {
  const { origin } = new URL(url);
  let commands = 0;
  const say = (told: PageTold) => frame.contentWindow?.postMessage(told, origin);
  // What is asked before the frame's script runs would be said to nobody: it waits.
  let waiting: PageTold[] | undefined = [];
  function greet(): void {
    say({ protocol: FRAME_PROTOCOL, say: 'hello' });
    const asked = waiting ?? [];
    waiting = undefined;
    for (const told of asked) say(told);
  }

  function hear({ source, origin: from, data }: MessageEvent<unknown>): void {
    if (source !== frame.contentWindow || from !== origin || !isFrameTold(data)) return;
    switch (data.say) {
      case 'ready':
        greet();
        break;
      case 'traces':
        ears.onTraces(data.events);
        break;
      case 'sockets':
        ears.onSockets?.(data.sockets);
        break;
      case 'done': {
        const { id, outcome, text } = data;
        ears.onDone?.({ id, outcome, ...(text !== undefined && { text }) });
        break;
      }
    }
  }

  window.addEventListener('message', hear);
  // The frame's script may have run before anybody listened.
  frame.addEventListener('load', greet);
  return {
    command(command) {
      commands += 1;
      const told: PageTold = { protocol: FRAME_PROTOCOL, say: 'do', id: commands, command };
      if (waiting) waiting.push(told);
      else say(told);
      return commands;
    },
    close() {
      window.removeEventListener('message', hear);
      frame.removeEventListener('load', greet);
    },
  };
}
