import { describe, expect, it } from 'vitest';
import { dirtyFiles, nameProblem } from './program';
import { createWorkbenchStore } from './store';

const FILES = { 'server.js': 'S', 'client.js': 'C' };

function opened(cast: readonly string[] = ['alice']) {
  const store = createWorkbenchStore({ files: FILES, cast });
  const now = store.getState;
  return { now, shown: () => `${Object.keys(now().files).join(' ')} | ${now().openFile}` };
}

describe('the files of a program', () => {
  it('are made, renamed and deleted, each in one step that can be undone', () => {
    const { now, shown } = opened();
    now().addFile('rooms.js', '');
    expect(shown()).toBe('server.js client.js rooms.js | rooms.js');
    now().edit('rooms.js', 'R');
    now().renameFile('rooms.js', 'lib/rooms.js');
    expect(shown()).toBe('server.js client.js lib/rooms.js | lib/rooms.js');
    now().deleteFile('lib/rooms.js');
    expect(shown()).toBe('server.js client.js | server.js');
    now().undo();
    expect(now().files['lib/rooms.js']).toBe('R');
    now().undo();
    expect(now().files['rooms.js']).toBe('R');
    // Making it is stale: it was typed in since.
    expect(now().changes).toEqual([]);
  });

  it('of single clients stand behind the one they share', () => {
    const { now, shown } = opened();
    now().addFile('a.js', '');
    now().addFile('client.bob.js', 'B');
    expect(shown()).toBe('server.js client.js client.bob.js a.js | client.bob.js');
  });

  it('are undone for themselves: what was typed elsewhere stays', () => {
    const { now } = opened();
    now().addFile('a.js', 'A');
    now().deleteFile('a.js');
    now().edit('server.js', 'S2');
    now().undo();
    expect(now().files).toEqual({ 'server.js': 'S2', 'client.js': 'C', 'a.js': 'A' });
  });

  it('are all as they were after Reset, which can be undone as well', () => {
    const { now } = opened();
    now().edit('server.js', 'S2');
    now().addFile('a.js', 'A');
    expect(dirtyFiles(now().files, now().pristine)).toEqual(['server.js', 'a.js']);
    now().reset();
    expect(now().files).toEqual(FILES);
    now().undo();
    expect(now().files).toEqual({ 'server.js': 'S2', 'client.js': 'C', 'a.js': 'A' });
  });

  it('have names that a lab takes', () => {
    expect(
      ['', '../x.js', 'server.js', 'a b.js', 'lib/a.js', 'x.html'].map((name) => nameProblem(name, FILES)),
    ).toEqual([
      'A file needs a name, such as rooms.js.',
      'A name has letters, digits, “_”, “-” and “.”, with “/” between folders.',
      'There is a server.js already.',
      'A name has letters, digits, “_”, “-” and “.”, with “/” between folders.',
      undefined,
      undefined,
    ]);
  });

  it('a place in a file that is no more shows nothing', () => {
    const { now } = opened();
    now().show({ file: 'gone.js', line: 3 });
    expect([now().openFile, now().shown]).toEqual(['server.js', undefined]);
  });
});

describe('the cast', () => {
  it('grows to four, in the order of the names, and never shrinks to none', () => {
    const { now } = opened(['alice', 'carol']);
    expect([now().join(), now().join(), now().join()]).toEqual(['bob', 'dave', undefined]);
    expect(now().cast).toEqual(['alice', 'carol', 'bob', 'dave']);
    for (const client of ['bob', 'carol', 'dave', 'alice']) now().leave(client);
    expect(now().cast).toEqual(['alice']);
  });

  it('shows another console when the one that was shown goes', () => {
    const { now } = opened(['alice', 'bob']);
    now().listenTo('bob');
    now().leave('bob');
    expect(now().consoleOf).toBe('alice');
  });
});
