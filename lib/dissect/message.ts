import { malformedIn } from '@/lib/base/utf8';
import { writeData } from './data';
import type { Walk } from './dissect';
import { type EioWalk, walkBinary, walkText } from './engineio';
import type { Issue } from './layer';
import { count, type Ground } from './open-layer';
import { CALM } from './session-moment';

/** A whole WebSocket message of an import: there is no frame to show. */
export function dissectMessage(walk: Walk): void {
  const { unit } = walk;
  const ground = { buffer: 0, bytes: unit.wire };
  const isText = unit.context?.form === 'ws-text';
  const isPartial = unit.context?.partial === true;
  const malformed = isText ? malformedIn(unit.wire, isPartial) : undefined;
  const issues: Issue[] = [];
  if (malformed !== undefined) issues.push(utf8Issue(ground, malformed));
  if (unit.cut) issues.push(cutIssue(ground));
  if (unit.skipped !== undefined) issues.push(longIssue(ground, unit.skipped));
  if (malformed === undefined) walkMessageContent(walk, ground, 0, unit.wire.length, !isText, issues);
  else writeData(walk, 'Message', ground, 0, unit.wire.length, issues);
}

/** What a WebSocket message carries: one Engine.IO packet, or what the program sent. */
export function walkMessageContent(
  walk: Walk,
  ground: Ground,
  start: number,
  end: number,
  isBinary: boolean,
  issues: readonly Issue[] = [],
): void {
  if (walk.unit.engine === undefined) {
    writeData(walk, 'Message', ground, start, end, issues);
    return;
  }
  const inner = { ...engineWalk(walk), issues };
  if (isBinary) walkBinary(inner, ground, start, end);
  else walkText(inner, ground, start, end);
}

export function engineWalk({ unit, buffers, layers }: Walk, version = unit.engine?.version ?? 4): EioWalk {
  return {
    from: unit.from,
    version,
    moment: unit.context?.moment ?? CALM,
    isPartial: unit.context?.partial === true,
    issues: [],
    buffers,
    layers,
    packets: unit.packets,
    next: 0,
  };
}

/** Text that is not UTF-8, at its first malformed byte (RFC 6455 §8.1). */
export function utf8Issue({ buffer }: Ground, at: number): Issue {
  const message = 'A text message must be UTF-8: the receiver closes with 1007';
  return { code: 'ws-utf8', message, level: 'error', buffer, start: at, end: at + 1 };
}

function longIssue({ buffer, bytes }: Ground, skipped: number): Issue {
  const message = `${count(skipped, 'byte')} of this message are not kept`;
  return { code: 'ws-too-long', message, level: 'warn', buffer, start: 0, end: bytes.length };
}

function cutIssue({ buffer, bytes }: Ground): Issue {
  const message = 'The file has only the beginning of this message';
  return { code: 'import-cut', message, level: 'warn', buffer, start: 0, end: bytes.length };
}
