'use client';

import { Menu } from '@base-ui/react/menu';
import { Check, Columns3 } from 'lucide-react';
import type { EntryNumber } from '@/lib/session/entry';
import { COLUMNS, type Column } from './columns';
import { type ListView, PLAIN_LIST } from './list-view';

interface ColumnsMenuProps {
  readonly view: ListView;
  readonly shown: readonly Column[];
  readonly selected: EntryNumber | undefined;
  readonly marks: readonly EntryNumber[];
  readonly onMark: (n: EntryNumber) => void;
  readonly onView: (view: ListView) => void;
}

const ITEM =
  'flex cursor-default items-center gap-2 rounded px-2.5 py-1.5 outline-none! data-disabled:text-faint data-highlighted:bg-sel';

/** Which columns there are, and from where time is counted. */
export function ColumnsMenu({ view, shown, selected, marks, onMark, onView }: ColumnsMenuProps) {
  const choose = (name: string, isShown: boolean) =>
    onView({ ...view, chosen: { ...view.chosen, [name]: isShown } });

  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label="Columns"
        data-slot="columns-menu"
        className="absolute top-1 right-1.5 z-20 grid size-[22px] place-items-center rounded bg-panel text-dim hover:bg-raised hover:text-ink"
      >
        <Columns3 aria-hidden="true" size={13} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" collisionPadding={8} className="z-50">
          <Menu.Popup className="max-h-(--available-height) min-w-52 overflow-auto rounded-md border border-line bg-raised p-1 text-[13px] text-ink shadow-lg shadow-black/30 outline-none!">
            {COLUMNS.filter(({ name }) => name !== 'summary').map(({ name, title }) => (
              <Menu.CheckboxItem
                key={name}
                checked={shown.some((column) => column.name === name)}
                disabled={name === 'mark' && marks.length === 0}
                onCheckedChange={(isShown) => choose(name, isShown)}
                className={ITEM}
              >
                <span className="w-3.5">
                  <Menu.CheckboxItemIndicator>
                    <Check aria-hidden="true" size={13} />
                  </Menu.CheckboxItemIndicator>
                </span>
                {title}
              </Menu.CheckboxItem>
            ))}
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.Item
              disabled={selected === undefined}
              onClick={() => selected !== undefined && onMark(selected)}
              className={ITEM}
            >
              {selected !== undefined && marks.includes(selected)
                ? 'Take the mark away from the selected entry'
                : 'Count time from the selected entry'}
            </Menu.Item>
            <Menu.Item disabled={view === PLAIN_LIST} onClick={() => onView(PLAIN_LIST)} className={ITEM}>
              As it was at first
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
