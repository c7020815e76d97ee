import { CAPTURE_VERSION, CaptureVersionError } from '@/lib/capture/file';
import { buffersOf } from '@/lib/capture/pack';
import { readPieces } from '@/lib/capture/pieces';
import { isUnreadable } from '@/lib/capture/read';
import { scanPack } from '@/lib/session/scans';
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
    const { pack, read: bytes } = next.value;
    const scanned = scanPack(pack);
    const handedOver = [...buffersOf(pack), scanned.head.buffer, scanned.id.buffer];
    tell({ answer: 'piece', pack, scanned, read: bytes }, handedOver);
    asked -= 1;
    while (asked <= 0) await new Promise<void>((resolve) => (wake = resolve));
  }
}

/** Bytes of the first chunk: little enough that the first entries are there at once. */
const FIRST_CHUNK = 2 ** 18;
/** Of those after it: a chunk is fetched from another process, and costs some milliseconds however long it is. */
const CHUNK = 2 ** 20;

/** Each next chunk is on its way while one is read. */
async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  let at = 0;
  const fetchNext = () => {
    const from = at;
    at = Math.min(file.size, from + (from === 0 ? FIRST_CHUNK : CHUNK));
    const fetched = file.slice(from, at).arrayBuffer();
    // Where it cannot be read, that is told when it is its turn.
    fetched.catch(() => undefined);
    return fetched;
  };
  let next = file.size > 0 ? fetchNext() : undefined;
  while (next) {
    const chunk: ArrayBuffer = await next;
    next = at < file.size ? fetchNext() : undefined;
    yield new Uint8Array(chunk);
  }
}

function tell(answer: ReaderAnswer, transfer: Transferable[] = []): void {
  self.postMessage(answer, { transfer });
}
