import { type Far, type Going, WireEnd } from './wire-end';

/*
 * What two threads say to each other, in one order: messages, and what happens on the wires between them. Whatever is
 * said until the running task is over goes as one batch, its bytes in one buffer that changes hands.
 */

/** Where a channel leads: the `parentPort` of a worker, the worker itself, or one end of a `MessageChannel`. */
export interface Port {
  postMessage(batch: unknown, transfer: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (batch: Batch) => void): unknown;
}

type WireMessage =
  | { readonly wire: number; readonly does: 'write'; readonly length: number }
  | { readonly wire: number; readonly does: 'fin' }
  | { readonly wire: number; readonly does: 'go'; readonly how: Going }
  /** So many bytes have been read. */
  | { readonly wire: number; readonly does: 'take'; readonly length: number };

interface Batch {
  readonly messages: readonly unknown[];
  readonly bytes: ArrayBuffer;
}

/** Bytes that may be on their way on a wire, or lie unread behind it, before its writer waits. */
const WINDOW = 16 * 1024;
/** Readers say so after so many bytes. */
const TOLD_BYTES = WINDOW / 2;

export class Channel<Out extends object, In extends object> {
  readonly #port: Port;
  readonly #window: number;
  readonly #wires = new Map<number, Link>();
  #messages: (Out | WireMessage)[] = [];
  #chunks: Uint8Array[] = [];

  constructor(port: Port, onMessage: (message: In) => void, window = WINDOW) {
    this.#port = port;
    this.#window = window;
    port.on('message', ({ messages, bytes }) => {
      let at = 0;
      for (const message of messages as readonly (In | WireMessage)[]) {
        if (!isOfWire(message)) onMessage(message);
        else if (message.does === 'write') {
          this.#wires.get(message.wire)?.onBytes(Buffer.from(bytes, at, message.length));
          at += message.length;
        } else this.#wires.get(message.wire)?.on(message);
      }
    });
  }

  readonly send = (message: Out): void => this.#say(message);

  /** Sends at once what has been said so far. */
  readonly flush = (): void => {
    if (this.#messages.length === 0) return;
    const [messages, chunks] = [this.#messages, this.#chunks];
    this.#messages = [];
    this.#chunks = [];
    const bytes = joined(chunks);
    const batch: Batch = { messages, bytes };
    this.#port.postMessage(batch, [bytes]);
  };

  /** This thread's end of a wire, by the number that both threads know it by. */
  wire(number: number): WireEnd {
    return WireEnd.linked((near) => {
      const link = new Link(number, near, this.#window, {
        say: (message) => this.#say(message),
        write: (chunk) => {
          this.#chunks.push(chunk);
          this.#say({ wire: number, does: 'write', length: chunk.length });
        },
        forget: () => this.#wires.delete(number),
      });
      this.#wires.set(number, link);
      return link;
    });
  }

  /** The other thread is gone, and with it the other end of each wire. */
  lose(): void {
    for (const link of [...this.#wires.values()]) link.on({ wire: link.number, does: 'go', how: 'fin' });
    this.#wires.clear();
  }

  #say(message: Out | WireMessage): void {
    if (this.#messages.push(message) === 1) queueMicrotask(this.flush);
  }
}

interface Way {
  say(message: WireMessage): void;
  write(chunk: Uint8Array): void;
  forget(): void;
}

/** What stands for the other end of a wire in this thread. */
class Link implements Far {
  readonly number: number;
  readonly #near: Far;
  readonly #window: number;
  readonly #way: Way;
  /** Bytes that the other end has not said to have read. */
  #unread = 0;
  #waiting: (() => void) | undefined;
  /** Bytes that this end has read and not said so. */
  #untold = 0;

  constructor(number: number, near: Far, window: number, way: Way) {
    this.number = number;
    this.#near = near;
    this.#window = window;
    this.#way = way;
  }

  receive(chunk: Buffer, taken: () => void): void {
    this.#way.write(chunk);
    this.#unread += chunk.length;
    if (this.#unread < this.#window) taken();
    else this.#waiting = taken;
  }

  receiveFin(): void {
    this.#way.say({ wire: this.number, does: 'fin' });
  }

  lose(how: Going): void {
    this.#way.say({ wire: this.number, does: 'go', how });
    this.#way.forget();
  }

  onBytes(chunk: Buffer): void {
    const { length } = chunk;
    this.#near.receive(chunk, () => this.#tell(length));
  }

  on(message: Exclude<WireMessage, { does: 'write' }>): void {
    switch (message.does) {
      case 'fin':
        this.#near.receiveFin();
        return;
      case 'go':
        this.#way.forget();
        this.#near.lose(message.how);
        this.#goOn();
        return;
      case 'take':
        this.#unread -= message.length;
        if (this.#unread < this.#window) this.#goOn();
    }
  }

  #goOn(): void {
    const taken = this.#waiting;
    this.#waiting = undefined;
    taken?.();
  }

  /** Half of the smallest window at a time: the writer has the other half meanwhile. */
  #tell(length: number): void {
    this.#untold += length;
    if (this.#untold < TOLD_BYTES) return;
    this.#way.say({ wire: this.number, does: 'take', length: this.#untold });
    this.#untold = 0;
  }
}

function isOfWire(message: object): message is WireMessage {
  return 'wire' in message;
}

function joined(chunks: readonly Uint8Array[]): ArrayBuffer {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes.buffer;
}
