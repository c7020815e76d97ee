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
  const findings = RULES.flatMap(({ find, ...rule }) =>
    [...find(timeline)].map((found): Finding => ({ ...rule, ...found })),
  );
  return findings.sort(
    (a, b) => SEVERITY[a.level] - SEVERITY[b.level] || (a.evidence[0] ?? 0) - (b.evidence[0] ?? 0),
  );
}
