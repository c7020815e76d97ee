import { isObject } from '@/lib/capture/shape';

/*
 * The parts of `socket.io-client` that are watched, by the names that all of its builds have: those that begin
 * with `_` are other ones in the minified files.
 */

export interface Emitter {
  emit(event: string, ...args: unknown[]): unknown;
  emitReserved(event: string, ...args: unknown[]): unknown;
}

export interface Engine {
  readonly transport?: { readonly name: string };
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

export interface Manager extends Emitter {
  engine?: Engine;
  readonly backoff: Backoff;
  open(...args: unknown[]): unknown;
  socket(...args: unknown[]): Socket;
  ondecoded(packet: Packet): unknown;
}

export interface Backoff {
  readonly attempts: number;
  duration(): number;
}

export type Listener = (...args: unknown[]) => unknown;

export interface Socket extends Emitter {
  readonly nsp: string;
  readonly id?: string;
  readonly connected: boolean;
  /** Will try by itself. */
  readonly active: boolean;
  readonly io: Manager;
  readonly sendBuffer: readonly Packet[];
  readonly acks: { readonly [id: number]: unknown };
  readonly flags: { readonly volatile?: boolean; readonly fromQueue?: boolean };
  readonly volatile: Socket;
  on(event: string, listener: Listener): unknown;
  addEventListener(event: string, listener: Listener): unknown;
  listeners(event: string): readonly Listener[];
  listenersAny(): readonly unknown[];
  connect(): unknown;
  disconnect(): unknown;
  packet(packet: Packet): unknown;
  onevent(packet: Packet): unknown;
  emitEvent(args: readonly unknown[]): unknown;
  onack(packet: Packet): unknown;
}

/** A Socket.IO packet, as the socket makes it or gets it. */
export interface Packet {
  readonly type: number;
  readonly id?: number;
  readonly data?: unknown;
}

/** Socket.IO packet types. */
export const CONNECT = 0;
export const EVENT = 2;

export type Lookup = (uri?: unknown, options?: unknown) => unknown;

/** One copy of the library. */
export interface Library {
  readonly Manager: { readonly prototype: Manager };
  readonly Socket: { readonly prototype: Socket };
}

export function isLibrary(value: unknown): value is Library | (Library & Lookup) {
  return (typeof value === 'function' || isObject(value)) && 'Manager' in value && 'Socket' in value;
}
