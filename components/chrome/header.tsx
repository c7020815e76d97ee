import type { ReactNode } from 'react';
import { NearLink } from '@/components/ui/near-link';
import { Brand } from './brand';
import { KeyboardSheet } from './keyboard-sheet';
import { ThemeToggle } from './theme-toggle';

export type Door = 'learn' | 'play' | 'inspect' | 'reference';

const DOORS: readonly { readonly door: Door; readonly href: string; readonly label: string }[] = [
  { door: 'learn', href: '/learn', label: 'Learn' },
  { door: 'play', href: '/play', label: 'Play' },
  { door: 'inspect', href: '/inspect', label: 'Inspect' },
  { door: 'reference', href: '/reference', label: 'Reference' },
];

interface HeaderProps {
  readonly door?: Door;
  /** Where the reader is, behind the doors. */
  readonly children?: ReactNode;
  /** How far the reader is, before the buttons. */
  readonly progress?: ReactNode;
}

export function Header({ door, children, progress }: HeaderProps) {
  return (
    <header className="flex h-11 shrink-0 items-center gap-4 border-b border-line px-4 print:hidden max-sm:gap-2 max-sm:px-3">
      <Brand />
      <nav aria-label="Main" className="flex gap-1 max-sm:gap-0">
        {DOORS.map(({ door: name, href, label }) => (
          <NearLink
            key={name}
            href={href}
            aria-current={name === door ? 'page' : undefined}
            className="rounded-md px-2.5 py-1 text-dim max-sm:px-1.5 max-sm:text-[13px] hover:text-ink aria-[current]:bg-raised aria-[current]:text-ink"
          >
            {label}
          </NearLink>
        ))}
      </nav>
      <div className="min-w-0 flex-1 truncate text-dim max-md:invisible">{children}</div>
      {progress}
      <ThemeToggle />
      <KeyboardSheet />
    </header>
  );
}
