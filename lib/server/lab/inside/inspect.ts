/** Prints values the way Node's `util.inspect` does, as far as a console shows them. */

interface Options {
  readonly depth: number;
}

interface Walk extends Options {
  readonly seen: object[];
  /** Objects that contain themselves, in the order in which that was found. */
  readonly circular: Map<object, number>;
  indentation: number;
  /** The depth of the value being printed, and how deep the deepest value below it was. */
  level: number;
}

const BREAK_LENGTH = 80; // the length at which Node breaks where it knows of no terminal
const COMPACT = 3; // this many inner levels go on one line
const MAX_ITEMS = 100;
const MAX_STRING = 10_000;
const CUSTOM = Symbol.for('nodejs.util.inspect.custom');

export function inspect(value: unknown, options: { depth?: number | null } = {}): string {
  const depth = options.depth === null ? Infinity : (options.depth ?? 2);
  return print(value, { depth, seen: [], circular: new Map(), indentation: 0, level: 0 }, 0, true);
}

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
      if (code === '%d') return print(Number(value), newWalk(), 0, false);
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

function newWalk(): Walk {
  return { depth: 2, seen: [], circular: new Map(), indentation: 0, level: 0 };
}

function print(value: unknown, walk: Walk, depth: number, top = false): string {
  switch (typeof value) {
    case 'string':
      return printString(value, walk, top);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return value.toString();
    case 'object':
    case 'function':
      return value === null ? 'null' : printObject(value, walk, depth);
    default:
      return String(value);
  }
}

function printString(value: string, walk: Walk, top: boolean): string {
  const cut = value.length > MAX_STRING ? value.slice(0, MAX_STRING) : value;
  const rest = value.length - cut.length;
  const more = rest > 0 ? `... ${rest} more character${rest > 1 ? 's' : ''}` : '';
  if (!top && cut.length > 16 && cut.length > BREAK_LENGTH - walk.indentation - 4 && cut.includes('\n')) {
    return (
      cut
        .split(/(?<=\n)/)
        .map(quote)
        .join(` +\n${' '.repeat(walk.indentation + 2)}`) + more
    );
  }
  return quote(cut) + more;
}

const ESCAPES: Record<string, string> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
};

/** Controls, the backslash, and halves of surrogate pairs that stand alone. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\\]/gu;

function quote(text: string): string {
  const mark = !text.includes("'")
    ? "'"
    : !text.includes('"')
      ? '"'
      : !text.includes('`') && !text.includes('${')
        ? '`'
        : "'";
  const escaped = text.replace(UNPRINTABLE, (char) => {
    const hex = char.charCodeAt(0).toString(16).toUpperCase();
    return ESCAPES[char] ?? (hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex}`);
  });
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function printObject(value: object, walk: Walk, depth: number): string {
  if (walk.seen.includes(value)) {
    if (!walk.circular.has(value)) walk.circular.set(value, walk.circular.size + 1);
    return `[Circular *${walk.circular.get(value)}]`;
  }
  const custom = Reflect.get(value, CUSTOM);
  if (typeof custom === 'function') {
    const printed = custom.call(value, walk.depth - depth, {}, inspect);
    return typeof printed === 'string' ? printed : print(printed, walk, depth);
  }
  const shape = shapeOf(value);
  if (depth > walk.depth && shape.hasEntries) {
    return Array.isArray(value) ? '[Array]' : `[${constructorName(value) ?? 'Object: null prototype'}]`;
  }
  walk.seen.push(value);
  walk.level = depth;
  const entries = shape.entries(walk, depth + 1);
  walk.seen.pop();
  const reference = walk.circular.get(value);
  const base =
    reference === undefined ? shape.base : [`<ref *${reference}>`, shape.base].filter(Boolean).join(' ');
  const prefix =
    shape.prefix && reference !== undefined ? `<ref *${reference}> ${shape.prefix}` : shape.prefix;
  if (entries.length === 0 && !shape.hasEntries)
    return shape.prefix ? `${prefix}${shape.open}${shape.close}` : base || `${shape.open}${shape.close}`;
  const braceBase = shape.prefix || reference === undefined ? base : base;
  return layOut(
    entries,
    prefix === '' ? braceBase : shape.base,
    `${prefix}${shape.open}`,
    shape.close,
    walk,
    depth,
    Array.isArray(value) || ArrayBuffer.isView(value),
    value,
  );
}

interface Shape {
  /** Printed before the brace, as in `Map(1) {`. */
  readonly prefix: string;
  /** Printed instead of braces where there is nothing to put in them, and before them else. */
  readonly base: string;
  readonly open: string;
  readonly close: string;
  readonly hasEntries: boolean;
  entries(walk: Walk, depth: number): string[];
}

