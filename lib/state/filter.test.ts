import { describe, expect, it, vi } from 'vitest';
import { recordsOf } from '@/lib/session/transcript';
import { filteredBy, goOn, hiddenSince } from './filtered';
import { createRecording } from './recording';
import { createWorkbenchStore } from './store';
import { openStorage } from './testing/storage';

function openStore() {
  return createWorkbenchStore({ files: { 'server.js': '' }, cast: ['alice'] });
}

const stored = openStorage();

describe('the filter', () => {
  it.each([
    ['is in force as soon as it can be read', ['ws'], 'ws', 'ws'],
    ['stays in force while the next one is no filter yet', ['ws', 'ws &'], 'ws &', 'ws'],
    ['is without the spaces around it', ['  ws  '], '  ws  ', 'ws'],
    ['ends with its text', ['ws', ''], '', ''],
  ])('%s', (_what, typed, filterTyped, filter) => {
    const store = openStore();
    for (const text of typed) store.getState().typeFilter(text);
    expect(store.getState()).toMatchObject({ filterTyped, filter });
  });

  it('shows what the reader goes to, until another filter is in force', () => {
    const store = openStore();
    store.getState().select(3);
    expect([...store.getState().revealed]).toEqual([]);
    store.getState().typeFilter('ws');
    store.getState().select(5);
    store.getState().reveal(7);
    expect([...store.getState().revealed]).toEqual([5, 7]);
    store.getState().typeFilter('ws ');
    expect([...store.getState().revealed]).toEqual([5, 7]);
    store.getState().typeFilter('http');
    expect([...store.getState().revealed]).toEqual([]);
  });

  it('that was used can be called back, in this browser, each once', () => {
    const store = openStore();
    for (const text of ['ws', 'http', 'ws', '', 'broken ==']) {
      store.getState().typeFilter(text);
      store.getState().keepFilter();
    }
    expect(store.getState().filtersUsed).toEqual(['http', 'ws']);
    const later = openStore();
    later.getState().readUsedFilters();
    expect(later.getState().filtersUsed).toEqual(['http', 'ws']);
  });

  it.each(['{', '{"a":1}', '["ws",7]'])('survives a store that holds %s', (text) => {
    stored.set('socketscope:filters', text);
    const store = openStore();
    store.getState().readUsedFilters();
    expect(store.getState().filtersUsed).toEqual(text === '["ws",7]' ? ['ws'] : []);
  });
});

describe('filteredBy', () => {
  it('is one for all who ask, and tells what came since', () => {
    const recording = createRecording((flush) => flush());
    const records = recordsOf('alice opens 1\n1 > GET /\n1 < 200 ok\n1 > GET /\n1 < 200 ok');
    recording.append(records.slice(0, 3));
    const timeline = recording.timeline();
    const first = filteredBy(timeline, 'kind == open', () => true);
    if (!first) throw new Error('This is a filter.');
    expect([first.kept.hidden.get(0), hiddenSince(first, 0)]).toEqual([2, 0]);
    recording.append(records.slice(3));
    expect(filteredBy(timeline, 'kind == open', () => true)).toBe(first);
    expect([first.kept.hidden.get(0), hiddenSince(first, 0)]).toEqual([4, 2]);
    expect(filteredBy(timeline, '', () => true)).toBeUndefined();
  });

  it('in parts, asking alone changes nothing: the rest waits until it is told to go on', () => {
    const recording = createRecording((flush) => flush());
    recording.append(recordsOf(`alice opens 1\n${'1 > GET /\n1 < 200 ok\n'.repeat(500)}`));
    const timeline = recording.timeline();
    // No part has any time.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 100;
      return now;
    });
    const asked = () => filteredBy(timeline, 'bytes > 1kB', () => true, true);
    const first = asked();
    if (!first) throw new Error('This is a filter.');
    const read: number[] = [];
    while (first.isBehind) {
      expect(asked()).toBe(first);
      read.push(first.kept.entriesRead);
      goOn(timeline, first);
    }
    clock.mockRestore();
    expect(read).toEqual([256, 512, 768]);
    expect([first.kept.entriesRead, first.kept.hidden.get(0)]).toEqual([1001, 1001]);
  });
});
