import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CaptureHeader, headerLine, recordLine } from '@/lib/capture/file';
import type { HostedLab } from '../hosted-lab';

/** Memory of the records that are written at one go. */
const SLICE_BYTES = 256 * 1024;

/** The capture file of all that was recorded until now, slice by slice. */
export async function sendCapture(lab: HostedLab, res: ServerResponse): Promise<void> {
  res.writeHead(200, {
    'Content-Type': 'application/jsonl; charset=utf-8',
    'Content-Disposition': `attachment; filename="${lab.id}.jsonl"`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  if (res.req.method === 'HEAD') {
    res.end();
    return;
  }
  try {
    await pipeline(Readable.from(slicesOf(lab)), res);
  } catch {
    res.destroy(); // the reader went away
  }
}

function* slicesOf({ log, program }: HostedLab): Generator<string> {
  const header: CaptureHeader = {
    createdAt: log.createdAt.toISOString(),
    cast: program.cast,
    program: program.files,
  };
  yield headerLine(header);
  const end = log.lastSeq;
  for (let seq = 0; seq < end; ) {
    const records = log.after(seq, SLICE_BYTES).filter((record) => record.seq <= end);
    const last = records.at(-1);
    if (!last) return;
    yield records.map(recordLine).join('');
    seq = last.seq;
  }
}
