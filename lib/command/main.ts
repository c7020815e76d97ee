import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { FilterError, readArguments, USAGE, UsageError } from './arguments';
import { dissectFile, FileError } from './dissect-file';

/** Where the command reads and writes. */
export interface Streams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/** The command line's exit code: 0, or 2 for a command line or a file that cannot be read. */
export async function main(args: readonly string[], { stdin, stdout, stderr }: Streams): Promise<number> {
  try {
    const command = readArguments(args);
    if (command.kind === 'help') await writeAll(stdout, USAGE.trimEnd().split('\n'));
    else await writeAll(stdout, await dissectFile(command, stdin));
    return 0;
  } catch (error) {
    if (error instanceof UsageError) stderr.write(`socketscope: ${error.message}\n\n${USAGE}`);
    else if (error instanceof FileError || error instanceof FilterError)
      stderr.write(`socketscope: ${error.message}\n`);
    // A reader that has seen enough, as `head` does, closes the pipe: nothing is wrong.
    else if (isClosedPipe(error)) return 0;
    else throw error;
    return 2;
  }
}

/** Bytes of text that are written at once. */
const BLOCK = 64 * 1024;

async function writeAll(stdout: Writable, lines: Iterable<string>): Promise<void> {
  // Without a listener the error of a closed pipe would end the process; `once` hears it only while it waits.
  let failure: unknown;
  stdout.on('error', (error) => {
    failure = error;
  });
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length < BLOCK) continue;
    if (!stdout.write(block)) await once(stdout, 'drain');
    if (failure !== undefined) throw failure;
    block = '';
  }
  await new Promise<void>((resolve, reject) => {
    stdout.write(block, (error) => (error ? reject(failure ?? error) : resolve()));
  });
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
