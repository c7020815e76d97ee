import { describe, expect, it } from 'vitest';
import { dissect } from '@/lib/dissect/dissect';
import type { Field } from '@/lib/dissect/layer';
import { UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { matches, parseFilter } from './filter';
import { conditionOf, type Joining, joinedFilter } from './join';

describe('joinedFilter', () => {
  it.each<[string, Joining, string, string]>([
    ['', 'only', 'ws', 'ws'],
    ['http', 'only', 'ws', 'ws'],
    ['', 'and', 'ws', 'ws'],
    ['', 'or', 'ws', 'ws'],
    ['', 'not', 'ws', '!ws'],
    ['http', 'and', 'bytes > 9', 'http && bytes > 9'],
    ['http', 'or', 'ws', 'http || ws'],
    ['http', 'not', 'eio.type == ping', 'http && !(eio.type == ping)'],
    ['http || ws', 'and', 'issue', '(http || ws) && issue'],
    ['http && ws', 'or', 'issue', 'http && ws || issue'],
    ['http && ws', 'and', 'issue', 'http && ws && issue'],
    // asked already
    ['http && ws', 'and', 'ws', 'http && ws'],
    ['http', 'or', 'http', 'http'],
  ])('%s %s %s', (filter, joining, condition, joined) => {
    expect(joinedFilter(filter, joining, condition)).toBe(joined);
  });
});

const STORY = timelineOf(UPGRADE);

describe('conditionOf', () => {
  it.each([
    [3, 'http.status', 'http.status == 200'],
    [3, 'http.reason', 'http.reason == OK'],
    [3, 'http.header.content-type', 'http.header.content-type == "text/plain; charset=UTF-8"'],
    [3, 'eio.type', 'eio.type == open'],
    [3, 'eio.open.pingInterval', 'eio.open.pingInterval == 25000'],
    [3, 'eio.open.sid', 'eio.open.sid == s1'],
    [12, 'ws.opcode', 'ws.opcode == text'],
    [12, 'ws.fin', 'ws.fin'],
    [13, 'ws.masked', '!ws.masked'],
    [12, 'ws.length', 'ws.length == 6'],
    [12, 'ws.key', 'ws.key == "a1 5e 09 c4"'],
    [16, 'sio.type', 'sio.type == EVENT'],
    [16, 'sio.event', 'sio.event == hello'],
    [16, 'sio.id', 'sio.id == 0'],
    [16, 'sio.arg', 'sio.arg == Alice'],
    [7, 'sio.sid', 'sio.sid == sock1'],
  ])('of entry %s, %s: %s', (n, key, condition) => {
    const entry = STORY.entries.nth(n);
    if (entry?.kind !== 'unit') throw new Error('This entry has no fields.');
    const field = all(dissect(entry.unit).layers.flatMap(({ fields }) => fields)).find(
      (one) => one.key === key,
    );
    if (!field) throw new Error(`It has no field ${key}.`);
    expect(conditionOf(field, entry, STORY)).toBe(condition);
  });

  it('asks for nothing where no key would keep the entry', () => {
    const odd = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 > text 42{"sum":[2,3]}
    `);
    const entry = odd.entries.nth(4);
    if (entry?.kind !== 'unit') throw new Error('This entry has no fields.');
    const offered = all(dissect(entry.unit).layers.flatMap(({ fields }) => fields)).map((field) => [
      field.key,
      conditionOf(field, entry, odd),
    ]);
    expect(offered).toContainEqual(['sio.type', undefined]);
    expect(offered).toContainEqual(['eio.type', 'eio.type == message']);
  });

  it('keeps the entry, whatever field it is made of', () => {
    const lost: string[] = [];
    let count = 0;
    for (const entry of STORY.entries) {
      if (entry.kind !== 'unit') continue;
      for (const field of all(dissect(entry.unit).layers.flatMap(({ fields }) => fields))) {
        const condition = conditionOf(field, entry, STORY);
        const parsed = parseFilter(condition ?? '?');
        count += 1;
        if (!parsed.ok || !matches(parsed.filter, entry, STORY)) lost.push(`${field.key}: ${condition}`);
      }
    }
    expect(count).toBeGreaterThan(100);
    expect(lost).toEqual([]);
  });
});

function all(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [field, ...all(field.children ?? [])]);
}
