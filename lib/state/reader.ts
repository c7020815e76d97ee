import type { WholeRecording } from '@/lib/capture/pieces';
import type { ReaderAnswer, ReaderAsk } from './reader-message';
import type { Recording } from './recording';

export interface Reading {
  /** Bytes of the file that were read. */
  onRead(read: number): void;
  /** All of it is in the recording. */
  onDone(whole: WholeRecording): void;
  /** One sentence: what was found. */
  onRefused(message: string): void;
}

/** Pieces that may be on their way or wait to be taken into the timeline. */
const AHEAD = 16;
/** Milliseconds between two times that it is told how far it is: it is drawn each time. */
const TOLD_EVERY = 100;
/** Records that may wait to be taken into the timeline before more is asked for. */
const MOST_WAITING = 65_536;

/** One that has been started before there is something to read. */
let spare: Worker | undefined;

/** Starts what reads: it is told what when a file comes. */
export function prepareReader(): void {
  if (spare) return;
  const started = startWorker();
  spare = started;
  // Where it could not start, another is tried when a file comes, and what is wrong is told then.
  started.onerror = () => {
    if (spare === started) spare = undefined;
  };
}

function startWorker(): Worker {
  return new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module' });
}

/** Reads a file into a recording, beside the page. Gives back how to stop it. */
export function readFile(
  file: Blob,
  recording: Recording,
  { onRead, onDone, onRefused }: Reading,
): () => void {
  const worker = spare ?? startWorker();
  spare = undefined;
  const ask = (message: ReaderAsk) => worker.postMessage(message);
  let owed = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let whole: WholeRecording | undefined;

  function tellRead(read: number): void {
    const now = performance.now();
    if (now - toldAt < TOLD_EVERY) return;
    toldAt = now;
    onRead(read);
  }

  function goOn(): void {
    if (whole && recording.waiting() === 0) {
      stop();
      recording.tell();
      onDone(whole);
    }
    if (recording.waiting() > MOST_WAITING) return;
    for (; owed > 0; owed -= 1) ask({ ask: 'more' });
  }

  const unsubscribe = recording.onTaken(goOn);
  function stop(): void {
    unsubscribe();
    worker.terminate();
  }

  worker.onmessage = ({ data }: MessageEvent<ReaderAnswer>) => {
    switch (data.answer) {
      case 'piece':
        recording.adopt(data.pack, data.scanned);
        tellRead(data.read);
        owed += 1;
        break;
      case 'done':
        whole = data.whole;
        recording.dated(createdAt(whole));
        break;
      case 'refused':
        stop();
        onRefused(data.message);
        return;
    }
    goOn();
  };
  worker.onerror = ({ message }) => {
    stop();
    onRefused(`The file could not be read: ${message}`);
  };
  ask({ ask: 'read', file });
  for (let i = 0; i < AHEAD; i += 1) ask({ ask: 'more' });
  return stop;
}

/** Text frames have no times, and a header may say anything: then the records count from 1970. */
function createdAt(whole: WholeRecording): number {
  const moment = Date.parse(whole.createdAt ?? '');
  return Number.isFinite(moment) ? moment : 0;
}
