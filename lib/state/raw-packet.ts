import { utf8Bytes, utf8Text } from '@/lib/base/bytes';
import type { Role } from '@/lib/capture/record';
import { openConnection } from '@/lib/dissect/connection';
import { dissect } from '@/lib/dissect/dissect';
import { feedMessage } from '@/lib/dissect/import';
import type { Field, Issue, LayerName } from '@/lib/dissect/layer';
import { leavesOf } from '@/lib/dissect/leaves';
import { layerOf } from '@/lib/dissect/said';

/** A packet as it is typed, in the words of the dissectors. */
export interface TypedPacket {
  /** The text in pieces, in their order and without a gap. */
  readonly pieces: readonly Piece[];
  readonly layers: readonly {
    readonly name: LayerName;
    readonly title: string;
    readonly fields: readonly Field[];
  }[];
  readonly issues: readonly TypedIssue[];
}

export interface Piece {
  readonly text: string;
  /** Its first byte. */
  readonly start: number;
  readonly layer: LayerName;
  readonly key: string;
  readonly label: string;
  readonly faulty: boolean;
}

export interface TypedIssue extends Pick<Issue, 'code' | 'message' | 'level'> {
  /** Of its first letter, from 1. */
  readonly column: number;
}

/** Dissects one Engine.IO packet by what its text says, as the first on a fresh WebSocket. */
export function dissectTyped(text: string, from: Role): TypedPacket {
  const bytes = utf8Bytes(text);
  const unit = feedMessage(openConnection(), from, { form: 'ws-text', bytes, engine: 4 });
  const dissection = dissect(unit);
  const found = dissection.layers.flatMap(({ issues }) => issues).filter(({ buffer }) => buffer === 0);
  const slice = (start: number, end: number) => utf8Text(bytes.subarray(start, end));
  const pieces = leavesOf(dissection, 0).flatMap((field) =>
    cut(field, found, bytes).map(
      ([start, end]): Piece => ({
        text: slice(start, end),
        start,
        layer: layerOf(field),
        key: field.key,
        label: field.spec.label,
        faulty: found.some((issue) => issue.start < end && issue.end > start),
      }),
    ),
  );
  return {
    pieces,
    layers: dissection.layers.map(({ name, title, fields }) => ({
      name,
      title,
      // What an inner layer tells apart is told there.
      fields: fields.filter(({ buffer, spec, inner }) => buffer === 0 && !spec.quiet && !inner),
    })),
    issues: found.map(({ code, message, level, start }) => ({
      code,
      message,
      level,
      column: slice(0, start).length + 1,
    })),
  };
}

/** The range of a field, cut where a fault begins or ends, but never within a letter. */
function cut(
  { start, end }: Field,
  issues: readonly Issue[],
  bytes: Uint8Array,
): (readonly [number, number])[] {
  const isLetter = (at: number) => ((bytes[at] ?? 0) & 0xc0) !== 0x80;
  const inside = issues
    .flatMap((issue) => [issue.start, issue.end])
    .filter((at) => at > start && at < end && isLetter(at));
  const edges = [...new Set([start, ...inside, end])].sort((a, b) => a - b);
  return edges.slice(1).map((to, i) => [edges[i] ?? start, to]);
}

/** Packets that are worth a try, each with what it is. */
export const EXAMPLES: readonly { readonly packet: string; readonly does: string }[] = [
  { packet: '40', does: 'CONNECT to the main namespace: nothing else is heard before it' },
  { packet: '40/admin,', does: 'CONNECT to the namespace /admin' },
  { packet: '42["hello","Alice"]', does: 'an event "hello" with one argument' },
  { packet: '420["hello","Alice"]', does: 'the same, and an ack asked for under the id 0' },
  { packet: '3', does: 'pong: the answer to the server’s ping' },
  { packet: '41', does: 'DISCONNECT from the main namespace' },
  { packet: '1', does: 'close: the end of the Engine.IO session' },
];
