import { afterEach, expect, it, vi } from 'vitest';
import { prepareReader, readFile } from './reader';
import type { Recording } from './recording';

/** Stands in for the platform's, which Node has not: notes who was asked to read. */
class FakeWorker {
  static readonly started: FakeWorker[] = [];
  readonly asked: string[] = [];
  onmessage: unknown;
  onerror: ((event: { message: string }) => void) | undefined;

  constructor() {
    FakeWorker.started.push(this);
  }

  postMessage({ ask }: { ask: string }): void {
    if (ask === 'read') this.asked.push(ask);
  }

  terminate(): void {}
}

afterEach(() => {
  vi.unstubAllGlobals();
  FakeWorker.started.length = 0;
});

const RECORDING = { onTaken: () => () => {} } as unknown as Recording;

function open(): string[] {
  const refused: string[] = [];
  readFile(new Blob(), RECORDING, {
    onRead: () => {},
    onDone: () => {},
    onRefused: (message) => refused.push(message),
  });
  return refused;
}

const asked = () => FakeWorker.started.map((worker) => worker.asked.length);

it('a file is read by what was started before it came, and the next by another', () => {
  vi.stubGlobal('Worker', FakeWorker);
  prepareReader();
  prepareReader();
  open();
  open();
  expect(asked()).toEqual([1, 1]);
});

it('where that could not start, the file is not given to it, and what is wrong with the next is told', () => {
  vi.stubGlobal('Worker', FakeWorker);
  prepareReader();
  FakeWorker.started[0]?.onerror?.({ message: 'not found' });
  const refused = open();
  expect(asked()).toEqual([0, 1]);
  FakeWorker.started[1]?.onerror?.({ message: 'not found' });
  expect(refused).toEqual(['The file could not be read: not found']);
});
