import { format } from './format';
import { host } from './host';
import { inspect } from './inspect';

const LONGEST_LINE = 16 * 1024; // characters
let indentation = '';
const counts = new Map<string, number>();
const started = new Map<string, number>();

export const console = {
  log: (...args: unknown[]) => write('log', format(...args)),
  info: (...args: unknown[]) => write('info', format(...args)),
  warn: (...args: unknown[]) => write('warn', format(...args)),
  error: (...args: unknown[]) => write('error', format(...args)),
  debug: (...args: unknown[]) => write('debug', format(...args)),
  trace: (...args: unknown[]) => write('error', `Trace: ${format(...args)}`),
  dir: (value: unknown, options?: { depth?: number | null }) => write('log', inspect(value, options)),
  dirxml: (...args: unknown[]) => write('log', format(...args)),
  assert: (holds: unknown, ...args: unknown[]) => {
    if (!holds) write('error', args.length > 0 ? `Assertion failed: ${format(...args)}` : 'Assertion failed');
  },
  count: (label = 'default') => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    write('log', `${label}: ${count}`);
  },
  countReset: (label = 'default') => void counts.delete(label),
  time: (label = 'default') => void started.set(label, host.now()),
  timeEnd: (label = 'default') => {
    tellTime(label, []);
    started.delete(label);
  },
  timeLog: (label = 'default', ...args: unknown[]) => tellTime(label, args),
  group: (...args: unknown[]) => {
    if (args.length > 0) write('log', format(...args));
    indentation += '  ';
  },
  groupCollapsed: (...args: unknown[]) => console.group(...args),
  groupEnd: () => {
    indentation = indentation.slice(2);
  },
  table: (rows: unknown) => write('log', inspect(rows)),
};

function tellTime(label: string, args: unknown[]): void {
  const start = started.get(label);
  if (start === undefined) write('warn', `Warning: No such label '${label}' for console.timeEnd()`);
  else {
    const took = `${label}: ${(host.now() - start).toFixed(3)}ms`;
    write('log', args.length > 0 ? `${took} ${format(...args)}` : took);
  }
}

function write(level: string, text: string): void {
  const indented = indentation === '' ? text : indentation + text.replaceAll('\n', `\n${indentation}`);
  const cut =
    indented.length > LONGEST_LINE
      ? `${indented.slice(0, LONGEST_LINE)}… (${indented.length} characters)`
      : indented;
  host.log(level, cut);
}
