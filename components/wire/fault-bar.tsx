'use client';

import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tip } from '@/components/ui/tip';
import { FAULTS, type Fault, type FaultKind } from '@/lib/lab/faults';

interface FaultBarProps {
  readonly faults: readonly Fault[];
  /** Whose wire: a client, or everybody's. */
  readonly client: string | undefined;
  /** A wire to cut: somebody is connected. */
  readonly live: boolean;
  onToggle(fault: Fault): void;
  onCut(fault: Fault): void;
  onFreeze(direction: Frozen): void;
}

export type Frozen = 'no' | 'both' | 'up' | 'down';

const LATENCY_MS = 200;

/** What can be done to the wire, each pressed while it is in force. */
export function FaultBar({ faults, client, live, onToggle, onCut, onFreeze }: FaultBarProps) {
  const whose = client === undefined ? {} : { client };
  const isOn = (kind: FaultKind) => faults.some((fault) => fault.kind === kind && fault.client === client);
  const frozen = faults.find((fault) => fault.kind === 'freeze' && fault.client === client);

  return (
    <fieldset className="inline-flex shrink-0 overflow-hidden rounded-md border border-line">
      <legend className="sr-only">Faults of the wire</legend>
      <FaultToggle
        kind="block-websocket"
        on={isOn('block-websocket')}
        onPress={() => onToggle({ kind: 'block-websocket', ...whose })}
      />
      <FaultToggle
        kind="strip-upgrade"
        on={isOn('strip-upgrade')}
        onPress={() => onToggle({ kind: 'strip-upgrade', ...whose })}
      />
      <FreezeMenu frozen={frozen?.kind === 'freeze' ? frozen.direction : 'no'} onFreeze={onFreeze} />
      <FaultToggle
        kind="latency"
        label={`+${LATENCY_MS} ms`}
        on={isOn('latency')}
        onPress={() => onToggle({ kind: 'latency', direction: 'both', ms: LATENCY_MS, ...whose })}
      />
      <CutMenu disabled={!live} onCut={(how) => onCut({ kind: 'cut', how, ...whose })} />
    </fieldset>
  );
}

const ITEM =
  'flex items-center gap-1 whitespace-nowrap px-2.5 py-1 text-[12.5px] leading-[18px] text-dim outline-offset-[-2px] hover:text-ink focus-visible:outline-2 focus-visible:outline-note disabled:opacity-50 aria-pressed:bg-sel aria-pressed:text-ink data-on:bg-sel data-on:text-ink';

function FaultTip({ kind, children }: { readonly kind: FaultKind; readonly children?: ReactNode }) {
  const { does, realWorld } = FAULTS[kind];
  return (
    <>
      <span className="block">{does}</span>
      <span className="mt-1 block text-dim">In the world: {realWorld}</span>
      {children}
    </>
  );
}

interface FaultToggleProps {
  readonly kind: FaultKind;
  readonly label?: string;
  readonly on: boolean;
  onPress(): void;
}

function FaultToggle({ kind, label = FAULTS[kind].label, on, onPress }: FaultToggleProps) {
  return (
    <Tip tip={<FaultTip kind={kind} />}>
      <button type="button" aria-pressed={on} data-fault={kind} onClick={onPress} className={ITEM}>
        {label}
      </button>
    </Tip>
  );
}

const POPUP =
  'min-w-48 rounded-md border border-line bg-raised p-1 text-[13px] text-ink shadow-lg shadow-black/30';
const OPTION = 'block cursor-default rounded px-2.5 py-1.5 data-highlighted:bg-sel data-checked:text-note';

const FROZEN: readonly { readonly value: Frozen; readonly label: string }[] = [
  { value: 'no', label: 'let everything pass' },
  { value: 'up', label: 'client → server' },
  { value: 'down', label: 'server → client' },
  { value: 'both', label: 'both directions' },
];

const ARROW = { no: '', up: ' ↑', down: ' ↓', both: ' ↕' } as const satisfies { [F in Frozen]: string };

function FreezeMenu({ frozen, onFreeze }: { readonly frozen: Frozen; onFreeze(direction: Frozen): void }) {
  return (
    <Menu.Root>
      <Tip tip={<FaultTip kind="freeze" />}>
        <Menu.Trigger className={ITEM} data-fault="freeze" data-on={frozen === 'no' ? undefined : ''}>
          {FAULTS.freeze.label}
          {ARROW[frozen]}
          <ChevronDown size={11} aria-hidden="true" />
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} className="z-50">
          <Menu.Popup className={POPUP}>
            <Menu.RadioGroup value={frozen} onValueChange={onFreeze}>
              {FROZEN.map(({ value, label }) => (
                <Menu.RadioItem key={value} value={value} closeOnClick className={OPTION}>
                  {label}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function CutMenu({ disabled, onCut }: { readonly disabled: boolean; onCut(how: 'fin' | 'rst'): void }) {
  return (
    <Menu.Root>
      <Tip tip={<FaultTip kind="cut" />}>
        <Menu.Trigger disabled={disabled} className={ITEM} data-fault="cut">
          {FAULTS.cut.label}
          <ChevronDown size={11} aria-hidden="true" />
        </Menu.Trigger>
      </Tip>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-50">
          <Menu.Popup className={POPUP}>
            <Menu.Item className={OPTION} onClick={() => onCut('fin')}>
              politely, with FIN
            </Menu.Item>
            <Menu.Item className={OPTION} onClick={() => onCut('rst')}>
              at once, with RST
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
