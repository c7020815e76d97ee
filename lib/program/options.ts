import type {
  AnyNode,
  Program as Ast,
  CallExpression,
  NewExpression,
  ObjectExpression,
  Property,
} from 'acorn';
import MagicString from 'magic-string';
import { addProperty, declaredAs, propertyOf, quoteOf, removeProperty } from './object-text';
import { findServerCall } from './server-call';

/** Options of `new Server(…)` that a form can change in the program's own text. */
export type OptionKey =
  | 'pingInterval'
  | 'pingTimeout'
  | 'upgradeTimeout'
  | 'connectTimeout'
  | 'maxHttpBufferSize'
  | 'transports'
  | 'allowUpgrades'
  | 'allowEIO3'
  | 'connectionStateRecovery'
  | 'httpCompression'
  | 'perMessageDeflate';

interface OptionWords {
  readonly key: OptionKey;
  readonly label: string;
  /** One sentence: what it does. */
  readonly help: string;
}

export type OptionSpec =
  | (OptionWords & {
      readonly kind: 'number';
      readonly unit: 'ms' | 'bytes';
      readonly default: number;
      readonly range: readonly [least: number, most: number];
    })
  | (OptionWords & { readonly kind: 'flag'; readonly default: boolean })
  | (OptionWords & {
      readonly kind: 'choice';
      readonly default: string;
      readonly choices: readonly { readonly value: string; readonly label: string }[];
    });

/** Of a number its value, of a flag whether it is on, of a choice the `value` of one of its `choices`. */
export type OptionValue = number | boolean | string;

export const SERVER_OPTIONS: readonly OptionSpec[] = [
  {
    key: 'pingInterval',
    label: 'ping interval',
    kind: 'number',
    unit: 'ms',
    default: 25_000,
    range: [10, 300_000],
    help: 'How long the server waits after a pong before it sends the next ping.',
  },
  {
    key: 'pingTimeout',
    label: 'ping timeout',
    kind: 'number',
    unit: 'ms',
    default: 20_000,
    range: [1, 300_000],
    help: 'How long the server waits for the pong, and the client for a ping beyond the interval, before it closes.',
  },
  {
    key: 'upgradeTimeout',
    label: 'upgrade timeout',
    kind: 'number',
    unit: 'ms',
    default: 10_000,
    range: [1, 300_000],
    help: 'How long an upgrade that began with a probe may take before it is given up.',
  },
  {
    key: 'connectTimeout',
    label: 'connect timeout',
    kind: 'number',
    unit: 'ms',
    default: 45_000,
    range: [1, 300_000],
    help: 'How long a client may be connected without joining a namespace before it is shown out.',
  },
  {
    key: 'maxHttpBufferSize',
    label: 'largest message',
    kind: 'number',
    unit: 'bytes',
    default: 1_000_000,
    range: [1, 100_000_000],
    help: 'The largest message the server takes; a larger one closes the connection.',
  },
  {
    key: 'transports',
    label: 'transports',
    kind: 'choice',
    default: 'polling,websocket',
    choices: [
      { value: 'polling,websocket', label: 'polling and websocket' },
      { value: 'polling', label: 'polling' },
      { value: 'websocket', label: 'websocket' },
    ],
    help: 'The transports the server takes; a client that asks for another is answered 400.',
  },
  {
    key: 'allowUpgrades',
    label: 'allow upgrades',
    kind: 'flag',
    default: true,
    help: 'Whether the open packet offers the upgrade from polling to WebSocket.',
  },
  {
    key: 'allowEIO3',
    label: 'allow EIO3',
    kind: 'flag',
    default: false,
    help: 'Whether clients of Socket.IO 2, which speak protocol 3 of Engine.IO, are let in.',
  },
  {
    key: 'connectionStateRecovery',
    label: 'state recovery',
    kind: 'flag',
    default: false,
    help: 'Whether a client that comes back within two minutes finds its rooms and the packets it missed.',
  },
  {
    key: 'httpCompression',
    label: 'HTTP compression',
    kind: 'flag',
    default: true,
    help: 'Whether answers to polling of 1024 bytes and more are compressed.',
  },
  {
    key: 'perMessageDeflate',
    label: 'WebSocket compression',
    kind: 'flag',
    default: false,
    help: 'Whether WebSocket messages may be compressed, which the handshake settles.',
  },
];

/** The options that a program gives its server, by key. One that is set to what cannot be seen is `undefined`. */
export type GivenValues = { readonly [K in OptionKey]?: OptionValue | undefined };

