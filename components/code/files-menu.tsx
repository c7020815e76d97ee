'use client';

import { Menu } from '@base-ui/react/menu';
import { FilePlus2 } from 'lucide-react';
import { MENU_ITEM, MENU_POPUP } from './menu-look';

interface FilesMenuProps {
  readonly file: string;
  /** A program cannot be without it. */
  readonly needed: boolean;
  onNew(): void;
  onRename(): void;
  onDelete(): void;
}

/** A new file, and what can be done with the one that is open. */
export function FilesMenu({ file, needed, onNew, onRename, onDelete }: FilesMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label="Files of the program"
        title="New file, rename, delete"
        className="rounded-md p-1.5 text-dim hover:bg-raised hover:text-ink"
      >
        <FilePlus2 size={14} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-50">
          <Menu.Popup className={MENU_POPUP}>
            <Menu.Item className={MENU_ITEM} onClick={onNew}>
              New file…
            </Menu.Item>
            <Menu.Separator className="my-1 h-px bg-line" />
            <Menu.Item className={MENU_ITEM} disabled={needed} onClick={onRename}>
              Rename {file}…
            </Menu.Item>
            <Menu.Item className={MENU_ITEM} disabled={needed} onClick={onDelete}>
              Delete {file}
            </Menu.Item>
            {needed && (
              <p className="max-w-56 px-2.5 pt-0.5 pb-1.5 text-[12px] text-dim">
                A program cannot be without {file}.
              </p>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
