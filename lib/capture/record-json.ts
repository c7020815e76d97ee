import type { micros } from '@/lib/base/micros';
import type { FaultedPacket, Record, Role } from './record';
import { isCount, isFlag, isObject, isText, object, oneOf, optional, type Shape } from './shape';
import { isTraceEvent } from './trace-shape';

/** A record as JSON: all of it but its bytes, which each carrier (file, stream) puts in its own way. */
export function recordToJson(record: Record, putBytes: (bytes: Uint8Array) => unknown): object {
  return record.type === 'bytes' || record.type === 'message'
    ? { ...record, bytes: putBytes(record.bytes) }
    : record;
}

/** The record that `value` says, or `undefined` where it says none. `takeBytes` undoes what `putBytes` did. */
export function recordFromJson(
  value: unknown,
  takeBytes: (put: unknown) => Uint8Array | undefined,
): Record | undefined {
  if (!isRecordLike(value)) return undefined;
  if (value.type !== 'bytes' && value.type !== 'message') return value;
  const bytes = takeBytes(value.bytes);
  return bytes && { ...value, bytes };
}

type RecordOf<K extends Record['type']> = Extract<Record, { type: K }>;
/** The same records with their bytes still in the carrier's form. */
type Unread<K extends Record['type']> = Omit<RecordOf<K>, 'bytes'> & { readonly bytes: unknown };
type RecordLike = Exclude<Record, { bytes: Uint8Array }> | Unread<'bytes'> | Unread<'message'>;

const isMoment = (value: unknown): value is ReturnType<typeof micros> =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isAnything = (value: unknown): value is unknown => value !== undefined;
const isRole: Shape<Role> = oneOf('client', 'server');
const recorded = { seq: isCount, at: isMoment };
const isFaultedPacket = object<FaultedPacket>({
  from: isRole,
  eio: isText,
  isProbe: optional(isFlag),
  sio: optional(isText),
  event: optional(isText),
  offset: optional(isCount),
});

const TYPES: { readonly [K in Record['type']]: (value: unknown) => boolean } = {
  open: object<RecordOf<'open'>>({
    ...recorded,
    type: oneOf('open'),
    conn: isCount,
    client: isText,
    node: optional(isCount),
  }),
  bytes: object<Unread<'bytes'>>({
    ...recorded,
    type: oneOf('bytes'),
    conn: isCount,
    from: isRole,
    bytes: isAnything,
  }),
  close: object<RecordOf<'close'>>({
    ...recorded,
    type: oneOf('close'),
    conn: isCount,
    by: oneOf('client', 'server', 'fault'),
    how: oneOf('fin', 'rst'),
  }),
  message: object<Unread<'message'>>({
    ...recorded,
    type: oneOf('message'),
    conn: isCount,
    from: isRole,
    form: oneOf('http-request', 'http-response', 'ws-text', 'ws-binary'),
    bytes: isAnything,
    cut: optional(isFlag),
    engine: optional((engine): engine is 3 | 4 => engine === 3 || engine === 4),
  }),
  trace: object<RecordOf<'trace'>>({
    ...recorded,
    type: oneOf('trace'),
    side: isText,
    node: optional(isCount),
    event: isTraceEvent,
  }),
  fault: object<RecordOf<'fault'>>({
    ...recorded,
    type: oneOf('fault'),
    fault: isText,
    state: oneOf('set', 'cleared', 'acted'),
    client: optional(isText),
    conn: optional(isCount),
    direction: optional(oneOf('up', 'down')),
    waitsFor: optional(isText),
    packet: optional(isFaultedPacket),
    detail: isText,
  }),
  gap: object<RecordOf<'gap'>>({ ...recorded, type: oneOf('gap'), lost: isCount }),
};

const types: ReadonlyMap<unknown, (value: unknown) => boolean> = new Map(Object.entries(TYPES));

function isRecordLike(value: unknown): value is RecordLike {
  return isObject(value) && types.get(value.type)?.(value) === true;
}
