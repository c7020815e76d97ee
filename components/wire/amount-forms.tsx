'use client';

import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import type { Direction, Fault } from '@/lib/lab/faults';
import type { FaultControls } from './fault-controls';
import { inPlaceOf, rateText, whose, withFault, withoutFault } from './fault-set';

/** As much as the API takes. */
const MOST_MS = 120_000;
const RATES: readonly number[] = [500, 2000, 7000, 30_000, 125_000];

/** How much later, and how unsteadily. */
export function LatencyForm(controls: FaultControls) {
  const { faults, client } = controls;
  const [direction, setDirection] = useState<Direction>('both');
  const inForce = inPlaceOf(faults, { kind: 'latency', direction, ms: 0, ...whose(client) });
  const set = inForce?.kind === 'latency' ? inForce : undefined;
  const [ms, setMs] = useState(200);
  const [jitterMs, setJitterMs] = useState(0);
  const fault: Fault = {
    kind: 'latency',
    direction,
    ms,
    ...(jitterMs > 0 && { jitterMs }),
    ...whose(client),
  };
  const isSame = set !== undefined && set.ms === ms && (set.jitterMs ?? 0) === jitterMs;

  return (
    <AmountForm controls={controls} fault={fault} isSet={set !== undefined} isSame={isSame}>
      <Ways value={direction} onChange={setDirection} />
      <Milliseconds label="by" value={ms} onChange={setMs} />
      <Milliseconds label="and at random up to" value={jitterMs} onChange={setJitterMs} />
    </AmountForm>
  );
}

/** How much of it passes a second. */
export function BandwidthForm(controls: FaultControls) {
  const { faults, client } = controls;
  const id = useId();
  const [direction, setDirection] = useState<Direction>('both');
  const inForce = inPlaceOf(faults, { kind: 'bandwidth', direction, bytesPerSecond: 1, ...whose(client) });
  const set = inForce?.kind === 'bandwidth' ? inForce : undefined;
  const [bytesPerSecond, setRate] = useState(7000);
  const fault: Fault = { kind: 'bandwidth', direction, bytesPerSecond, ...whose(client) };

  return (
    <AmountForm
      controls={controls}
      fault={fault}
      isSet={set !== undefined}
      isSame={set?.bytesPerSecond === bytesPerSecond}
    >
      <Ways value={direction} onChange={setDirection} />
      <label htmlFor={id} className="flex items-center gap-1.5 text-[12.5px] text-dim">
        at most
        <select
          id={id}
          value={bytesPerSecond}
          onChange={(event) => setRate(Number(event.target.value))}
          className="rounded-md border border-line bg-bg px-1.5 py-[3px] text-[12.5px] text-ink"
        >
          {RATES.map((rate) => (
            <option key={rate} value={rate}>
              {rateText(rate)}
            </option>
          ))}
        </select>
      </label>
    </AmountForm>
  );
}

interface AmountFormProps {
  readonly controls: FaultControls;
  readonly fault: Fault;
  readonly isSet: boolean;
  /** What is in force has these amounts already. */
  readonly isSame: boolean;
  readonly children: ReactNode;
}

function AmountForm({ controls: { faults, onFaults }, fault, isSet, isSame, children }: AmountFormProps) {
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onFaults(withFault(faults, fault));
      }}
    >
      {children}
      <Button type="submit" disabled={isSame}>
        {isSet ? 'Change' : 'Put on'}
      </Button>
      {isSet && (
        <Button look="quiet" onClick={() => onFaults(withoutFault(faults, fault))}>
          Take off
        </Button>
      )}
    </form>
  );
}

function Ways({ value, onChange }: { readonly value: Direction; onChange(value: Direction): void }) {
  return (
    <Segmented
      label="Direction"
      value={value}
      onChange={onChange}
      options={[
        { value: 'both', label: '↕ both ways' },
        { value: 'up', label: '↑ up', title: 'Client to server' },
        { value: 'down', label: '↓ down', title: 'Server to client' },
      ]}
    />
  );
}

interface MillisecondsProps {
  readonly label: string;
  readonly value: number;
  onChange(value: number): void;
}

function Milliseconds({ label, value, onChange }: MillisecondsProps) {
  return (
    <label className="flex items-center gap-1.5 whitespace-nowrap text-[12.5px] text-dim">
      {label}
      <input
        type="number"
        min={0}
        max={MOST_MS}
        step={10}
        value={value}
        onChange={({ target: { valueAsNumber } }) =>
          onChange(
            Number.isNaN(valueAsNumber) ? 0 : Math.min(MOST_MS, Math.max(0, Math.round(valueAsNumber))),
          )
        }
        className="w-[72px] rounded-md border border-line bg-bg px-1.5 py-[2px] text-right font-mono text-[12.5px] text-ink"
      />
      ms
    </label>
  );
}