function shapeOf(value: object): Shape {
  const keys = ownKeys(value);
  const name = constructorName(value);
  const named = (usual: string, size?: number) => {
    const tag = size === undefined ? '' : `(${size})`;
    if (name === undefined) return `[${usual}${tag}: null prototype] `;
    return name === usual && size === undefined ? '' : `${name}${tag} `;
  };
  const properties = (walk: Walk, depth: number) => keys.map((key) => property(value, key, walk, depth));
  const shape = (part: Partial<Shape>): Shape => ({
    prefix: '',
    base: '',
    open: '{',
    close: '}',
    hasEntries: keys.length > 0,
    entries: properties,
    ...part,
  });

  if (Array.isArray(value)) {
    const prefix = name === 'Array' ? '' : named('Array', value.length);
    return shape({
      prefix,
      open: '[',
      close: ']',
      hasEntries: value.length > 0 || keys.length > 0,
      entries: (walk, depth) => [...items(value, walk, depth), ...properties(walk, depth)],
    });
  }
  if (value instanceof Map) {
    return shape({
      prefix: named('Map', value.size),
      hasEntries: value.size > 0 || keys.length > 0,
      entries: (walk, depth) => [
        ...limited(
          [...value],
          ([key, item]) => `${nested(key, walk, depth)} => ${nested(item, walk, depth)}`,
        ),
        ...properties(walk, depth),
      ],
    });
  }
  if (value instanceof Set) {
    return shape({
      prefix: named('Set', value.size),
      hasEntries: value.size > 0 || keys.length > 0,
      entries: (walk, depth) => [
        ...limited([...value], (item) => nested(item, walk, depth)),
        ...properties(walk, depth),
      ],
    });
  }
  if (isTypedArray(value)) {
    return shape({
      prefix: named(name ?? 'TypedArray', value.length),
      open: '[',
      close: ']',
      hasEntries: value.length > 0 || keys.length > 0,
      entries: (walk, depth) => [
        ...limited([...value], (item) => print(item, walk, depth)),
        ...properties(walk, depth),
      ],
    });
  }
  if (value instanceof ArrayBuffer) {
    const bytes = new Uint8Array(value);
    const hex = Array.from(bytes.subarray(0, 50), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const more =
      bytes.length > 50 ? ` ... ${bytes.length - 50} more byte${bytes.length > 51 ? 's' : ''}` : '';
    return shape({
      prefix: 'ArrayBuffer ',
      hasEntries: true,
      entries: () => [`[Uint8Contents]: <${hex}${more}>`, `byteLength: ${bytes.length}`],
    });
  }
  if (value instanceof Error) {
    // The stack stands for the message; `cause` and own properties follow in braces.
    const shown = keys.filter((key) => key !== 'stack' && key !== 'message');
    if (Object.hasOwn(value, 'cause') && !shown.includes('cause')) shown.push('cause');
    return shape({
      base: errorText(value),
      hasEntries: shown.length > 0,
      entries: (walk, depth) => shown.map((key) => property(value, key, walk, depth)),
    });
  }
  if (value instanceof Date)
    return shape({ base: Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString() });
  if (value instanceof RegExp) return shape({ base: String(value) });
  if (value instanceof Promise)
    return shape({
      prefix: 'Promise ',
      hasEntries: true,
      entries: (walk, depth) => ['<pending>', ...properties(walk, depth)],
    });
  if (value instanceof WeakMap || value instanceof WeakSet)
    return shape({ prefix: `${name} `, hasEntries: true, entries: () => ['<items unknown>'] });
  if (value instanceof Number || value instanceof String || value instanceof Boolean) {
    const inner = value.valueOf();
    return shape({
      base: `[${value.constructor.name}: ${typeof inner === 'string' ? quote(inner) : String(inner)}]`,
      entries: (walk, depth) =>
        keys.filter((key) => !/^\d+$/.test(String(key))).map((key) => property(value, key, walk, depth)),
      hasEntries: false,
    });
  }
  if (typeof value === 'function') return shape({ base: functionText(value) });
  const tag = Reflect.get(value, Symbol.toStringTag);
  const tagged =
    typeof tag === 'string' && tag !== '' && tag !== name
      ? `${name ?? '[Object: null prototype]'} [${tag}] `
      : named('Object');
  return shape({ prefix: tagged });
}

function nested(value: unknown, walk: Walk, depth: number): string {
  walk.indentation += 2;
  const text = print(value, walk, depth);
  walk.indentation -= 2;
  return text;
}

function items(array: unknown[], walk: Walk, depth: number): string[] {
  const printed: string[] = [];
  let indices: number[] | undefined;
  let i = 0;
  for (; i < array.length && printed.length < MAX_ITEMS; i++) {
    if (i in array) {
      printed.push(nested(array[i], walk, depth));
      continue;
    }
    // An array may be nothing but one enormous hole.
    indices ??= Object.keys(array).map(Number);
    const next = indices.find((index) => index > i) ?? array.length;
    const holes = next - i;
    i = next - 1;
    printed.push(`<${holes} empty item${holes > 1 ? 's' : ''}>`);
  }
  const rest = array.length - i;
  if (rest > 0) printed.push(`... ${rest} more item${rest > 1 ? 's' : ''}`);
  return printed;
}

function limited<T>(all: T[], one: (item: T) => string): string[] {
  const printed = all.slice(0, MAX_ITEMS).map(one);
  const rest = all.length - printed.length;
  if (rest > 0) printed.push(`... ${rest} more item${rest > 1 ? 's' : ''}`);
  return printed;
}

function property(owner: object, key: string | symbol, walk: Walk, depth: number): string {
  const name =
    typeof key === 'symbol' ? `[${key.toString()}]` : /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key);
  const hidden = Object.getOwnPropertyDescriptor(owner, key);
  const label = hidden?.enumerable === false ? `[${name}]` : name;
  if (hidden?.get) return `${label}: ${hidden.set ? '[Getter/Setter]' : '[Getter]'}`;
  if (hidden?.set) return `${label}: [Setter]`;
  // Node indents what is in an object by its own brace, and in an array by the array's.
  const text = nested(hidden?.value, walk, depth);
  return `${label}: ${text}`;
}

