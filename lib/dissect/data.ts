import { utf8Text } from '@/lib/base/bytes';
import { isUtf8 } from '@/lib/base/utf8';
import type { Walk } from './dissect';
import type { FieldSpec, Issue } from './layer';
import { count, type Ground, LayerWriter, preview } from './open-layer';

export const DATA_FIELDS = {
  'data.text': { label: 'Text', help: 'What the program sent; no protocol above this one.' },
  'data.bytes': { label: 'Bytes', help: 'What the program sent; no protocol above this one.' },
} as const satisfies Record<string, FieldSpec>;

/** Bytes of a connection that belong to no protocol known here. */
export function dissectData(walk: Walk): void {
  const ground = { buffer: 0, bytes: walk.unit.wire };
  writeData(walk, 'Bytes', ground, 0, ground.bytes.length, walk.unit.context?.issues ?? []);
}

/** A layer of one field: nothing is known of these bytes but whether they are text. */
export function writeData(
  walk: Walk,
  title: string,
  ground: Ground,
  start: number,
  end: number,
  issues: readonly Issue[] = [],
): void {
  const bytes = ground.bytes.subarray(start, end);
  const data = new LayerWriter('data', title, ground);
  if (end > start) {
    if (isUtf8(bytes)) {
      const text = utf8Text(bytes);
      data.field('data.text', DATA_FIELDS['data.text'], start, end, text, preview(text));
    } else {
      data.field('data.bytes', DATA_FIELDS['data.bytes'], start, end, bytes, count(bytes.length, 'byte'));
    }
  }
  data.adopt(issues);
  walk.layers.push(data.close(start, end));
}
