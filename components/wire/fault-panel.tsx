'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import { FAULTS, type Fault, type FaultKind, type HeldPacket } from '@/lib/lab/faults';
import { BandwidthForm, LatencyForm } from './amount-forms';
import type { FaultControls } from './fault-controls';
import { inPlaceOf, toggled, whose, withFault, withoutFault } from './fault-set';
import { FREEZING, type Frozen, frozenOf } from './freezing';

const HELD: readonly HeldPacket[] = ['ping', 'pong', 'probe', 'ack'];

const PANEL_WAYS: { readonly [F in Frozen]: string } = {
  no: 'all passes',
  up: '↑ up',
  down: '↓ down',
  both: '↕ both ways',
};

export function FaultPanel(controls: FaultControls) {
  const { faults, client, live, onFaults } = controls;
  const mine = whose(client);
  const cut = (how: 'fin' | 'rst') => onFaults([...faults, { kind: 'cut', how, ...mine }]);

  return (
    <div className="divide-y divide-line">
      <Row kind="block-websocket">
        <Toggle controls={controls} fault={{ kind: 'block-websocket', ...mine }} />
      </Row>
      <Row kind="strip-upgrade">
        <Toggle controls={controls} fault={{ kind: 'strip-upgrade', ...mine }} />
      </Row>
      <Row kind="latency" below>
        <LatencyForm {...controls} />
      </Row>
      <Row kind="bandwidth" below>
        <BandwidthForm {...controls} />
      </Row>
      <Row kind="freeze" below>
        <Segmented
          label="Freeze"
          value={frozenOf(faults, client)}
          options={FREEZING.map(({ value, label }) => ({ value, label: PANEL_WAYS[value], title: label }))}
          onChange={(direction) => {
            const fault: Fault = {
              kind: 'freeze',
              direction: direction === 'no' ? 'both' : direction,
              ...mine,
            };
            onFaults(direction === 'no' ? withoutFault(faults, fault) : withFault(faults, fault));
          }}
        />
      </Row>
      <Row kind="hold" below>
        {HELD.map((packet) => (
          <Toggle key={packet} controls={controls} fault={{ kind: 'hold', packet, ...mine }} label={packet} />
        ))}
      </Row>
      <Row kind="drop" below>
        <p className="text-[12.5px] text-dim">
          From an entry’s own menu: right click it, or press Shift F10 on it, and say which to lose.
        </p>
      </Row>
      <Row kind="two-nodes">
        <Toggle controls={controls} fault={{ kind: 'two-nodes', ...mine }} />
      </Row>
      <Row kind="cut" below>
        <Button disabled={!live} onClick={() => cut('fin')}>
          cut politely, with FIN
        </Button>
        <Button disabled={!live} onClick={() => cut('rst')}>
          cut at once, with RST
        </Button>
      </Row>
    </div>
  );
}

interface RowProps {
  readonly kind: FaultKind;
  /** The control needs a line of its own. */
  readonly below?: boolean;
  readonly children: ReactNode;
}

function Row({ kind, below = false, children }: RowProps) {
  const { label, does, realWorld } = FAULTS[kind];
  return (
    <section
      aria-label={label}
      data-slot="fault-row"
      data-kind={kind}
      className={`px-4 py-3 ${below ? '' : 'flex items-start gap-4'}`}
    >
      <div className="min-w-0 flex-1">
        <h3 className="text-[13px] font-semibold">{label}</h3>
        <p className="text-[12.5px] leading-[18px] text-ink">{does}</p>
        <p className="text-[12.5px] leading-[18px] text-dim">In the world: {realWorld}</p>
      </div>
      <div className={below ? 'mt-2 flex flex-wrap items-center gap-2' : 'shrink-0'}>{children}</div>
    </section>
  );
}

interface ToggleProps {
  readonly controls: FaultControls;
  readonly fault: Fault;
  readonly label?: string;
}

function Toggle({ controls: { faults, onFaults }, fault, label }: ToggleProps) {
  const on = inPlaceOf(faults, fault) !== undefined;
  return (
    <Button
      aria-pressed={on}
      aria-label={label ?? FAULTS[fault.kind].label}
      className="min-w-14 aria-pressed:border-warn/60 aria-pressed:bg-warn/15 aria-pressed:text-warn"
      onClick={() => onFaults(toggled(faults, fault))}
    >
      {label ?? (on ? 'on' : 'off')}
    </Button>
  );
}
