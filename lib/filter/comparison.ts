import { type Comparison, type Match, OPERATORS, type Operator, type Order } from './condition';
import type { Key, KeyType } from './key';
import { readPattern } from './pattern';
import { type Measure, readQuantity, UNITS } from './quantity';

const EQUALITIES = ['==', '!='] as const;
const TEXTUAL = ['==', '!=', '~', '!~'] as const;
const ORDERED = ['==', '!=', '<', '<=', '>', '>='] as const;

/** Which comparisons mean anything for a type. */
export const OPERATORS_OF: { readonly [type in KeyType]: readonly Operator[] } = {
  layer: [],
  flag: EQUALITIES,
  name: TEXTUAL,
  text: TEXTUAL,
  number: ORDERED,
  time: ORDERED,
  size: ORDERED,
  any: OPERATORS,
};

/** Why an operator cannot stand after a key; `undefined` where it can. */
export function operatorProblem(key: Key, operator: Operator): string | undefined {
  const operators: readonly string[] = OPERATORS_OF[key.type];
  if (operators.includes(operator)) return undefined;
  if (key.type === 'layer') return `${key.name} is there or not: it has no value to compare.`;
  const known = `${operators.slice(0, -1).join(', ')} and ${operators.at(-1)}`;
  return `${key.name} is ${TYPE_WORDS[key.type]}: it can be compared with ${known}.`;
}

const TYPE_WORDS: { readonly [type in KeyType]: string } = {
  layer: 'a layer',
  flag: 'a flag',
  name: 'one of a few names',
  text: 'text',
  number: 'a number',
  time: 'a time',
  size: 'a size',
  any: 'whatever was sent',
};

/** What is compared, or a sentence that says why the value does not fit. The operator fits the key. */
export function readComparison(key: Key, operator: Operator, value: string): Comparison | string {
  if (isMatch(operator)) {
    const pattern = readPattern(value);
    return typeof pattern === 'string' ? pattern : { by: 'pattern', operator, pattern, source: value };
  }
  switch (key.type) {
    case 'time':
    case 'size':
      return quantity(key, operator, value, key.type);
    case 'number':
      return quantity(key, operator, value, undefined);
    case 'any':
      return isOrder(operator)
        ? quantity(key, operator, value, undefined)
        : { by: 'text', operator, text: value };
    case 'flag':
    case 'name':
    case 'text':
    case 'layer':
      break;
  }
  if (isOrder(operator)) return `${key.name} has no order.`;
  if (key.type === 'flag') {
    if (value === 'true' || value === '1') return { by: 'flag', operator, set: true };
    if (value === 'false' || value === '0') return { by: 'flag', operator, set: false };
    return `${key.name} is true or false.`;
  }
  if (key.type !== 'name') return { by: 'text', operator, text: value };
  const names = Object.entries(key.names ?? {});
  const found = names.find(([code, name]) => code === value || name.toLowerCase() === value.toLowerCase());
  if (found) return { by: 'text', operator, text: found[1] };
  const offered = names.map(([, name]) => name).filter((name) => !/^\d+$/.test(name));
  return `${key.name} is one of ${offered.join(', ')}.`;
}

function quantity(
  key: Key,
  operator: Exclude<Operator, Match>,
  value: string,
  measure: Measure | undefined,
): Comparison | string {
  const found = readQuantity(value, measure);
  if (found) return { by: 'quantity', operator, quantity: found };
  if (measure === undefined) return `${key.name} is compared with a number here: "${value}" is none.`;
  const units = Object.keys(UNITS[measure]).join(', ');
  return readQuantity(value, undefined) === undefined
    ? `${key.name} is a ${measure}, such as ${measure === 'time' ? '20ms' : '1kB'}: a number and one of ${units}.`
    : `A time needs its unit: one of ${units}.`;
}

function isMatch(operator: Operator): operator is Match {
  return operator === '~' || operator === '!~';
}

function isOrder(operator: Operator): operator is Order {
  return operator.startsWith('<') || operator.startsWith('>');
}