/** What the first `new Server(…)` is given; `undefined` where there is none, or it cannot be seen. */
export function readOptions(source: string): GivenValues | undefined {
  const found = findServerCall(source);
  if (!found || found.options.kind === 'unknown') return undefined;
  if (found.options.kind === 'none') return {};
  const { object } = found.options;
  if (object.properties.some((property) => property.type === 'SpreadElement')) return undefined;
  const given = SERVER_OPTIONS.flatMap((spec) => {
    const property = propertyOf(object, spec.key);
    return property ? [[spec.key, valueIn(spec, property.value, found.ast)] as const] : [];
  });
  return Object.fromEntries(given);
}

/**
 * The source with one option of its server set, or taken out for `undefined`; all else stays as it is written.
 * `undefined` where that cannot be done.
 */
export function writeOption(
  source: string,
  key: OptionKey,
  value: OptionValue | undefined,
): string | undefined {
  const found = findServerCall(source);
  if (!found) return undefined;
  const { call, options } = found;
  const spec = SERVER_OPTIONS.find((one) => one.key === key);
  if (!spec || (value !== undefined && !isValueOf(spec, value))) return undefined;
  const text = new MagicString(source);
  const property = options.kind === 'object' ? propertyOf(options.object, key) : undefined;
  if (value === undefined) {
    if (options.kind === 'unknown') return undefined;
    if (options.kind === 'object' && property) takeOut(text, call, options.object, property);
    return text.toString();
  }
  const written = writtenAs(spec, value, quoteOf(source));
  const option = `${key}: ${written}`;
  if (options.kind === 'object') {
    if (!property) addProperty(text, options.object, option);
    else if (property.shorthand || property.method) text.update(property.start, property.end, option);
    else if (valueIn(spec, property.value, found.ast) !== value) {
      text.update(property.value.start, property.value.end, written);
    }
  } else if (options.kind === 'unknown') {
    const { given } = options;
    text.appendRight(given.start, '{ ...').appendLeft(given.end, `, ${option} }`);
  } else {
    addArgument(text, call, `{ ${option} }`);
  }
  return text.toString();
}

function addArgument(text: MagicString, call: NewExpression | CallExpression, argument: string): void {
  const last = call.arguments.at(-1);
  if (last) text.appendLeft(last.end, `, ${argument}`);
  else if (text.original[call.end - 1] === ')') text.appendLeft(call.end - 1, argument);
  else text.appendLeft(call.end, `(${argument})`);
}

/** With the last option goes the object, where it was written for nothing else. */
function takeOut(
  text: MagicString,
  call: NewExpression | CallExpression,
  object: ObjectExpression,
  property: Property,
): void {
  const source = text.original;
  const place = call.arguments.indexOf(object);
  const around = source.slice(object.start + 1, property.start) + source.slice(property.end, object.end - 1);
  if (object.properties.length > 1 || /[^\s,]/.test(around)) removeProperty(text, object, property);
  else if (place === -1) text.update(object.start, object.end, '{}');
  else text.remove(call.arguments[place - 1]?.end ?? object.start, object.end);
}

function writtenAs(spec: OptionSpec, value: OptionValue, quote: string): string {
  if (spec.key === 'connectionStateRecovery') return value ? '{}' : 'false';
  if (spec.kind !== 'choice') return String(value);
  return `[${String(value)
    .split(',')
    .map((name) => quote + name + quote)
    .join(', ')}]`;
}

function isValueOf(spec: OptionSpec, value: OptionValue): boolean {
  switch (spec.kind) {
    case 'number':
      return typeof value === 'number' && value >= spec.range[0] && value <= spec.range[1];
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return spec.choices.some((choice) => choice.value === value);
  }
}

function valueIn(spec: OptionSpec, written: AnyNode, ast: Ast): OptionValue | undefined {
  const node = written.type === 'Identifier' ? declaredAs(written.name, ast) : written;
  if (!node) return undefined;
  switch (spec.kind) {
    case 'number':
      return numberOf(node);
    case 'flag':
      // An object says how it is to be done, and so that it is.
      if (node.type === 'ObjectExpression') return true;
      return node.type === 'Literal' && typeof node.value === 'boolean' ? node.value : undefined;
    case 'choice': {
      if (node.type !== 'ArrayExpression') return undefined;
      const names = node.elements.map((element) =>
        element?.type === 'Literal' ? String(element.value) : '',
      );
      const chosen = names.toSorted().join();
      return spec.choices.find(({ value }) => value === chosen)?.value;
    }
  }
}

/** `25000`, `25_000`, `25 * 1000`, `1e6`. */
function numberOf(node: AnyNode): number | undefined {
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined;
  if (node.type !== 'BinaryExpression') return undefined;
  const [left, right] = [numberOf(node.left), numberOf(node.right)];
  if (left === undefined || right === undefined) return undefined;
  switch (node.operator) {
    case '*':
      return left * right;
    case '+':
      return left + right;
    case '**':
      return left ** right;
    default:
      return undefined;
  }
}
