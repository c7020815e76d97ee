import { dissectData } from './data';
import { dissectHttp } from './http';
import type { Dissection, Layer, NamedBuffer, Unit } from './layer';
import { dissectMessage } from './message';
import { dissectStream } from './stream';
import { dissectFrame } from './websocket';

/** What the dissectors of one unit share: they add buffers and layers, outermost first. */
export interface Walk {
  readonly unit: Unit;
  readonly buffers: NamedBuffer[];
  readonly layers: Layer[];
}

/** The whole field tree of a unit. Pure: the same unit gives the same tree, and no bytes make it throw. */
export function dissect(unit: Unit): Dissection {
  const walk: Walk = { unit, buffers: [{ name: 'wire', bytes: unit.wire }], layers: [] };
  if (unit.http !== undefined) dissectHttp(walk);
  else if (unit.ws !== undefined) dissectFrame(walk);
  else if (unit.context?.stream !== undefined) dissectStream(walk, unit.context.stream);
  else if (unit.context?.form !== undefined) dissectMessage(walk);
  else dissectData(walk);
  return { buffers: walk.buffers, layers: walk.layers };
}
