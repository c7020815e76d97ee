import type { LayerName, NamedBuffer } from '@/lib/dissect/layer';
import { type Dissected, layerOf } from './dissected';

/** One layer of an entry, and what it costs. */
export interface LayerCost {
  readonly key: string;
  readonly layer: LayerName;
  readonly title: string;
  /** How deep it is nested: 0 is outermost. */
  readonly depth: number;
  /** All of it, with what it carries. */
  readonly bytes: number;
  /** Of these, what the layer itself took. */
  readonly own: number;
  /** Of its own, what the program gave it to say: the event, its arguments. The rest is overhead. */
  readonly meant: number;
  /** What it lies in, where that is not the wire: `unmasked`, `inflated`. */
  readonly within: NamedBuffer['name'] | undefined;
}

/** What a Socket.IO packet carries for the program; all else in it is said by the library. */
const MEANT: ReadonlySet<string> = new Set([
  'sio.data',
  'sio.event',
  'sio.arg',
  'sio.auth',
  'sio.message',
  'sio.member',
  'sio.attachment',
]);

/**
 * The layers from the outermost to the innermost. The leaves of a buffer tile it, so each byte is counted in the one
 * layer that says what it is; a field that another buffer was made from is carried, not said.
 */
export function layerCosts({ buffers, layers, leaves }: Dissected): LayerCost[] {
  return layers.map(({ name, title, buffer, start, end }, place) => {
    const sources = buffers.flatMap(({ source }) => (source?.buffer === buffer ? [source] : []));
    const said = (leaves[buffer] ?? []).filter(
      (leaf) =>
        leaf.start >= start &&
        leaf.end <= end &&
        layerOf(leaf) === name &&
        !sources.some((source) => source.start < leaf.end && leaf.start < source.end),
    );
    const sum = (some: typeof said) => some.reduce((total, leaf) => total + leaf.end - leaf.start, 0);
    const depth = new Set(layers.slice(0, place).map((outer) => outer.name)).size;
    const names = [...new Set(layers.map((layer) => layer.name))];
    return {
      key: `${place}`,
      layer: name,
      title,
      depth: Math.min(depth, names.indexOf(name)),
      bytes: end - start,
      own: sum(said),
      meant: sum(said.filter(({ key }) => MEANT.has(key))),
      within: buffer === 0 ? undefined : buffers[buffer]?.name,
    };
  });
}
