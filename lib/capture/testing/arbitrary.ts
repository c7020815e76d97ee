import fc from 'fast-check';
import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import type { Record, SourcePlace, TraceEvent } from '../record';

/** Random records of every kind, for the laws of what carries them. */
export function anyRecords(): fc.Arbitrary<Record[]> {
  return fc.array(anyRecord(), { maxLength: 30 });
}

/** `bytes` with some of them taken out and others put in, anywhere: mostly such as mean something in a capture file. */
export function changedBytes(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const put = fc.oneof(
    fc
      .constantFrom(...'\n|\r\n| |"|\\|\\n|=|==|A|+|-|_|0|1|.5|e1|,|{|}|é|\uFEFF|🎉'.split('|'))
      .map(utf8Bytes),
    fc.uint8Array({ maxLength: 3 }),
  );
  const change = fc.record({ at: fc.nat({ max: bytes.length }), out: fc.nat({ max: 4 }), put });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce((now, { at, out, put }) => {
      return concatBytes([now.subarray(0, at), put, now.subarray(at + out)]);
    }, bytes),
  );
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const client = fc.constantFrom('alice', 'bob', 'carol-2');
const bytes = fc.uint8Array({ maxLength: 64 });
const role = fc.constantFrom('client' as const, 'server' as const);
const place: fc.Arbitrary<SourcePlace> = fc.record(
  { file: text, line: fc.nat(), column: fc.nat() },
  { requiredKeys: ['file', 'line'] },
);
const recorded = { seq: fc.nat(), at: fc.nat().map(micros) };

function anyRecord(): fc.Arbitrary<Record> {
  return fc.oneof(
    fc.record({ ...recorded, type: fc.constant('open' as const), conn: fc.nat(), client }),
    fc.record({ ...recorded, type: fc.constant('bytes' as const), conn: fc.nat(), from: role, bytes }),
    fc.record({
      ...recorded,
      type: fc.constant('close' as const),
      conn: fc.nat(),
      by: fc.constantFrom('client' as const, 'server' as const, 'fault' as const),
      how: fc.constantFrom('fin' as const, 'rst' as const),
    }),
    fc.record({
      ...recorded,
      type: fc.constant('message' as const),
      conn: fc.nat(),
      from: role,
      form: fc.constantFrom('http-request' as const, 'http-response' as const, 'ws-text' as const),
      bytes,
    }),
    fc.record({
      ...recorded,
      type: fc.constant('trace' as const),
      side: fc.oneof(fc.constant('server' as const), client),
      event: anyEvent(),
    }),
    fc.record(
      {
        ...recorded,
        type: fc.constant('fault' as const),
        fault: text,
        state: fc.constantFrom('set' as const, 'cleared' as const, 'acted' as const),
        client,
        direction: fc.constantFrom('up' as const, 'down' as const),
        detail: text,
      },
      { requiredKeys: ['seq', 'at', 'type', 'fault', 'state', 'detail'] },
    ),
    fc.record({ ...recorded, type: fc.constant('gap' as const), lost: fc.nat() }),
  );
}

function anyEvent(): fc.Arbitrary<TraceEvent> {
  return fc.oneof(
    fc.record({
      kind: fc.constant('program' as const),
      state: fc.constantFrom('started' as const, 'stopped' as const),
      run: fc.nat(),
    }),
    fc.record(
      {
        kind: fc.constant('log' as const),
        level: fc.constantFrom('log' as const, 'error' as const),
        text,
        place,
      },
      { requiredKeys: ['kind', 'level', 'text'] },
    ),
    fc.record(
      {
        kind: fc.constant('exception' as const),
        phase: fc.constantFrom('parse' as const, 'turn' as const, 'limit' as const),
        name: text,
        message: text,
        place,
        stack: text,
      },
      { requiredKeys: ['kind', 'phase', 'name', 'message'] },
    ),
    fc.record({ kind: fc.constant('sent' as const), sid: text, ordinal: fc.nat(), place }),
    fc.record(
      {
        kind: fc.constant('client' as const),
        source: fc.constantFrom('manager' as const, 'socket' as const, 'engine' as const),
        event: text,
        detail: text,
      },
      { requiredKeys: ['kind', 'source', 'event'] },
    ),
  );
}
