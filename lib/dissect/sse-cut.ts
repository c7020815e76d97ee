import type { Role } from '@/lib/capture/record';
import type { ConnectionState, LineState } from './connection-state';
import { goRaw, takeUnit } from './direction';
import { dissect } from './dissect';
import { joinedChunks } from './http-body';
import { AFTER_CHUNK, afterMessage, nextChunkPart } from './http-cut';
import type { LayerName, Unit } from './layer';
import { readEvents, readLines } from './sse';

/** Cuts the body of an event stream, which may never end, into events. Each step tells whether it got any further. */

/** A body that ends with the connection: a unit ends with the empty line. */
export function cutEvents(state: ConnectionState, from: Role, units: Unit[]): boolean {
  const direction = state[from];
  const { inbox } = direction;
  while (inbox.start + direction.scan < inbox.end) {
    const byte = inbox.bytes[inbox.start + direction.scan] ?? 0;
    // The empty line may have ended in CR, and an LF after it belongs to it: so one byte more is waited for.
    if (isBlank(direction.line) && !(direction.line === 'blank-cr' && byte === 0x0a)) {
      units.push(takeEvents(state, from, false));
      return true;
    }
    direction.line = nextLine(direction.line, byte);
    direction.scan += 1;
    if (direction.line === 'blank') {
      units.push(takeEvents(state, from, false));
      return true;
    }
  }
  return false;
}

/** A body in chunks: a unit ends with the chunk whose data ends with an empty line. */
export function cutEventChunks(state: ConnectionState, from: Role, units: Unit[]): boolean {
  const direction = state[from];
  const { inbox } = direction;
  for (;;) {
    const at = inbox.start + direction.scan;
    const part = nextChunkPart(direction);
    switch (part) {
      case 'wait':
        return false;
      case 'broken':
        units.push(takeEvents(state, from, false));
        return goRaw(direction, 'http-chunk', AFTER_CHUNK);
      case 'end':
        return endStream(state, from, units);
      case 'data':
        for (let i = at; i < inbox.start + direction.scan; i += 1) {
          direction.line = nextLine(direction.line, inbox.bytes[i] ?? 0);
        }
        break;
      case 'line':
        // The line end of a chunk; a size line stands before its data.
        if (direction.chunk !== 'size' || !isBlank(direction.line)) break;
        units.push(takeEvents(state, from, false));
        return true;
    }
  }
}

function endStream(state: ConnectionState, from: Role, units: Unit[]): boolean {
  const direction = state[from];
  const { head, asked } = direction;
  units.push(takeEvents(state, from, false));
  delete direction.head;
  delete direction.asked;
  if (head !== undefined) afterMessage(state, from, head, asked);
  return true;
}

/** Takes what has come of the stream out of its direction. */
export function takeEvents(state: ConnectionState, from: Role, cut: boolean): Unit {
  const direction = state[from];
  const stream = direction.phase === 'events' ? 'bare' : 'chunked';
  const request = direction.asked;
  const { offset, wire, skipped } = takeUnit(direction);
  const content = stream === 'bare' ? wire : joinedChunks(wire);
  const events = skipped === 0 ? readEvents(readLines(content, 0, content.length)) : [];
  const unit: Unit = {
    from,
    offset,
    wire,
    layers: layersOf(stream, content),
    packets: [],
    events,
    issues: [],
    ...(skipped === 0 ? undefined : { skipped }),
    ...(cut ? { cut } : undefined),
    context: { stream, ...(request === undefined ? undefined : { request }) },
  };
  return { ...unit, issues: dissect(unit).layers.flatMap((layer) => layer.issues) };
}

function layersOf(stream: 'bare' | 'chunked', content: Uint8Array): LayerName[] {
  if (stream === 'bare') return ['sse'];
  return content.length > 0 ? ['http', 'sse'] : ['http'];
}

function isBlank(line: LineState): boolean {
  return line === 'blank' || line === 'blank-cr';
}

function nextLine(line: LineState, byte: number): LineState {
  if (byte === 0x0a) {
    if (line === 'after-cr') return 'start';
    if (line === 'blank-cr') return 'blank';
    return line === 'inside' ? 'start' : 'blank';
  }
  if (byte !== 0x0d) return 'inside';
  return line === 'inside' ? 'after-cr' : 'blank-cr';
}
