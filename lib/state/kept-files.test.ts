import { describe, expect, it } from 'vitest';
import { followFiles, parseFiles } from './kept-files';
import { createWorkbenchStore } from './store';
import { openStorage } from './testing/storage';

const SAMPLE = { 'server.js': 'S', 'client.js': 'C' };
const KEY = 'socketscope:files:learn/a';
const stored = openStorage();

function visit(page = 'learn/a', files = SAMPLE) {
  const store = createWorkbenchStore({ files, cast: ['alice'] });
  followFiles(store, page);
  return store.getState;
}

describe('what a reader wrote', () => {
  it('is there at the next visit of the same page, with the files made and without those deleted', () => {
    const now = visit();
    now().edit('server.js', 'S2');
    now().addFile('rooms.js', 'R');
    expect(visit()().files).toEqual({ 'server.js': 'S2', 'client.js': 'C', 'rooms.js': 'R' });
    expect(visit('learn/b')().files).toEqual(SAMPLE);
  });

  it('can be reset at the next visit, and is forgotten then', () => {
    visit()().edit('server.js', 'S2');
    const now = visit();
    now().reset();
    expect(now().files).toEqual(SAMPLE);
    expect(stored.has(KEY)).toBe(false);
  });

  it('opens no file that is no more', () => {
    visit()().deleteFile('client.js');
    const now = visit();
    expect([Object.keys(now().files), now().openFile]).toEqual([['server.js'], 'server.js']);
  });

  it('is not put into a sample that has changed since', () => {
    visit()().edit('server.js', 'S2');
    const next = { ...SAMPLE, 'client.js': 'C, mended' };
    expect(visit('learn/a', next)().files).toEqual(next);
  });

  it.each([
    ['nothing', undefined],
    ['what is no JSON', '{'],
    ['a newer version', JSON.stringify({ version: 2, pristine: SAMPLE, files: SAMPLE })],
    ['files that are no text', JSON.stringify({ version: 1, pristine: SAMPLE, files: { 'server.js': 1 } })],
  ])('is not read from %s', (_what, text) => {
    expect(parseFiles(text, SAMPLE)).toBeUndefined();
  });
});
