import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { createWorkbenchStore } from './store';
import { markBeside } from './time';

const storeOf = () => createWorkbenchStore({ files: { 'server.js': '' }, cast: ['alice'] });

describe('the moment', () => {
  it('is that of the selected entry, and goes with it', () => {
    const store = storeOf();
    const { goTo, select, play } = store.getState();
    goTo(4, micros(700));
    play(true);
    expect(store.getState()).toMatchObject({ entry: 4, after: 700, playing: true });
    goTo(5);
    expect(store.getState()).toMatchObject({ entry: 5, after: 0, playing: true });
    // Whoever selects wants to look, not to go on.
    select(4);
    expect(store.getState()).toMatchObject({ entry: 4, after: 0, playing: false });
  });

  it('later than the entry that is selected comes back to it when it is selected again', () => {
    const store = storeOf();
    store.getState().goTo(4, micros(700));
    store.getState().select(4);
    expect(store.getState()).toMatchObject({ entry: 4, after: 0 });
  });

  it('without an entry is now', () => {
    const store = storeOf();
    store.getState().goTo(4, micros(700));
    store.getState().select(undefined);
    expect(store.getState()).toMatchObject({ entry: undefined, after: 0 });
  });
});

describe('marks', () => {
  it('stand in the order of the entries, and are taken away by setting them again', () => {
    const store = storeOf();
    for (const n of [9, 3, 5, 3]) store.getState().mark(n);
    expect(store.getState().marks).toEqual([5, 9]);
  });

  it.each<[string, number | undefined, number | undefined]>([
    ['[', 5, 3],
    ['[', 3, undefined],
    ['[', undefined, 9],
    [']', 5, 9],
    [']', 4, 5],
    [']', undefined, undefined],
  ])('%s from entry %s leads to %s', (key, entry, expected) => {
    expect(markBeside([3, 5, 9], entry, key)).toBe(expected);
  });
});
