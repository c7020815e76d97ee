import { CELL, wordHandler } from '../border';
import { crossingText } from './bytes';
import { cells } from './cells';
import { written } from './engine';
import { host } from './host';

/** Tells of events that were emitted and are not on the wire, and of answers that functions of the program waited for. */

type Ack = (this: unknown, ...args: unknown[]) => unknown;

interface ClientLike {
  readonly conn: { readonly id: string };
  writeToEngine(packets: unknown, options: { readonly volatile?: boolean }): void;
}
interface NamespaceLike {
  readonly name: string;
  in(room: string): object;
  _add(client: ClientLike, auth: unknown, done: unknown): unknown;
}
interface SocketLike {
  readonly nsp: NamespaceLike;
  readonly client: ClientLike;
  readonly flags: { readonly volatile?: boolean };
  readonly server: { readonly opts: { readonly connectionStateRecovery?: unknown } };
  emit(event: unknown, ...args: unknown[]): unknown;
  registerAckCallback(id: number, ack: Ack): void;
  onack(packet: unknown): void;
}
interface OperatorLike {
  readonly adapter: { readonly nsp: NamespaceLike };
  readonly rooms: ReadonlySet<unknown>;
  readonly flags: { readonly volatile?: boolean };
  emit(event: unknown, ...args: unknown[]): unknown;
}
interface SocketIo {
  readonly Namespace: { prototype: NamespaceLike };
  readonly Socket: { prototype: SocketLike };
}

interface Emit {
  readonly event: string;
  readonly nsp: string;
  readonly volatile: boolean;
  /** Sockets that were given the packet, also where they dropped it. */
  reached: number;
}

/** The emit that is being done. */
let emitting: Emit | undefined;
/** Is an ACK being handled? A function that waited for one is also called when time is up. */
let answering = false;
let clients: ClientLike | undefined;

/** The package stays as it is: these methods are called at the moments that matter, and do what they did. */
export function observeEmits({ Namespace, Socket }: SocketIo): void {
  const { emit, registerAckCallback, onack } = Socket.prototype;
  Socket.prototype.emit = function (event, ...args) {
    const { client, flags, nsp, server } = this;
    const [done, result] = during(event, nsp, flags.volatile === true, () => emit.call(this, event, ...args));
    if (done.reached === 0) {
      // With recovery an event that can be sent again is kept for the session to come back.
      const isKept =
        server.opts.connectionStateRecovery && !done.volatile && typeof args.at(-1) !== 'function';
      tell(done, isKept ? 'nobody' : 'dropped', { sid: client.conn.id });
    }
    return result;
  };
  Socket.prototype.registerAckCallback = function (id, ack) {
    registerAckCallback.call(this, id, answered(ack, emitting?.event ?? '', this.nsp.name));
  };
  Socket.prototype.onack = function (packet) {
    answering = true;
    try {
      onack.call(this, packet);
    } finally {
      answering = false;
    }
  };

  // The class of what `to` and the like return is not exported.
  const operator: OperatorLike = Object.getPrototypeOf(Namespace.prototype.in.call({} as never, ''));
  const broadcast = operator.emit;
  operator.emit = function (event, ...args) {
    const { nsp } = this.adapter;
    const last = args.at(-1);
    if (typeof last === 'function') args[args.length - 1] = answered(last as Ack, String(event), nsp.name);
    const [done, result] = during(event, nsp, this.flags.volatile === true, () =>
      broadcast.call(this, event, ...args),
    );
    if (done.reached === 0) {
      const rooms = [...this.rooms].map(String);
      tell(done, 'nobody', rooms.length > 0 ? { rooms } : {});
    }
    return result;
  };

  // Neither is that of clients: it is met when the first one joins a namespace.
  const add = Namespace.prototype._add;
  Namespace.prototype._add = function (client, auth, done) {
    const prototype: ClientLike = Object.getPrototypeOf(client);
    if (clients !== prototype) {
      clients = prototype;
      observeWrites(prototype);
    }
    return add.call(this, client, auth, done);
  };
}

function observeWrites(client: ClientLike): void {
  const { writeToEngine } = client;
  client.writeToEngine = function (packets, options) {
    const before = written;
    writeToEngine.call(this, packets, options);
    if (!emitting) return;
    emitting.reached++;
    if (options.volatile && written === before) tell(emitting, 'dropped', { sid: this.conn.id });
  };
}

function during<T>(event: unknown, nsp: NamespaceLike, volatile: boolean, emit: () => T): [Emit, T] {
  const outer = emitting;
  const done: Emit = { event: String(event), nsp: nsp.name, volatile, reached: 0 };
  emitting = done;
  try {
    return [done, emit()];
  } finally {
    emitting = outer;
  }
}

function tell(
  { event, nsp, volatile }: Emit,
  fate: 'dropped' | 'nobody',
  whose: { readonly sid?: string; readonly rooms?: readonly string[] },
): void {
  host.unsent(JSON.stringify({ fate, event, nsp, ...whose, ...(volatile ? { volatile } : {}) }));
}

/** Tells the call of a function that waits for an ACK, as registered by the line being executed. */
function answered(ack: Ack, event: string, nsp: string): Ack {
  const mark = cells[CELL.line] ?? 0;
  return function (...args) {
    if (answering) host.handler(crossingText(wordHandler('ack', nsp, event, mark)));
    return ack.apply(this, args);
  };
}
