import type { Key } from './key';
import type { Pattern } from './pattern';
import type { Quantity } from './quantity';
import { quoted, written } from './token';

export const OPERATORS = ['==', '!=', '<', '<=', '>', '>=', '~', '!~'] as const;
export type Operator = (typeof OPERATORS)[number];
export type Equality = '==' | '!=';
export type Order = '<' | '<=' | '>' | '>=';
export type Match = '~' | '!~';

/** One comparison, with what it compares to already read. */
export type Comparison =
  | { readonly by: 'text'; readonly operator: Equality; readonly text: string }
  | { readonly by: 'flag'; readonly operator: Equality; readonly set: boolean }
  | { readonly by: 'quantity'; readonly operator: Equality | Order; readonly quantity: Quantity }
  | { readonly by: 'pattern'; readonly operator: Match; readonly pattern: Pattern; readonly source: string };

export type Condition =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'has'; readonly key: Key }
  | { readonly kind: 'compares'; readonly key: Key; readonly comparison: Comparison };

/** The condition as a filter's text: parsed again, it is the same condition. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return condition.parts
        .map((part) => inParentheses(part, part.kind === 'all' || part.kind === 'any'))
        .join(' && ');
    case 'any':
      return condition.parts.map((part) => inParentheses(part, part.kind === 'any')).join(' || ');
    case 'not':
      return `!${inParentheses(condition.part, condition.part.kind !== 'has' && condition.part.kind !== 'not')}`;
    case 'has':
      return written(condition.key.name);
    case 'compares': {
      const { key, comparison } = condition;
      return `${written(key.name)} ${comparison.operator} ${valueText(comparison)}`;
    }
  }
}

function inParentheses(condition: Condition, isNeeded: boolean): string {
  const text = conditionText(condition);
  return isNeeded ? `(${text})` : text;
}

function valueText(comparison: Comparison): string {
  switch (comparison.by) {
    case 'text':
      return written(comparison.text);
    case 'flag':
      return String(comparison.set);
    case 'quantity':
      return comparison.quantity.digits + comparison.quantity.unit;
    case 'pattern':
      return quoted(comparison.source);
  }
}