function ownKeys(value: object): (string | symbol)[] {
  const listed = Array.isArray(value) || isTypedArray(value);
  const names = Object.keys(value).filter((key) => !(listed && /^\d+$/.test(key)));
  const symbols = Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
  return [...names, ...symbols];
}

function constructorName(value: object): string | undefined {
  for (let at: object | null = value; at; at = Object.getPrototypeOf(at)) {
    const own = Object.getOwnPropertyDescriptor(at, 'constructor');
    if (own && typeof own.value === 'function' && own.value.name !== '' && value instanceof own.value)
      return own.value.name;
  }
  return undefined;
}

function functionText(value: object): string {
  const source = Function.prototype.toString.call(value);
  const name = Reflect.get(value, 'name');
  if (/^class\b/.test(source)) {
    const base = Object.getPrototypeOf(value);
    const heritage = typeof base === 'function' && base.name ? ` extends ${base.name}` : '';
    return `[class ${name || '(anonymous)'}${heritage}]`;
  }
  const kind = constructorName(value) ?? 'Function';
  return name ? `[${kind}: ${String(name)}]` : `[${kind} (anonymous)]`;
}

function errorText(error: Error): string {
  const head = String(error);
  const stack = typeof error.stack === 'string' ? error.stack : '';
  if (stack === '') return `[${head}]`;
  return stack.startsWith(head) || stack.includes('\n') ? stack : `${head}\n${stack}`;
}

