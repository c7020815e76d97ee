import { parseArgs } from 'node:util';

export const USAGE = `Usage: socketscope dissect FILE [--json] [--filter EXPR]

Tells what a recording has on the wire, packet by packet, and what is wrong with it.

  FILE            a capture file, a HAR, or text frames one a line; - for standard input
  --json          one JSON object a line, one line an entry
  --filter EXPR   only the entries that the expression keeps, e.g. 'sio.event == "chat"'
  --help          this text
`;

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'dissect'; readonly file: string; readonly json: boolean; readonly filter?: string };

/** The command line is none of the command's. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
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
  return { kind: 'dissect', file, json, ...(filter !== undefined && { filter }) };
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
