import type { AnyNode, Program as Ast, CallExpression, ObjectExpression, Property } from 'acorn';
import MagicString from 'magic-string';
import { addProperty, declaredAs, findNode, propertyOf, quoteOf } from './object-text';
import { parseFile } from './syntax';

/** Polling only, polling that upgrades to WebSocket (the default), or WebSocket from the start. */
export type TransportChoice = 'polling' | 'upgrade' | 'websocket';

const NAMES: { readonly [K in TransportChoice]: readonly string[] } = {
  polling: ['polling'],
  upgrade: ['polling', 'websocket'],
  websocket: ['websocket'],
};

/** What the first `io(…)` of client.js asks for; `undefined` where that is none of the three, or cannot be read. */
export function readTransports(source: string): TransportChoice | undefined {
  const found = findCall(source);
  if (!found) return undefined;
  const { options } = found;
  if (options.kind === 'unknown') return undefined;
  if (options.kind === 'none') return 'upgrade';
  if (options.object.properties.some((property) => property.type === 'SpreadElement')) return undefined;
  const names = namesOf(propertyOf(options.object, 'transports'));
  const upgrades = !isFalse(propertyOf(options.object, 'upgrade'));
  switch (names?.join()) {
    case undefined:
      return propertyOf(options.object, 'transports') ? undefined : upgrades ? 'upgrade' : 'polling';
    case 'polling':
      return 'polling';
    case 'websocket':
      return 'websocket';
    case 'polling,websocket':
      return upgrades ? 'upgrade' : 'polling';
    default:
      return undefined;
  }
}

/** The source with the `transports` option of its first `io(…)` set; `undefined` where there is no such call. */
export function writeTransports(source: string, choice: TransportChoice): string | undefined {
  if (readTransports(source) === choice) return source;
  const found = findCall(source);
  if (!found) return undefined;
  const { call, options } = found;
  const quote = quoteOf(source);
  const option = `transports: [${NAMES[choice].map((name) => quote + name + quote).join(', ')}]`;
  const text = new MagicString(source);

  if (options.kind === 'object') {
    const { object } = options;
    const transports = propertyOf(object, 'transports');
    const upgrade = propertyOf(object, 'upgrade');
    if (choice === 'upgrade' && upgrade && isFalse(upgrade))
      text.update(upgrade.value.start, upgrade.value.end, 'true');
    if (transports) text.update(transports.start, transports.end, option);
    else addProperty(text, object, option);
  } else if (options.kind === 'unknown') {
    const [given] = call.arguments.slice(-1);
    if (!given) return undefined;
    text.appendRight(given.start, '{ ...').appendLeft(given.end, `, ${option} }`);
  } else {
    const last = call.arguments.at(-1);
    if (last) text.appendLeft(last.end, `, { ${option} }`);
    else text.appendLeft(call.end - 1, `{ ${option} }`);
  }
  return text.toString();
}

type Options =
  | { readonly kind: 'none' }
  | { readonly kind: 'object'; readonly object: ObjectExpression }
  /** An expression whose value cannot be seen from the source. */
  | { readonly kind: 'unknown' };

function findCall(source: string): { call: CallExpression; options: Options } | undefined {
  const syntax = parseFile('client.js', source);
  if (!syntax.ok) return undefined;
  const call = findNode(syntax.ast, isIoCall);
  return call?.type === 'CallExpression' ? { call, options: optionsOf(call, syntax.ast) } : undefined;
}

function isIoCall(node: AnyNode): boolean {
  if (node.type !== 'CallExpression') return false;
  const { callee } = node;
  if (callee.type === 'Identifier') return callee.name === 'io';
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'io' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'connect'
  );
}

/** `io()`, `io(url)`, `io(options)`, `io(url, options)`: where a name is given, its declaration is looked up. */
function optionsOf(call: CallExpression, ast: Ast): Options {
  const [first, second] = call.arguments;
  const given = second ?? first;
  if (!given) return { kind: 'none' };
  const value = given.type === 'Identifier' ? declaredAs(given.name, ast) : given;
  if (value?.type === 'ObjectExpression') return { kind: 'object', object: value };
  return second ? { kind: 'unknown' } : { kind: 'none' };
}

function namesOf(property: Property | undefined): readonly string[] | undefined {
  if (property?.value.type !== 'ArrayExpression') return undefined;
  const names = property.value.elements.map((element) =>
    element?.type === 'Literal' ? String(element.value) : undefined,
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

function isFalse(property: Property | undefined): boolean {
  return property?.value.type === 'Literal' && property.value.value === false;
}
