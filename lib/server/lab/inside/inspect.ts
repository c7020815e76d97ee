import { BREAK_LENGTH, layOut, MAX_ITEMS } from './layout';

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

const MAX_STRING = 10_000;
const CUSTOM = Symbol.for('nodejs.util.inspect.custom');

export function inspect(value: unknown, options: { depth?: number | null } = {}): string {
  const depth = options.depth === null ? Infinity : (options.depth ?? 2);
  return print(value, { depth, seen: [], circular: new Map(), indentation: 0, level: 0 }, 0, true);
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
    const hex = char.charCodeAt(0).toString(16);
    return ESCAPES[char] ?? (hex.length <= 2 ? `\\x${hex.toUpperCase().padStart(2, '0')}` : `\\u${hex}`);
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
  if (!shape.hasEntries) return shape.base || `${shape.prefix}${shape.open}${shape.close}`;
  walk.seen.push(value);
  walk.level = depth;
  const entries = shape.entries(walk, depth + 1);
  walk.seen.pop();
  const reference = walk.circular.get(value);
  const mark = reference === undefined ? '' : `<ref *${reference}> `;
  return layOut(entries, {
    base: shape.base === '' ? '' : `${mark}${shape.base}`,
    open: shape.base === '' ? `${mark}${shape.prefix}${shape.open}` : `${shape.prefix}${shape.open}`,
    close: shape.close,
    indentation: walk.indentation,
    innerLevels: walk.level - depth,
    list: Array.isArray(value) || isTypedArray(value) ? value : undefined,
  });
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
  const tag = tagOf(value);
  const named = (usual: string, size?: number) => {
    const count = size === undefined ? '' : `(${size})`;
    if (name === undefined) return `[${usual}${count}: null prototype] ${tag === '' ? '' : `[${tag}] `}`;
    if (tag !== '' && tag !== name) return `${name}${count} [${tag}] `;
    return name === usual && size === undefined ? '' : `${name}${count} `;
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
  return shape({ prefix: named('Object') });
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
  const name = typeof key === 'symbol' ? `[${key.toString()}]` : wordOf(key);
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

/** What a class says of its instances; one's own enumerable tag is printed among the properties. */
function tagOf(value: object): string {
  const tag = Reflect.get(value, Symbol.toStringTag);
  const isOwn = Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag);
  return typeof tag === 'string' && !isOwn ? tag : '';
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

/** As Node prints a key: in brackets where, written as it is, it would be taken for the prototype. */
function wordOf(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key);
}
