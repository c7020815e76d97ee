import { toBase64 } from '@/lib/base/base64';
import { concatBytes, EMPTY_BYTES } from '@/lib/base/bytes';
import { latin1Text } from '@/lib/base/latin1';
import { dissect } from '@/lib/dissect/dissect';
import type { Dissection, Field, NamedBuffer, Unit } from '@/lib/dissect/layer';
import { isUnopened } from '@/lib/dissect/websocket-message';
import { hiddenField, type Secrets } from './secrets';

/**
 * The bytes of a unit without its secrets. Most stay as long as they were, so every offset stays true. What was
 * compressed or came in several frames cannot be changed in place: it is written anew, in the open and whole.
 */
export function rewriteUnit(unit: Unit, secrets: Secrets): Uint8Array {
  const dissection = dissect(unit);
  const { ws, context } = unit;
  if (ws !== undefined && ws.opcode < 8 && (!ws.fin || isMade(context))) {
    return ws.fin ? frame(unit, messageOf(unit, dissection, secrets)) : EMPTY_BYTES;
  }
  const inflated = dissection.buffers.findIndex(({ name }) => name === 'inflated');
  if (unit.http !== undefined && inflated !== -1) return openHttp(dissection, inflated, secrets);
  return inPlace(unit, dissection, secrets);
}

function isMade(context: Unit['context']): boolean {
  return (
    context?.reassembled !== undefined || context?.inflated !== undefined || context?.problem !== undefined
  );
}

/** The buffer with its secrets replaced. */
function hidden(dissection: Dissection, index: number, secrets: Secrets): Uint8Array {
  const buffer = dissection.buffers[index];
  if (!buffer) return EMPTY_BYTES;
  let text = latin1Text(buffer.bytes);
  for (const field of fieldsOf(dissection)) {
    if (field.buffer !== index) continue;
    const other = hiddenField(field, buffer);
    if (other !== undefined) text = text.slice(0, field.start) + other + text.slice(field.end);
  }
  return bytesOf(secrets.hide(text));
}

function inPlace(unit: Unit, dissection: Dissection, secrets: Secrets): Uint8Array {
  const made = dissection.buffers.map((_, index) => hidden(dissection, index, secrets));
  // The innermost first: what is changed in it is carried to the buffer it was made from.
  for (let index = dissection.buffers.length - 1; index > 0; index -= 1) {
    const before = dissection.buffers[index];
    const after = made[index];
    const outer = made[before?.source?.buffer ?? -1];
    if (before && after && outer && isChanged(before.bytes, after)) carry(dissection, before, after, outer);
  }
  const wire = made[0] ?? EMPTY_BYTES;
  return unit.skipped === undefined ? wire : concatBytes([wire, new Uint8Array(unit.skipped).fill(X)]);
}

const X = 0x78;

/** Writes what a buffer became over the bytes it was made from. */
function carry(
  dissection: Dissection,
  { name, bytes, source }: NamedBuffer,
  after: Uint8Array,
  outer: Uint8Array,
): void {
  if (!source) return;
  const { start, end } = source;
  switch (name) {
    case 'unmasked': {
      // The key is what makes the one of the other.
      const wire = wireOf(dissection, source.buffer);
      for (let i = 0; i < after.length; i += 1)
        outer[start + i] = (after[i] ?? 0) ^ (bytes[i] ?? 0) ^ (wire[start + i] ?? 0);
      return;
    }
    case 'decoded':
      if (toBase64(bytes) === latin1Text(wireOf(dissection, source.buffer).subarray(start, end))) {
        outer.set(bytesOf(toBase64(after)), start);
      } else if (hasHiddenField(dissection, bytes)) {
        // Text within the text of a script or a form: what is secret there is not told apart.
        outer.fill(X, start, end);
      }
      return;
    case 'reassembled': {
      let at = 0;
      for (const chunk of fieldsOf(dissection)) {
        if (chunk.key !== 'http.chunk.data' || chunk.buffer !== source.buffer) continue;
        const length = chunk.end - chunk.start;
        outer.set(after.subarray(at, at + length), chunk.start);
        at += length;
      }
      return;
    }
    default:
      outer.fill(X, start, end);
  }
}

function wireOf({ buffers }: Dissection, index: number): Uint8Array {
  return buffers[index]?.bytes ?? EMPTY_BYTES;
}

function hasHiddenField(dissection: Dissection, bytes: Uint8Array): boolean {
  const index = dissection.buffers.findIndex((buffer) => buffer.bytes === bytes);
  const buffer = dissection.buffers[index];
  if (!buffer) return false;
  return [...fieldsOf(dissection)].some(
    (field) => field.buffer === index && hiddenField(field, buffer) !== undefined,
  );
}

/**
 * What a message of several frames, or a compressed one, said. One that nobody can read says nothing, and one that was
 * longer than is kept stays so.
 */
function messageOf(unit: Unit, dissection: Dissection, secrets: Secrets): Uint8Array {
  const { problem, partial } = unit.context ?? {};
  if (isUnopened(problem)) return new Uint8Array(unit.ws?.payloadLength ?? 0).fill(X);
  const last = dissection.buffers.findLastIndex(({ name }) => name !== 'decoded');
  const said = hidden(dissection, last, secrets);
  return partial ? concatBytes([said, new Uint8Array(unit.skipped ?? 1).fill(X)]) : said;
}

/** One frame, not compressed, with the mask of the frame it stands for (RFC 6455 §5.2). */
function frame({ wire, ws, context }: Unit, payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const masked = ws?.masked === true;
  const bit = masked ? 0x80 : 0;
  const size =
    length < 126
      ? [bit | length]
      : length < 2 ** 16
        ? [bit | 126, length >> 8, length & 255]
        : [bit | 127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 255)];
  const head = new Uint8Array([0x80 | (context?.opcode ?? ws?.opcode ?? 1), ...size]);
  if (!masked) return concatBytes([head, payload]);
  const keyAt = [2, 4, 10][[126, 127].indexOf((wire[1] ?? 0) & 0x7f) + 1] ?? 2;
  const key = wire.slice(keyAt, keyAt + 4);
  return concatBytes([head, key, payload.map((byte, i) => byte ^ (key[i & 3] ?? 0))]);
}

/** The message with its body as it was before it was compressed and cut into chunks. */
function openHttp(dissection: Dissection, inflated: number, secrets: Secrets): Uint8Array {
  const body = hidden(dissection, inflated, secrets);
  const head = latin1Text(hidden(dissection, 0, secrets));
  const end = head.search(/\r?\n\r?\n/);
  const lines = head
    .slice(0, end)
    .split(/\r?\n/)
    .filter((line) => !/^(content-encoding|transfer-encoding|content-length)\s*:/i.test(line));
  return concatBytes([bytesOf(`${lines.join('\r\n')}\r\ncontent-length: ${body.length}\r\n\r\n`), body]);
}

/** Every field of a dissection, parents before their children. */
export function* fieldsOf({ layers }: Dissection): Generator<Field> {
  for (const { fields } of layers) yield* below(fields);
}

function* below(fields: readonly Field[]): Generator<Field> {
  for (const field of fields) {
    yield field;
    if (field.children) yield* below(field.children);
  }
}

function isChanged(before: Uint8Array, after: Uint8Array): boolean {
  return before.some((byte, at) => byte !== after[at]);
}

function bytesOf(latin1: string): Uint8Array {
  // `Uint8Array.from` goes through the iterator of the text, ten times slower.
  const bytes = new Uint8Array(latin1.length);
  for (let i = 0; i < latin1.length; i += 1) bytes[i] = latin1.charCodeAt(i);
  return bytes;
}
