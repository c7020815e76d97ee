import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  isUnreadable,
  MAX_RECORDING,
  type Recording,
  RecordingTooLargeError,
  readRecording,
} from '@/lib/capture/read';
import { findingsOf } from '@/lib/explain/findings';
import { filterSays, matches } from '@/lib/filter/filter';
import type { Entry } from '@/lib/session/entry';
import { timelineFrom } from '@/lib/session/fold';
import type { Timeline } from '@/lib/session/timeline';
import type { Command } from './arguments';
import { entryJson } from './entry-json';
import { plainText } from './plain';
import { columnsOf, entryLines, findingLines } from './table';

/** The file cannot be read. One sentence, with its name. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

/** The lines that the command writes. */
export async function dissectFile(
  { file, json, filter }: Extract<Command, { kind: 'dissect' }>,
  stdin: Readable,
): Promise<Iterable<string>> {
  const name = file === '-' ? 'standard input' : file;
  const recording = readAs(name, file === '-' ? await collect(stdin) : await readBounded(file));
  const timeline = timelineFrom(recording.records);
  const entries = filter
    ? timeline.entries.filter((entry) => matches(filter, entry, timeline))
    : [...timeline.entries];
  if (json) return jsonLines(entries);
  const kept = filter && `${entries.length} shown: ${filterSays(filter)}`;
  return tableLines(recording, timeline, entries, kept);
}

function* jsonLines(entries: readonly Entry[]): Generator<string> {
  for (const entry of entries) yield entryJson(entry);
}

/** The findings are those of the whole recording: a filter chooses what is listed, not what happened. */
function* tableLines(
  { title }: Recording,
  timeline: Timeline,
  entries: readonly Entry[],
  kept: string | undefined,
): Generator<string> {
  const { length } = timeline.entries;
  yield `${title}: ${length} ${length === 1 ? 'entry' : 'entries'}`;
  if (kept !== undefined) yield plainText(kept);
  yield '';
  const columns = columnsOf(entries, timeline);
  for (const entry of entries) yield* entryLines(entry, timeline, columns);
  if (entries.length > 0) yield '';
  const findings = findingsOf(timeline);
  yield findings.length === 0 ? 'No findings.' : `Findings: ${findings.length}`;
  for (const finding of findings) {
    yield '';
    yield* findingLines(finding);
  }
}

function readAs(name: string, bytes: Uint8Array): Recording {
  try {
    return readRecording(bytes);
  } catch (error) {
    throw isUnreadable(error) ? new FileError(`${name}: ${error.message}`) : error;
  }
}

/** A size is told before the file is read, and what has none (a pipe, a device) is read only so far. */
async function readBounded(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const status = await handle.stat();
      if (status.isDirectory()) throw new FileError(`${file}: this is a folder, not a file.`);
      if (status.size > MAX_RECORDING) {
        throw new FileError(`${file}: ${new RecordingTooLargeError().message}`);
      }
      return await collect(handle.createReadStream({ autoClose: false }));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof FileError || !(error instanceof Error) || !('code' in error)) throw error;
    throw new FileError(`${file}: ${REASONS[String(error.code)] ?? error.message}`);
  }
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file.',
  EACCES: 'the file may not be read.',
  EISDIR: 'this is a folder, not a file.',
};

/** Ends soon after the most that is read, so that the reader of the kinds can say so. */
async function collect(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes: Uint8Array = chunk;
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_RECORDING) break;
  }
  return Buffer.concat(chunks);
}
