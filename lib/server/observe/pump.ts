import { encodeBatch } from '@/lib/capture/batch';
import type { Seq } from '@/lib/capture/record';
import type { RecordLog } from './log';

/** Where batches go: a WebSocket, as far as it matters here. */
export interface Sink {
  readonly readyState: number;
  readonly OPEN: number;
  /** What has been sent and not been taken by the kernel yet. */
  readonly bufferedAmount: number;
  send(batch: Uint8Array, taken: () => void): void;
}

export interface Pump {
  /** Sends what there is now, without gathering. */
  flush(): void;
  close(): void;
}

/** What a screen may not have read yet; beyond it the log keeps the records, and the cursor waits. */
const MAX_BUFFERED = 1024 * 1024;
/** Records' memory in one message: large enough to be cheap, small enough to decode between two frames. */
const BATCH_BYTES = 128 * 1024;
/** Records that come within this time go in one message. */
const GATHER_MS = 4;

/** Sends the records after `after` as they come, each once and in order, at the sink's own pace. */
export function openPump(log: RecordLog, after: Seq, sink: Sink): Pump {
  let sent = after;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    while (sink.readyState === sink.OPEN && sink.bufferedAmount < MAX_BUFFERED) {
      const records = log.after(sent, BATCH_BYTES);
      const last = records.at(-1);
      if (!last) return;
      sent = last.seq;
      // Called back when the kernel took it: so we hear that a slow reader has read.
      sink.send(encodeBatch(records), wake);
    }
  }

  function wake(): void {
    if (sent < log.lastSeq) timer ??= setTimeout(flush, GATHER_MS);
  }

  const leave = log.watch(wake);
  flush();
  return {
    flush,
    close() {
      leave();
      clearTimeout(timer);
    },
  };
}
