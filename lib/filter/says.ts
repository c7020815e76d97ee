import type { Comparison, Condition } from './condition';
import type { Key } from './key';
import { quoted } from './token';

/** What is kept, without a full stop, so that it can stand after `Keeps` or `Hidden: all but`. */
export function conditionSays(condition: Condition): string {
  if (condition.kind === 'all' && condition.parts.length === 0) return 'all entries';
  if (condition.kind === 'all') return `entries ${condition.parts.map(within).join(', ')}`;
  if (condition.kind === 'any') return `entries ${condition.parts.map(phrase).join(', or ')}`;
  return `entries ${phrase(condition)}`;
}

/** In a list that has commas of its own. */
function within(part: Condition): string {
  return part.kind === 'any' ? `either ${phrase(part)}` : phrase(part);
}

function phrase(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return condition.parts.map(within).join(' and ');
    case 'any':
      return condition.parts.map(phrase).join(' or ');
    case 'not':
      return negated(condition.part);
    case 'has':
      return condition.key.present ?? `with ${condition.key.noun}`;
    case 'compares':
      return compared(condition.key, condition.comparison);
  }
}

function negated(part: Condition): string {
  if (part.kind === 'any') return `neither ${part.parts.map(phrase).join(' nor ')}`;
  if (part.kind === 'all') return `not at once ${phrase(part)}`;
  if (part.kind === 'not') return `not ${negated(part.part)}`;
  const said = phrase(part);
  return said.startsWith('with ') ? `without ${said.slice(5)}` : `not ${said}`;
}

function compared(key: Key, comparison: Comparison): string {
  const having = key.bare ? '' : `with ${key.noun} `;
  switch (comparison.by) {
    case 'flag': {
      const isSet = comparison.set === (comparison.operator === '==');
      return `with ${key.noun} ${isSet ? 'set' : 'not set'}`;
    }
    case 'text':
      return equality(key, comparison.operator, said(comparison.text));
    case 'pattern':
      return `${having}${comparison.operator === '~' ? 'matching' : 'not matching'} ${quoted(comparison.source)}`;
    case 'quantity': {
      const { digits, unit } = comparison.quantity;
      const value = unit === '' ? `${digits}${key.bare ? ' bytes' : ''}` : `${digits} ${unit}`;
      const { operator } = comparison;
      return operator === '==' || operator === '!='
        ? equality(key, operator, value)
        : `${having}${ORDER_WORDS[operator]} ${value}`;
    }
  }
}

const ORDER_WORDS = { '<': 'under', '<=': 'of at most', '>': 'over', '>=': 'of at least' } as const;

function equality(key: Key, operator: '==' | '!=', value: string): string {
  if (key.bare) return `${operator === '==' ? 'of' : 'not of'} ${value}`;
  if (operator === '!=') return `with ${key.noun} other than ${value}`;
  return `${key.equal ?? `with ${key.noun.replace(/^an? /, '')}`} ${value}`;
}

/** A word stands as it is; whatever could be read as part of the sentence has quotes around it. */
function said(text: string): string {
  return /^[\w/.:-]+$/.test(text) ? text : quoted(text);
}
