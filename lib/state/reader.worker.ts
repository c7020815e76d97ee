import { CAPTURE_VERSION, CaptureVersionError } from '@/lib/capture/file';
import { buffersOf, packRecords } from '@/lib/capture/pack';
import { readPieces } from '@/lib/capture/pieces';
import { isUnreadable } from '@/lib/capture/read';
import type { ReaderAnswer, ReaderAsk } from './reader-message';

/** Reads one file beside the page. It reads on when the page asks for more, so that what waits there stays little. */

let wake: (() => void) | undefined;
let asked = 0;

self.onmessage = ({ data }: MessageEvent<ReaderAsk>) => {
  if (data.ask === 'more') {
    asked += 1;
    wake?.();
    return;
  }
  read(data.file).catch((error: unknown) => {
    if (isUnreadable(error))
      return tell({ answer: 'refused', message: `${error.message}${adviceOn(error)}` });
    // A file that has changed since it was chosen, say. What is ours must be seen in the console as well.
    tell({ answer: 'refused', message: `The file could not be read: ${String(error)}` });
    throw error;
  });
};

function adviceOn(error: Error): string {
  const isNewer =
    error instanceof CaptureVersionError && typeof error.found === 'number' && error.found > CAPTURE_VERSION;
  return isNewer ? ' The Socketscope that wrote it opens it, or a newer one than this.' : '';
}

async function read(file: Blob): Promise<void> {
  const pieces = readPieces(chunksOf(file));
  for (let next = await pieces.next(); ; next = await pieces.next()) {
    if (next.done) {
      tell({ answer: 'done', whole: next.value });
      return;
    }
    const { records, read: bytes } = next.value;
    const pack = packRecords(records);
    tell({ answer: 'piece', pack, read: bytes }, buffersOf(pack));
    asked -= 1;
    while (asked <= 0) await new Promise<void>((resolve) => (wake = resolve));
  }
}

/** Bytes. Little enough that the first entries are there at once. */
const CHUNK = 2 ** 18;

async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += CHUNK) {
    yield new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer());
  }
}

function tell(answer: ReaderAnswer, transfer: Transferable[] = []): void {
  self.postMessage(answer, { transfer });
}
