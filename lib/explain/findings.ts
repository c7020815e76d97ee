import type { Timeline } from '@/lib/session/timeline';
import type { Finding, Rule } from './finding';
import { EVENT_RULES } from './findings-events';
import { HANDSHAKE_RULES } from './findings-handshake';
import { SESSION_RULES } from './findings-session';
import { UPGRADE_RULES } from './findings-upgrade';

export type { Finding } from './finding';

export const RULES: readonly Rule[] = [
  ...HANDSHAKE_RULES,
  ...UPGRADE_RULES,
  ...SESSION_RULES,
  ...EVENT_RULES,
];

const SEVERITY = { error: 0, warn: 1, note: 2 } as const;

/** What is wrong with a capture: the worst first, and of equals the one that shows first. */
export function findingsOf(timeline: Timeline): Finding[] {
  const findings = RULES.flatMap(({ find, ...rule }) =>
    [...find(timeline)].map((found): Finding => ({ ...rule, ...found })),
  );
  return findings.sort(
    (a, b) => SEVERITY[a.level] - SEVERITY[b.level] || (a.evidence[0] ?? 0) - (b.evidence[0] ?? 0),
  );
}
