import type { Entry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { type Comparison, type Condition, conditionText } from './condition';
import type { Scalar } from './key';
import { Flaw, parseCondition } from './parse';
import { matchesPattern } from './pattern';
import { conditionSays } from './says';

/** Which entries are kept. Made by `parseFilter` only. */
export interface Filter {
  readonly condition: Condition;
  readonly test: Test;
  /** Whether plain frames of one shape are kept all or none. */
  readonly byShape: boolean;
}

export type ParsedFilter =
  | { readonly ok: true; readonly filter: Filter }
  /** The message is a sentence; `[start, end)` are the characters it speaks of. */
  | { readonly ok: false; readonly message: string; readonly start: number; readonly end: number };

type Test = (entry: Entry, timeline: Timeline) => boolean;

/** Reads a filter. It never throws: what is wrong is told, and where. */
export function parseFilter(text: string): ParsedFilter {
  const condition = parseCondition(text);
  if (condition instanceof Flaw) {
    const { message, start, end } = condition;
    return { ok: false, message, start, end };
  }
  return { ok: true, filter: { condition, test: testOf(condition), byShape: isByShape(condition) } };
}

/**
 * True where the filter keeps the entry. A comparison holds if some packet of the entry meets it, `!=` and `!~` too: so
 * `sio.event != chat` is met by any other event, `!(sio.event == chat)` by every entry without that one. Conditions
 * joined by `&&` need not be met by the same packet.
 */
export function matches(filter: Filter, entry: Entry, timeline: Timeline): boolean {
  return filter.test(entry, timeline);
}

/** The filter as one would write it; parsed again, it is the same filter. */
export function filterText(filter: Filter): string {
  return conditionText(filter.condition);
}

/** What the filter keeps: `entries of Engine.IO type ping, from alice, over 1 kB`. */
export function filterSays(filter: Filter): string {
  return conditionSays(filter.condition);
}

/** A filter is asked about every entry, so it is made a function once. */
function testOf(condition: Condition): Test {
  switch (condition.kind) {
    case 'all': {
      const tests = condition.parts.map(testOf);
      return (entry, timeline) => {
        for (const test of tests) if (!test(entry, timeline)) return false;
        return true;
      };
    }
    case 'any': {
      const tests = condition.parts.map(testOf);
      return (entry, timeline) => {
        for (const test of tests) if (test(entry, timeline)) return true;
        return false;
      };
    }
    case 'not': {
      const test = testOf(condition.part);
      return (entry, timeline) => !test(entry, timeline);
    }
    case 'has': {
      const { some, type } = condition.key;
      const holds = type === 'flag' ? isSet : isThere;
      return (entry, timeline) => some(entry, timeline, holds);
    }
    case 'compares': {
      const { some } = condition.key;
      const holds = holdsOf(condition.comparison);
      return (entry, timeline) => some(entry, timeline, holds);
    }
  }
}

function isByShape(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.every(isByShape);
    case 'not':
      return isByShape(condition.part);
    case 'has':
    case 'compares':
      return condition.key.ofShape === true;
  }
}

function isThere(): boolean {
  return true;
}

function isSet(value: Scalar): boolean {
  return value === true;
}

function holdsOf(comparison: Comparison): (value: Scalar) => boolean {
  switch (comparison.by) {
    case 'text': {
      const { text, operator } = comparison;
      // `1` and `1.0` are one number, so a number is compared as one.
      const number = text.trim() === '' ? Number.NaN : Number(text);
      const wanted = operator === '==';
      return (value) =>
        (typeof value === 'string'
          ? value === text
          : typeof value === 'number'
            ? value === number
            : String(value) === text) === wanted;
    }
    case 'flag': {
      const wanted = (comparison.operator === '==') === comparison.set;
      return (value) => value === wanted;
    }
    case 'quantity':
      return ordered(comparison.operator, comparison.quantity.amount);
    case 'pattern': {
      const { pattern, operator } = comparison;
      const wanted = operator === '~';
      return (value) => matchesPattern(pattern, String(value)) === wanted;
    }
  }
}

/** What is no number, such as a header that should be one, is neither over nor under one. */
function ordered(
  operator: '==' | '!=' | '<' | '<=' | '>' | '>=',
  amount: number,
): (value: Scalar) => boolean {
  switch (operator) {
    case '==':
      return (value) => numberOf(value) === amount;
    case '!=':
      return (value) => numberOf(value) !== amount;
    case '<':
      return (value) => numberOf(value) < amount;
    case '<=':
      return (value) => numberOf(value) <= amount;
    case '>':
      return (value) => numberOf(value) > amount;
    case '>=':
      return (value) => numberOf(value) >= amount;
  }
}

function numberOf(value: Scalar): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
