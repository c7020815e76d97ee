import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Finding } from '@/lib/explain/findings';

export const FINDING_LEVEL = {
  error: { Icon: CircleAlert, look: 'text-error' },
  warn: { Icon: TriangleAlert, look: 'text-warn' },
  note: { Icon: Info, look: 'text-note' },
} as const satisfies { [L in Finding['level']]: unknown };

/** Of a finding with very many entries as much as says what it is about. */
const MOST_EVIDENCE = 12;

interface FindingListProps {
  readonly findings: readonly Finding[];
  onSelect(n: number): void;
}

/** What is wrong with a run, the worst first, each with its entries and what helps. */
export function FindingList({ findings, onSelect }: FindingListProps) {
  return (
    <ul className="grid gap-3">
      {findings.map((finding) => (
        <FindingItem
          key={`${finding.code} ${finding.evidence.join()}`}
          finding={finding}
          onSelect={onSelect}
        />
      ))}
    </ul>
  );
}

interface FindingItemProps {
  readonly finding: Finding;
  onSelect(n: number): void;
}

function FindingItem({ finding, onSelect }: FindingItemProps) {
  const { level, evidence } = finding;
  const { Icon, look } = FINDING_LEVEL[level];
  const left = evidence.length - MOST_EVIDENCE;
  return (
    <li data-slot="finding" data-code={finding.code} data-level={level}>
      <h3 className={`flex items-center gap-1.5 font-medium ${look}`}>
        <Icon size={14} aria-label={level} className="shrink-0" /> {finding.title}
      </h3>
      <p className="mt-1 wrap-anywhere">{finding.text}</p>
      <p className="mt-1 text-dim">{finding.remedy}</p>
      <p className="mt-1 flex flex-wrap gap-2 font-mono text-[12px]">
        {evidence.slice(0, MOST_EVIDENCE).map((n) => (
          <button key={n} type="button" className="text-note hover:underline" onClick={() => onSelect(n)}>
            #{n}
          </button>
        ))}
        {left > 0 && <span className="text-dim">and {left} more</span>}
      </p>
    </li>
  );
}
