'use client';

import { Popover } from '@base-ui/react/popover';
import { useMemo, useState } from 'react';
import { FINDING_LEVEL, FindingList, NothingFound } from '@/components/findings/finding-list';
import { type FindingGroup, grouped } from '@/components/findings/grouped';
import { useWorkbench } from '@/lib/state/workbench-context';
import { useFindings } from './use-findings';

/** What is wrong with this run, and what helps: how many in the status line, the rest on a press. */
export function Findings() {
  const { store } = useWorkbench();
  const [wanted, want] = useState(false);
  const known = useFindings(wanted);
  const groups = useMemo(() => known && grouped(known), [known]);
  const { select } = store.getState();

  const worst = groups?.[0]?.level;
  return (
    <Popover.Root onOpenChange={(open) => open && want(true)}>
      <Popover.Trigger
        data-slot="findings"
        className={`shrink-0 hover:underline ${worst ? FINDING_LEVEL[worst].look : known ? 'text-ok' : ''}`}
      >
        {groups ? counted(groups.length) : 'findings …'}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" sideOffset={8} collisionPadding={8} className="z-50">
          <Popover.Popup className="max-h-[60vh] w-[min(440px,94vw)] overflow-auto rounded-md border border-line bg-raised p-3 text-[13px] text-ink shadow-lg shadow-black/30">
            <Popover.Title className="mb-2 text-[14px] font-semibold">{titleOf(groups)}</Popover.Title>
            {known?.length === 0 && <Popover.Description render={<NothingFound />} />}
            <FindingList groups={groups ?? []} onSelect={select} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function titleOf(groups: readonly FindingGroup[] | undefined): string {
  if (!groups) return 'A long run: the rules are being asked';
  return groups.length > 0 ? 'What this run shows' : 'Nothing is wrong with this run';
}

function counted(count: number): string {
  return count === 0 ? 'no findings' : `${count} finding${count === 1 ? '' : 's'}`;
}
