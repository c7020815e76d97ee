import { describe, expect, it } from 'vitest';
import type { WholeRecording } from '@/lib/capture/pieces';
import { recordsOf } from '@/lib/session/transcript';
import { createInspection } from './inspection';
import type { Reading } from './reader';
import { createRecording } from './recording';

const WHOLE: WholeRecording = { kind: 'capture', title: 'a capture' };

/** A reader that reads when it is told to. */
function opened() {
  const readers: Reading[] = [];
  let stopped = 0;
  const inspection = createInspection(
    () => createRecording((flush) => flush()),
    (_file, recording, reading) => {
      readers.push({
        ...reading,
        onRead: (read) => {
          recording.append(recordsOf('alice opens 1'));
          reading.onRead(read);
        },
      });
      return () => {
        stopped += 1;
      };
    },
  );
  const open = (name: string) => inspection.getState().open(new Blob([name]), name);
  const shown = () => {
    const { shown, replaced, reading, refusal } = inspection.getState();
    const read = reading ? `; ${reading.file.name} being read: ${reading.read}` : '';
    return `${shown?.name}, before it ${replaced?.name}${read}${refusal ? `; ${refusal.message}` : ''}`;
  };
  return { ...inspection.getState(), open, shown, last: () => readers.at(-1), stopped: () => stopped };
}

describe('the file that is inspected', () => {
  it('is shown from its first record on, and replaces the one before it until that is undone', () => {
    const { open, shown, last, undo } = opened();
    open('a.jsonl');
    expect(shown()).toBe('undefined, before it undefined; a.jsonl being read: 0');
    last()?.onRead(3);
    expect(shown()).toBe('a.jsonl, before it undefined; a.jsonl being read: 3');
    last()?.onDone(WHOLE);
    open('b.har');
    expect(shown()).toBe('a.jsonl, before it undefined; b.har being read: 0');
    last()?.onDone(WHOLE);
    expect(shown()).toBe('b.har, before it a.jsonl');
    undo();
    expect(shown()).toBe('a.jsonl, before it undefined');
  });

  it('is not shown any more when its reading is given up or fails', () => {
    const { open, shown, last, cancel, stopped } = opened();
    open('a.jsonl');
    last()?.onDone(WHOLE);
    open('b.har');
    last()?.onRead(3);
    expect(shown()).toBe('b.har, before it a.jsonl; b.har being read: 3');
    cancel();
    expect([shown(), stopped()]).toEqual(['a.jsonl, before it undefined', 1]);
    open('c.pcap');
    last()?.onRefused('This is a pcap file.');
    expect(shown()).toBe('a.jsonl, before it undefined; This is a pcap file.');
    open('d.har');
    expect(shown()).toBe('a.jsonl, before it undefined; d.har being read: 0');
  });

  it('that was not whole is nothing to go back to', () => {
    const { open, shown, last } = opened();
    open('a.jsonl');
    last()?.onDone(WHOLE);
    open('b.har');
    last()?.onRead(3);
    open('c.har');
    last()?.onDone(WHOLE);
    expect(shown()).toBe('c.har, before it a.jsonl');
  });

  it('can be kept, and then nothing is left of the one before it', () => {
    const { open, shown, last, keep } = opened();
    open('a.jsonl');
    last()?.onDone(WHOLE);
    open('b.har');
    last()?.onDone(WHOLE);
    keep();
    expect(shown()).toBe('b.har, before it undefined');
  });
});
