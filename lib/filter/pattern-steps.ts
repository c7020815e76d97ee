import { type Edge, type Expression, PatternFlaw, type Ranges } from './pattern-syntax';

/** A pattern as steps that can be in many places at once: what a text is walked through. */
export type Step =
  /** Takes one unit of these. */
  | { readonly kind: 'unit'; readonly ranges: Ranges; readonly next: number }
  | { readonly kind: 'edge'; readonly edge: Edge; readonly next: number }
  | { readonly kind: 'either'; readonly ways: readonly number[] }
  | { readonly kind: 'match' };

/** Counts are written out, so `{200}` is two hundred steps. */
export const MOST_STEPS = 500;

/** The last step is where a pattern begins; the first one is the match. */
export function stepsOf(expression: Expression): readonly Step[] {
  const steps: Step[] = [{ kind: 'match' }];
  const begin = write(steps, expression, 0);
  if (begin !== steps.length - 1) steps.push({ kind: 'either', ways: [begin] });
  return steps;
}

/** Writes the steps that lead to `next`. Gives the first of them. */
function write(steps: Step[], expression: Expression, next: number): number {
  switch (expression.kind) {
    case 'unit':
      return add(steps, { kind: 'unit', ranges: expression.ranges, next });
    case 'edge':
      return add(steps, { kind: 'edge', edge: expression.edge, next });
    case 'all':
      return expression.parts.reduceRight((after, part) => write(steps, part, after), next);
    case 'any':
      return add(steps, { kind: 'either', ways: expression.parts.map((part) => write(steps, part, next)) });
    case 'repeat':
      return writeRepeat(steps, expression, next);
  }
}

function writeRepeat(
  steps: Step[],
  { part, least, most }: Extract<Expression, { kind: 'repeat' }>,
  next: number,
): number {
  let first = next;
  if (most === undefined) {
    const ways = [next];
    first = add(steps, { kind: 'either', ways });
    ways.push(write(steps, part, first));
  } else {
    // From the last one back: each may be the first that is left out.
    for (let count = least; count < most; count += 1) {
      first = add(steps, { kind: 'either', ways: [write(steps, part, first), next] });
    }
  }
  for (let count = 0; count < least; count += 1) {
    const before = first;
    first = write(steps, part, first);
    if (first === before) break; // it takes nothing, however often
  }
  return first;
}

function add(steps: Step[], step: Step): number {
  if (steps.length >= MOST_STEPS) {
    throw new PatternFlaw(`A pattern may have ${MOST_STEPS} steps at most, its counts written out.`);
  }
  return steps.push(step) - 1;
}
