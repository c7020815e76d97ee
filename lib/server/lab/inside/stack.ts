import { host } from './host';

/** Where errors were made, told as the program was written: without its marks, and without our own frames. */

interface CallSite {
  getFunctionName(): string | null;
  getFileName(): string | null;
  getLineNumber(): number;
  getColumnNumber(): number;
}

Object.defineProperty(Error, 'prepareStackTrace', {
  configurable: true,
  writable: true,
  value: (error: unknown, sites: readonly CallSite[]) =>
    printed(
      error,
      sites.map((site) => [
        site.getFunctionName(),
        site.getFileName(),
        site.getLineNumber(),
        site.getColumnNumber(),
      ]),
    ),
});

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
  return [String(error), host.stack(JSON.stringify(frames))].filter((part) => part !== '').join('\n');
}
