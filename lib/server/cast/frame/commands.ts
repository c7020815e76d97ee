import type { FrameCommand, FrameDone } from '@/lib/lab/frame-message';
import type { Socket } from './library-parts';
import { openRaw } from './raw';
import type { Sockets } from './sockets';

const ACK_MS = 10_000;

type Say = (outcome: FrameDone['outcome'], text?: string) => void;

/** Does what the page's forms ask for, with the program's own sockets, as if its code had said it. */
export function openCommands(
  sockets: Pick<Sockets, 'find'>,
  tellDone: (done: FrameDone) => void,
): (id: number, command: FrameCommand) => void {
  const raw = openRaw();
  const wait = setTimeout.bind(globalThis);

  function withSocket(nsp: string, say: Say, act: (socket: Socket) => void): void {
    const socket = sockets.find(nsp);
    if (!socket) {
      say('failed', `The program of this client has no socket for the namespace ${nsp}.`);
      return;
    }
    try {
      act(socket);
    } catch (error) {
      // The library refuses: a reserved name, a value that has no JSON.
      say('failed', error instanceof Error ? error.message : String(error));
    }
  }

  function emit(socket: Socket, command: Extract<FrameCommand, { do: 'emit' }>, say: Say): void {
    const args = argumentsOf(command.args);
    if (typeof args === 'string') {
      say('failed', args);
      return;
    }
    const target = command.volatile ? socket.volatile : socket;
    if (!command.ack) {
      target.emit(command.event, ...args);
      say('done', socket.connected ? undefined : 'The socket is not connected.');
      return;
    }
    let isOver = false;
    target.emit(command.event, ...args, (...answer: unknown[]) => {
      if (!isOver) say('acked', jsonOf(answer));
      isOver = true;
    });
    wait(() => {
      if (!isOver) say('failed', `No acknowledgement came within ${ACK_MS / 1000} seconds.`);
      isOver = true;
    }, ACK_MS);
  }

  return (id, command) => {
    const say: Say = (outcome, text) => tellDone({ id, outcome, ...(text !== undefined && { text }) });
    switch (command.do) {
      case 'connect':
        withSocket(command.nsp, say, (socket) => {
          socket.connect();
          say('done');
        });
        break;
      case 'disconnect':
        withSocket(command.nsp, say, (socket) => {
          socket.disconnect();
          say('done');
        });
        break;
      case 'emit':
        withSocket(command.nsp, say, (socket) => emit(socket, command, say));
        break;
      case 'raw-open':
        raw.open(command.transport, say);
        break;
      case 'raw-send':
        raw.send(command.text, say);
        break;
      case 'raw-close':
        raw.close(say);
        break;
    }
  };
}

/** The arguments that somebody typed, or what is wrong with them. */
function argumentsOf(text: string): unknown[] | string {
  try {
    const args: unknown = JSON.parse(text);
    return Array.isArray(args) ? args : 'The arguments must be a JSON array, such as ["hello", 1].';
  } catch (error) {
    return `The arguments are not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function jsonOf(values: readonly unknown[]): string {
  return JSON.stringify(values, (_key, value: unknown) =>
    value instanceof ArrayBuffer ? `(binary, ${value.byteLength} bytes)` : value,
  );
}
