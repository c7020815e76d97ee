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
      recording.append(recordsOf('alice opens 1'));
      readers.push(reading);
      return () => {
        stopped += 1;
      };
    },
  );
  const open = (name: string) => inspection.getState().open(new Blob([name]), name);
  const shown = () => {
    const { shown, replaced, read, refusal } = inspection.getState();
    const state = read === undefined ? '' : ` reading ${read}`;
    return `${shown?.name}${state}, before it ${replaced?.name}${refusal ? `; ${refusal.message}` : ''}`;
  };
  return { ...inspection.getState(), open, shown, last: () => readers.at(-1), stopped: () => stopped };
}

describe('the file that is inspected', () => {
  it('is shown while it is read, and replaces the one before it until that is undone', () => {
    const { open, shown, last, undo } = opened();
    open('a.jsonl');
    last()?.onRead(3);
    expect(shown()).toBe('a.jsonl reading 3, before it undefined');
    last()?.onDone(WHOLE);
    open('b.har');
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
    cancel();
    expect([shown(), stopped()]).toEqual(['a.jsonl, before it undefined', 1]);
    open('c.pcap');
    last()?.onRefused('This is a pcap file.');
    expect(shown()).toBe('a.jsonl, before it undefined; This is a pcap file.');
    open('d.har');
    expect(shown()).toBe('d.har reading 0, before it a.jsonl');
  });

  it('that was not whole is nothing to go back to', () => {
    const { open, shown, last } = opened();
    open('a.jsonl');
    last()?.onDone(WHOLE);
    open('b.har');
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
