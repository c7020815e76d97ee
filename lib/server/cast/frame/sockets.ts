import type { FrameSocket } from '@/lib/lab/frame-message';
import type { Socket } from './library-parts';

/** The sockets of the program: one for each namespace, the latest. */
export interface Sockets {
  /** `socket` is new, or about to be otherwise than it was. */
  note(socket: Socket): void;
  find(nsp: string): Socket | undefined;
}

export function openSockets(tellSockets: (sockets: readonly FrameSocket[]) => void): Sockets {
  const latest = new Map<string, Socket>();
  const later = queueMicrotask.bind(globalThis);
  let told = '[]';
  let isDue = false;

  function look(): void {
    isDue = false;
    const sockets = Array.from(latest.values(), ({ nsp, connected, active, id }) => ({
      nsp,
      connected,
      active,
      ...(id !== undefined && { id }),
    }));
    const text = JSON.stringify(sockets);
    if (text === told) return;
    told = text;
    tellSockets(sockets);
  }

  return {
    note(socket) {
      // One that comes back does not take the place of a newer one.
      const known = latest.get(socket.nsp);
      if (!known || (known !== socket && !seen.has(socket))) latest.set(socket.nsp, socket);
      seen.add(socket);
      // The library says first what it then does.
      if (!isDue) later(look);
      isDue = true;
    },
    find: (nsp) => latest.get(nsp),
  };
}

const seen = new WeakSet<Socket>();
