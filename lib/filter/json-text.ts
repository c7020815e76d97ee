import { LONGEST_SUBJECT } from './pattern';

/**
 * A peer's value as JSON without spaces, cut where a comparison would cut it. `JSON.stringify` would write all of it,
 * throw at what is nested some thousand deep, and spell bytes out as an object.
 */
export function jsonText(value: unknown): string {
  return write(value, LONGEST_SUBJECT, 0);
}

const DEEPEST = 200;

function write(value: unknown, room: number, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room));
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Uint8Array) return `"${value.length} bytes"`;
  if (depth === DEEPEST) return '…';
  const isList = Array.isArray(value);
  let text = '';
  for (const [name, item] of Object.entries(value)) {
    if (text.length >= room) return text;
    const lead = (text === '' ? '' : ',') + (isList ? '' : `${JSON.stringify(name)}:`);
    text += lead + write(item, room - text.length, depth + 1);
  }
  return isList ? `[${text}]` : `{${text}}`;
}
