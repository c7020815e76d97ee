import type { LayerName, NamedBuffer, Unit } from '@/lib/dissect/layer';
import { type Said, saidIn } from '@/lib/dissect/said';
import type { Dissected } from './dissected';

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

/** The layers from the outermost to the innermost, with the bytes that each says itself. */
export function layerCosts(unit: Unit, dissected: Dissected): LayerCost[] {
  const { buffers, layers } = dissected;
  const said = saidIn(unit, dissected);
  return layers.map(({ name, title, buffer, start, end }, place) => {
    const own = said.filter(
      ({ field, layer }) =>
        layer === name && field.buffer === buffer && field.start >= start && field.end <= end,
    );
    const depth = new Set(layers.slice(0, place).map((outer) => outer.name)).size;
    const names = [...new Set(layers.map((layer) => layer.name))];
    return {
      key: `${place}`,
      layer: name,
      title,
      depth: Math.min(depth, names.indexOf(name)),
      bytes: end - start,
      own: bytesOf(own),
      meant: bytesOf(own.filter(({ meant }) => meant)),
      within: buffer === 0 ? undefined : buffers[buffer]?.name,
    };
  });
}

function bytesOf(said: readonly Said[]): number {
  return said.reduce((total, { field }) => total + field.end - field.start, 0);
}
