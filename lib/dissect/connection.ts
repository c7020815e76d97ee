import type { Role } from '@/lib/capture/record';
import { type ConnectionState, type Direction, MAX_UNIT, otherEnd, RAW_BLOCK } from './connection-state';
import { goRaw, takeUnit, trim } from './direction';
import { cutChunked, cutClose, cutHead, cutSized } from './http-cut';
import { takeHttp } from './http-unit';
import { append, plainView, unread } from './inbox';
import type { Unit } from './layer';
import { cutEventChunks, cutEvents, takeEvents } from './sse-cut';
import { cutFrame, isOneFrame } from './websocket-cut';
import { assembleFrame } from './websocket-unit';

export { type ConnectionState, openConnection } from './connection-state';

/**
 * Takes bytes of one direction and hands out the units that became whole. These can be of the other direction, too:
 * what a client sent after its request to upgrade is told apart only by the answer.
 *
 * Where chunks were cut makes no difference. So bytes that belong to no protocol come in blocks of `RAW_BLOCK` bytes,
 * and the rest of them when the direction ends.
 */
export function feed(state: ConnectionState, from: Role, bytes: Uint8Array): Unit[] {
  const direction = state[from];
  if (direction.phase === 'frame' && unread(direction.inbox) === 0 && isOneFrame(bytes)) {
    // The quick way, for what nearly every chunk is.
    const { offset } = direction;
    direction.offset += bytes.length;
    return [assembleFrame(state, from, offset, plainView(bytes), 0, false)];
  }
  const units: Unit[] = [];
  if (bytes.length === 0) return units;
  if (direction.phase === 'ended') direction.phase = 'raw';
  append(direction.inbox, bytes);
  cut(state, from, units);
  trim(direction);
  return units;
}

/** The direction has ended: a body that ends with it is whole, and a unit in progress is cut. */
export function finish(state: ConnectionState, from: Role): Unit[] {
  const direction = state[from];
  const units: Unit[] = [];
  const { phase } = direction;
  const rest = unread(direction.inbox);
  direction.scan = rest;
  const isInside = phase === 'sized' || phase === 'chunked';
  if (phase === 'close') {
    units.push(takeHttp(state, from, false));
  } else if (rest + direction.skipped > 0 || isInside) {
    units.push(takeRest(state, from, direction));
  }
  direction.phase = 'ended';
  return units;
}

function cut(state: ConnectionState, from: Role, units: Unit[]): void {
  const other = otherEnd(from);
  while (step(state, from, units)) {
    // An answer to an upgrade lets go what the other direction held.
    while (unread(state[other].inbox) > 0 && step(state, other, units));
  }
}

/** One step further in a direction. False where it must wait for bytes or for the other direction. */
function step(state: ConnectionState, from: Role, units: Unit[]): boolean {
  const direction = state[from];
  switch (direction.phase) {
    case 'head':
      return unread(direction.inbox) > 0 && cutHead(state, from, units);
    case 'sized':
      return cutSized(state, from, units);
    case 'chunked':
      return cutChunked(state, from, units);
    case 'close':
      return cutClose(direction);
    case 'events':
      return cutEvents(state, from, units);
    case 'event-chunks':
      return cutEventChunks(state, from, units);
    case 'frame':
      return cutFrame(state, from, units);
    case 'raw':
      return cutRaw(direction, from, units);
    case 'held':
      // So much before an answer belongs to no upgrade.
      return (
        unread(direction.inbox) > MAX_UNIT && goRaw(direction, 'http-held', 'Too much before the answer')
      );
    case 'ended':
      return false;
  }
}

function cutRaw(direction: Direction, from: Role, units: Unit[]): boolean {
  if (unread(direction.inbox) < RAW_BLOCK) return false;
  direction.scan = RAW_BLOCK;
  units.push(rawUnit(direction, from));
  return true;
}

/** What was left when the direction ended, named after what it would have become. */
function takeRest(state: ConnectionState, from: Role, direction: Direction): Unit {
  switch (direction.phase) {
    case 'head':
    case 'sized':
    case 'chunked':
    case 'close':
      return takeHttp(state, from, true);
    case 'events':
      return takeEvents(state, from, false);
    case 'event-chunks':
      return takeEvents(state, from, true);
    case 'frame': {
      const { offset, wire, skipped } = takeUnit(direction);
      return assembleFrame(state, from, offset, wire, skipped, true);
    }
    case 'raw':
    case 'held':
    case 'ended':
      return rawUnit(direction, from);
  }
}

function rawUnit(direction: Direction, from: Role): Unit {
  const { stray } = direction;
  delete direction.stray;
  const { offset, wire } = takeUnit(direction);
  const issue = stray && { ...stray, level: 'error' as const, buffer: 0, start: 0, end: wire.length };
  return {
    from,
    offset,
    wire,
    layers: ['data'],
    packets: [],
    issues: issue === undefined ? [] : [issue],
    ...(issue === undefined ? undefined : { context: { issues: [issue] } }),
  };
}