function isTypedArray(value: object): value is Uint8Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** One line where that is short enough, one line an entry where not. */
function layOut(
  entries: string[],
  base: string,
  open: string,
  close: string,
  walk: Walk,
  depth: number,
  isList: boolean,
  value: object,
): string {
  let output = entries;
  const listed = isList && entries.length > 6 ? group(entries, walk, value) : entries;
  const grouped = listed.length !== entries.length;
  output = listed;
  const before = base ? `${base} ` : '';
  if (walk.level - depth < COMPACT && !grouped) {
    const start = output.length + walk.indentation + open.length + base.length + 10;
    const total = output.reduce((sum, entry) => sum + entry.length, output.length + start);
    if (total <= BREAK_LENGTH && !output.some((entry) => entry.includes('\n')) && !base.includes('\n')) {
      return `${before}${open} ${output.join(', ')} ${close}`;
    }
  }
  const indentation = `\n${' '.repeat(walk.indentation)}`;
  return `${before}${open}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${close}`;
}

/** Lays the items of a long list in columns, as Node does: as many as make a shape near to a square. */
function group(output: string[], walk: Walk, value: object): string[] {
  let total = 0;
  let longest = 0;
  const more = Array.isArray(value) || isTypedArray(value) ? Reflect.get(value, 'length') > MAX_ITEMS : false;
  const length = more ? output.length - 1 : output.length;
  const SEPARATOR = 2; // ", "
  const lengths: number[] = [];
  for (let i = 0; i < length; i++) {
    const size = output[i]?.length ?? 0;
    lengths.push(size);
    total += size + SEPARATOR;
    if (longest < size) longest = size;
  }
  const width = longest + SEPARATOR;
  if (width * 3 + walk.indentation >= BREAK_LENGTH || !(total / width > 5 || longest <= 6)) return output;
  const bias = Math.sqrt(width - total / output.length);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * Math.max(bias - 3, 1) * length) / Math.max(bias - 3, 1)),
    Math.floor((BREAK_LENGTH - walk.indentation) / width),
    COMPACT * 4,
    15,
  );
  if (columns <= 1) return output;
  const widths: number[] = [];
  for (let i = 0; i < columns; i++) {
    let widest = 0;
    for (let j = i; j < length; j += columns) widest = Math.max(widest, lengths[j] ?? 0);
    widths.push(widest + SEPARATOR);
  }
  const pad =
    Array.isArray(value) && value.some((item) => typeof item !== 'number' && typeof item !== 'bigint')
      ? 'padEnd'
      : 'padStart';
  const rows: string[] = [];
  for (let i = 0; i < length; i += columns) {
    const end = Math.min(i + columns, length);
    let row = '';
    let j = i;
    for (; j < end - 1; j++) row += `${output[j]}, `[pad](widths[j - i] ?? 0);
    row += pad === 'padStart' ? (output[j] ?? '').padStart((widths[j - i] ?? 0) - SEPARATOR) : output[j];
    rows.push(row);
  }
  const rest = more ? output[length] : undefined;
  if (rest !== undefined) rows.push(rest);
  return rows;
}
