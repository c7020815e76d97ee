import { inspect } from './inspect';

/** `util.format`: what `console.log` prints. */
export function format(...args: unknown[]): string {
  const [first, ...rest] = args;
  if (typeof first !== 'string')
    return args.map((arg) => (typeof arg === 'string' ? arg : inspect(arg))).join(' ');
  if (args.length === 1) return first;
  let next = 0;
  const text = first.replace(/%[sdifjoOc%]/g, (code) => {
    if (code === '%%') return '%';
    if (next >= rest.length) return code;
    return substitute(code, rest[next++]);
  });
  return [text, ...rest.slice(next).map((arg) => (typeof arg === 'string' ? arg : inspect(arg)))].join(' ');
}

function substitute(code: string, value: unknown): string {
  switch (code) {
    case '%s':
      if (typeof value === 'string') return value;
      if (typeof value === 'bigint') return `${value}n`;
      if (Object.is(value, -0)) return '-0';
      return typeof value === 'object' && value !== null ? inspect(value, { depth: 0 }) : String(value);
    case '%d':
    case '%i':
    case '%f': {
      if (typeof value === 'bigint') return code === '%f' ? 'NaN' : `${value}n`;
      if (typeof value === 'symbol' || (code === '%d' && typeof value === 'object')) return 'NaN';
      if (code === '%d') return inspect(Number(value));
      return String(code === '%i' ? Number.parseInt(String(value), 10) : Number.parseFloat(String(value)));
    }
    case '%j':
      try {
        return JSON.stringify(value) ?? 'undefined';
      } catch {
        return '[Circular]';
      }
    case '%o':
      return inspect(value, { depth: 4 });
    case '%O':
      return inspect(value);
    default: // %c styles text where there are styles
      return '';
  }
}
