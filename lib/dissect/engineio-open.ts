import { EIO_FIELDS } from './engineio-fields';
import { topSpans } from './json-spans';
import type { EioHandshake, Field, FieldSpec } from './layer';
import type { Script } from './script';

/** The JSON of an open packet, a field for each of its members. */
export function openField(script: Script, handshake: EioHandshake): Field {
  const { text } = script;
  const children: Field[] = [];
  let at = 0;
  for (const span of topSpans(text, 0)) {
    punctuation(children, script, at, span.start);
    const name = span.name ?? '';
    const value: unknown = JSON.parse(text.slice(span.valueStart, span.end));
    children.push(
      script.field(`eio.open.${name}`, specOf(name), span.start, span.end, value, span.valueStart),
    );
    at = span.end;
  }
  punctuation(children, script, at, text.length);
  return script.group('eio.data', EIO_FIELDS['eio.data'], 0, text.length, handshake, children);
}

function punctuation(children: Field[], script: Script, from: number, to: number): void {
  if (to > from)
    children.push(script.field('eio.punctuation', EIO_FIELDS['eio.punctuation'], from, to, undefined));
}

function specOf(name: string): FieldSpec {
  const key = `eio.open.${name}`;
  return isOpenKey(key) ? EIO_FIELDS[key] : { ...EIO_FIELDS['eio.open.member'], label: name };
}

function isOpenKey(key: string): key is keyof typeof EIO_FIELDS {
  return Object.hasOwn(EIO_FIELDS, key);
}
