import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dissect } from '@/lib/dissect/dissect';
import type { Field } from '@/lib/dissect/layer';
import { BINARY, UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { completionsAt } from './completions';
import { type Filter, filterSays, filterText, matches, parseFilter } from './filter';
import { knownKeys } from './keys';
import { quoted } from './token';

const STORY = timelineOf(UPGRADE);

/** What no library sends: packets of no type, broken JSON, protocol 3, a refusal, bytes that are no HTTP, half a frame. */
const ODD = `
  alice opens 1
  1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
  1 < 200 9what␞42["half
  1 > GET /socket.io/?EIO=3&transport=polling&sid=s3
  1 < 200 2:4012:42["hi","a"]
  1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40/admin,{"token":"t"}
  1 < 200 44/admin,{"message":"no","data":{"code":7}}
  bob opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket
  2 < 101
  2 < text 0{"sid":"x","upgrades":[],"extra":1}
  2 < text 4x
  2 < text hello
  2 > close 1001
  2 < bytes 81
  2 closes by server rst
  carol opens 3
  3 > bytes 16 03 01 0d 0a 0d 0a
  3 closes by client
`;

const test = fc.oneof(
  fc.constantFrom('issue', 'http', 'ws', 'sio.id', 'ws.masked', 'http.header.Host', '"sio.auth.a b"'),
  fc.tuple(fc.constantFrom('n', 'conn', 'http.status'), order(), fc.nat({ max: 300 })).map(spaced),
  fc
    .tuple(fc.constantFrom('rtt', 'at'), order(), fc.constantFrom('20ms', '1.5s', '7 us', '300µs', '0'))
    .map(spaced),
  fc
    .tuple(fc.constantFrom('bytes', 'ws.length'), order(), fc.constantFrom('1kB', '20', '0.1 MB'))
    .map(spaced),
  fc.tuple(fc.constant('eio.type'), equality(), fc.constantFrom('ping', 'MESSAGE', '"3"')).map(spaced),
  fc.tuple(fc.constantFrom('client', 'sio.event', 'http.path'), equality(), anyText()).map(spaced),
  fc
    .tuple(fc.constant('sio.data'), fc.constantFrom('~', '!~'), fc.constantFrom('^a', String.raw`"\\d\""`))
    .map(spaced),
);
const filterOf = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    test,
    tie('filter').map((inner) => `!(${inner})`),
    tie('filter').map((inner) => `( ${inner} )`),
    fc.tuple(tie('filter'), tie('filter')).map(([a, b]) => `${a}&&${b}`),
    fc.tuple(tie('filter'), tie('filter')).map(([a, b]) => `${a} || ${b}`),
  ),
})).filter;

describe('laws', () => {
  it('a filter printed and parsed again is the same filter', () => {
    fc.assert(
      fc.property(filterOf, (text) => {
        const once = parsed(text);
        const again = parsed(filterText(once));
        expect(filterText(again)).toBe(filterText(once));
        expect(filterSays(again)).toBe(filterSays(once));
        expect(kept(again)).toEqual(kept(once));
      }),
    );
  });

  it('not, and, or mean what they mean of sets', () => {
    fc.assert(
      fc.property(filterOf, filterOf, (a, b) => {
        const [inA, inB] = [new Set(kept(parsed(a))), new Set(kept(parsed(b)))];
        const numbers = STORY.entries.map(({ n }) => n);
        expect(kept(parsed(`!(${a})`))).toEqual(numbers.filter((n) => !inA.has(n)));
        expect(kept(parsed(`(${a}) && (${b})`))).toEqual(numbers.filter((n) => inA.has(n) && inB.has(n)));
        expect(kept(parsed(`(${a}) || (${b})`))).toEqual(numbers.filter((n) => inA.has(n) || inB.has(n)));
      }),
    );
  });

  it('no text makes it throw, and an error lies within the text', () => {
    const pieces = fc.constantFrom(
      'eio.type',
      '==',
      '(',
      ')',
      '!',
      '&&',
      '||',
      '~',
      '"',
      "'",
      '\\',
      '20ms',
      ' ',
      '=',
      '&',
    );
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 20 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anything, fc.nat({ max: 70 }), (text, caret) => {
        const found = parseFilter(text);
        if (found.ok) kept(found.filter);
        else {
          expect([0 <= found.start, found.start < found.end, found.end <= text.length]).toEqual([
            true,
            true,
            true,
          ]);
          expect(found.message).not.toBe('');
        }
        const { from, to } = completionsAt(text, Math.min(caret, text.length));
        expect(0 <= from && from <= to && to <= text.length).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the keys of the dissectors', () => {
  it('are keys of the filter, in every table there is', async () => {
    const keys = await tableKeys();
    expect(keys).toEqual(
      expect.arrayContaining(['http.target', 'ws.first', 'eio.type', 'sio.data', 'data.text']),
    );
    expect(keys.filter((key) => !parseFilter(key).ok)).toEqual([]);
  });

  it('find each field that a unit was dissected into', () => {
    const missed: string[] = [];
    const seen = new Set<string>();
    for (const story of [UPGRADE, BINARY, ODD]) {
      const timeline = timelineOf(story);
      for (const entry of timeline.entries) {
        if (entry.kind !== 'unit') continue;
        for (const { key, spec, value } of fieldsOf(
          dissect(entry.unit).layers.flatMap(({ fields }) => fields),
        )) {
          seen.add(key);
          // A flag that is not set is a field, but its bare key asks whether it is set.
          const isClear = spec.mask !== undefined && value === false;
          if (!matches(parsed(isClear ? `${key} == false` : quoted(key)), entry, timeline)) {
            missed.push(`${key} in entry ${entry.n}`);
          }
        }
      }
    }
    expect(seen.size).toBeGreaterThan(40);
    expect(missed).toEqual([]);
  });

  it('each offered key parses, and its presence can be said', () => {
    const texts = knownKeys().map(({ name }) => name);
    expect(texts.length).toBeGreaterThan(90);
    expect(texts.filter((text) => filterSays(parsed(text)).length < 'entries x'.length)).toEqual([]);
  });
});

function parsed(text: string): Filter {
  const found = parseFilter(text);
  if (!found.ok) throw new Error(`${text}: ${found.message}`);
  return found.filter;
}

function kept(filter: Filter): number[] {
  return STORY.entries.filter((entry) => matches(filter, entry, STORY)).map(({ n }) => n);
}

function fieldsOf(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [field, ...fieldsOf(field.children ?? [])]);
}

async function tableKeys(): Promise<string[]> {
  const folder = new URL('../dissect/', import.meta.url);
  const files = readdirSync(folder).filter((file) => /^[\w-]+\.ts$/.test(file));
  const modules: object[] = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
  return modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, table]) => (name.endsWith('_FIELDS') ? Object.keys(table) : [])),
  );
}

function order() {
  return fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
}

function equality() {
  return fc.constantFrom('==', '!=');
}

function anyText() {
  return fc.string({ unit: 'grapheme', maxLength: 8 }).map(quoted);
}

function spaced(parts: readonly unknown[]): string {
  return parts.join(' ');
}
