import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { LIMITS } from '@/lib/lab/limits';
import type { Crossing, Inside } from './border';
import type { Exchanges } from './exchanges';

interface Room {
  readonly exchanges: Exchanges;
  call(name: keyof Inside, ...args: Crossing[]): Crossing;
  onFull(): void;
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  /** By hand: nobody will take it over. */
  isAnswered?: boolean;
}

const MOST_PAYLOAD = 16 * 2 ** 20;
const MOST_SERVERS = 16;
const DESTROY_UPGRADE_MS = 1000;
const TERMINATE = -1;
const NO_STATUS = 1005; // RFC 6455 §7.4.1: never sent

/** The real `ws` behind the `ws` of a program, and upgrades that are not Engine.IO's. */
export class WebSockets {
  readonly #room: Room;
  readonly #servers: WebSocketServer[] = [];
  readonly #sockets = new Map<number, WebSocket>();
  readonly #upgrades = new Map<number, Upgrade>();
  #last = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  open(json: string): number {
    if (this.#servers.length >= MOST_SERVERS)
      throw new Error(`A lab has at most ${MOST_SERVERS} WebSocket servers.`);
    const { maxPayload, perMessageDeflate }: { maxPayload?: unknown; perMessageDeflate?: unknown } =
      JSON.parse(json);
    const most =
      typeof maxPayload === 'number' && maxPayload > 0 ? Math.min(maxPayload, MOST_PAYLOAD) : MOST_PAYLOAD;
    return (
      this.#servers.push(
        new WebSocketServer({
          noServer: true,
          maxPayload: most,
          perMessageDeflate: perMessageDeflate === true,
        }),
      ) - 1
    );
  }

  /** Offers an upgrade to the program. */
  offer(request: IncomingMessage, socket: Duplex, head: Buffer, snapshot: string): void {
    const exchange = this.#room.exchanges.numberOf(request);
    this.#upgrades.set(exchange, { request, socket, head });
    socket.once('close', () => this.#upgrades.delete(exchange));
    socket.on('error', () => {}); // whoever takes it over listens, too
    this.#room.call('upgrade', exchange, snapshot);
  }

  /** The program takes no upgrades. As Engine.IO does with one that is not its own: it gives others a second. */
  untaken(exchange: number): void {
    const upgrade = this.#upgrades.get(exchange);
    if (upgrade) setTimeout(() => upgrade.socket.end(), DESTROY_UPGRADE_MS).unref();
  }

  /** The number of the new WebSocket; 0 where the handshake was refused. */
  accept(exchange: number, server: number, protocol: string): number {
    const upgrade = this.#upgrades.get(exchange);
    const accepting = this.#servers[server];
    this.#upgrades.delete(exchange);
    if (!upgrade || !accepting) return 0;
    accepting.options.handleProtocols = (offered) => (offered.has(protocol) ? protocol : false);
    let number = 0;
    accepting.handleUpgrade(upgrade.request, upgrade.socket, upgrade.head, (socket) => {
      number = ++this.#last;
      this.#follow(number, socket);
    });
    return number;
  }

  /** The program answers an upgrade by hand. It cannot read, so it hangs up when the other end does. */
  write(exchange: number, data: ArrayBuffer, last: boolean): void {
    const upgrade = this.#upgrades.get(exchange);
    if (!upgrade) return;
    const { socket } = upgrade;
    if (!upgrade.isAnswered) socket.resume().once('end', () => socket.end());
    upgrade.isAnswered = true;
    if (last) socket.end(Buffer.from(data));
    else socket.write(Buffer.from(data));
  }

  send(number: number, kind: string, data: ArrayBuffer, binary: boolean): void {
    const socket = this.#sockets.get(number);
    if (!socket || socket.readyState !== socket.OPEN) return;
    if (kind === 'ping') socket.ping(Buffer.from(data));
    else if (kind === 'pong') socket.pong(Buffer.from(data));
    else socket.send(Buffer.from(data), { binary });
    const waiting = [...this.#sockets.values()].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0);
    if (waiting > LIMITS.waitingBytes) this.#room.onFull();
  }

  close(number: number, code: number, reason: string): void {
    const socket = this.#sockets.get(number);
    if (code === TERMINATE) socket?.terminate();
    else if (code === NO_STATUS) socket?.close();
    else socket?.close(code, reason);
  }

  #follow(number: number, socket: WebSocket): void {
    this.#sockets.set(number, socket);
    const tell = (event: string, data: Buffer, detail = 0) =>
      this.#room.call('webSocket', number, event, new Uint8Array(data).buffer, detail);
    socket.on('message', (data: Buffer, isBinary) => tell('message', data, isBinary ? 1 : 0));
    socket.on('ping', (data) => tell('ping', data));
    socket.on('pong', (data) => tell('pong', data));
    socket.on('error', (error) => tell('error', Buffer.from(error.message)));
    socket.on('close', (code, reason) => {
      this.#sockets.delete(number);
      tell('close', reason, code);
    });
  }
}
