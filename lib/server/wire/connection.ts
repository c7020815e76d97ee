import { Duplex } from 'node:stream';
import type { ConnId, FaultedPacket, Role } from '@/lib/capture/record';
import { openConnection as openDissection } from '@/lib/dissect/connection';
import type { Fault } from '@/lib/lab/faults';
import type { Happening } from '../observe/log';
import { type FaultSet, whatOf } from './fault-set';
import { openGate } from './gate';
import { type LaneItem, openLane } from './lane';
import { faultedPacket, nameOf } from './like';
import { answerFor } from './mend';
import type { Copy } from './slab';
import { heldText, lostText, slowText, tooLong } from './words';

/**
 * One connection of a client to the lab, and the place where it is tapped and where faults happen.
 *
 *     gateway ── near ──► lane up ────► tap ──► labEnd        the tap sees the bytes as they are
 *                     ◄── lane down ◄── tap ◄──               at the server's end of the wire
 */
export interface WireConnection {
  readonly client: string;
  readonly conn: ConnId;
  /** Which of several nodes answers at its end, from 1. */
  readonly node: number;
  /** The gateway's end. Ends with the wire; is destroyed with `ECONNRESET` where the wire was reset. */
  readonly near: Duplex;
  /** The faults have changed. */
  replan(): void;
  /** Cut by a fault, both ways at once. What is on its way is lost. */
  cut(how: 'fin' | 'rst'): void;
  /** The server's process is gone. A wire that is frozen does not tell the client. */
  endByServer(): void;
  /** There is no wire any more: both ends are gone at once, whatever is done to it. */
  destroy(): void;
}

/** The lab's end of the wire. One that cannot reset is destroyed with the error that says so. */
type LabEnd = Duplex & { resetAndDestroy?(): unknown };

export interface WireEnds {
  readonly client: string;
  readonly conn: ConnId;
  readonly node: number;
  /** There is more than one node, so the record tells which. */
  readonly isOneOfMany: boolean;
  readonly labEnd: LabEnd;
  readonly faults: FaultSet;
  readonly record: (happening: Happening) => void;
  /** Copies what is recorded. */
  readonly copy: Copy;
  /** Who answers at `labEnd`: the server, or a fault in its place. */
  readonly answeredBy: 'server' | 'fault';
  /** Both ends are closed. */
  readonly onGone: () => void;
}

interface Ending {
  readonly by: Role | 'fault';
  readonly how: 'fin' | 'rst';
}

