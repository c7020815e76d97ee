import { host } from './host';

/** Where errors were made, told as the program was written: without its marks, and without our own frames. */

interface CallSite {
  getFunctionName(): string | null;
  getFileName(): string | null;
  getLineNumber(): number;
  getColumnNumber(): number;
}

const prepareStackTrace = (error: unknown, sites: readonly CallSite[]): string =>
  printed(
    error,
    sites.map((site) => [
      site.getFunctionName(),
      site.getFileName(),
      site.getLineNumber(),
      site.getColumnNumber(),
    ]),
  );
// Assigned, not defined: QuickJS keeps it in a place of its own.
Object.assign(Error, { prepareStackTrace });

type Frame = readonly [called: string | null, file: string | null, line: number, column: number];

const RAW_FRAME = /^ {4}at (?:(.*) \()?([^()]+?):(\d+)(?::(\d+))?\)?$/;

/** The stack of an error, also where QuickJS had no room left to call the function above. */
export function stackOf(error: Error): string {
  const stack = String(error.stack ?? '');
  if (!/^ {4}at /.test(stack)) return stack;
  const frames = stack.split('\n').flatMap((line): Frame[] => {
    const [whole, called = null, file = null, row, column] = RAW_FRAME.exec(line) ?? [];
    return whole === undefined ? [] : [[called, file, Number(row), Number(column ?? 1)]];
  });
  return printed(error, frames);
}

function printed(error: unknown, frames: readonly Frame[]): string {
  // As in Node: the constructors of the error's own classes are not where it was made.
  const classes = classNames(error);
  const first = frames.findIndex(([called]) => called === null || !classes.has(called));
  const shown = first < 0 ? frames : frames.slice(first);
  return [String(error), host.stack(JSON.stringify(shown))].filter((part) => part !== '').join('\n');
}

function classNames(error: unknown): Set<string> {
  const names = new Set<string>();
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at)) {
    const made: unknown = Reflect.get(at, 'constructor');
    if (typeof made === 'function') names.add(made.name);
  }
  return names;
}
