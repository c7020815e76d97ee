import { Duplex } from 'node:stream';
import type { ConnId, Role } from '@/lib/capture/record';
import type { Happening } from '../observe/log';
import type { FaultSet } from './fault-set';
import { type LaneItem, openLane } from './lane';

/**
 * One connection of a client to the lab, and the place where it is tapped and where faults happen.
 *
 *     gateway ── near ──► lane up ────► tap ──► labEnd        the tap sees the bytes as they are
 *                     ◄── lane down ◄── tap ◄──               at the server's end of the wire
 */
export interface WireConnection {
  readonly client: string;
  readonly conn: ConnId;
  /** The gateway's end. Ends with the wire; is destroyed with `ECONNRESET` where the wire was reset. */
  readonly near: Duplex;
  /** The faults have changed. */
  replan(): void;
  /** Cut by a fault, both ways at once. What is on its way is lost. */
  cut(how: 'fin' | 'rst'): void;
  /** The server's process is gone. */
  endByServer(): void;
}

/** The lab's end of the wire. One that cannot reset is destroyed with the error that says so. */
type LabEnd = Duplex & { resetAndDestroy?(): unknown };

export interface WireEnds {
  readonly client: string;
  readonly conn: ConnId;
  readonly labEnd: LabEnd;
  readonly faults: FaultSet;
  readonly record: (happening: Happening) => void;
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
  const { client, conn, labEnd, faults, record } = ends;
  /** Who went first. */
  let ending: Ending | undefined;
  let closed = false;
  let finSent = false;
  let written: (() => void) | undefined;
  const acted = new Set<string>();
  record({ type: 'open', conn, client });

  function close(by: Ending): void {
    if (closed) return;
    closed = true;
    ending ??= by;
    record({ type: 'close', conn, ...ending });
  }

  function tap(from: Role, bytes: Uint8Array): void {
    // A copy: `ws` unmasks in place, in this very memory.
    if (!closed) record({ type: 'bytes', conn, from, bytes: Uint8Array.prototype.slice.call(bytes) });
  }

  function noteHeld(lane: 'up' | 'down'): void {
    const fault = faults.holding(client, lane);
    if (!fault || acted.has(`${fault.kind} ${lane}`)) return;
    acted.add(`${fault.kind} ${lane}`);
    const whose = lane === 'up' ? `from ${client}` : `to ${client}`;
    const detail =
      fault.kind === 'latency'
        ? `Bytes ${whose} take ${fault.ms} ms longer.`
        : `Bytes ${whose} are kept back.`;
    record({ type: 'fault', fault: fault.kind, state: 'acted', client, conn, direction: lane, detail });
  }

  const up = openLane({
    plan: () => faults.plan(client, 'up'),
    deliver(item) {
      if (closed || labEnd.destroyed) return true;
      if (item === 'fin') {
        ending ??= { by: 'client', how: 'fin' };
        labEnd.end();
      } else if (item === 'rst') {
        ending ??= { by: 'client', how: 'rst' };
        reset(labEnd);
      } else if (labEnd.writable) {
        tap('client', item);
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
    deliver(item) {
      if (near.destroyed || near.readableEnded) return true;
      if (item === 'rst') near.destroy(resetError());
      else return near.push(item === 'fin' ? null : item) || item === 'fin';
      return true;
    },
    onRoom: () => labEnd.resume(),
  });

  function endDown(): void {
    if (!finSent) down.send('fin');
    finSent = true;
  }

  const near: Duplex = new Duplex({
    read: () => down.resume(),
    write(chunk: Uint8Array, _encoding, done) {
      noteHeld('up');
      if (up.send(chunk)) done();
      else written = done;
    },
    final(done) {
      up.send('fin');
      done();
    },
    destroy(error, done) {
      const item: LaneItem = isReset(error) ? 'rst' : 'fin';
      // Closing a socket that was not reset sends a FIN, once.
      if (item === 'rst' || !near.writableFinished) up.send(item);
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
    tap('server', chunk);
    noteHeld('down');
    if (!down.send(chunk) && !near.destroyed) labEnd.pause();
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
