import { writeData } from './data';
import type { Walk } from './dissect';
import { type EioWalk, walkBinary, walkText } from './engineio';
import type { Ground } from './open-layer';
import { CALM } from './session-moment';

/** A whole WebSocket message of an import: there is no frame to show. */
export function dissectMessage(walk: Walk): void {
  const { unit } = walk;
  const isBinary = unit.context?.form === 'ws-binary';
  walkMessageContent(walk, { buffer: 0, bytes: unit.wire }, 0, unit.wire.length, isBinary);
}

/** What a WebSocket message carries: one Engine.IO packet, or what the program sent. */
export function walkMessageContent(
  walk: Walk,
  ground: Ground,
  start: number,
  end: number,
  isBinary: boolean,
): void {
  const { unit } = walk;
  if (unit.engine === undefined) {
    writeData(walk, 'Message', ground, start, end);
    return;
  }
  const inner = engineWalk(walk);
  if (isBinary) walkBinary(inner, ground, start, end);
  else walkText(inner, ground, start, end);
}

export function engineWalk({ unit, buffers, layers }: Walk): EioWalk {
  return {
    from: unit.from,
    version: unit.engine?.version ?? 4,
    moment: unit.context?.moment ?? CALM,
    buffers,
    layers,
  };
}
