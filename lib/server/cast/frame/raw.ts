import type { FrameDone } from '@/lib/lab/frame-message';

type Say = (outcome: FrameDone['outcome'], text?: string) => void;

/** What is open, and how it is used. */
interface Connection {
  send(text: string, say: Say): void;
  close(): void;
}

/** A connection to this client's lab that no library uses. There is one at a time. */
export interface Raw {
  open(transport: 'polling' | 'websocket', say: Say): void;
  send(text: string, say: Say): void;
  close(say: Say): void;
}

/** Any local address is the lab's; see `wire-url.ts`. */
const PATH = '/socket.io/?EIO=4&transport=';
const NONE = 'No connection is open. Open one, then send on it.';

/**
 * It answers nothing by itself, a ping neither: who types the packets sees the server ask `2` and may answer `3`, or
 * see what happens to one who does not. The GETs of polling are asked one after another, for without them nothing
 * would ever come.
 */
export function openRaw(): Raw {
  let current: Connection | undefined;

  return {
    open(transport, say) {
      current?.close();
      const open = transport === 'websocket' ? openWebSocket : openPolling;
      const opened = open((outcome, text) => {
        if (outcome === 'closed' && current === opened) current = undefined;
        say(outcome, text);
      });
      current = opened;
    },
    send(text, say) {
      if (current) current.send(text, say);
      else say('failed', NONE);
    },
    close(say) {
      if (!current) {
        say('failed', NONE);
        return;
      }
      current.close();
      say('done');
    },
  };
}

function openWebSocket(say: Say): Connection {
  const socket = new WebSocket(`ws://localhost${PATH}websocket`);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => say('opened');
  socket.onmessage = ({ data }: MessageEvent<unknown>) => say('came', textOf(data));
  socket.onclose = ({ code, reason }) => {
    const why = reason === '' ? '' : ` "${reason}"`;
    say('closed', `The WebSocket is closed: code ${code}${why}.`);
  };
  return {
    send(text, told) {
      if (socket.readyState !== WebSocket.OPEN) {
        told('failed', 'The WebSocket is not open.');
        return;
      }
      socket.send(text);
      told('done');
    },
    close: () => socket.close(),
  };
}

/** A binary message as polling would write it: `b` and base64. */
function textOf(data: unknown): string {
  if (!(data instanceof ArrayBuffer)) return String(data);
  return `b${btoa(String.fromCharCode(...new Uint8Array(data)))}`;
}

function openPolling(say: Say): Connection {
  const given = new AbortController();
  let sid: string | undefined;
  let isOver = false;

  const url = () => `${PATH}polling${sid === undefined ? '' : `&sid=${encodeURIComponent(sid)}`}`;
  function close(text: string): void {
    if (isOver) return;
    isOver = true;
    given.abort();
    say('closed', text);
  }
  async function poll(): Promise<void> {
    while (!isOver) {
      const response = await fetch(url(), { signal: given.signal });
      const body = await response.text();
      if (isOver) return;
      if (!response.ok) {
        close(`The GET was answered with ${response.status}: ${body}`);
        return;
      }
      if (sid === undefined) {
        sid = sidOf(body);
        say('opened');
      }
      say('came', body);
      if (sid === undefined) close('The answer holds no open packet, so there is no session to go on with.');
    }
  }
  const failed = (error: unknown) => close(`The request failed: ${String(error)}`);
  poll().catch(failed);

  return {
    send(text, told) {
      if (sid === undefined) {
        told('failed', 'There is no session yet: the first GET is not answered.');
        return;
      }
      fetch(url(), { method: 'POST', body: text }).then(async (response) => {
        if (response.ok) told('done');
        else told('failed', `The POST was answered with ${response.status}: ${await response.text()}`);
      }, failed);
    },
    close: () => close('The GET was given up. The server keeps the session until a pong does not come.'),
  };
}

/** The session that an open packet names: `0{"sid":"…",…}`. */
function sidOf(body: string): string | undefined {
  return /^0\{.*?"sid":"([^"]+)"/.exec(body)?.[1];
}
