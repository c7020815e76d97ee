'use client';

import { Menu } from '@base-ui/react/menu';
import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { chooseTheme, followTheme, THEME_CHOICES, type ThemeChoice, themeStore } from '@/lib/state/theme';

const LOOK = {
  system: { label: 'As the system', Icon: Monitor },
  dark: { label: 'Dark', Icon: Moon },
  light: { label: 'Light', Icon: Sun },
} as const satisfies { [C in ThemeChoice]: unknown };

export function ThemeToggle() {
  const choice = useStore(themeStore, (state) => state.choice) ?? 'system';
  useEffect(followTheme, []);
  const { Icon, label } = LOOK[choice];

  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`Theme: ${label}`}
        className="rounded-md p-1.5 text-dim hover:bg-raised hover:text-ink"
      >
        <Icon size={15} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-50">
          <Menu.Popup className="min-w-40 rounded-md border border-line bg-raised p-1 text-[13px] shadow-lg shadow-black/30">
            <Menu.RadioGroup value={choice} onValueChange={chooseTheme}>
              {THEME_CHOICES.map((option) => (
                <ThemeOption key={option} option={option} />
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function ThemeOption({ option }: { readonly option: ThemeChoice }) {
  const { label, Icon } = LOOK[option];
  return (
    <Menu.RadioItem
      value={option}
      closeOnClick
      className="flex cursor-default items-center gap-2 rounded px-2 py-1.5 data-highlighted:bg-sel"
    >
      <Icon size={14} aria-hidden="true" />
      <span className="flex-1">{label}</span>
      <Menu.RadioItemIndicator>
        <Check size={14} aria-hidden="true" />
      </Menu.RadioItemIndicator>
    </Menu.RadioItem>
  );
}
