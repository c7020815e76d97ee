import type { Field } from './layer';
import { OPCODE_NAMES, WS_FIELDS } from './websocket-fields';

/**
 * The fields of the two bytes that every frame begins with. Parts of a byte are children with a `mask`;
 * the leaf is the byte. What does not depend on the frame is made once.
 */

const firstBytes: Field[] = [];
const secondBytes: Field[] = [];

export function firstByte(byte: number): Field {
  const made = firstBytes[byte];
  if (made !== undefined) return made;
  const opcode = byte & 0x0f;
  const opcodeText = `${OPCODE_NAMES[opcode] ?? 'reserved'} (${opcode})`;
  const field: Field = {
    key: 'ws.first',
    spec: WS_FIELDS['ws.first'],
    buffer: 0,
    start: 0,
    end: 1,
    value: byte,
    text: `${byte >> 7} · ${opcodeText}`,
    children: [
      flag('ws.fin', byte),
      flag('ws.rsv1', byte),
      flag('ws.rsv2', byte),
      flag('ws.rsv3', byte),
      part('ws.opcode', 0, opcode, opcodeText),
    ],
  };
  firstBytes[byte] = field;
  return field;
}

/** `length`: of the payload, which the next bytes tell where these seven bits are 126 or 127. */
export function secondByte(byte: number, length: number): Field {
  const short = byte & 0x7f;
  const made = short < 126 ? secondBytes[byte] : undefined;
  if (made !== undefined) return made;
  const masked = (byte & 0x80) !== 0;
  const maskedText = masked ? 'masked' : 'not masked';
  const field: Field = {
    key: 'ws.second',
    spec: WS_FIELDS['ws.second'],
    buffer: 0,
    start: 1,
    end: 2,
    value: byte,
    text: `${maskedText} · ${length}`,
    children: [part('ws.masked', 1, masked, maskedText), part('ws.length', 1, length, lengthText(short))],
  };
  if (short < 126) secondBytes[byte] = field;
  return field;
}

function flag(key: 'ws.fin' | 'ws.rsv1' | 'ws.rsv2' | 'ws.rsv3', byte: number): Field {
  const isSet = (byte & WS_FIELDS[key].mask) !== 0;
  return part(key, 0, isSet, isSet ? '1' : '0');
}

function part(key: keyof typeof WS_FIELDS, at: number, value: unknown, text: string): Field {
  return { key, spec: WS_FIELDS[key], buffer: 0, start: at, end: at + 1, value, text };
}

function lengthText(short: number): string {
  if (short < 126) return String(short);
  return short === 126 ? '126 · in the next 2 bytes' : '127 · in the next 8 bytes';
}
