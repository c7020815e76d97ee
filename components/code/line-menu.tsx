'use client';

import { Menu } from '@base-ui/react/menu';
import { MENU_ITEM, MENU_POPUP } from './menu-look';

export interface LineEntry {
  readonly n: number;
  /** `alice → server`. */
  readonly way: string;
  readonly text: string;
}

interface LineMenuProps {
  /** Where it opens, in the window; absent while it is closed. */
  readonly at: DOMRect | undefined;
  readonly title: string;
  readonly entries: readonly LineEntry[];
  /** Entries that are not listed, because there are too many. */
  readonly earlier: number;
  readonly selected: number | undefined;
  onSelect(n: number): void;
  onClose(): void;
}

/** The entries that one line of the program has to do with, to select one of them. */
export function LineMenu({ at, title, entries, earlier, selected, onSelect, onClose }: LineMenuProps) {
  return (
    <Menu.Root open={at !== undefined} onOpenChange={(open) => !open && onClose()} modal={false}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={at && { getBoundingClientRect: () => at }}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50"
        >
          <Menu.Popup
            aria-label={title}
            data-slot="line-menu"
            className={`${MENU_POPUP} max-h-[min(20rem,var(--available-height))] w-96 overflow-auto`}
          >
            <p className="px-2.5 pt-1 pb-1.5 text-[12px] text-dim">
              {title}
              {earlier > 0 && `; the latest ${entries.length} of ${entries.length + earlier}`}
            </p>
            {entries.map(({ n, way, text }) => (
              <Menu.Item
                key={n}
                onClick={() => onSelect(n)}
                className={`${MENU_ITEM} font-mono text-[12px] ${n === selected ? 'text-sio' : ''}`}
              >
                <span className="shrink-0 text-faint">#{n}</span>
                <span className="min-w-0 truncate">
                  <span className="text-dim">{way}</span> {text}
                </span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
