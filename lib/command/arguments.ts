import { parseArgs } from 'node:util';
import { type Filter, parseFilter } from '@/lib/filter/filter';

export const USAGE = `Usage: socketscope dissect FILE [--json] [--filter EXPR]

Tells what a recording has on the wire, packet by packet, and what is wrong with it.

  FILE            a capture file, a HAR, or text frames one a line; - for standard input
  --json          one JSON object a line, one line an entry
  --filter EXPR   only the entries that the expression keeps, e.g. 'sio.event == "chat"'
  --help          this text
`;

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'dissect'; readonly file: string; readonly json: boolean; readonly filter?: Filter };

/** The command line is none of the command's. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The expression is no filter. Shows it with its place marked. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  constructor(text: string, fact: string, start: number, end: number) {
    // The marks stand under the characters they mean only where each of these takes one column.
    const line = text.replace(/\p{Cc}/gu, ' ');
    const marks = ' '.repeat(start) + '^'.repeat(Math.max(1, end - start));
    super(`--filter: ${fact}\n  ${line}\n  ${marks}`);
  }
}

export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  const [verb, file, ...rest] = positionals;
  if (verb === undefined) throw new UsageError('A command is missing.');
  if (verb !== 'dissect') throw new UsageError(`"${verb}" is no command.`);
  if (file === undefined) throw new UsageError('FILE is missing.');
  if (rest.length > 0) throw new UsageError(`One FILE at a time: "${rest[0]}" is a second one.`);
  const { json, filter } = values;
  return { kind: 'dissect', file, json, ...(filter !== undefined && { filter: readFilter(filter) }) };
}

function readFilter(text: string): Filter {
  const parsed = parseFilter(text);
  if (parsed.ok) return parsed.filter;
  throw new FilterError(text, parsed.message, parsed.start, parsed.end);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        filter: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    // Node's sentence names the option; what follows the first one is advice on `--`.
    const [fact = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new UsageError(`${fact.replace(/\.$/, '')}.`);
  }
}
