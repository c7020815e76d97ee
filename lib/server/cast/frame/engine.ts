import type { Received, TraceEvent } from '@/lib/capture/record';
import { isObject } from '@/lib/capture/shape';
import type { Engine } from './library-parts';
import type { Cause } from './lines';
import type { Tell } from './post';

/**
 * Counts the message packets of one Engine.IO session, each way, in the order in which they are on the wire: a packet
 * stands in the engine's buffer from its making on.
 */
export interface Session {
  readonly sid: string | undefined;
  /** The message packet with which the Socket.IO packet begins that has just been read whole. */
  takeReceived(): Received | undefined;
}

const sessions = new WeakMap<object, Session>();

export function sessionOf(engine: object | undefined): Session | undefined {
  return engine && sessions.get(engine);
}

/** `causeOf` is asked for the cause of each message packet when it is made. */
export function watchSession(engine: Engine, causeOf: () => Cause, tell: Tell): void {
  let sid: string | undefined;
  let sent = 0;
  let came = 0;
  let first: number | undefined;
  /** Made before the session has its name. */
  let waiting: ((name: string) => TraceEvent)[] = [];

  engine.on('handshake', (data) => {
    if (!isObject(data) || typeof data.sid !== 'string') return;
    sid = data.sid;
    for (const event of waiting) tell(event(sid));
    waiting = [];
  });
  engine.on('packetCreate', (packet) => {
    if (!isMessage(packet)) return;
    const ordinal = sent++;
    const { place, because } = causeOf();
    // One that no line caused, the library sent by itself.
    if (!place) return;
    const event = (name: string): TraceEvent => ({
      kind: 'sent',
      sid: name,
      ordinal,
      place,
      ...(because && { because }),
    });
    if (sid === undefined) waiting.push(event);
    else tell(event(sid));
  });
  engine.on('packet', (packet) => {
    if (!isMessage(packet)) return;
    // Attachments come after the packet that has them.
    first ??= came;
    came += 1;
  });
  sessions.set(engine, {
    get sid() {
      return sid;
    },
    takeReceived() {
      if (sid === undefined || first === undefined) return undefined;
      const received = { sid, ordinal: first };
      first = undefined;
      return received;
    },
  });
}

function isMessage(packet: unknown): boolean {
  return isObject(packet) && packet.type === 'message';
}
