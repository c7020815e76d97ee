import type { RecordPack } from '@/lib/capture/pack';
import type { WholeRecording } from '@/lib/capture/pieces';
import type { ScannedPack } from '@/lib/session/scans';

/** What the page asks of the worker that reads a file: to begin, and after each piece for the next. */
export type ReaderAsk = { readonly ask: 'read'; readonly file: Blob } | { readonly ask: 'more' };

export type ReaderAnswer =
  | {
      readonly answer: 'piece';
      readonly pack: RecordPack;
      readonly scanned: ScannedPack;
      /** Bytes of the file so far. */
      readonly read: number;
    }
  | { readonly answer: 'done'; readonly whole: WholeRecording }
  | { readonly answer: 'refused'; readonly message: string };