export function openConnection(ends: WireEnds): WireConnection {
  const { client, conn, node, labEnd, faults, record, copy } = ends;
  /** Who went first. */
  let ending: Ending | undefined;
  let closed = false;
  let finSent = false;
  let written: (() => void) | undefined;
  const acted = { up: new WeakSet<Fault>(), down: new WeakSet<Fault>() };
  const watch = faults.watch(client, conn);
  const state = openDissection();
  state.depth = 'packets';
  record({ type: 'open', conn, client, ...(ends.isOneOfMany && { node }) });

  function close(by: Ending): void {
    if (closed) return;
    closed = true;
    ending ??= by;
    record({ type: 'close', conn, ...ending });
  }

  function tap(from: Role, bytes: Uint8Array): void {
    if (!closed) record({ type: 'bytes', conn, from, bytes });
  }

  function act(fault: Fault, direction: 'up' | 'down', detail: string, packet?: FaultedPacket): void {
    record({
      type: 'fault',
      fault: fault.kind,
      state: 'acted',
      client,
      conn,
      direction,
      ...whatOf(fault),
      ...(packet && { packet }),
      detail,
    });
  }

  function noteSlowed(lane: 'up' | 'down'): void {
    for (const fault of faults.slowing(client, lane)) {
      if (acted[lane].has(fault)) continue;
      acted[lane].add(fault);
      act(fault, lane, slowText(fault, client, lane));
    }
  }

  function gateOf(from: Role, lane: 'up' | 'down') {
    return openGate({
      state,
      from,
      watch,
      onHold: ({ fault }, packet, unit) =>
        act(fault, lane, heldText(nameOf(packet), client, lane), faultedPacket(packet, unit)),
      onLoss: ({ fault }, packet, unit, how) =>
        act(fault, lane, lostText(nameOf(packet), client, lane, how), faultedPacket(packet, unit)),
      onTooLong: () => record({ type: 'trace', side: 'server', event: tooLong(client, lane) }),
      onLostRequest: (request) => down.send(answerFor(request)),
    });
  }

  const up = openLane({
    plan: () => faults.plan(client, 'up'),
    link: faults.link(client, 'up'),
    gate: gateOf('client', 'up'),
    deliver(item) {
      if (closed || labEnd.destroyed) return true;
      if (item === 'fin') {
        ending ??= { by: 'client', how: 'fin' };
        labEnd.end();
      } else if (item === 'rst') {
        ending ??= { by: 'client', how: 'rst' };
        reset(labEnd);
      } else if (labEnd.writable) {
        // `ws` unmasks in place, in the memory that it is given.
        tap('client', copy(item));
        return labEnd.write(item);
      }
      return true;
    },
    onRoom() {
      const done = written;
      written = undefined;
      done?.();
    },
  });

  const down = openLane({
    plan: () => faults.plan(client, 'down'),
    link: faults.link(client, 'down'),
    gate: gateOf('server', 'down'),
    deliver(item) {
      if (near.destroyed || near.readableEnded) return true;
      if (item === 'rst') near.destroy(resetError());
      else return near.push(item === 'fin' ? null : item) || item === 'fin';
      return true;
    },
    onRoom: () => labEnd.resume(),
  });

  function endDown(): void {
    if (!finSent) {
      if (near.writableEnded) down.abandon('fin');
      else down.send('fin');
    }
    finSent = true;
  }

  const near: Duplex = new Duplex({
    read: () => down.resume(),
    write(chunk: Uint8Array, _encoding, done) {
      noteSlowed('up');
      if (up.send(chunk)) done();
      else written = done;
    },
    final(done) {
      // A client that says nothing more is gone: none of this protocol closes one half only.
      up.abandon('fin');
      if (finSent && down.isHeld) down.abandon('fin');
      done();
    },
    destroy(error, done) {
      const item: LaneItem = isReset(error) ? 'rst' : 'fin';
      // Closing a socket that was not reset sends a FIN, once.
      if (item === 'rst' || !near.writableFinished) up.abandon(item);
      down.clear();
      labEnd.resume();
      done(error);
    },
  });

  const gone = { lab: false, near: false };
  near.on('error', () => {
    // Told by 'close' below, and to the gateway, which listens itself.
  });
  near.on('close', () => {
    gone.near = true;
    if (gone.lab) ends.onGone();
  });
  labEnd.on('data', (chunk: Uint8Array) => {
    const bytes = copy(chunk);
    tap('server', bytes);
    noteSlowed('down');
    if (!down.send(bytes) && !near.destroyed) labEnd.pause();
  });
  labEnd.on('end', () => {
    ending ??= { by: ends.answeredBy, how: 'fin' };
    endDown();
  });
  labEnd.on('drain', () => up.resume());
  labEnd.on('error', () => {
    // The lab's failures are its own to tell; the wire sees that the connection closed.
  });
  labEnd.on('close', () => {
    gone.lab = true;
    const how = isReset(labEnd.errored) ? 'rst' : 'fin';
    close({ by: ends.answeredBy, how });
    if (how === 'rst' && !finSent) down.send('rst');
    else endDown();
    up.resume();
    if (gone.near) ends.onGone();
  });

  return {
    client,
    conn,
    node,
    near,
    replan() {
      up.replan();
      down.replan();
    },
    cut(how) {
      if (closed) return;
      ending = { by: 'fault', how };
      close(ending);
      up.clear();
      down.clear();
      finSent = true;
      if (how === 'rst') {
        reset(labEnd);
        near.destroy(resetError());
      } else {
        labEnd.end(() => labEnd.destroy());
        if (!near.destroyed && !near.readableEnded) near.push(null);
      }
    },
    endByServer() {
      close({ by: 'server', how: 'fin' });
      labEnd.destroy();
      endDown();
    },
    destroy() {
      close({ by: 'server', how: 'fin' });
      endDown();
      up.clear();
      labEnd.destroy();
      near.destroy();
    },
  };
}

function reset(end: LabEnd): void {
  if (end.resetAndDestroy) end.resetAndDestroy();
  else end.destroy(resetError());
}

export function resetError(): Error {
  return Object.assign(new Error('The wire was reset.'), { code: 'ECONNRESET' });
}

export function isReset(error: Error | null | undefined): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
