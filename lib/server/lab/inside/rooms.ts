import { host } from './host';

/** Tells what the wire cannot: who is in which room, and when a Socket.IO socket comes and goes. */

interface Emitter {
  on(event: string, listener: (...args: string[]) => void): void;
}
interface NamespaceLike {
  readonly name: string;
  readonly adapter: Emitter;
  _initAdapter(): void;
}
interface SocketLike {
  readonly id: string;
  readonly connected: boolean;
  readonly nsp: NamespaceLike;
  readonly client: { readonly id: string };
  _onconnect(): void;
  _onclose(reason: string, description?: unknown): unknown;
}
interface SocketIo {
  readonly Namespace: { prototype: NamespaceLike };
  readonly Socket: { prototype: SocketLike };
}

/** The package stays as it is: these methods are called by it at the moments that matter, and do what they did. */
export function observeRooms({ Namespace, Socket }: SocketIo): void {
  const initAdapter = Namespace.prototype._initAdapter;
  Namespace.prototype._initAdapter = function () {
    initAdapter.call(this);
    const { adapter, name } = this;
    adapter.on('create-room', (room) => host.room('create', name, String(room)));
    adapter.on('join-room', (room, id) => host.room('join', name, String(room), id));
    adapter.on('leave-room', (room, id) => host.room('leave', name, String(room), id));
    adapter.on('delete-room', (room) => host.room('delete', name, String(room)));
  };

  const onconnect = Socket.prototype._onconnect;
  Socket.prototype._onconnect = function () {
    host.socket('connection', this.nsp.name, this.id, this.client.id);
    onconnect.call(this);
  };

  const onclose = Socket.prototype._onclose;
  Socket.prototype._onclose = function (reason, description) {
    if (this.connected) host.socket('disconnect', this.nsp.name, this.id, this.client.id, reason);
    return onclose.call(this, reason, description);
  };
}
