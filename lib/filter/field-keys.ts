import { utf8Text } from '@/lib/base/bytes';
import { isUtf8 } from '@/lib/base/utf8';
import { DATA_FIELDS } from '@/lib/dissect/data';
import { dissect } from '@/lib/dissect/dissect';
import { EIO_FIELDS } from '@/lib/dissect/engineio-fields';
import { HTTP_FIELDS } from '@/lib/dissect/http-fields';
import { JSONP_FIELDS } from '@/lib/dissect/jsonp';
import type { Dissection, Field, FieldSpec, Unit } from '@/lib/dissect/layer';
import { PAYLOAD_FIELDS } from '@/lib/dissect/payload';
import { SIO_FIELDS } from '@/lib/dissect/socketio-fields';
import { SSE_FIELDS } from '@/lib/dissect/sse';
import { WS_FIELDS } from '@/lib/dissect/websocket-fields';
import { jsonText } from './json-text';
import type { KeyRow, Scalar } from './key';
import { LONGEST_SUBJECT } from './pattern';

/** Every key of the dissectors' tables. */
export const FIELD_SPECS: Readonly<Record<string, FieldSpec>> = {
  ...HTTP_FIELDS,
  ...WS_FIELDS,
  ...EIO_FIELDS,
  ...PAYLOAD_FIELDS,
  ...SIO_FIELDS,
  ...SSE_FIELDS,
  ...DATA_FIELDS,
  ...JSONP_FIELDS,
};

/** A field whose key ends with the peer's own name: where it begins, and the row of the tables that tells what it is. */
export const FIELD_FAMILIES: Readonly<{ [prefix: string]: string }> = {
  'eio.open.': 'eio.open.member',
  'sio.auth.': 'sio.auth',
  'sio.data.': 'sio.member',
};

const FAMILY_OF = new Map(Object.entries(FIELD_FAMILIES).map(([prefix, key]) => [key, prefix]));

/** A field that entries do not keep: it is looked for in the field tree, which costs a dissection of the unit. */
export function fieldKey(key: string, spec: FieldSpec): KeyRow {
  const prefix = FAMILY_OF.get(key);
  const isMeant = (field: Field) =>
    field.key === key ||
    (prefix !== undefined && field.key.startsWith(prefix) && !Object.hasOwn(FIELD_SPECS, field.key));
  const isFlag = spec.mask !== undefined && (spec.mask & (spec.mask - 1)) === 0;
  const layer = key.slice(0, key.indexOf('.'));
  return {
    type: isFlag ? 'flag' : 'any',
    help: spec.help,
    noun: `${LAYER_WORDS[layer] ?? ''} ${spec.label.toLowerCase()}`.trim(),
    some: (entry, _timeline, holds) =>
      entry.kind === 'unit' &&
      // A key begins with the name of its layer, so most units need not be dissected.
      entry.unit.layers.some((name) => name === layer) &&
      dissected(entry.unit).layers.some(({ fields }) => someField(fields, isMeant, holds)),
  };
}

const LAYER_WORDS: Readonly<{ [layer: string]: string }> = {
  http: 'HTTP',
  ws: 'WebSocket',
  eio: 'Engine.IO',
  sio: 'Socket.IO',
  sse: 'Server-Sent Event',
};

/** Two keys of one filter ask for the same unit one after the other. */
let last: { readonly unit: Unit; readonly dissection: Dissection } | undefined;

function dissected(unit: Unit): Dissection {
  if (last?.unit !== unit) last = { unit, dissection: dissect(unit) };
  return last.dissection;
}

function someField(
  fields: readonly Field[],
  isMeant: (field: Field) => boolean,
  holds: (value: Scalar) => boolean,
): boolean {
  return fields.some(
    (field) =>
      (isMeant(field) && holds(scalarOf(field))) ||
      (field.children !== undefined && someField(field.children, isMeant, holds)),
  );
}

function scalarOf({ value, text }: Field): Scalar {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Uint8Array) {
    return isUtf8(value) ? utf8Text(value.subarray(0, LONGEST_SUBJECT)) : text;
  }
  return typeof value === 'object' ? jsonText(value) : text;
}
