import { hexText, utf8Text } from '@/lib/base/bytes';
import { malformedIn } from '@/lib/base/utf8';
import type { Field, Layer, LayerName } from '@/lib/dissect/layer';
import type { Dissected } from './dissected';
import type { FieldRef } from './field-ref';

/** A packet drawn as the specifications draw it. */
export type Figure =
  /** Rows of 32 bits, as in RFC 6455 §5.2, but with this frame's own fields and values. */
  | {
      readonly kind: 'bits';
      readonly layer: LayerName;
      readonly title: string;
      readonly rows: readonly BitBox[][];
    }
  /** Text, in the order in which it is sent. */
  | {
      readonly kind: 'text';
      readonly layer: LayerName;
      readonly title: string;
      readonly boxes: readonly TextBox[];
    };

/** A field, or the part of one that fits into the row. */
export interface BitBox {
  readonly label: string;
  readonly value: string;
  /** First bit within its row, and how many. */
  readonly from: number;
  readonly bits: number;
  /** Of how many bits the whole field is, where this is a part of it. */
  readonly of?: number;
  readonly ref: FieldRef;
}

export interface TextBox {
  readonly label: string;
  /** As it was sent. */
  readonly text: string;
  readonly ref: FieldRef;
}

const ROW_BITS = 32;
/** Longer text is shortened in its box: what it is stands in the fields. */
const LONGEST = 60;

export function figuresOf(dissected: Dissected): Figure[] {
  const figures: Figure[] = [];
  for (const [place, layer] of dissected.layers.entries()) {
    const next = dissected.layers[place + 1];
    if (layer.name === 'ws') figures.push(bitFigure(layer));
    else if (layer.name === 'http') figures.push(httpFigure(layer, dissected));
    else if (layer.name === 'eio' && next?.name === 'sio') figures.push(packetFigure(layer, next, dissected));
    else if (layer.name !== 'sio' || dissected.layers[place - 1]?.name !== 'eio')
      figures.push(textFigure(layer, layer.fields, dissected));
  }
  return figures;
}

/** The header bit by bit. What it carries fills its row, and one more at most. */
function bitFigure(layer: Layer): Figure {
  const rows: BitBox[][] = [];
  let at = 0;
  // What was made of the payload lies in another buffer.
  const own = layer.fields.filter(({ buffer }) => buffer === layer.buffer);
  for (const { field, bits } of own.flatMap(bitFields)) {
    const isPayload = bits > 2 * ROW_BITS;
    const left = ROW_BITS - (at % ROW_BITS);
    const drawn = isPayload ? (left % ROW_BITS) + ROW_BITS : bits;
    for (let done = 0; done < drawn; ) {
      const from = at % ROW_BITS;
      const width = Math.min(ROW_BITS - from, drawn - done);
      if (from === 0) rows.push([]);
      rows.at(-1)?.push({
        label: field.spec.label,
        value: done > 0 ? '' : bits === 1 ? String(Number(field.value === true)) : field.text,
        from,
        bits: width,
        ...((width < bits || isPayload) && { of: bits }),
        ref: field,
      });
      at += width;
      done += width;
    }
  }
  return { kind: 'bits', layer: layer.name, title: layer.title, rows };
}

/** A byte that is shared is drawn as what shares it. */
function bitFields(field: Field): { readonly field: Field; readonly bits: number }[] {
  const parts = (field.children ?? []).filter(({ spec }) => spec.mask !== undefined);
  if (parts.length > 0) return parts.map((part) => ({ field: part, bits: bitsIn(part.spec.mask ?? 0) }));
  return field.end > field.start ? [{ field, bits: 8 * (field.end - field.start) }] : [];
}

function bitsIn(mask: number): number {
  return mask.toString(2).replaceAll('0', '').length;
}

/** Engine.IO's type, and in place of what it carries the parts of the Socket.IO packet. */
function packetFigure(outer: Layer, inner: Layer, dissected: Dissected): Figure {
  const own = outer.fields.filter(({ inner: within }) => within === undefined);
  const { boxes } = textBoxes([...own, ...inner.fields], dissected);
  return { kind: 'text', layer: 'sio', title: `${outer.title} › ${inner.title}`, boxes };
}

function textFigure({ name, title }: Layer, fields: readonly Field[], dissected: Dissected): Figure {
  return { kind: 'text', layer: name, title, ...textBoxes(fields, dissected) };
}

function textBoxes(fields: readonly Field[], { buffers }: Dissected): { readonly boxes: TextBox[] } {
  const boxes = fields
    .filter(({ start, end }) => end > start)
    .map(
      (field): TextBox => ({
        label: field.spec.label,
        text: shown(buffers[field.buffer]?.bytes.subarray(field.start, field.end) ?? new Uint8Array()),
        ref: field,
      }),
    );
  return { boxes };
}

/** The parts of a message, not each of its headers. */
function httpFigure({ title, fields, buffer }: Layer, { buffers }: Dissected): Figure {
  const parts: { label: string; start: number; end: number; key: string; count: number }[] = [];
  for (const { key, start, end, spec } of fields) {
    const label = HTTP_PARTS.find(([begins]) => key.startsWith(begins))?.[1];
    const last = parts.at(-1);
    // Marks belong to what they stand in.
    if (last && (label === undefined ? key === 'http.mark' : label === last.label)) {
      last.end = end;
      if (label === 'Headers') last.count += 1;
    } else parts.push({ label: label ?? spec.label, start, end, key, count: 1 });
  }
  const bytes = buffers[buffer]?.bytes ?? new Uint8Array();
  return {
    kind: 'text',
    layer: 'http',
    title,
    boxes: parts.map(({ label, start, end, key, count }) => ({
      label: label === 'Headers' ? `${count} ${count === 1 ? 'header' : 'headers'}` : label,
      text: shown(bytes.subarray(start, end)),
      ref: { key, buffer, start, end },
    })),
  };
}

const HTTP_PARTS: readonly (readonly [begins: string, label: string])[] = [
  ['http.method', 'Start line'],
  ['http.target', 'Start line'],
  ['http.version', 'Start line'],
  ['http.status', 'Start line'],
  ['http.reason', 'Start line'],
  ['http.header', 'Headers'],
  ['http.end', 'Empty line'],
  ['http.chunk', 'Body in chunks'],
  ['http.body', 'Body'],
];

/** As text where it is text; else, e.g. an attachment, in hex. */
function shown(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 4 * LONGEST);
  if (malformedIn(head, head.length < bytes.length) !== undefined) return shownHex(bytes);
  const text = utf8Text(head);
  const letters = Array.from(text);
  return letters.length > LONGEST || bytes.length > 4 * LONGEST
    ? `${letters.slice(0, LONGEST - 1).join('')}…`
    : text;
}

function shownHex(bytes: Uint8Array): string {
  const most = LONGEST / 3;
  return bytes.length > most ? `${hexText(bytes, 0, most)} …` : hexText(bytes);
}
