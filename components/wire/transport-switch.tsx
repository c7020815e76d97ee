'use client';

import { Segmented } from '@/components/ui/segmented';
import type { TransportChoice } from '@/lib/program/transports';

interface TransportSwitchProps {
  readonly value: TransportChoice | undefined;
  /** There is no `io()` call to change. */
  readonly disabled: boolean;
  onChange(choice: TransportChoice): void;
}

export function TransportSwitch({ value, disabled, onChange }: TransportSwitchProps) {
  return (
    <Segmented
      label="Transports of the client"
      value={value}
      disabled={disabled}
      onChange={onChange}
      options={[
        { value: 'polling', label: 'polling', title: 'transports: ["polling"]' },
        {
          value: 'upgrade',
          label: 'polling → websocket',
          title: 'The default: polling first, then the upgrade',
        },
        { value: 'websocket', label: 'websocket', title: 'transports: ["websocket"]' },
      ]}
    />
  );
}
