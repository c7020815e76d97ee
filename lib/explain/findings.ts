import type { Timeline } from '@/lib/session/timeline';
import type { Finding, Rule } from './finding';
import { CORS_RULES } from './findings-cors';
import { EMIT_RULES } from './findings-emits';
import { EVENT_RULES } from './findings-events';
import { GOODBYE_RULES } from './findings-goodbyes';
import { HANDSHAKE_RULES } from './findings-handshake';
import { LISTENER_RULES } from './findings-listeners';
import { PEER_RULES } from './findings-peers';
import { SESSION_RULES } from './findings-session';
import { UPGRADE_RULES } from './findings-upgrade';

export type { Finding } from './finding';

export const RULES: readonly Rule[] = [
  ...HANDSHAKE_RULES,
  ...PEER_RULES,
  ...CORS_RULES,
  ...UPGRADE_RULES,
  ...SESSION_RULES,
  ...EVENT_RULES,
  ...LISTENER_RULES,
  ...EMIT_RULES,
  ...GOODBYE_RULES,
];

const SEVERITY = { error: 0, warn: 1, note: 2 } as const;

/** What is wrong with a capture: the worst first, and of equals the one that shows first. */
export function findingsOf(timeline: Timeline): Finding[] {
  return worstFirst([...findingsByRule(timeline)].flat());
}

/** What each rule finds, one after the other: for a long capture, whose reader must not wait for all of them at once. */
export function* findingsByRule(timeline: Timeline): Generator<Finding[]> {
  for (const { find, ...rule } of RULES) {
    yield [...find(timeline)].map((found): Finding => ({ ...rule, ...found }));
  }
}

export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => SEVERITY[a.level] - SEVERITY[b.level] || (a.evidence[0] ?? 0) - (b.evidence[0] ?? 0),
  );
}
