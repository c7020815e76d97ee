'use client';

import { Menu } from '@base-ui/react/menu';
import { Fragment, memo, type RefObject } from 'react';

/** One thing that can be done with a row. */
export interface RowAct {
  readonly key: string;
  readonly label: string;
  /** What it means, in a smaller line. */
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly onPick: () => void;
}

/** What can be done with a row, in groups. */
export interface RowActs {
  /** Names the row. */
  readonly title: string;
  readonly groups: readonly (readonly RowAct[])[];
}

interface RowMenuProps {
  /** Where it opens, in the window; absent while it is closed. */
  readonly at: DOMRect | undefined;
  readonly acts: RowActs | undefined;
  /** Gets the focus back. */
  readonly rows: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** The menu of one row, opened at the pointer or at the row itself. */
export const RowMenu = memo(function RowMenu({ at, acts, rows, onClose }: RowMenuProps) {
  return (
    <Menu.Root open={at !== undefined} onOpenChange={(open) => !open && onClose()} modal={false}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={at && { getBoundingClientRect: () => at }}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          className="z-50"
        >
          <Menu.Popup
            finalFocus={rows}
            aria-label={acts?.title}
            data-slot="row-menu"
            className="max-h-(--available-height) w-72 max-w-(--available-width) overflow-auto rounded-md border border-line bg-raised p-1 text-[13px] text-ink shadow-xl shadow-black/30 outline-none!"
          >
            <p aria-hidden="true" className="truncate px-2.5 pt-1 pb-1.5 font-mono text-xs text-dim">
              {acts?.title}
            </p>
            {acts?.groups.map((group, i) => (
              <Fragment key={group[0]?.key}>
                {i > 0 && <Menu.Separator className="my-1 h-px bg-line" />}
                {group.map((act) => (
                  <Menu.Item
                    key={act.key}
                    disabled={act.disabled}
                    data-act={act.key}
                    onClick={act.onPick}
                    className="block cursor-default rounded px-2.5 py-1.5 leading-[18px] outline-none! data-disabled:text-faint data-highlighted:bg-sel"
                  >
                    {act.label}
                    {act.hint !== undefined && (
                      <span className="block text-[11.5px] leading-4 text-dim">{act.hint}</span>
                    )}
                  </Menu.Item>
                ))}
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
});
