import { HEADER_HELP } from '@/lib/dissect/http-fields';
import { CAUSE_KEYS } from './cause-keys';
import { ENTRY_KEYS } from './entry-keys';
import { FIELD_FAMILIES, FIELD_SPECS, fieldKey } from './field-keys';
import type { Key, KeyRow } from './key';
import { PACKET_KEYS } from './packet-keys';
import { TOLD_KEYS } from './told-keys';
import { headerKey, queryKey, UNIT_KEYS } from './unit-keys';

const QUERY = 'http.query.';
const HEADER = 'http.header.';
const ANY_HEADER = 'One header of the message.';

const ROWS: ReadonlyMap<string, KeyRow> = new Map<string, KeyRow>([
  ...Object.entries<KeyRow>(ENTRY_KEYS),
  ...Object.entries(UNIT_KEYS),
  ...Object.entries(PACKET_KEYS),
  ...Object.entries(CAUSE_KEYS),
  ...Object.entries(TOLD_KEYS),
]);

/** `undefined` where there is no such key. */
export function keyNamed(name: string): Key | undefined {
  const canonical = name.startsWith(HEADER) ? name.toLowerCase() : name;
  const row = rowOf(canonical);
  return row && { ...row, name: canonical };
}

/** All that have a name of their own, and the headers and parameters worth knowing. */
export function knownKeys(): readonly Key[] {
  return NAMES.flatMap((name) => keyNamed(name) ?? []);
}

/** The key whose name is nearest, if any is near. */
export function nearestKey(name: string): string | undefined {
  let nearest: string | undefined;
  let least = Math.min(3, name.length);
  for (const known of NAMES) {
    const distance = distanceBetween(name.toLowerCase(), known.toLowerCase());
    if (distance < least) [nearest, least] = [known, distance];
  }
  return nearest;
}

function rowOf(name: string): KeyRow | undefined {
  const row = ROWS.get(name);
  if (row !== undefined) return row;
  if (name.startsWith(QUERY) && name.length > QUERY.length) return queryKey(name.slice(QUERY.length));
  if (name.startsWith(HEADER) && name.length > HEADER.length) {
    const header = name.slice(HEADER.length);
    const help = Object.hasOwn(HEADER_HELP, header) ? HEADER_HELP[header] : undefined;
    return headerKey(header, help ?? ANY_HEADER);
  }
  const own = Object.hasOwn(FIELD_SPECS, name) ? FIELD_SPECS[name] : undefined;
  if (own !== undefined) return fieldKey(name, own);
  for (const [prefix, family] of Object.entries(FIELD_FAMILIES)) {
    const spec = FIELD_SPECS[family];
    if (name.length > prefix.length && name.startsWith(prefix) && spec !== undefined) {
      return fieldKey(name, { ...spec, label: name.slice(prefix.length) });
    }
  }
  return undefined;
}

/** Fields that only separate others can be asked for, but are not worth offering. */
const NAMES: readonly string[] = [
  ...new Set([
    ...ROWS.keys(),
    ...Object.keys(FIELD_SPECS).filter((key) => FIELD_SPECS[key]?.quiet !== true),
    ...Object.keys(HEADER_HELP).map((name) => `${HEADER}${name}`),
  ]),
];

/** Levenshtein's: how many characters must be put in, left out or changed. */
function distanceBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return 4;
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const now = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      now.push(Math.min(changed, (before[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1));
    }
    before = now;
  }
  return before[b.length] ?? 0;
}
