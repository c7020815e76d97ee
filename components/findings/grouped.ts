import type { Finding } from '@/lib/explain/findings';

/** What one rule found: the same remedy helps with all of it. */
export interface FindingGroup extends Pick<Finding, 'code' | 'level' | 'title' | 'remedy'> {
  readonly cases: readonly FindingCase[];
}

/** What happened, however often it did so in the same words. */
export interface FindingCase {
  readonly text: string;
  readonly times: number;
  readonly evidence: readonly number[];
}

/** Findings by their rule, in the order in which each rule comes first. */
export function grouped(findings: readonly Finding[]): readonly FindingGroup[] {
  return [...groupBy(findings, ({ code }) => code).values()].flatMap((found) => {
    const [first] = found;
    if (!first) return [];
    const { code, level, title, remedy } = first;
    const cases = [...groupBy(found, ({ text }) => text)].map(([text, same]) => ({
      text,
      times: same.length,
      evidence: same.flatMap(({ evidence }) => evidence),
    }));
    return [{ code, level, title, remedy, cases }];
  });
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one)) ?? [];
    group.push(one);
    groups.set(keyOf(one), group);
  }
  return groups;
}
