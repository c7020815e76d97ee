import { toBase64 } from '@/lib/base/base64';
import { hexText, utf8Text } from '@/lib/base/bytes';
import type { UnitEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { type BaseOf, curlText, wscatText } from './commands';
import { dissectedOf } from './dissected';
import { meantBy } from './meant';
import { cString } from './shell';

/** One form in which an entry can be copied: the text is made when it is asked for. */
export interface Copy {
  readonly form: string;
  readonly text: () => string;
}

/** What can be copied of an entry, the most wanted first. */
export function copiesOf(entry: UnitEntry, timeline: Timeline, baseOf: BaseOf): Copy[] {
  const { unit } = entry;
  const { http, ws, packets, wire } = unit;
  const isFrame = ws !== undefined || unit.context?.form?.startsWith('ws') === true;
  return [
    { form: 'hex', text: () => hexText(wire) },
    { form: 'text', text: () => utf8Text(meantBy(unit, dissectedOf(unit).buffers)) },
    { form: 'JSON', text: () => JSON.stringify({ http, ws, packets }, readable, 2) },
    { form: 'base64', text: () => toBase64(wire) },
    { form: 'C', text: () => cString(wire) },
    ...(http?.kind === 'request' ? [{ form: 'curl', text: () => curlText(entry, baseOf) }] : []),
    ...(isFrame ? [{ form: 'wscat', text: () => wscatText(entry, timeline, baseOf) }] : []),
  ];
}

function readable(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: toBase64(value) } : value;
}
