import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ComponentProps } from 'react';
import type { Finding } from '@/lib/explain/findings';
import type { FindingCase, FindingGroup } from './grouped';

export const FINDING_LEVEL = {
  error: { Icon: CircleAlert, look: 'text-error' },
  warn: { Icon: TriangleAlert, look: 'text-warn' },
  note: { Icon: Info, look: 'text-note' },
} as const satisfies { [L in Finding['level']]: unknown };

/** Of a case with very many entries as much as says what it is about, and of a rule with very many cases. */
const [MOST_EVIDENCE, MOST_CASES] = [12, 8];

interface FindingListProps {
  readonly groups: readonly FindingGroup[];
  onSelect(n: number): void;
}

/** What is wrong with a run, the worst first, each with its entries and what helps. */
export function FindingList({ groups, onSelect }: FindingListProps) {
  return (
    <ul className="grid gap-3">
      {groups.map((group) => (
        <FindingItem key={group.code} group={group} onSelect={onSelect} />
      ))}
    </ul>
  );
}

/** In its place, where the rules have nothing to say. */
export function NothingFound(props: ComponentProps<'p'>) {
  return (
    <p {...props} className="text-dim">
      The rules for missing upgrades, refused requests, lost heartbeats, unanswered acks and the like found
      nothing in it.
    </p>
  );
}

interface FindingItemProps {
  readonly group: FindingGroup;
  onSelect(n: number): void;
}

function FindingItem({ group: { code, level, title, remedy, cases }, onSelect }: FindingItemProps) {
  const { Icon, look } = FINDING_LEVEL[level];
  const left = cases.length - MOST_CASES;
  return (
    <li data-slot="finding" data-code={code} data-level={level}>
      <h3 className={`flex items-center gap-1.5 font-medium ${look}`}>
        <Icon size={14} aria-label={level} className="shrink-0" /> {title}
      </h3>
      {cases.slice(0, MOST_CASES).map((one) => (
        <Case key={one.text} {...one} onSelect={onSelect} />
      ))}
      {left > 0 && <p className="mt-1 text-dim">and {left} more like these</p>}
      <p className="mt-1 text-dim">{remedy}</p>
    </li>
  );
}

function Case({ text, times, evidence, onSelect }: FindingCase & Pick<FindingItemProps, 'onSelect'>) {
  const left = evidence.length - MOST_EVIDENCE;
  return (
    <div className="mt-1">
      <p className="wrap-anywhere">
        {text}
        {times > 1 && <span className="text-dim"> Seen {times} times.</span>}
      </p>
      <p className="flex flex-wrap gap-2 font-mono text-[12px]">
        {evidence.slice(0, MOST_EVIDENCE).map((n) => (
          <button key={n} type="button" className="text-note hover:underline" onClick={() => onSelect(n)}>
            #{n}
          </button>
        ))}
        {left > 0 && <span className="text-dim">and {left} more</span>}
      </p>
    </div>
  );
}
