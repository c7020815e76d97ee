import type { Field, FieldSpec, Layer, SioPacket } from './layer';
import { MsgpackReader } from './msgpack';
import { count, type Ground, LayerWriter, preview } from './open-layer';
import { SIO_FIELDS } from './socketio-fields';
import { kindOf, type SioSetting } from './socketio-kinds';
import { SIO_TYPES } from './socketio-scan';

/** Socket.IO packets as `socket.io-msgpack-parser` writes them: one map of MessagePack, `type`, `nsp`, `data`, `id`. */

/** One member of the map, or one element of its `data`. */
interface Entry {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
  readonly value: unknown;
  /** Of an array: its elements. */
  readonly items?: readonly Omit<Entry, 'name' | 'items'>[];
}

export interface MsgpackScan {
  /** Absent where the map is no packet. */
  readonly packet: SioPacket | undefined;
  readonly entries: readonly Entry[];
  readonly flaw: { readonly message: string; readonly entry: string } | undefined;
}

/** `undefined` where the bytes are no such map: then they are an attachment, or what a program sent. */
export function scanMsgpack(bytes: Uint8Array, start: number, end: number): MsgpackScan | undefined {
  const reader = new MsgpackReader(bytes, start, end);
  const members = reader.mapHead();
  if (members === undefined) return undefined;
  const entries: Entry[] = [];
  for (let i = 0; i < members && reader.broken === undefined; i += 1) entries.push(readEntry(reader));
  if (reader.broken !== undefined || reader.at !== end) return undefined;
  const values = new Map(entries.map(({ name, value }) => [name, value]));
  if (!values.has('type') || !values.has('nsp')) return undefined;
  const flaw = flawOf(values);
  return { entries, flaw, packet: flaw === undefined ? packetOf(values) : undefined };
}

/** Lays the fields of a packet that `scanMsgpack` has read at [start, end). */
export function dissectMsgpack(
  ground: Ground,
  start: number,
  end: number,
  { entries, packet, flaw }: MsgpackScan,
  setting: SioSetting,
): Layer {
  const sio = new LayerWriter('sio', 'Socket.IO packet (msgpack)', ground);
  mark(ground, start, entries[0]?.start ?? end, (field) => sio.add(field));
  for (const entry of entries) {
    if (entry.name === 'data' && entry.items !== undefined && packet !== undefined) {
      sio.add(dataField(ground, entry, entry.items, packet, setting));
    } else {
      const key =
        entry.name === 'type' || entry.name === 'nsp' || entry.name === 'id' ? entry.name : undefined;
      const spec =
        key === undefined ? { ...SIO_FIELDS['sio.member'], label: entry.name } : SIO_FIELDS[`sio.${key}`];
      sio.field(
        key === undefined ? `sio.data.${entry.name}` : `sio.${key}`,
        spec,
        entry.start,
        entry.end,
        entry.value,
        shown(entry),
      );
    }
  }
  const faulty = entries.find(({ name }) => name === flaw?.entry);
  if (flaw !== undefined) {
    const code = flaw.entry === 'type' ? 'sio-type' : flaw.entry === 'id' ? 'sio-id' : 'sio-payload';
    sio.issue(code, flaw.message, faulty?.start ?? start, faulty?.end ?? end);
  }
  return sio.close(start, end);
}

function readEntry(reader: MsgpackReader): Entry {
  const { at: start } = reader;
  const name = String(reader.value());
  const valueStart = reader.at;
  const length = name === 'data' ? reader.arrayHead() : undefined;
  if (length === undefined) {
    const value = reader.value();
    return { name, start, valueStart, end: reader.at, value };
  }
  const items: Omit<Entry, 'name' | 'items'>[] = [];
  for (let i = 0; i < length && reader.broken === undefined; i += 1) {
    const { at } = reader;
    const value = reader.value();
    items.push({ start: at, valueStart: at, end: reader.at, value });
  }
  return { name, start, valueStart, end: reader.at, value: items.map(({ value }) => value), items };
}

/** What the parser refuses, in its order. */
function flawOf(values: ReadonlyMap<string, unknown>): MsgpackScan['flaw'] {
  const type = values.get('type');
  const data = values.get('data');
  const id = values.get('id');
  if (typeof type !== 'number' || !Number.isInteger(type) || type < 0 || type > 4) {
    return { entry: 'type', message: 'There is no such packet type' };
  }
  if (typeof values.get('nsp') !== 'string') return { entry: 'nsp', message: 'The namespace must be text' };
  if (!isData(type, data))
    return { entry: 'data', message: `Not the payload that ${SIO_TYPES[type]} must have` };
  if (id !== undefined && !Number.isInteger(id))
    return { entry: 'id', message: 'An ack id is a whole number' };
  return undefined;
}

function isData(type: number, data: unknown): boolean {
  const isObject = typeof data === 'object' && data !== null && data.constructor === Object;
  if (type === 0) return data === undefined || isObject;
  if (type === 1) return data === undefined;
  return type === 4 ? typeof data === 'string' || isObject : Array.isArray(data);
}

function packetOf(values: ReadonlyMap<string, unknown>): SioPacket | undefined {
  const type = SIO_TYPES[Number(values.get('type'))];
  const id = values.get('id');
  const data = values.get('data');
  if (type === undefined) return undefined;
  return {
    type,
    nsp: String(values.get('nsp')),
    ...(typeof id === 'number' ? { id } : undefined),
    ...(data === undefined ? undefined : { data }),
  };
}

function dataField(
  ground: Ground,
  entry: Entry,
  items: NonNullable<Entry['items']>,
  packet: SioPacket,
  setting: SioSetting,
): Field {
  const { buffer } = ground;
  const children: Field[] = [];
  mark(ground, entry.start, items[0]?.start ?? entry.end, (field) => children.push(field));
  for (const [index, { start, end, value }] of items.entries()) {
    const { key, spec } = kindOf(packet, undefined, index, items.length, setting);
    children.push({ key, spec, buffer, start, end, value, text: valueText(value) });
  }
  const { start, end, value } = entry;
  return {
    key: 'sio.data',
    spec: SIO_FIELDS['sio.data'],
    buffer,
    start,
    end,
    value,
    text: shown(entry),
    children,
  };
}

function mark({ buffer }: Ground, start: number, end: number, add: (field: Field) => void): void {
  const spec: FieldSpec = SIO_FIELDS['sio.punctuation'];
  if (end > start)
    add({
      key: 'sio.punctuation',
      spec,
      buffer,
      start,
      end,
      value: undefined,
      text: count(end - start, 'byte'),
    });
}

function shown({ name, value }: Entry): string {
  if (name === 'type') return `${String(value)} · ${SIO_TYPES[Number(value)] ?? 'unknown'}`;
  return name === 'nsp' ? String(value) : valueText(value);
}

/** As JSON, with bytes told by their number. */
function valueText(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    inner instanceof Uint8Array ? `<${count(inner.length, 'byte')}>` : inner,
  );
  return preview(text ?? 'undefined');
}
